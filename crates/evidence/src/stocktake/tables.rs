//! Counts as tables that disclosure control takes.
//!
//! Two tables of the same people are published for each characteristic: how far it is known, and by group beside the first,
//! so that neither tells what the other hides. Later stages of a pathway are published beside the earlier ones.

use crate::cell::Figure;
use crate::disclosure::{
    Choice, Entry, Publishable, Relation, Release, Table, TableError, publish, publish_beside,
};

use super::ages::Band;
use super::code_list::{CodeList, Order, Reading};
use super::counts::{OfList, Tally};
use super::take::TakeError;

const KNOWN: &str = "Known";

/// Those whose group is not known, by reason, in the order in which they are shown.
const UNKNOWN: [(Reading, &str); 5] = [
    (Reading::Declined, "Asked, and declined"),
    (Reading::NotKnown, "Not known"),
    (Reading::Blank, "Blank"),
    (Reading::Invalid, "Invalid"),
    (Reading::Unseparated, "Not known, reason not told"),
];

/// The people of one service by what is said of one characteristic, for each stage.
pub(super) struct Rows {
    pub(super) groups: Vec<String>,
    tallies: Vec<Vec<Tally>>,
    unknown: Vec<(&'static str, Vec<Tally>)>,
}

/// How far a characteristic is known, as disclosure control shows it.
pub(super) struct Recording {
    pub(super) known: Figure,
    pub(super) all: Figure,
    pub(super) release: Release,
}

impl Rows {
    /// Rows from counts. A group in which a service has nobody is a row of noughts where records were counted; of a table
    /// that somebody made, only what stands there is known.
    pub(super) fn of(
        list: &CodeList,
        of: &OfList,
        bands: &[Band],
        stages: usize,
        is_table: bool,
    ) -> Self {
        let nobody = || vec![Tally::default(); stages];
        let mut groups: Vec<String> = match list.order {
            Order::Ages if is_table => Vec::new(),
            Order::Ages => bands.iter().map(Band::to_string).collect(),
            _ if is_table => Vec::new(),
            _ => list.groups().into_iter().map(str::to_owned).collect(),
        };
        let mut tallies: Vec<Vec<Tally>> = groups.iter().map(|_| nobody()).collect();
        let mut ordered: Vec<(&Reading, &Vec<Tally>)> = of.tallies.iter().collect();
        ordered.sort_by_key(|(reading, _)| place(list, reading));
        for (reading, counted) in ordered {
            let Reading::Group(label) = reading else {
                continue;
            };
            let name = in_band(list, label, bands);
            let at = groups
                .iter()
                .position(|group| *group == name)
                .unwrap_or_else(|| {
                    groups.push(name);
                    tallies.push(nobody());
                    groups.len() - 1
                });
            if let Some(row) = tallies.get_mut(at) {
                for (sum, part) in row.iter_mut().zip(counted) {
                    sum.join(*part);
                }
            }
        }
        let unknown = UNKNOWN
            .iter()
            .filter_map(|(reading, label)| {
                let counted = of.tallies.get(reading);
                let shown = *reading != Reading::Unseparated && !is_table;
                (counted.is_some() || shown)
                    .then(|| (*label, counted.cloned().unwrap_or_else(nobody)))
            })
            .collect();
        Self {
            groups,
            tallies,
            unknown,
        }
    }

    /// How far the characteristic is known, of those at the first stage.
    pub(super) fn recording(&self, name: &str, choice: &Choice) -> Result<Recording, TakeError> {
        let mut known = Tally::default();
        for row in &self.tallies {
            known.join(first(row));
        }
        if choice.rule().hidden.is_none() {
            // What its publisher hides cannot be added; what it shows can.
            known.hidden = false;
        }
        let mut labels = vec![KNOWN.to_owned()];
        let mut entries = vec![entry(known)?];
        for (label, row) in &self.unknown {
            labels.push((*label).to_owned());
            let mut tally = first(row);
            tally.hidden &= choice.rule().hidden.is_some();
            entries.push(entry(tally)?);
        }
        let release = publish(&table(labels, entries)?, name, choice).into_inner();
        let all = release.figure(release.rows().len(), 0);
        Ok(Recording {
            known: release.figure(0, 0).unwrap_or(Figure::Missing),
            all: all.unwrap_or(Figure::Missing),
            release,
        })
    }

