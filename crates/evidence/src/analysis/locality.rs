//! What a locality would be made of: the small areas behind a list of codes and postcodes, the wards that it shares, and the places
//! from which it differs by so little that figures of both would tell those of a few people.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use crate::engine::{Engine, Filter};
use crate::observation::Text;
use crate::small_areas::{CHANGES, POSTCODES, Vintage, is_small_area, postcode};

use super::built::{Lookup, published_only};
use super::deprivation::{latest, residents_of};
use super::rows::{gather, indicators, read};
use super::{AskError, Over};

/// A locality that differs from another place by at most so many small areas is near it: about 1,500 people live in each.
pub const NEAR: usize = 3;

/// Something on the list that stands for no small area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum WrongEntry {
    /// Neither a code of a small area nor a postcode.
    NotOne(String),
    /// A code that no lookup has.
    UnknownCode(String),
    /// A small area of 2011 that is not one of 2021, with those that took its place.
    Ended(String, Vec<String>),
    /// A postcode that the loaded lookup has not.
    UnknownPostcode(String),
    /// Postcodes are listed and no postcode lookup is loaded.
    NoPostcodes,
}

impl fmt::Display for WrongEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOne(text) => write!(
                f,
                "“{text}” is neither the code of a small area, such as E01001785, nor a postcode; correct it or take it out"
            ),
            Self::UnknownCode(code) => write!(
                f,
                "no loaded area lookup has {code}; check the code, or load the lookup that has it"
            ),
            Self::Ended(code, now) if now.is_empty() => write!(
                f,
                "{code} is a small area of 2011 that is not one of 2021; load the lookup of changes to see what took its place"
            ),
            Self::Ended(code, now) => write!(
                f,
                "{code} is a small area of 2011; write {} in its place",
                now.join(" and ")
            ),
            Self::UnknownPostcode(text) => write!(
                f,
                "the loaded postcode lookup has no {text}; check it, or load a newer directory"
            ),
            Self::NoPostcodes => f.write_str(
                "postcodes need a postcode lookup: load a postcode directory with the columns pcds and lsoa21, or list codes of small areas",
            ),
        }
    }
}

/// How a locality and a ward overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// Code of the ward.
    pub code: Text,
    /// Its name.
    pub name: Text,
    /// Small areas of the ward inside the locality.
    pub inside: usize,
    /// Small areas of the ward.
    pub of: usize,
}

/// A place from which a locality differs by a few small areas.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Near {
    /// Name of the place.
    pub name: String,
    /// Small areas that are in one of the two only.
    pub between: Vec<Text>,
    /// How many people live in them, where that is known.
    pub residents: Option<f64>,
}

/// What a locality would be made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExaminedLocality {
    /// The census of its small areas.
    pub vintage: Vintage,
    /// Code and name of each small area, in the order of the codes.
    pub small_areas: BTreeMap<Text, Text>,
    /// How many of the entries were postcodes.
    pub postcodes: usize,
    /// How many people live in it, where that is known of all small areas.
    pub residents: Option<f64>,
    /// Everything that is wrong in the list.
    pub wrong: Vec<WrongEntry>,
    /// The wards that it shares, most of it first.
    pub wards: Vec<Overlap>,
    /// Other localities with the number of small areas that are in both.
    pub shared: Vec<(String, usize)>,
    /// Places from which it differs by a few small areas.
    pub near: Vec<Near>,
}

/// A locality that is there already, by name and small areas.
pub type OtherLocality = (String, BTreeSet<Text>);

