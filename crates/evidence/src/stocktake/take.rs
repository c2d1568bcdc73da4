//! Takes the stock: counts in, what may be shown out.

use std::collections::BTreeSet;

use measures::control::stands_among_many;

use crate::analysis::Characteristic;
use crate::cell::{Figure, Origin};
use crate::disclosure::{Choice, Entry, Publishable, Relation, Release, Table, publish};
use crate::observation::State;

use super::code_list::{CodeList, Reading};
use super::counts::{Counts, OfList};
use super::found::{
    CensusGroups, Counted, Found, GroupFound, Measure, ServiceFound, Shown, StageFound, Stocktake,
};
use super::pathway;
use super::representation::{Compared, judge, share};
use super::residents::Residents;
use super::tables::{Recording, Rows, alone, part_of};

/// The share of findings that may be false.
const FALSE_DISCOVERY: f64 = 0.05;

/// What nobody looked at.
const UNCHECKED: &str = "Differences between stocktakes of different days are not checked.";

/// How a stocktake is taken.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where the records come from, in words.
    pub source: String,
    /// What a line of them is.
    pub counted: Counted,
    /// Where they come from, as a kind.
    pub origin: Origin,
    /// The rule of disclosure control, with the reason for it.
    pub choice: Choice,
    /// Known for so many per cent, groups are compared unmarked: from 0 to 100, 80 by custom.
    pub threshold: f64,
}

/// Why no stock was taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TakeError {
    /// No line came in.
    #[error(
        "there are no records to take stock of: look at the filter and the names of services and stages"
    )]
    Nothing,
    /// Two lists of one characteristic, of which one would tell what the other hides.
    #[error(
        "{one} and {other} are the same codes, once apart and once together, and would tell on each other: ask for one of them"
    )]
    Twice {
        /// The one.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
    /// A count that no service has.
    #[error("a count is above 4,294,967,295: look for a number that is no count of people")]
    TooMany,
    /// A table that cannot pass disclosure control.
    #[error("{0}")]
    Table(String),
    /// A share that is none.
    #[error("the threshold is {0} and must be between 0 and 100")]
    Threshold(String),
}

/// Takes the stock of every service that was counted.
///
/// Shares and limits are of counts as shown. Groups are compared with residents where these are given for the
/// characteristic; of all comparisons, those stand of which no more than one in twenty is false by the method of Benjamini
/// and Hochberg.
pub fn take(
    counts: &Counts,
    residents: &Residents,
    asked: &Asked,
) -> Result<Publishable<Stocktake>, TakeError> {
    if counts.is_empty() {
        return Err(TakeError::Nothing);
    }
    if !(0.0..=100.0).contains(&asked.threshold) {
        return Err(TakeError::Threshold(asked.threshold.to_string()));
    }
    each_characteristic_once(&counts.lists)?;
    let mut services = Vec::new();
    for (name, lists) in &counts.services {
        let mut found = Vec::new();
        for &list in &counts.lists {
            if let Some(of) = lists.get(list.name) {
                found.push(one(name, list, of, counts, residents, asked)?);
            }
        }
        let left_out = lists.values().map(|of| of.left_out).max().unwrap_or(0);
        services.push(ServiceFound {
            name: name.clone(),
            people: found
                .iter()
                .map(|(_, people)| *people)
                .next()
                .unwrap_or(Shown::MISSING),
            left_out: Shown::from(alone("Left out", left_out, &asked.choice)?),
            not_asked: Characteristic::ALL
                .into_iter()
                .filter(|one| !found.iter().any(|(found, _)| found.characteristic == *one))
                .collect(),
            characteristics: found.into_iter().map(|(found, _)| found).collect(),
        });
    }
    let comparisons = judge_together(&mut services);
    let proof = nobody(&asked.choice)?;
    let stocktake = Stocktake {
        source: asked.source.clone(),
        counted: asked.counted,
        origin: asked.origin,
        rule: asked.choice.rule().name.to_owned(),
        rule_reason: asked.choice.reason().to_owned(),
        hiding: format!("{} {UNCHECKED}", proof.words()),
        threshold: asked.threshold,
        false_discovery: FALSE_DISCOVERY,
        comparisons,
        stages: counts.stages.clone(),
        services,
        census: census(&counts.lists),
    };
    Ok(Publishable::from_release(&proof, stocktake))
}

