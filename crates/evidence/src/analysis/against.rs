//! What figures are compared with: another place, places like it taken together, or the place itself some years before.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::catalogue::{Indicator, ValueType};
use crate::cell::{Cell, Origin};
use crate::engine::{Engine, Filter};
use crate::observation::{Area, Observation, Period, State, Text};

use super::compare::printed;
use super::rows::{SeriesKey, gather};
use super::verdict::{Judgement, WhyNot, judge, judge_change};
use super::{AskError, Over};

/// What a place is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// England.
    #[default]
    England,
    /// The region that the files say it lies in.
    Region,
    /// Another area, by code.
    Area(String),
    /// Places like it, taken together.
    Neighbours(Neighbours),
    /// Itself, so many years before.
    Earlier(u16),
}

impl Against {
    /// The word by which it is asked for: `england`, `region`, a code, `neighbours:NAME`, `earlier:YEARS`.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::England => "england".to_owned(),
            Self::Region => "region".to_owned(),
            Self::Area(code) => code.clone(),
            Self::Neighbours(neighbours) => format!("neighbours:{}", neighbours.name),
            Self::Earlier(years) => format!("earlier:{years}"),
        }
    }
}

/// Places that are like one place: a statistical or geographic group. The codes are part of the question, so that its
/// receipt repeats them when the list has been replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// What the group is called.
    pub name: String,
    /// Codes of the places. The place itself is left out, so that nothing is compared with a part of itself.
    pub areas: Vec<String>,
}

/// Why the figures of neighbours are not taken together from their counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotPooled {
    /// An average, an expectation or a standardised rate of several places cannot be made from their counts.
    KindOfValue,
    /// A place with a figure has no count or no denominator.
    NoCounts,
    /// The values are not the counts over the denominators, as weighted surveys have it.
    ValuesAreNotCounts,
}

impl NotPooled {
    /// The reason as a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::KindOfValue => {
                "This kind of value cannot be worked out for several places together, so the middle one of them stands for all."
            }
            Self::NoCounts => {
                "Not every place has a count and a denominator, so the middle one of them stands for all."
            }
            Self::ValuesAreNotCounts => {
                "The values are not the counts over the denominators, so the middle one of them stands for all."
            }
        }
    }
}

/// A place among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Among {
    /// Neighbours with a figure for the period.
    pub with_figure: usize,
    /// Neighbours in the group.
    pub of: usize,
    /// From the highest figure down, the place included; and among how many. None where the place has no figure.
    pub rank: Option<(usize, usize)>,
    /// The lowest figure of a neighbour.
    pub lowest: f64,
    /// Half of the neighbours lie below.
    pub median: f64,
    /// The highest.
    pub highest: f64,
    /// Why the benchmark is the median and not the neighbours taken together; none where it is them together.
    pub not_pooled: Option<NotPooled>,
}

/// How a figure has moved since an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// Between the first months of the two periods.
    pub years: u16,
    /// The later less the earlier, on the scale of the unit.
    pub difference: f64,
    /// Its 95% limits, where both figures have limits. Both are uncertain, and the limits of the difference say so.
    pub limits_95: Option<(f64, f64)>,
}

/// What stands beside a judgement that is not against one place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// Against neighbours.
    Neighbours(Among),
    /// Against itself earlier.
    Earlier(Moved),
}

/// The figures that a place is compared with.
pub(super) struct Benchmark {
    /// What they are the figures of.
    pub(super) area: Area,
    /// The publisher prints its own verdict against this code.
    printed: Option<Text>,
    levels: BTreeMap<SeriesKey, Vec<Observation>>,
    values: BTreeMap<(SeriesKey, Text), Together>,
    places: usize,
    years: u16,
}

/// The figures of neighbours in one series and period.
struct Together {
    values: Vec<f64>,
    not_pooled: Option<NotPooled>,
}