/// Looks at what a list of codes and postcodes would make. Small areas are of 2021 where a lookup of 2021 is loaded, else of 2011.
pub async fn examine_locality(
    engine: &dyn Engine,
    over: &Over,
    entries: &[String],
    others: &[OtherLocality],
) -> Result<ExaminedLocality, AskError> {
    let over = &published_only(over);
    let mut vintage = Vintage::Lsoa2021;
    let mut lookup = Lookup::read(engine, over, vintage).await?;
    if lookup.is_empty() {
        vintage = Vintage::Lsoa2011;
        lookup = Lookup::read(engine, over, vintage).await?;
    }
    if lookup.is_empty() {
        return Err(AskError::NotLoaded("a lookup of small areas".to_owned()));
    }
    let mut wrong = Vec::new();
    let mut codes: BTreeSet<Text> = BTreeSet::new();
    let (mut unknown, mut postcodes) = (Vec::new(), BTreeMap::new());
    for entry in entries {
        let plain = entry.trim().to_ascii_uppercase();
        if is_small_area(&plain) {
            if lookup.name_of_small_area(&plain).is_some() {
                codes.insert(Text::from(plain.as_str()));
            } else {
                unknown.push(plain);
            }
        } else if let Some(written) = postcode(entry) {
            postcodes.insert(written, entry.trim().to_owned());
        } else {
            wrong.push(WrongEntry::NotOne(crate::intake::shown(entry)));
        }
    }
    let number_of_postcodes = postcodes.len();
    if !unknown.is_empty() {
        let changes = changes_of(engine, over, &unknown).await?;
        for code in unknown {
            wrong.push(match changes.get(&code) {
                Some(now) if vintage == Vintage::Lsoa2021 => WrongEntry::Ended(code, now.clone()),
                _ => WrongEntry::UnknownCode(code),
            });
        }
    }
    if !postcodes.is_empty() {
        match located(engine, over, &postcodes).await? {
            None => wrong.push(WrongEntry::NoPostcodes),
            Some(found) => {
                for (plain, written) in postcodes {
                    match found.get(&plain) {
                        Some(code) => {
                            codes.insert(Text::clone(code));
                        }
                        None => wrong.push(WrongEntry::UnknownPostcode(written)),
                    }
                }
            }
        }
    }
    let people = people(engine, over, vintage).await?;
    let live = |codes: &mut dyn Iterator<Item = &Text>| -> Option<f64> {
        let mut people = codes.map(|code| people.get(code).copied());
        people.try_fold(0.0, |sum, people| people.map(|people| sum + people))
    };
    let mut near: Vec<Near> = Vec::new();
    let wholes = lookup.wholes_touching(&codes);
    let places = wholes
        .iter()
        .map(|(code, inside)| {
            let name = lookup.name_of(code).unwrap_or_else(|| Text::clone(code));
            (name.to_string(), inside)
        })
        .chain(others.iter().map(|(name, inside)| (name.clone(), inside)));
    for (name, inside) in places {
        let between: Vec<Text> = codes
            .symmetric_difference(inside)
            .map(Text::clone)
            .collect();
        if (1..=NEAR).contains(&between.len()) {
            near.push(Near {
                name,
                residents: live(&mut between.iter()),
                between,
            });
        }
    }
    let (wards, shared) = (wards(&lookup, &wholes, &codes), shared(others, &codes));
    Ok(ExaminedLocality {
        vintage,
        residents: live(&mut codes.iter()),
        small_areas: codes
            .into_iter()
            .map(|code| {
                let name = lookup.name_of_small_area(&code);
                let name = name.unwrap_or_else(|| Text::clone(&code));
                (code, name)
            })
            .collect(),
        postcodes: number_of_postcodes,
        wrong,
        wards,
        shared,
        near,
    })
}

/// The localities that have small areas of these, those with most of them first.
fn shared(others: &[OtherLocality], codes: &BTreeSet<Text>) -> Vec<(String, usize)> {
    let mut shared: Vec<(String, usize)> = others
        .iter()
        .map(|(name, other)| (name.clone(), codes.intersection(other).count()))
        .filter(|(_, both)| *both > 0)
        .collect();
    shared.sort_by_key(|(_, both)| std::cmp::Reverse(*both));
    shared
}

/// The wards that have small areas of these, those with most of them first.
fn wards(
    lookup: &Lookup,
    wholes: &BTreeMap<Text, BTreeSet<Text>>,
    codes: &BTreeSet<Text>,
) -> Vec<Overlap> {
    let mut wards: Vec<Overlap> = wholes
        .iter()
        .filter(|(code, _)| code.starts_with("E05"))
        .map(|(code, inside)| Overlap {
            name: lookup.name_of(code).unwrap_or_else(|| Text::clone(code)),
            inside: inside.intersection(codes).count(),
            of: inside.len(),
            code: Text::clone(code),
        })
        .collect();
    wards.sort_by(|a, b| b.inside.cmp(&a.inside).then_with(|| a.name.cmp(&b.name)));
    wards
}

/// What took the place of small areas of 2011, for those that a lookup of changes knows.
async fn changes_of(
    engine: &dyn Engine,
    over: &Over,
    codes: &[String],
) -> Result<BTreeMap<String, Vec<String>>, AskError> {
    let filter = Filter {
        indicators: vec![CHANGES.to_owned()],
        areas: codes.to_vec(),
        ..Filter::default()
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for seen in gather(engine, over, &filter).await?.rows {
        let now = found.entry(seen.area.code.to_string()).or_default();
        now.push(seen.category.to_string());
    }
    Ok(found)
}

/// The small areas of postcodes; none where no published postcode lookup is loaded.
async fn located(
    engine: &dyn Engine,
    over: &Over,
    postcodes: &BTreeMap<String, String>,
) -> Result<Option<BTreeMap<String, Text>>, AskError> {
    let known = indicators(engine, over, &[]).await?;
    if !known.contains_key(POSTCODES) {
        return Ok(None);
    }
    let filter = Filter {
        indicators: vec![POSTCODES.to_owned()],
        areas: postcodes.keys().cloned().collect(),
        ..Filter::default()
    };
    let mut found = BTreeMap::new();
    for version in &over.data {
        read(engine, *version, &filter, &known, &mut |row| {
            found
                .entry(row.area_code.to_owned())
                .or_insert_with(|| Text::from(row.parent_code));
        })
        .await?;
    }
    Ok(Some(found))
}

/// How many people live in each small area, where that is loaded.
async fn people(
    engine: &dyn Engine,
    over: &Over,
    vintage: Vintage,
) -> Result<BTreeMap<Text, f64>, AskError> {
    let filter = Filter {
        indicators: vec![vintage.residents()],
        areas: Vec::new(),
        categories: Some(false),
        ..Filter::default()
    };
    let gathered = gather(engine, over, &filter).await?;
    Ok(latest(&gathered, &vintage.residents())
        .map(|(_, rows)| residents_of(&rows))
        .unwrap_or_default())
}
