//! Who lives in a place that is built of small areas, how deprived it is, and what is unequal within its authority.
//!
//! Counts of small areas are summed and shares made of the sums; shares are never averaged.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::cell::Cell;
use crate::engine::{Engine, Filter};
use crate::intake::small_areas::ALL_AGES;
use crate::observation::{Area, Observation, Period, Text};
use crate::small_areas::{ALL_DOMAINS, Vintage};
use crate::stocktake::ages::Band;

use super::built::{Built, BuiltArea, resolve, summed_over};
use super::deprivation::{CORE20, Deprivation, latest, ranked, residents_of};
use super::rows::{Gathered, gather, indicators};
use super::{Answer, Ask, AskError, MadeOfCells, Over, seal};

/// Who lives in a place, and what is unequal there?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileAsk {
    /// The place.
    pub area: BuiltArea,
}

/// Residents of an age.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgeCount {
    /// The ages: `0 to 4`, `85 and over`.
    pub age: String,
    /// How many of the place have them, where that is known of all small areas.
    pub people: Option<f64>,
    /// Their share of the place, from 0 to 1.
    pub share: Option<f64>,
    /// The same share in its authority.
    pub share_of_authority: Option<f64>,
}

/// A group among the residents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupShare {
    /// Its name in the publisher's words.
    pub group: Text,
    /// How many of the place belong to it.
    pub people: Option<f64>,
    /// Their share of the place, from 0 to 1.
    pub share: Option<f64>,
    /// The same share in its authority.
    pub share_of_authority: Option<f64>,
}

/// The groups of one characteristic.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupsOf {
    /// The characteristic in the publisher's words.
    pub characteristic: Text,
    /// When they were counted.
    pub period: Period,
    /// All residents that were counted in a group.
    pub people: Option<f64>,
    /// The groups, the largest first.
    pub groups: Vec<GroupShare>,
}

/// One thing that is unequal between the wards of the authority.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contrast {
    /// What is compared, as the name of a share.
    pub name: String,
    /// The place; where it is the authority itself, its worst-off ward.
    pub here: Area,
    /// Its share, from 0 to 1.
    pub own: f64,
    /// The best-off ward.
    pub best: Area,
    /// Its share, from 0 to 1.
    pub best_share: f64,
    /// Among how many wards.
    pub of: usize,
}

/// A place on one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// The place.
    pub area: Area,
    /// The authority in which most of it lies, where the lookups say so.
    pub authority: Option<Area>,
    /// The census of its small areas.
    pub vintage: Vintage,
    /// How many small areas it is made of.
    pub small_areas: usize,
    /// When residents were counted by age.
    pub residents_period: Option<Period>,
    /// All residents.
    pub residents: Option<f64>,
    /// Residents by age, youngest first.
    pub ages: Vec<AgeCount>,
    /// Residents by characteristic.
    pub groups: Vec<GroupsOf>,
    /// How deprived it is.
    pub deprivation: Option<Deprivation>,
    /// What is unequal between wards.
    pub unequal: Vec<Contrast>,
    /// What is hidden or missing, each as a sentence.
    pub missing: Vec<String>,
}

impl MadeOfCells for Profile {
    /// Counts were screened as rows and summed; shares were made of the sums.
    fn each_cell(&mut self, _: &mut dyn FnMut(&mut Cell)) {}
}

/// A place on one page.
pub async fn profile(
    engine: &dyn Engine,
    ask: &ProfileAsk,
    over: &Over,
) -> Result<Answer<Profile>, AskError> {
    let over = &summed_over(&ask.area, over)?;
    let known = indicators(engine, over, &[]).await?;
    for vintage in ask.area.vintages() {
        let Some(built) = resolve(engine, over, &ask.area, vintage).await? else {
            continue;
        };
        let authority = built.lookup.authority_of(built.small_areas.keys());
        let mut areas: BTreeSet<String> =
            built.small_areas.keys().map(ToString::to_string).collect();
        if let Some(authority) = &authority {
            areas.extend(
                built
                    .lookup
                    .inside(authority)
                    .keys()
                    .map(ToString::to_string),
            );
        }
        let by: Vec<String> = known
            .keys()
            .filter(|id| vintage.is_residents_by(id))
            .cloned()
            .collect();
        let mut wanted = vec![vintage.rank(ALL_DOMAINS), vintage.residents()];
        wanted.extend(by.iter().cloned());
        let filter = Filter {
            indicators: wanted,
            areas: areas.into_iter().collect(),
            ..Filter::default()
        };
        let gathered = gather(engine, over, &filter).await?;
        let result = of(&built, authority, &gathered, &by);
        return Ok(seal(
            Ask::Profile(ask.clone()),
            over,
            &gathered.proof,
            result,
        ));
    }
    Err(AskError::NoLookup(ask.area.code.clone()))
}