impl Benchmark {
    /// Reads the benchmark of a place whose own rows are at hand. `filter` says which rows were read.
    pub(super) async fn read(
        engine: &dyn Engine,
        over: &Over,
        against: &Against,
        filter: &Filter,
        own: &[Observation],
        indicators: &BTreeMap<String, Indicator>,
    ) -> Result<Self, AskError> {
        let area = filter.areas.first().map_or("", String::as_str);
        match against {
            Against::Earlier(years) => Ok(Self::earlier(own, *years)),
            Against::Neighbours(neighbours) => {
                let areas = others(neighbours, area)?;
                let rows = rows_of(engine, over, filter, &areas).await?;
                Ok(Self::neighbours(
                    &neighbours.name,
                    areas.len(),
                    &rows,
                    indicators,
                ))
            }
            place => {
                let code = code_of(place, area, own)?;
                let rows = rows_of(engine, over, filter, std::slice::from_ref(&code)).await?;
                Ok(Self::place(&code, rows))
            }
        }
    }

    /// The benchmark of one series from rows of all places, as an indicator page has them.
    pub(super) fn among(
        against: &Against,
        area: &str,
        series: &SeriesKey,
        rows: &[Observation],
        indicator: &Indicator,
    ) -> Result<Self, AskError> {
        let of = |codes: &[String]| -> Vec<Observation> {
            rows.iter()
                .filter(|seen| {
                    seen.is_for_everyone()
                        && seen.sex == series.sex
                        && seen.age == series.age
                        && codes.iter().any(|code| **code == *seen.area.code)
                })
                .cloned()
                .collect()
        };
        let indicators = BTreeMap::from([(series.indicator.to_string(), indicator.clone())]);
        match against {
            Against::Earlier(years) => Ok(Self::earlier(&of(&[area.to_owned()]), *years)),
            Against::Neighbours(neighbours) => {
                let areas = others(neighbours, area)?;
                Ok(Self::neighbours(
                    &neighbours.name,
                    areas.len(),
                    &of(&areas),
                    &indicators,
                ))
            }
            place => {
                let code = code_of(place, area, rows)?;
                Ok(Self::place(&code, of(std::slice::from_ref(&code))))
            }
        }
    }

    fn place(code: &str, rows: Vec<Observation>) -> Self {
        let area = rows
            .first()
            .map_or_else(|| Area::new(code, "", ""), |seen| seen.area.clone());
        Self {
            area,
            printed: Some(Text::from(code)),
            levels: in_series(rows),
            values: BTreeMap::new(),
            places: 1,
            years: 0,
        }
    }

    fn earlier(own: &[Observation], years: u16) -> Self {
        let (name, kind) = own.first().map_or(("", ""), |seen| {
            (seen.area.name.as_ref(), seen.area.kind.as_ref())
        });
        let code = own.first().map_or("", |seen| &seen.area.code);
        let before = match years {
            1 => "1 year".to_owned(),
            many => format!("{many} years"),
        };
        Self {
            area: Area::new(code, &format!("{name} {before} before"), kind),
            printed: None,
            levels: in_series(own.to_vec()),
            values: BTreeMap::new(),
            places: 1,
            years,
        }
    }

    fn neighbours(
        name: &str,
        places: usize,
        rows: &[Observation],
        indicators: &BTreeMap<String, Indicator>,
    ) -> Self {
        let area = Area::new("", name, "");
        let unknown = Indicator::default();
        let mut cells: BTreeMap<(SeriesKey, Text), Vec<&Observation>> = BTreeMap::new();
        for seen in rows {
            let key = (SeriesKey::of(seen), Text::clone(&seen.period.label));
            cells.entry(key).or_default().push(seen);
        }
        let mut levels = Vec::new();
        let mut values = BTreeMap::new();
        for (key, seen) in cells {
            let indicator = indicators.get(&*key.0.indicator).unwrap_or(&unknown);
            if let Some((level, together)) = together(&area, indicator, &seen) {
                levels.push(level);
                values.insert(key, together);
            }
        }
        Self {
            area,
            printed: None,
            levels: in_series(levels),
            values,
            places,
            years: 0,
        }
    }

