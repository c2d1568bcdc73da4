//! A table as it may be shown, and how it is made.
//!
//! Must not know: pages and formats. Shares and limits are worked out from what is shown, so they tell nothing more.

use measures::{Confidence, Count, Multiplier, Population, rate};

use crate::cell::{Figure, Limits, LimitsBy};

use super::Publishable;
use super::network::{Shape, WITHOUT_END};
use super::rules::{Rounding, Rule, Totals};
use super::secondary::Plan;
use super::table::{Content, Table, TableError, check_shape};

/// The rule that was chosen for a data set, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    data_set: String,
    rule: Rule,
    reason: String,
}

/// A choice without a reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no reason is given for the rule \"{rule}\" on \"{data_set}\": say in a sentence why it is the right one"
)]
pub struct NoReason {
    /// The data set.
    pub data_set: String,
    /// Name of the rule.
    pub rule: &'static str,
}

impl Choice {
    /// Chooses a rule.
    pub fn new(data_set: &str, rule: Rule, reason: &str) -> Result<Self, NoReason> {
        if reason.trim().is_empty() {
            return Err(NoReason {
                data_set: data_set.to_owned(),
                rule: rule.name,
            });
        }
        Ok(Self {
            data_set: data_set.to_owned(),
            rule,
            reason: reason.trim().to_owned(),
        })
    }

    /// The data set.
    #[must_use]
    pub fn data_set(&self) -> &str {
        &self.data_set
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Why this rule.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// A table of counts as it may be shown, or as somebody has shown it.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    pub(super) name: String,
    pub(super) rule: Rule,
    pub(super) rows: Vec<String>,
    pub(super) columns: Vec<String>,
    pub(super) figures: Vec<Figure>,
    /// What a reader can conclude from each figure alone.
    pub(super) ranges: Vec<(i64, i64)>,
}

impl Release {
    /// What was published before, read back: figures row by row, each row ended by its total, and a last row of totals.
    /// A total that was not published is [`Figure::NotApplicable`]; for a table of rows alone, give one column.
    pub fn published_before(
        name: &str,
        rule: Rule,
        rows: Vec<String>,
        columns: Vec<String>,
        figures: Vec<Figure>,
    ) -> Result<Self, TableError> {
        check_shape(&rows, &columns, rows.len() * columns.len())?;
        let shape = Shape {
            rows: rows.len(),
            columns: columns.len(),
        };
        if figures.len() != shape.positions() {
            return Err(TableError::Shape {
                rows: rows.len() + 1,
                columns: columns.len() + 1,
                counts: figures.len(),
            });
        }
        let ranges = (0..figures.len())
            .map(|position| {
                let (row, column) = shape.row_and_column(position);
                let is_total = row == shape.rows || column == shape.columns;
                match figures[position] {
                    _ if is_total && rule.totals == Totals::SumOfShown => (0, WITHOUT_END),
                    Figure::Value(value) => rule.behind(whole(value)),
                    Figure::Suppressed => (rule.least_hidden(), WITHOUT_END),
                    _ if is_total => (0, WITHOUT_END),
                    _ => (0, 0),
                }
            })
            .collect();
        Ok(Self {
            name: name.to_owned(),
            rule,
            rows,
            columns,
            figures,
            ranges,
        })
    }

    /// The name by which readers know it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Labels of the rows, without the total.
    #[must_use]
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// Labels of the columns, without the total.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// A count; the row or column after the last is the total. None outside the table.
    #[must_use]
    pub fn figure(&self, row: usize, column: usize) -> Option<Figure> {
        let inside = row <= self.rows.len() && column <= self.columns.len();
        inside.then(|| self.figures[self.shape().at(row, column)])
    }