fn of(built: &Built, authority: Option<Text>, gathered: &Gathered, by: &[String]) -> Profile {
    let vintage = built.vintage;
    let own: BTreeSet<Text> = built.small_areas.keys().map(Text::clone).collect();
    let whole: BTreeSet<Text> = match &authority {
        Some(code) => built.lookup.inside(code).into_keys().collect(),
        None => BTreeSet::new(),
    };
    let mut missing = Vec::new();
    let counted = latest(gathered, &vintage.residents());
    let (mut ages, mut residents) = (Vec::new(), None);
    if let Some((_, rows)) = &counted {
        ages = by_age(rows, &own, &whole);
        let people = residents_of(rows);
        residents = sum(own.iter().map(|code| people.get(code).copied()));
        if residents.is_none() {
            missing.push(
                "The residents of some small areas are hidden or missing, so they are not summed."
                    .to_owned(),
            );
        }
    } else {
        missing.push(format!(
            "Residents by age of {} are not loaded.",
            vintage.name()
        ));
    }
    let groups: Vec<GroupsOf> = by
        .iter()
        .filter_map(|id| groups_of(gathered, id, &own, &whole))
        .collect();
    for held in &groups {
        if held.people.is_none() {
            missing.push(format!(
                "{}: counts of some small areas are hidden or missing, so groups are not summed.",
                held.characteristic
            ));
        }
    }
    if groups.is_empty() {
        missing.push(format!("Residents by ethnic group, disability or another characteristic are not loaded for {}.", vintage.name()));
    }
    let deprivation = ranked(built, gathered, ALL_DOMAINS, 10);
    if deprivation.is_none() {
        missing.push(format!(
            "The indices of deprivation are not loaded for {}.",
            vintage.name()
        ));
    }
    let unequal = authority
        .as_ref()
        .map(|code| contrasts(built, code, gathered, by, &own))
        .unwrap_or_default();
    Profile {
        area: built.area.clone(),
        authority: authority.map(|code| Area {
            name: built
                .lookup
                .name_of(&code)
                .unwrap_or_else(|| Text::clone(&code)),
            kind: Text::from(crate::intake::kind_of_area(&code).unwrap_or("")),
            code,
        }),
        vintage,
        small_areas: own.len(),
        residents_period: counted.map(|(period, _)| period),
        residents,
        ages,
        groups,
        deprivation,
        unequal,
        missing,
    }
}

fn sum(mut people: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    people.try_fold(0.0, |sum, people| people.map(|people| sum + people))
}

fn share(some: Option<f64>, all: Option<f64>) -> Option<f64> {
    let (some, all) = some.zip(all)?;
    (all > 0.0).then_some(some / all)
}

/// People of some small areas, each key with its sum; none where one of its counts is hidden or missing, or is not there at all.
fn sums<K: Ord + Clone>(
    rows: &[&Observation],
    inside: &BTreeSet<Text>,
    key: impl Fn(&Observation) -> Option<K>,
) -> BTreeMap<K, Option<f64>> {
    let mut sums: BTreeMap<K, (Option<f64>, BTreeSet<Text>)> = BTreeMap::new();
    for seen in rows.iter().filter(|seen| inside.contains(&seen.area.code)) {
        let Some(key) = key(seen) else { continue };
        let people = seen.value.filter(|_| seen.shows_value());
        let held = sums.entry(key).or_insert((Some(0.0), BTreeSet::new()));
        held.0 = held.0.zip(people).map(|(sum, people)| sum + people);
        held.1.insert(Text::clone(&seen.area.code));
    }
    sums.into_iter()
        .map(|(key, (people, of))| (key, people.filter(|_| of.len() == inside.len())))
        .collect()
}

/// Ages in bands of five years, or as the file has them where its bands are wider.
fn by_age(rows: &[&Observation], own: &BTreeSet<Text>, whole: &BTreeSet<Text>) -> Vec<AgeCount> {
    let band = |seen: &Observation| -> Option<(u8, String)> {
        if *seen.age == *ALL_AGES {
            return None;
        }
        let read = Band::read(&seen.age)?;
        Some(match read.ends() {
            (from, Some(to)) if from == to => {
                let first = from / 5 * 5;
                (first, format!("{first} to {}", first + 4))
            }
            (from, _) => (from, read.to_string()),
        })
    };
    let here = sums(rows, own, band);
    let there = sums(rows, whole, band);
    let everybody = sum(here.values().copied());
    let all_there = sum(there.values().copied()).filter(|_| !there.is_empty());
    here.into_iter()
        .map(|(key, people)| AgeCount {
            share_of_authority: share(there.get(&key).copied().flatten(), all_there),
            age: key.1,
            people,
            share: share(people, everybody),
        })
        .collect()
}

