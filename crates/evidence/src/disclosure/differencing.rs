//! What two releases tell together that neither tells alone.
//!
//! Must not know: files, dates. The caller says how the people of two tables relate; what follows is worked out from what is
//! published: positions with the same labels are compared, the people in the one and not in the other are a third table, and
//! all ranges are narrowed together until nothing narrows any more. That is an outer bound: it finds what follows from
//! sums and differences, one after the other, but not what only all equations at once would give.

use std::collections::HashMap;
use std::fmt;

use crate::cell::Figure;

use super::Publishable;
use super::bounds::narrow;
use super::network::WITHOUT_END;
use super::release::{Choice, Release};
use super::table::Table;

/// How often a proposed release is made again with more hidden before it is refused.
const MOST_TURNS: usize = 50;

/// How the people of a proposed table relate to those of an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same people: another hiding or rounding of the same counts.
    Same,
    /// Some of them: a filter, a smaller area, an earlier count of what only grows.
    PartOf,
    /// All of them and more.
    Contains,
}

/// What is exposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exposed {
    /// A count that one of the two hides.
    HiddenCount,
    /// The people who are in one of the two only.
    PeopleBetween,
    /// Nothing can be so: the relation that was stated is not true.
    Contradiction,
}

/// Something that two releases tell together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Name of the proposed release.
    pub proposed: String,
    /// Name of the earlier release, or of all of them where no single one tells it.
    pub earlier: String,
    /// Label of the row; none for the total.
    pub row: Option<String>,
    /// Label of the column; none for the total.
    pub column: Option<String>,
    /// What is exposed.
    pub exposed: Exposed,
    /// The least that it can be.
    pub least: i64,
    /// The most that it can be.
    pub most: i64,
    position: Option<usize>,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.row.as_deref().unwrap_or("total");
        let column = self.column.as_deref().unwrap_or("total");
        let what = match self.exposed {
            Exposed::HiddenCount => "a hidden count",
            Exposed::PeopleBetween => "the number of people who are in one of them only",
            Exposed::Contradiction => {
                return write!(
                    formatter,
                    "\"{}\" and \"{}\" cannot both be true: correct how their people relate",
                    self.proposed, self.earlier
                );
            }
        };
        write!(
            formatter,
            "\"{}\" and \"{}\" together tell {what}, in row \"{row}\", column \"{column}\": {} to {}",
            self.proposed, self.earlier, self.least, self.most
        )
    }
}

/// Why a release is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not published, for {} Publish a coarser table or leave the filter out.", sentences(.0))]
pub struct Refused(pub Vec<Difference>);

fn sentences(differences: &[Difference]) -> String {
    let said: Vec<String> = differences
        .iter()
        .map(|difference| format!("{difference}."))
        .collect();
    said.join(" ")
}

/// What a proposed release tells together with an earlier one.
#[must_use]
pub fn differences(proposed: &Release, relation: Relation, earlier: &Release) -> Vec<Difference> {
    together(proposed, &[(relation, earlier)])
}

/// Passes a table through disclosure control beside what was published before: alone with each, then with all.
///
/// What would be told is hidden in the new release. It is refused where hiding does not help.
pub fn publish_beside(
    table: &Table,
    name: &str,
    choice: &Choice,
    earlier: &[(Relation, &Release)],
) -> Result<Publishable<Release>, Refused> {
    let mut also = Vec::new();
    let mut turns = 0;
    loop {
        let release = Release::make(table, name, choice.rule(), &also);
        let mut told: Vec<Difference> = earlier
            .iter()
            .flat_map(|&(relation, before)| differences(&release, relation, before))
            .collect();
        if told.is_empty() && earlier.len() > 1 {
            told = together(&release, earlier);
        }
        if told.is_empty() {
            return Ok(Publishable(release));
        }
        let before = also.len();
        for position in told.iter().filter_map(|difference| difference.position) {
            let shown = release.figures[position]
                .value()
                .is_some_and(|value| value > 0.0);
            if shown && !also.contains(&position) && choice.rule().hidden.is_some() {
                also.push(position);
            }
        }
        turns += 1;
        if also.len() == before || turns == MOST_TURNS {
            return Err(Refused(told));
        }
    }
}

/// Everything that is published about one set of people, with where its numbers stand among all.
struct System {
    ranges: Vec<(i64, i64)>,
    sums: Vec<(usize, Vec<usize>)>,
}

impl System {
    fn add(&mut self, release: &Release) -> usize {
        let start = self.ranges.len();
        self.ranges.extend(&release.ranges);
        self.sums
            .extend(release.shape().sums().into_iter().map(|(total, parts)| {
                let parts = parts.into_iter().map(|part| start + part);
                (start + total, parts.collect())
            }));
        start
    }
}