    /// A count as a share of another, in per cent, with limits by Wilson's method: both from the numbers as shown. It is
    /// suppressed with either, and not applicable where there are no people or, by rounding, more than all.
    #[must_use]
    pub fn percentage(
        &self,
        part: (usize, usize),
        whole: (usize, usize),
    ) -> (Figure, Option<Limits>) {
        let figures = [part, whole].map(|(row, column)| self.figure(row, column));
        let (part, whole) = match figures {
            [Some(Figure::Value(part)), Some(Figure::Value(whole))] => (part, whole),
            [Some(Figure::Suppressed), _] | [_, Some(Figure::Suppressed)] => {
                return (Figure::Suppressed, None);
            }
            [Some(Figure::Value(_)), Some(why)] | [Some(why), _] => return (why, None),
            _ => return (Figure::NotApplicable, None),
        };
        let levels = &Confidence::PUBLISHED;
        let estimate = (|| {
            let whole = Population::new(whole).ok()?;
            let hundred = Multiplier::new(100.0).ok()?;
            rate::proportion(Count::new(part).ok()?, whole, hundred, levels).ok()
        })();
        let Some(estimate) = estimate else {
            return (Figure::NotApplicable, None);
        };
        let at = |level| {
            let limits = estimate.limits_at(level)?;
            Some((limits.lower(), limits.upper()))
        };
        let limits = Limits {
            at_95: at(Confidence::NINETY_FIVE),
            at_998: at(Confidence::NINETY_NINE_POINT_EIGHT),
            by: LimitsBy::Us,
        };
        (Figure::Value(part / whole * 100.0), Some(limits))
    }

    /// What was done to the table, in sentences for readers.
    #[must_use]
    pub fn words(&self) -> String {
        let hidden = match self.rule.hidden {
            Some((least, most)) => format!(
                "Counts of {least} to {most} are hidden, and others from which they could be worked out."
            ),
            None => "Nothing is hidden.".to_owned(),
        };
        let rounding = match self.rule.rounding {
            Rounding::Exact => "Counts that are shown are not rounded.",
            Rounding::NearestFive => "Other counts are rounded to the nearest 5.",
            Rounding::MidpointSix => "Counts are shown as the middle of their band of six.",
        };
        let totals = match (self.rule.totals, self.rule.rounding) {
            (Totals::SumOfShown, _) => "Totals are sums of the parts that are shown.",
            (Totals::RoundedAlone, Rounding::Exact) => "Totals are true totals.",
            (Totals::RoundedAlone, _) => {
                "Totals are rounded on their own, so they may differ from the sum of their parts."
            }
        };
        format!("{hidden} {rounding} {totals}")
    }

    pub(super) fn shape(&self) -> Shape {
        Shape {
            rows: self.rows.len(),
            columns: self.columns.len(),
        }
    }

    /// Makes a release by hiding what the rule hides, these positions, and what follows.
    pub(super) fn make(table: &Table, name: &str, rule: &Rule, also: &[usize]) -> Self {
        let contents = table.contents();
        let plan = Plan {
            rule,
            shape: table.shape(),
            contents: &contents,
        };
        let mut hidden = plan.primary();
        for &position in also {
            hidden[position] = true;
        }
        let hidden = plan.protect(&hidden);
        Self::show(table, name, &plan, &hidden)
    }

    pub(super) fn show(table: &Table, name: &str, plan: &Plan<'_>, hidden: &[bool]) -> Self {
        let shape = plan.shape;
        let mut figures: Vec<Figure> = (0..shape.positions())
            .map(|position| match plan.contents[position] {
                Content::Unknown => Figure::Suppressed,
                Content::Counted { .. } if hidden[position] => Figure::Suppressed,
                Content::Counted { count, .. } => Figure::Value(number(
                    u32::try_from(count)
                        .map_or(count.unsigned_abs(), |count| plan.rule.rounded(count)),
                )),
                Content::Empty(why) => why,
                Content::NotGiven => Figure::NotApplicable,
            })
            .collect();
        for (total, parts) in shape.sums() {
            let given = !matches!(plan.contents[total], Content::NotGiven | Content::Empty(_));
            if plan.is_made_of_shown(total) && given {
                let shown = parts.iter().filter_map(|&part| figures[part].value());
                figures[total] = Figure::Value(shown.sum());
            }
        }
        let ranges = (0..shape.positions())
            .map(|position| plan.range(position, hidden[position]))
            .collect();
        Self {
            name: name.to_owned(),
            rule: *plan.rule,
            rows: table.rows.clone(),
            columns: table.columns.clone(),
            figures,
            ranges,
        }
    }
}

/// Passes a table through disclosure control. `name` is what readers will know the release by.
#[must_use]
pub fn publish(table: &Table, name: &str, choice: &Choice) -> Publishable<Release> {
    Publishable(Release::make(table, name, choice.rule(), &[]))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no count of people is above 2^53"
)]
fn number(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and no count of people comes near"
)]
fn whole(value: f64) -> i64 {
    (value.round() as i64).clamp(0, WITHOUT_END)
}