fn groups_of(
    gathered: &Gathered,
    id: &str,
    own: &BTreeSet<Text>,
    whole: &BTreeSet<Text>,
) -> Option<GroupsOf> {
    let (period, rows) = latest(gathered, id)?;
    let characteristic = rows.first().map(|seen| Text::clone(&seen.category_type))?;
    let label = |seen: &Observation| Some(Text::clone(&seen.category));
    let here = sums(&rows, own, label);
    let there = sums(&rows, whole, label);
    let people = sum(here.values().copied()).filter(|_| !here.is_empty());
    let all_there = sum(there.values().copied()).filter(|_| !there.is_empty());
    let mut groups: Vec<GroupShare> = here
        .into_iter()
        .map(|(group, some)| GroupShare {
            people: some,
            share: share(some, people),
            share_of_authority: share(there.get(&group).copied().flatten(), all_there),
            group,
        })
        .collect();
    groups.sort_by(|a, b| {
        let size = |one: &GroupShare| one.people.unwrap_or(-1.0);
        size(b)
            .total_cmp(&size(a))
            .then_with(|| a.group.cmp(&b.group))
    });
    Some(GroupsOf {
        characteristic,
        period,
        people,
        groups,
    })
}

/// Shares that are better the lower they are: of residents in the most deprived fifth of England, and of disabled residents.
fn contrasts(
    built: &Built,
    authority: &str,
    gathered: &Gathered,
    by: &[String],
    own: &BTreeSet<Text>,
) -> Vec<Contrast> {
    let vintage = built.vintage;
    let wards = built.lookup.wards_of(authority);
    let is_authority = *built.area.code == *authority;
    let mut found = Vec::new();
    let mut compare = |name: &str, of: &dyn Fn(&BTreeSet<Text>) -> Option<f64>| {
        let mut shares: Vec<(f64, &Text)> = wards
            .iter()
            .filter_map(|(code, inside)| Some((of(inside)?, code)))
            .collect();
        shares.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        let (Some(best), Some(worst)) = (shares.first(), shares.last()) else {
            return;
        };
        let here = if is_authority {
            Some((worst.0, ward(built, worst.1)))
        } else {
            of(own).map(|own| (own, built.area.clone()))
        };
        if let Some((own, here)) = here.filter(|_| shares.len() > 1) {
            found.push(Contrast {
                name: name.to_owned(),
                here,
                own,
                best: ward(built, best.1),
                best_share: best.0,
                of: shares.len(),
            });
        }
    };
    let people = latest(gathered, &vintage.residents())
        .map(|(_, rows)| residents_of(&rows))
        .unwrap_or_default();
    let core20: BTreeMap<Text, bool> = ranked(
        &Built {
            area: built.area.clone(),
            vintage,
            small_areas: built.lookup.inside(authority),
            lookup: super::built::Lookup::default(),
        },
        gathered,
        ALL_DOMAINS,
        10,
    )
    .into_iter()
    .flat_map(|found| found.small_areas)
    .map(|one| (one.code, one.decile <= CORE20))
    .collect();
    compare(
        "Residents in the most deprived fifth of England",
        &|inside| {
            let all = sum(inside.iter().map(|code| people.get(code).copied()));
            let deprived = sum(inside.iter().map(|code| {
                let in_fifth = *core20.get(code)?;
                people
                    .get(code)
                    .map(|people| if in_fifth { *people } else { 0.0 })
            }));
            share(deprived, all)
        },
    );
    for id in by.iter().filter(|id| id.ends_with("-disability")) {
        let Some((_, rows)) = latest(gathered, id) else {
            continue;
        };
        compare("Disabled residents", &|inside| {
            let of = sums(&rows, inside, |seen| Some(is_disabled(&seen.category)));
            let all = sum(of.values().copied());
            share(of.get(&true).copied().flatten(), all)
        });
    }
    found
}

/// Whether a group of the census is that of disabled people: the census words both groups by the Equality Act.
fn is_disabled(group: &str) -> bool {
    let group = group.to_lowercase();
    group.starts_with("disabled")
}

fn ward(built: &Built, code: &Text) -> Area {
    Area {
        name: built
            .lookup
            .name_of(code)
            .unwrap_or_else(|| Text::clone(code)),
        kind: Text::from("Wards"),
        code: Text::clone(code),
    }
}