    /// The figure that one of the place is compared with.
    pub(super) fn at(&self, series: &SeriesKey, seen: &Observation) -> Option<&Observation> {
        let levels = self.levels.get(series)?;
        let start = seen.period.start.checked_sub(u32::from(self.years) * 100)?;
        levels.iter().find(|level| {
            if self.years == 0 {
                level.period.label == seen.period.label
            } else {
                level.period.start == start && level.period.months == seen.period.months
            }
        })
    }

    /// Judges a cell of a series against this.
    pub(super) fn judge(
        &self,
        indicator: &Indicator,
        series: &SeriesKey,
        seen: &Observation,
        value: &Cell,
    ) -> (Judgement, Option<Beside>) {
        let level = self.at(series, seen).map(|level| level.cell(indicator));
        if self.years > 0 {
            let (judgement, change) = judge_change(
                indicator,
                value,
                level,
                self.why_no_level(series, &seen.period),
            );
            let beside = change.map(|(difference, limits_95)| {
                Beside::Earlier(Moved {
                    years: self.years,
                    difference,
                    limits_95,
                })
            });
            return (judgement, beside);
        }
        let printed = self.printed.as_ref().and_then(|code| printed(seen, code));
        let judgement = judge(indicator, value, level.as_ref(), printed);
        (judgement, self.among_neighbours(series, seen, value))
    }

    fn among_neighbours(
        &self,
        series: &SeriesKey,
        seen: &Observation,
        value: &Cell,
    ) -> Option<Beside> {
        let key = (series.clone(), Text::clone(&seen.period.label));
        let together = self.values.get(&key)?;
        let values = &together.values;
        let rank = value.value().map(|own| {
            let above = values.iter().filter(|value| **value > own).count();
            (above + 1, values.len() + 1)
        });
        Some(Beside::Neighbours(Among {
            with_figure: values.len(),
            of: self.places,
            rank,
            lowest: *values.first()?,
            median: median(values)?,
            highest: *values.last()?,
            not_pooled: together.not_pooled,
        }))
    }

    /// Why a place cannot be compared with itself earlier.
    fn why_no_level(&self, series: &SeriesKey, period: &Period) -> WhyNot {
        if u32::from(self.years) * 12 < u32::from(period.months) {
            return WhyNot::PeriodsOverlap;
        }
        let start = period.start.saturating_sub(u32::from(self.years) * 100);
        let levels = self.levels.get(series).map_or(&[][..], Vec::as_slice);
        let breaks = levels
            .iter()
            .any(|level| level.period.months != period.months && level.period.start <= start);
        if breaks {
            WhyNot::SeriesBreaks
        } else {
            WhyNot::NothingEarlier
        }
    }
}

/// The rows that a filter wants, of other places.
async fn rows_of(
    engine: &dyn Engine,
    over: &Over,
    filter: &Filter,
    areas: &[String],
) -> Result<Vec<Observation>, AskError> {
    let filter = Filter {
        areas: areas.to_vec(),
        ..filter.clone()
    };
    Ok(gather(engine, over, &filter).await?.rows)
}

/// The codes of a group without the place itself.
fn others(neighbours: &Neighbours, area: &str) -> Result<Vec<String>, AskError> {
    let codes: BTreeSet<&String> = neighbours.areas.iter().collect();
    let others: Vec<String> = codes
        .into_iter()
        .filter(|code| *code != area)
        .cloned()
        .collect();
    if others.is_empty() {
        return Err(AskError::NoNeighbours(neighbours.name.clone()));
    }
    Ok(others)
}

fn in_series(rows: Vec<Observation>) -> BTreeMap<SeriesKey, Vec<Observation>> {
    let mut all: BTreeMap<SeriesKey, Vec<Observation>> = BTreeMap::new();
    for seen in rows {
        all.entry(SeriesKey::of(&seen)).or_default().push(seen);
    }
    all
}