/// One list, with everybody at the first stage.
fn one(
    service: &str,
    list: &'static CodeList,
    of: &OfList,
    counts: &Counts,
    residents: &Residents,
    asked: &Asked,
) -> Result<(Found, Shown), TakeError> {
    let choice = &asked.choice;
    let is_table = asked.counted == Counted::Table;
    let bands = residents.bands(list);
    let rows = Rows::of(list, of, &bands, counts.stages.len().max(1), is_table);
    let title = |what: &str| format!("{service}, {}, {what}", list.title);
    let recording = rows.recording(&title("recording"), choice)?;
    let same = [(Relation::Same, &recording.release)];
    let by_group = rows.by_group(&title("groups"), 0, choice, &same)?;
    let shown: Vec<Figure> = match &by_group {
        Ok(release) => (0..rows.groups.len())
            .map(|row| release.figure(row, 0).unwrap_or(Figure::Missing))
            .collect(),
        Err(_) => vec![Figure::Suppressed; rows.groups.len()],
    };
    let compared = Compared {
        list,
        residents,
        recording: &recording,
    };
    let completeness = share(recording.known, recording.all);
    let consistency = match of.recorded_again {
        0 => Measure::none(State::NotApplicable),
        again => {
            let (agree, all) = part_of(
                ["Agree", "Contradict"],
                [of.agree, again - of.agree],
                choice,
            )?;
            share(agree, all)
        }
    };
    let unknown = |reading| Shown::from(recording.unknown(&reading));
    let found = Found {
        list: list.name.to_owned(),
        title: list.title.to_owned(),
        characteristic: list.characteristic,
        known: Shown::from(recording.known),
        declined: unknown(Reading::Declined),
        not_known: unknown(Reading::NotKnown),
        blank: unknown(Reading::Blank),
        invalid: unknown(Reading::Invalid),
        unseparated: unknown(Reading::Unseparated),
        completeness,
        validity: validity(&recording),
        consistency,
        enough: completeness
            .value
            .map(|known| known >= asked.threshold)
            .or_else(|| rows.are_known_for(asked.threshold, recording.all, choice)),
        groups: compared.groups(&rows.groups, &shown),
        not_compared: not_compared(list, residents),
        pathway: match by_group {
            Ok(first) => stages(&rows, list, first, &recording, counts, choice)?,
            Err(why) => counts
                .stages
                .iter()
                .skip(1)
                .map(|stage| pathway::refused(stage, why.clone()))
                .collect(),
        },
    };
    Ok((found, Shown::from(recording.all)))
}

/// The stages after the first, each published beside those before it.
fn stages(
    rows: &Rows,
    list: &CodeList,
    first: Release,
    recording: &Recording,
    counts: &Counts,
    choice: &Choice,
) -> Result<Vec<StageFound>, TakeError> {
    let mut found = Vec::new();
    let mut releases = vec![first];
    for (place, name) in counts.stages.iter().enumerate().skip(1) {
        let mut before: Vec<(Relation, &Release)> = releases
            .iter()
            .map(|release| (Relation::PartOf, release))
            .collect();
        before.push((Relation::PartOf, &recording.release));
        match rows.by_group(name, place, choice, &before)? {
            Ok(release) => {
                if let Some(last) = releases.last() {
                    found.push(pathway::stage(list, name, &rows.groups, last, &release));
                }
                releases.push(release);
            }
            Err(why) => {
                // Later stages would be shares of a stage that is not shown.
                found.extend(
                    counts
                        .stages
                        .iter()
                        .skip(place)
                        .map(|stage| pathway::refused(stage, why.clone())),
                );
                break;
            }
        }
    }
    Ok(found)
}

/// Valid codes in per cent of what is not blank, from counts as shown.
fn validity(recording: &Recording) -> Measure {
    let (Figure::Value(all), Figure::Value(blank), Figure::Value(invalid)) = (
        recording.all,
        recording.unknown(&Reading::Blank),
        recording.unknown(&Reading::Invalid),
    ) else {
        let hidden = [Reading::Blank, Reading::Invalid]
            .iter()
            .any(|reading| recording.unknown(reading) == Figure::Suppressed)
            || recording.all == Figure::Suppressed;
        return Measure::none(if hidden {
            State::Suppressed
        } else {
            State::NotApplicable
        });
    };
    let recorded = (all - blank).max(0.0);
    share(
        Figure::Value((recorded - invalid).max(0.0)),
        Figure::Value(recorded),
    )
}

fn not_compared(list: &CodeList, residents: &Residents) -> Option<String> {
    (!residents.have(list))
        .then(|| format!("No residents by {} were given.", list.title.to_lowercase()))
}

/// Gives every comparison its verdict, all being looked at together, and says how many there were.
fn judge_together(services: &mut [ServiceFound]) -> usize {
    let groups = |services: &mut [ServiceFound], then: &mut dyn FnMut(&mut GroupFound)| {
        for service in services {
            for found in &mut service.characteristics {
                found.groups.iter_mut().for_each(&mut *then);
            }
        }
    };
    let mut probabilities = Vec::new();
    groups(services, &mut |group| {
        probabilities.extend(group.probability);
    });
    let mut stands = stands_among_many(&probabilities, FALSE_DISCOVERY).into_iter();
    groups(services, &mut |group| {
        if group.probability.is_some() {
            judge(group, stands.next().unwrap_or(false));
        }
    });
    probabilities.len()
}

fn each_characteristic_once(lists: &[&'static CodeList]) -> Result<(), TakeError> {
    for (place, one) in lists.iter().enumerate() {
        let other = lists
            .iter()
            .skip(place + 1)
            .find(|other| other.characteristic == one.characteristic);
        if let Some(other) = other {
            return Err(TakeError::Twice {
                one: one.name,
                other: other.name,
            });
        }
    }
    Ok(())
}

fn census(lists: &[&'static CodeList]) -> Vec<CensusGroups> {
    let mut seen = BTreeSet::new();
    lists
        .iter()
        .flat_map(|list| list.codes)
        .filter(|code| !code.census.is_empty() && seen.insert(code.code))
        .map(|code| CensusGroups {
            code: code.code.to_owned(),
            group: match code.stands_for {
                super::StandsFor::Group(group) => group.to_owned(),
                _ => String::new(),
            },
            census: code.census.iter().map(|&group| group.to_owned()).collect(),
        })
        .collect()
}

/// A table about nobody: what its rule does is said once for all tables, and that it passed is the ticket of the whole.
fn nobody(choice: &Choice) -> Result<Publishable<Release>, TakeError> {
    let table = Table::one_way(vec!["Nobody".to_owned()], vec![Entry::NotApplicable])
        .map_err(|error| TakeError::Table(error.to_string()))?;
    Ok(publish(&table, "Nobody", choice))
}
