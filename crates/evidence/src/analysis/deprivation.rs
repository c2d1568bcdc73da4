//! How deprived a place is, small area by small area: the national tenths it has a share of, who of its residents lives in them,
//! and tenths of its own.

use std::collections::BTreeMap;

use measures::gradient::{FirstPart, quantiles_by_rank};
use serde::{Deserialize, Serialize};

use crate::cell::Cell;
use crate::engine::{Engine, Filter};
use crate::intake::small_areas::ALL_AGES;
use crate::observation::{Area, Observation, Period, Text};
use crate::small_areas::{ALL_DOMAINS, Vintage};

use super::built::{Built, BuiltArea, resolve, summed_over};
use super::rows::{Gathered, gather};
use super::{Answer, Ask, AskError, MadeOfCells, Over, seal};

/// The most deprived fifth of England: its first two tenths (source: NHS England, `Core20PLUS5`).
pub const CORE20: u8 = 2;

/// How deprived is a place?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeprivationAsk {
    /// The place.
    pub area: BuiltArea,
    /// The domain: `imd` for all together, else `income`, `health` and so on.
    pub domain: String,
    /// Into how many parts the place itself is cut: 10 for tenths, 5 for fifths.
    pub parts: u8,
}

impl DeprivationAsk {
    /// All domains together, in tenths.
    #[must_use]
    pub fn new(area: BuiltArea) -> Self {
        Self {
            area,
            domain: ALL_DOMAINS.to_owned(),
            parts: 10,
        }
    }
}

/// One national tenth as a place has a share of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NationalTenth {
    /// 1 is the most deprived tenth of England.
    pub decile: u8,
    /// How many small areas of the place are in it.
    pub small_areas: usize,
    /// Their share of all small areas of the place, from 0 to 1.
    pub share_of_small_areas: f64,
    /// How many residents they have, where that is known of all small areas.
    pub residents: Option<f64>,
    /// Their share of all residents of the place, from 0 to 1.
    pub share_of_residents: Option<f64>,
}

/// One small area of the place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankedSmallArea {
    /// Its code.
    pub code: Text,
    /// Its name.
    pub name: Text,
    /// Its rank in England, 1 being the most deprived.
    pub rank: u32,
    /// Its national tenth.
    pub decile: u8,
    /// Its score, where the file gives one; higher is more deprived.
    pub score: Option<f64>,
    /// Its part within the place, 1 being the most deprived there.
    pub within: Option<u8>,
    /// How many people live in it.
    pub residents: Option<f64>,
}

/// How deprived a place is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deprivation {
    /// The place.
    pub area: Area,
    /// The domain.
    pub domain: String,
    /// The census of its small areas.
    pub vintage: Vintage,
    /// The release of the indices.
    pub period: Period,
    /// When residents were counted, where they were.
    pub residents_period: Option<Period>,
    /// All residents of the place.
    pub residents: Option<f64>,
    /// All ten national tenths, the most deprived first.
    pub tenths: Vec<NationalTenth>,
    /// The most deprived fifth of England within the place.
    pub core20: NationalTenth,
    /// Into how many parts the place itself is cut.
    pub parts: u8,
    /// Its small areas, the most deprived first.
    pub small_areas: Vec<RankedSmallArea>,
    /// What is missing, each as a sentence.
    pub missing: Vec<String>,
}

impl MadeOfCells for Deprivation {
    /// Ranks are of small areas and not of people; residents were screened as rows.
    fn each_cell(&mut self, _: &mut dyn FnMut(&mut Cell)) {}
}

/// How deprived a place is, small area by small area.
pub async fn deprivation(
    engine: &dyn Engine,
    ask: &DeprivationAsk,
    over: &Over,
) -> Result<Answer<Deprivation>, AskError> {
    let over = &summed_over(&ask.area, over)?;
    let mut is_known = false;
    for vintage in ask.area.vintages() {
        let Some(built) = resolve(engine, over, &ask.area, vintage).await? else {
            continue;
        };
        is_known = true;
        let filter = Filter {
            indicators: vec![
                vintage.rank(&ask.domain),
                vintage.score(&ask.domain),
                vintage.residents(),
            ],
            areas: built.small_areas.keys().map(ToString::to_string).collect(),
            categories: Some(false),
            ..Filter::default()
        };
        let gathered = gather(engine, over, &filter).await?;
        if let Some(result) = ranked(&built, &gathered, &ask.domain, ask.parts) {
            return Ok(seal(
                Ask::Deprivation(ask.clone()),
                over,
                &gathered.proof,
                result,
            ));
        }
    }
    Err(if is_known {
        AskError::NotLoaded(format!(
            "ranks of deprivation ({}) for the small areas of {}",
            ask.domain, ask.area.code
        ))
    } else {
        AskError::NoLookup(ask.area.code.clone())
    })
}

/// The latest period in which an indicator has figures.
pub(super) fn latest<'a>(
    gathered: &'a Gathered,
    indicator: &str,
) -> Option<(Period, Vec<&'a Observation>)> {
    let rows = gathered
        .rows
        .iter()
        .filter(|seen| *seen.indicator == *indicator);
    let period = rows.clone().map(|seen| &seen.period).max()?.clone();
    let rows = rows.filter(|seen| seen.period == period).collect();
    Some((period, rows))
}

