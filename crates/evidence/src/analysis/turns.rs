//! Which verdicts and trends get another word when one version of a data set takes the place of another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::cell::Cell;
use crate::observation::{Area, Observation, Text};

use super::changes::{Version, name, series_name};
use super::compare::{in_order, same_period};
use super::rows::SeriesKey;
use super::trend::{Direction, Getting, trend};
use super::verdict::{Verdict, judge};
use super::{IndicatorName, SeriesName};

/// A verdict or a trend that would get another word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// The indicator.
    pub indicator: IndicatorName,
    /// Sex and age.
    pub series: SeriesName,
    /// The latest figure that we hold.
    pub before: Cell,
    /// The latest figure of the new version.
    pub after: Cell,
    /// Verdict against England before and after. The same word twice where only the trend turns.
    pub verdict: (Verdict, Verdict),
    /// Words of the trend before and after.
    pub trend: (String, String),
}

type Places<'a> = BTreeMap<SeriesKey, BTreeMap<Text, Vec<&'a Observation>>>;

fn places(version: &Version) -> Places<'_> {
    let mut places: Places<'_> = BTreeMap::new();
    for seen in version.rows.iter().filter(|seen| seen.is_for_everyone()) {
        places
            .entry(SeriesKey::of(seen))
            .or_default()
            .entry(Text::clone(&seen.area.code))
            .or_default()
            .push(seen);
    }
    for series in places.values_mut().flat_map(BTreeMap::values_mut) {
        in_order(series);
    }
    places
}

/// What the latest figure of a place says.
struct Word {
    cell: Cell,
    verdict: Verdict,
    trend: String,
    direction: (Direction, Option<Getting>),
}

fn word(
    version: &Version,
    key: &SeriesKey,
    areas: &BTreeMap<Text, Vec<&Observation>>,
    area: &str,
) -> Option<Word> {
    let indicator = version.indicator(&key.indicator);
    let series = areas.get(area)?;
    let latest = *series.last()?;
    let cell = latest.cell(&indicator);
    let england = areas.get(crate::ENGLAND).map_or(&[][..], Vec::as_slice);
    let level = same_period(england, latest).map(|seen| seen.cell(&indicator));
    let verdict = judge(&indicator, &cell, level.as_ref(), None).verdict;
    let trend = trend(&indicator, series);
    Some(Word {
        cell,
        verdict,
        trend: trend.words(),
        direction: (trend.direction, trend.getting),
    })
}

pub(super) fn turns(before: &Version, after: &Version) -> Vec<Turn> {
    let old = places(before);
    let new = places(after);
    let mut turns = Vec::new();
    for (key, old_areas) in &old {
        let Some(new_areas) = new.get(key) else {
            continue;
        };
        let codes: BTreeSet<_> = old_areas
            .keys()
            .filter(|code| new_areas.contains_key(*code))
            .collect();
        for code in codes {
            let was = word(before, key, old_areas, code);
            let would_be = word(after, key, new_areas, code);
            let Some((was, would_be)) = was.zip(would_be) else {
                continue;
            };
            if was.verdict == would_be.verdict && was.direction == would_be.direction {
                continue;
            }
            turns.push(Turn {
                indicator: name(&after.indicator(&key.indicator), &key.indicator),
                series: series_name(&key.sex, &key.age),
                before: was.cell,
                after: would_be.cell,
                verdict: (was.verdict, would_be.verdict),
                trend: (was.trend, would_be.trend),
            });
        }
    }
    turns
}

impl Turn {
    /// The place whose word turns.
    #[must_use]
    pub fn area(&self) -> &Area {
        self.after.area()
    }
}