/// Positions of the proposed release with those of the earlier one that have the same labels.
fn pairs(proposed: &Release, earlier: &Release) -> Vec<(usize, usize)> {
    let places =
        |labels: &[String]| -> HashMap<String, usize> { labels.iter().cloned().zip(0..).collect() };
    let (rows, columns) = (places(&earlier.rows), places(&earlier.columns));
    let shape = proposed.shape();
    let find = |labels: &[String], there: &HashMap<String, usize>, at: usize| match labels.get(at) {
        Some(label) => there.get(label).copied(),
        None => Some(there.len()),
    };
    (0..shape.positions())
        .filter_map(|position| {
            let (row, column) = shape.row_and_column(position);
            let row = find(&proposed.rows, &rows, row)?;
            let column = find(&proposed.columns, &columns, column)?;
            Some((position, earlier.shape().at(row, column)))
        })
        .collect()
}

fn together(proposed: &Release, earlier: &[(Relation, &Release)]) -> Vec<Difference> {
    let mut system = System {
        ranges: Vec::new(),
        sums: Vec::new(),
    };
    system.add(proposed);
    let mut between = Vec::new();
    let mut others = Vec::new();
    for &(relation, before) in earlier {
        let start = system.add(before);
        let shared = pairs(proposed, before);
        for &(here, there) in &shared {
            let there = start + there;
            if relation == Relation::Same {
                system.sums.push((here, vec![there]));
                continue;
            }
            let gap = system.ranges.len();
            system.ranges.push((0, WITHOUT_END));
            let (whole, part) = match relation {
                Relation::Contains => (here, there),
                _ => (there, here),
            };
            system.sums.push((whole, vec![part, gap]));
            // Totals that are not printed follow from what is.
            if proposed.figures[here] != Figure::NotApplicable {
                between.push((gap, here));
            }
        }
        others.push((start, before, shared));
    }
    // What an earlier release tells by itself is not the fault of the new one.
    let alone: Vec<Vec<(i64, i64)>> = earlier
        .iter()
        .map(|(_, before)| {
            let mut ranges = before.ranges.clone();
            narrow(&mut ranges, &before.shape().sums());
            ranges
        })
        .collect();
    narrow(&mut system.ranges, &system.sums);

    let name = earlier.iter().map(|(_, before)| before.name.as_str());
    let name = name.collect::<Vec<_>>().join("\" and \"");
    let told = |position: Option<usize>, exposed, (least, most): (i64, i64)| {
        let at = position.map(|position| proposed.shape().row_and_column(position));
        Difference {
            proposed: proposed.name.clone(),
            earlier: name.clone(),
            row: at.and_then(|(row, _)| proposed.rows.get(row).cloned()),
            column: at.and_then(|(_, column)| proposed.columns.get(column).cloned()),
            exposed,
            least,
            most,
            position,
        }
    };
    if let Some(&range) = system.ranges.iter().find(|(least, most)| least > most) {
        return vec![told(None, Exposed::Contradiction, range)];
    }
    let is_narrow = |release: &Release, (least, most): (i64, i64)| {
        release.rule.hidden.is_some() && most - least < i64::from(release.rule.width())
    };
    let hides = |release: &Release, at: usize| release.figures[at] == Figure::Suppressed;
    let mut found = Vec::new();
    for (position, &range) in system
        .ranges
        .iter()
        .enumerate()
        .take(proposed.figures.len())
    {
        if hides(proposed, position) && is_narrow(proposed, range) {
            found.push(told(Some(position), Exposed::HiddenCount, range));
        }
    }
    for ((start, before, shared), alone) in others.into_iter().zip(alone) {
        for (at, &alone) in alone.iter().enumerate() {
            let range = system.ranges[start + at];
            if hides(before, at) && is_narrow(before, range) && !is_narrow(before, alone) {
                let here = shared
                    .iter()
                    .find(|(_, there)| *there == at)
                    .map(|(here, _)| *here);
                found.push(told(here, Exposed::HiddenCount, range));
            }
        }
    }
    for (gap, position) in between {
        let (least, most) = system.ranges[gap];
        let largest = proposed.rule.hidden.map_or(0, |(_, most)| i64::from(most));
        // Where there may be nobody between them, nothing is certain about anybody.
        if least >= 1 && least <= largest && is_narrow(proposed, (least, most)) {
            found.push(told(Some(position), Exposed::PeopleBetween, (least, most)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::rules::{NHS_ENGLAND, UK_HEALTH_SECURITY_AGENCY};
    use super::super::{Entry, Rule, publish};
    use super::*;

    fn choice(rule: Rule) -> Choice {
        Choice::new("Visits", rule, "Nobody has published them.").unwrap()
    }

    fn table(counts: [u32; 3]) -> Table {
        let rows = ["North", "South", "West"].map(str::to_owned).to_vec();
        Table::one_way(rows, counts.map(Entry::Count).to_vec()).unwrap()
    }

    #[test]
    fn a_filter_that_leaves_three_out_is_found_and_names_the_pair() {
        let choice = choice(UK_HEALTH_SECURITY_AGENCY);
        let all = publish(&table([100, 80, 60]), "All ages", &choice).into_inner();
        let adults = publish(&table([97, 70, 50]), "Adults", &choice).into_inner();
        let told = differences(&adults, Relation::PartOf, &all);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(
            told[0].to_string(),
            "\"Adults\" and \"All ages\" together tell the number of people who are in one of them only, \
             in row \"North\", column \"\": 3 to 3"
        );
        let beside = publish_beside(
            &table([97, 70, 50]),
            "Adults",
            &choice,
            &[(Relation::PartOf, &all)],
        );
        let beside = beside.unwrap().into_inner();
        assert_eq!(beside.figure(0, 0), Some(Figure::Suppressed));
        assert_eq!(differences(&beside, Relation::PartOf, &all), []);
    }

    #[test]
    fn a_count_that_was_shown_before_cannot_be_hidden_now() {
        let shown = Release::published_before(
            "Last year",
            super::super::rules::ALREADY_PUBLISHED,
            ["North", "South", "West"].map(str::to_owned).to_vec(),
            vec![String::new()],
            [3.0, 0.0, 80.0, 0.0, 60.0, 0.0, 143.0, 0.0]
                .iter()
                .enumerate()
                .map(|(at, &value)| {
                    if at % 2 == 0 {
                        Figure::Value(value)
                    } else {
                        Figure::NotApplicable
                    }
                })
                .collect(),
        )
        .unwrap();
        // The last column is of totals that were not given.
        let refused = publish_beside(
            &table([3, 80, 60]),
            "Now",
            &choice(NHS_ENGLAND),
            &[(Relation::Same, &shown)],
        );
        let refused = refused.unwrap_err();
        assert_eq!(refused.0[0].exposed, Exposed::HiddenCount);
        assert!(
            refused.to_string().contains("\"Now\" and \"Last year\""),
            "{refused}"
        );
    }

    #[test]
    fn a_relation_that_is_not_true_is_said() {
        let choice = choice(UK_HEALTH_SECURITY_AGENCY);
        let all = publish(&table([100, 80, 60]), "All", &choice).into_inner();
        let more = publish(&table([120, 80, 60]), "More", &choice).into_inner();
        let told = differences(&more, Relation::PartOf, &all);
        assert_eq!(told[0].exposed, Exposed::Contradiction);
    }

    #[test]
    fn men_are_known_from_all_and_women() {
        let choice = choice(NHS_ENGLAND);
        let all = publish(&table([11, 80, 60]), "All", &choice).into_inner();
        let women = publish(&table([8, 40, 30]), "Women", &choice).into_inner();
        // 10 is 8 to 12 in both, so there may be nobody else: nothing is certain.
        assert_eq!(differences(&women, Relation::PartOf, &all), []);
        let more = publish(&table([13, 80, 60]), "More", &choice).into_inner();
        let told = differences(&more, Relation::Contains, &women);
        assert_eq!(
            (told.len(), told.first()),
            (0, None),
            "15 less 10 is 1 to 9: as wide as the rule"
        );
    }

    #[test]
    fn two_earlier_releases_tell_what_neither_tells() {
        let rule = UK_HEALTH_SECURITY_AGENCY;
        let one_row = |name: &str, value: f64| {
            let figures = [value, value, value, value].map(Figure::Value).to_vec();
            let rows = vec!["North".to_owned()];
            Release::published_before(name, rule, rows, vec![String::new()], figures).unwrap()
        };
        let (wide, small) = (one_row("Region", 22.0), one_row("Town", 20.0));
        let rows = vec!["North".to_owned()];
        let hidden = Release::published_before(
            "District",
            rule,
            rows,
            vec![String::new()],
            vec![Figure::Suppressed; 4],
        )
        .unwrap();
        let pairs = [(Relation::PartOf, &wide), (Relation::Contains, &small)];
        assert!(
            pairs
                .iter()
                .all(|&(relation, before)| differences(&hidden, relation, before).is_empty())
        );
        let told = together(&hidden, &pairs);
        assert!(
            told.iter().any(|told| told.exposed == Exposed::HiddenCount),
            "20 to 22: {told:?}"
        );
        assert_eq!(told[0].earlier, "Region\" and \"Town");
    }
}