#[cfg(test)]
mod tests {
    use super::super::rules::{
        ALREADY_PUBLISHED, Dominance, MENTAL_HEALTH_SERVICES, NHS_ENGLAND, OPEN_SAFELY,
        UK_HEALTH_SECURITY_AGENCY,
    };
    use super::super::table::{Entry, TableError};
    use super::*;
    use Figure::{Suppressed, Value};

    fn release(rule: Rule, rows: usize, entries: Vec<Entry>) -> Release {
        let columns = entries.len() / rows;
        let named = |kind: &str, many| (0..many).map(|number| format!("{kind} {number}")).collect();
        let table = Table::two_way(named("Row", rows), named("Column", columns), entries).unwrap();
        let choice = Choice::new("Visits", rule, "Nobody has published them.").unwrap();
        publish(&table, "Visits by place", &choice).into_inner()
    }

    fn counts(rule: Rule, rows: usize, counts: &[u32]) -> Release {
        release(
            rule,
            rows,
            counts.iter().copied().map(Entry::Count).collect(),
        )
    }

    #[test]
    fn a_choice_keeps_its_reason_and_needs_one() {
        let choice = Choice::new("Visits", NHS_ENGLAND, " Not yet published. ").unwrap();
        assert_eq!(
            (choice.data_set(), choice.reason()),
            ("Visits", "Not yet published.")
        );
        let error = Choice::new("Visits", NHS_ENGLAND, " ").unwrap_err();
        assert!(error.to_string().contains("nhs_england"));
    }

    #[test]
    fn a_hidden_count_takes_three_others_with_it() {
        // Two by two is the smallest table in which a rectangle of hidden counts leaves all totals true.
        let shown = counts(
            UK_HEALTH_SECURITY_AGENCY,
            3,
            &[3, 40, 50, 30, 20, 60, 70, 80, 90],
        );
        let hidden: Vec<_> = (0..16)
            .filter(|&at| shown.figures[at] == Suppressed)
            .collect();
        assert_eq!(
            hidden,
            [0, 1, 4, 5],
            "3, 40, 30 and 20: no other set has so few people"
        );
        assert_eq!(shown.figure(0, 3), Some(Value(93.0)));
        assert_eq!(shown.figure(3, 3), Some(Value(443.0)));
        assert_eq!(shown.figure(4, 0), None);
    }

    #[test]
    fn totals_are_rounded_alone_and_that_is_said() {
        let shown = counts(NHS_ENGLAND, 2, &[12, 12, 12, 12]);
        assert_eq!(
            (shown.figure(0, 0), shown.figure(0, 2)),
            (Some(Value(10.0)), Some(Value(25.0)))
        );
        assert!(shown.words().contains("Totals are rounded on their own"));
        let shown = counts(OPEN_SAFELY, 2, &[12, 12, 12, 3]);
        assert_eq!(
            (shown.figure(0, 2), shown.figure(2, 2)),
            (Some(Value(20.0)), Some(Value(30.0)))
        );
        assert_eq!(shown.figure(1, 1), Some(Suppressed));
        assert!(shown.words().contains("sums of the parts that are shown"));
    }

    #[test]
    fn shares_and_their_limits_are_made_of_what_is_shown() {
        let shown = counts(NHS_ENGLAND, 2, &[23, 77, 31, 69]);
        let (share, limits) = shown.percentage((0, 0), (0, 2));
        assert_eq!(share, Value(25.0), "25 of 100, not 23");
        // Wilson's limits of 25 in 100 at 95%, as Newcombe 1998 gives the formula: 0.1754 to 0.3430.
        let (lower, upper) = limits.and_then(|limits| limits.at_95).unwrap();
        assert!(
            (lower - 17.54).abs() < 0.01 && (upper - 34.30).abs() < 0.01,
            "{lower} {upper}"
        );
        let hidden = counts(NHS_ENGLAND, 2, &[3, 77, 31, 69]);
        assert_eq!(hidden.percentage((0, 0), (0, 2)), (Suppressed, None));
        assert_eq!(hidden.percentage((0, 2), (0, 0)), (Suppressed, None));
    }