/// Residents of all ages of each small area: the total where the file has one, else the sum of its ages. One of whom an age is
/// hidden or missing has none.
pub(super) fn residents_of(rows: &[&Observation]) -> BTreeMap<Text, f64> {
    let mut totals: BTreeMap<Text, Option<f64>> = BTreeMap::new();
    let mut sums: BTreeMap<Text, Option<f64>> = BTreeMap::new();
    for seen in rows {
        let people = seen.value.filter(|_| seen.shows_value());
        if *seen.age == *ALL_AGES {
            totals.insert(Text::clone(&seen.area.code), people);
        } else {
            let sum = sums
                .entry(Text::clone(&seen.area.code))
                .or_insert(Some(0.0));
            *sum = sum.zip(people).map(|(sum, people)| sum + people);
        }
    }
    sums.extend(totals);
    sums.into_iter()
        .filter_map(|(code, people)| Some((code, people?)))
        .collect()
}

/// None where not one small area has a rank.
pub(super) fn ranked(
    built: &Built,
    gathered: &Gathered,
    domain: &str,
    parts: u8,
) -> Option<Deprivation> {
    let vintage = built.vintage;
    let (period, ranks) = latest(gathered, &vintage.rank(domain))?;
    let scores: BTreeMap<Text, f64> = latest(gathered, &vintage.score(domain))
        .into_iter()
        .filter(|(of, _)| *of == period)
        .flat_map(|(_, rows)| rows)
        .filter_map(|seen| Some((Text::clone(&seen.area.code), seen.value?)))
        .collect();
    let counted = latest(gathered, &vintage.residents());
    let residents = counted
        .as_ref()
        .map(|(_, rows)| residents_of(rows))
        .unwrap_or_default();
    let mut small_areas: Vec<RankedSmallArea> = ranks
        .iter()
        .filter(|seen| built.small_areas.contains_key(&seen.area.code))
        .filter_map(|seen| {
            let rank = whole_rank(seen.value?)?;
            let code = &seen.area.code;
            let name = built.small_areas.get(code).unwrap_or(code);
            Some(RankedSmallArea {
                code: Text::clone(code),
                name: Text::clone(name),
                rank,
                decile: vintage.national_decile(rank)?,
                score: scores.get(code).copied(),
                within: None,
                residents: residents.get(code).copied(),
            })
        })
        .collect();
    if small_areas.is_empty() {
        return None;
    }
    small_areas.sort_by(|a, b| (a.rank, &a.code).cmp(&(b.rank, &b.code)));
    let mut missing = Vec::new();
    let lack = built.small_areas.len() - small_areas.len();
    if lack > 0 {
        missing.push(format!(
            "{lack} of {} small areas have no rank in the loaded indices and are left out.",
            built.small_areas.len()
        ));
    }
    cut(&mut small_areas, parts, &mut missing);
    let known = small_areas.iter().all(|one| one.residents.is_some());
    if !known {
        missing.push(match counted {
            None => format!(
                "Residents of {} are not loaded, so only small areas are counted.",
                vintage.name()
            ),
            Some(_) => {
                "The residents of some small areas are not known, so only small areas are counted."
                    .to_owned()
            }
        });
    }
    let people = |wanted: &dyn Fn(u8) -> bool| {
        let mut inside = small_areas.iter().filter(|one| wanted(one.decile));
        // Not `sum`, whose sum of nobody is minus nought.
        inside.try_fold(0.0, |sum, one| one.residents.map(|people| sum + people))
    };
    let all = people(&|_| true);
    let number = |count: usize| u32::try_from(count).map_or(0.0, f64::from);
    let tenth = |decile: u8, wanted: &dyn Fn(u8) -> bool| {
        let count = small_areas.iter().filter(|one| wanted(one.decile)).count();
        let residents = all.and(people(wanted));
        NationalTenth {
            decile,
            small_areas: count,
            share_of_small_areas: number(count) / number(small_areas.len()),
            residents,
            share_of_residents: residents
                .zip(all)
                .filter(|(_, all)| *all > 0.0)
                .map(|(some, all)| some / all),
        }
    };
    Some(Deprivation {
        area: built.area.clone(),
        domain: domain.to_owned(),
        vintage,
        period,
        residents_period: counted.map(|(period, _)| period).filter(|_| known),
        residents: all,
        tenths: (1..=10)
            .map(|decile| tenth(decile, &|one| one == decile))
            .collect(),
        core20: tenth(CORE20, &|one| one <= CORE20),
        parts,
        small_areas,
        missing,
    })
}

/// Cuts the place itself into parts by rank.
fn cut(small_areas: &mut [RankedSmallArea], parts: u8, missing: &mut Vec<String>) {
    let ranks: Vec<Option<f64>> = small_areas
        .iter()
        .map(|one| Some(f64::from(one.rank)))
        .collect();
    match quantiles_by_rank(&ranks, parts, FirstPart::Lowest) {
        Ok(found) => {
            for (small_area, part) in small_areas.iter_mut().zip(found) {
                small_area.within = part.map(measures::gradient::Quantile::number);
            }
        }
        Err(why) => missing.push(format!(
            "The place is not cut into {parts} parts of its own: {why}."
        )),
    }
}

/// A rank as a whole number; none for what is no rank.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, at least 1 and far below 2^32"
)]
fn whole_rank(value: f64) -> Option<u32> {
    (value.fract() == 0.0 && (1.0..=1e6).contains(&value)).then_some(value as u32)
}