/// The figures of several places for one series and period taken together: from their counts where they can be, else the
/// median. None where no place has a figure.
fn together(
    area: &Area,
    indicator: &Indicator,
    seen: &[&Observation],
) -> Option<(Observation, Together)> {
    let with: Vec<&Observation> = seen
        .iter()
        .copied()
        .filter(|row| row.shows_value())
        .collect();
    let first = *with.first()?;
    let mut values: Vec<f64> = with.iter().filter_map(|row| row.value).collect();
    values.sort_by(f64::total_cmp);
    let pooled = pooled(indicator, &with);
    let (value, count, denominator, not_pooled) = match pooled {
        Ok((value, count, denominator)) => (value, Some(count), Some(denominator), None),
        Err(why) => (median(&values)?, None, None, Some(why)),
    };
    let level = Observation {
        area: area.clone(),
        parent: None,
        state: State::Value,
        value: Some(value),
        limits_95: None,
        limits_998: None,
        count,
        denominator,
        note: Text::from(""),
        printed_england: Text::from(""),
        printed_parent: Text::from(""),
        printed_trend: Text::from(""),
        origin: with
            .iter()
            .fold(Origin::Entered, |origin, row| origin.with(row.origin)),
        ..first.clone()
    };
    Some((level, Together { values, not_pooled }))
}

/// Value, count and denominator of places together. The value of each must be its own count over its own denominator.
fn pooled(indicator: &Indicator, with: &[&Observation]) -> Result<(f64, f64, f64), NotPooled> {
    let (ValueType::Proportion | ValueType::CrudeRate, Some(multiplier)) =
        (indicator.value_type, indicator.unit.multiplier)
    else {
        return Err(NotPooled::KindOfValue);
    };
    let (mut count, mut denominator) = (0.0, 0.0);
    for row in with {
        let (Some(value), Some(of), Some(all)) = (row.value, row.count, row.denominator) else {
            return Err(NotPooled::NoCounts);
        };
        if all <= 0.0 {
            return Err(NotPooled::NoCounts);
        }
        // Values printed to one decimal may lie a rounding away.
        let slack = 0.051_f64.max(value.abs() * 5e-3);
        if (of / all * multiplier - value).abs() > slack {
            return Err(NotPooled::ValuesAreNotCounts);
        }
        count += of;
        denominator += all;
    }
    Ok((count / denominator * multiplier, count, denominator))
}

/// The middle of sorted values; between the two in the middle where there are two.
fn median(sorted: &[f64]) -> Option<f64> {
    let above = *sorted.get(sorted.len() / 2)?;
    if sorted.len().is_multiple_of(2) {
        let below = *sorted.get(sorted.len() / 2 - 1)?;
        return Some(f64::midpoint(below, above));
    }
    Some(above)
}

/// Code of the one place that is compared with: itself, where it is compared with its own past.
fn code_of(against: &Against, area: &str, rows: &[Observation]) -> Result<String, AskError> {
    Ok(match against {
        Against::England => crate::ENGLAND.to_owned(),
        Against::Area(code) => code.clone(),
        Against::Region => region_of(area, rows)?.to_string(),
        Against::Neighbours(_) | Against::Earlier(_) => area.to_owned(),
    })
}

/// Code of the region that the files set a place in.
pub(super) fn region_of(area: &str, rows: &[Observation]) -> Result<Text, AskError> {
    rows.iter()
        .filter(|seen| &*seen.area.code == area)
        .find_map(|seen| seen.parent.as_ref().filter(|parent| parent.is_region()))
        .map(|parent| Text::clone(&parent.code))
        .ok_or_else(|| AskError::RegionNotKnown(area.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_lies_between_two_where_there_are_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[1.0, 4.0]), Some(2.5));
        assert_eq!(median(&[1.0, 2.0, 9.0]), Some(2.0));
    }
}