    #[test]
    fn the_five_states_stay_apart() {
        let entries = vec![
            Entry::Missing,
            Entry::NotAsked,
            Entry::NotApplicable,
            Entry::Count(40),
            Entry::Count(50),
            Entry::Count(60),
            Entry::Suppressed,
            Entry::Count(0),
            Entry::Missing,
            Entry::NotAsked,
            Entry::Missing,
            Entry::Missing,
        ];
        let shown = release(NHS_ENGLAND, 3, entries);
        let first: Vec<_> = (0..4)
            .map(|column| shown.figure(0, column).unwrap())
            .collect();
        assert_eq!(
            first,
            [
                Figure::Missing,
                Figure::NotAsked,
                Figure::NotApplicable,
                Value(40.0)
            ]
        );
        assert_eq!(shown.figure(1, 3), Some(Value(0.0)), "nought is a value");
        assert_eq!(
            shown.figure(1, 4),
            Some(Suppressed),
            "a total over what the source hides"
        );
        assert_eq!(shown.figure(2, 4), Some(Figure::Missing));
    }

    #[test]
    fn noughts_are_hidden_where_the_rule_says_so() {
        let shown = counts(MENTAL_HEALTH_SERVICES, 2, &[0, 40, 30, 50]);
        assert_eq!(shown.figure(0, 0), Some(Suppressed));
    }

    #[test]
    fn a_group_wholly_in_one_category_is_hidden_with_a_nought() {
        let shown = counts(UK_HEALTH_SECURITY_AGENCY, 2, &[0, 12, 30, 50]);
        assert_eq!(
            (shown.figure(0, 0), shown.figure(0, 1)),
            (Some(Suppressed), Some(Suppressed))
        );
    }

    #[test]
    fn a_count_that_one_contributor_dominates_is_hidden_widely() {
        let rule = UK_HEALTH_SECURITY_AGENCY.with_dominance(Dominance {
            share: 80,
            uncertainty: 20,
        });
        let led = |largest| Entry::Contributed {
            count: 100,
            largest,
        };
        let rest = || vec![Entry::Count(90), Entry::Count(95), Entry::Count(70)];
        let shown = release(rule, 2, [vec![led(80)], rest()].concat());
        assert_eq!(
            shown.figure(0, 0),
            Some(Value(100.0)),
            "80 in 100 is not above 80%"
        );
        let shown = release(rule, 2, [vec![led(81)], rest()].concat());
        let hidden = shown
            .figures
            .iter()
            .filter(|figure| **figure == Suppressed)
            .count();
        assert_eq!((shown.figure(0, 0), hidden), (Some(Suppressed), 4));
    }

    #[test]
    fn what_its_owner_published_passes_as_it_is() {
        let shown = counts(ALREADY_PUBLISHED, 2, &[1, 2, 3, 4]);
        assert!(shown.figures.iter().all(|figure| figure.value().is_some()));
        assert!(shown.words().starts_with("Nothing is hidden."));
    }

    #[test]
    fn what_is_not_a_table_is_refused_with_what_to_do() {
        let rows = || vec!["North".to_owned(), "North".to_owned()];
        let twice = Table::one_way(rows(), vec![Entry::Count(1); 2]).unwrap_err();
        assert_eq!(twice, TableError::LabelTwice("North".to_owned()));
        let shape = Table::one_way(rows(), vec![Entry::Count(1)]).unwrap_err();
        assert!(
            shape.to_string().contains("need 2 counts, but 1 came"),
            "{shape}"
        );
        let many: Vec<_> = (0..60).map(|label| label.to_string()).collect();
        let large = Table::two_way(many.clone(), many, vec![Entry::Missing; 3_600]).unwrap_err();
        assert_eq!(large, TableError::TooLarge(3_721));
        let led = Entry::Contributed {
            count: 3,
            largest: 4,
        };
        let wrong = Table::one_way(vec!["North".to_owned()], vec![led]).unwrap_err();
        assert!(wrong.to_string().contains("North"), "{wrong}");
    }

    #[test]
    fn a_table_that_is_logged_says_no_count() {
        let table = Table::one_way(vec!["North".to_owned()], vec![Entry::Count(6_173)]).unwrap();
        let logged = format!("{table:?}");
        assert!(
            logged.contains("North") && !logged.contains("6173"),
            "{logged}"
        );
    }
}