    /// Whether so many per cent are known, where saying so tells no hidden count: it tells on which side of a line many people
    /// stand, and is said only where both sides hold more than a rule could hide.
    pub(super) fn are_known_for(&self, percent: f64, all: Figure, choice: &Choice) -> Option<bool> {
        let all = all.value()?;
        let line = all * percent / 100.0;
        let (_, most) = choice.rule().hidden.unwrap_or((0, 0));
        let many = 3.0 * f64::from(most);
        if line < many || all - line < many {
            return None;
        }
        let mut known = Tally::default();
        for row in &self.tallies {
            known.join(first(row));
        }
        let known = u32::try_from(known.people).ok().filter(|_| !known.hidden)?;
        Some(f64::from(known) >= line)
    }

    /// Everybody at a stage by group, beside what was shown of the same people before.
    pub(super) fn by_group(
        &self,
        name: &str,
        stage: usize,
        choice: &Choice,
        before: &[(Relation, &Release)],
    ) -> Result<Result<Release, String>, TakeError> {
        let mut labels = self.groups.clone();
        let mut entries = Vec::new();
        for row in &self.tallies {
            entries.push(entry(row.get(stage).copied().unwrap_or_default())?);
        }
        for (label, row) in &self.unknown {
            labels.push((*label).to_owned());
            entries.push(entry(row.get(stage).copied().unwrap_or_default())?);
        }
        let table = table(labels, entries)?;
        if choice.rule().hidden.is_none() {
            return Ok(Ok(publish(&table, name, choice).into_inner()));
        }
        Ok(publish_beside(&table, name, choice, before)
            .map(Publishable::into_inner)
            .map_err(|refused| refused.to_string()))
    }
}

impl Recording {
    /// Those whose group is not known, for one reason.
    pub(super) fn unknown(&self, reading: &Reading) -> Figure {
        UNKNOWN
            .iter()
            .find(|(kind, _)| kind == reading)
            .and_then(|(_, label)| {
                let row = self.release.rows().iter().position(|row| row == label)?;
                self.release.figure(row, 0)
            })
            .unwrap_or(Figure::NotApplicable)
    }
}

/// One count as disclosure control shows it.
pub(super) fn alone(label: &str, people: u64, choice: &Choice) -> Result<Figure, TakeError> {
    let tally = Tally {
        people,
        hidden: false,
    };
    let table = table(vec![label.to_owned()], vec![entry(tally)?])?;
    let release = publish(&table, label, choice);
    Ok(release.figure(0, 0).unwrap_or(Figure::Missing))
}

/// Two counts of a whole: the first, and both together.
pub(super) fn part_of(
    labels: [&str; 2],
    counts: [u64; 2],
    choice: &Choice,
) -> Result<(Figure, Figure), TakeError> {
    let mut entries = Vec::new();
    for people in counts {
        entries.push(entry(Tally {
            people,
            hidden: false,
        })?);
    }
    let table = table(labels.map(str::to_owned).to_vec(), entries)?;
    let release = publish(&table, labels[0], choice);
    let figure = |row| release.figure(row, 0).unwrap_or(Figure::Missing);
    Ok((figure(0), figure(2)))
}

fn first(row: &[Tally]) -> Tally {
    row.first().copied().unwrap_or_default()
}

fn entry(tally: Tally) -> Result<Entry, TakeError> {
    if tally.hidden {
        return Ok(Entry::Suppressed);
    }
    u32::try_from(tally.people)
        .map(Entry::Count)
        .map_err(|_| TakeError::TooMany)
}

fn table(labels: Vec<String>, entries: Vec<Entry>) -> Result<Table, TakeError> {
    Table::one_way(labels, entries).map_err(|error: TableError| TakeError::Table(error.to_string()))
}

/// Where a group stands in its list; ages by their beginning.
fn place(list: &CodeList, reading: &Reading) -> (usize, Option<Band>) {
    let Reading::Group(label) = reading else {
        return (usize::MAX, None);
    };
    if list.order == Order::Ages {
        return (0, Band::read(label));
    }
    let at = list.groups().iter().position(|group| group == label);
    (at.unwrap_or(usize::MAX), None)
}

/// The band that an age lies in; itself where no band holds it, and for what is no age.
fn in_band(list: &CodeList, label: &str, bands: &[Band]) -> String {
    if list.order != Order::Ages {
        return label.to_owned();
    }
    Band::read(label)
        .and_then(|age| bands.iter().find(|band| band.holds(age)))
        .map_or_else(|| label.to_owned(), Band::to_string)
}
