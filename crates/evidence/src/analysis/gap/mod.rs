//! The gap inside a place: between its most and its least deprived part, or between its groups; and an honest list of what is
//! missing to know it.

mod groups;
mod measures;

use std::collections::BTreeSet;

use ::measures::gradient::{self, Quantile, QuantileGroup};
use ::measures::{Confidence, Multiplier, Population};
use serde::{Deserialize, Serialize};

use crate::catalogue::Indicator;
use crate::cell::Cell;
use crate::engine::{Engine, Filter};
use crate::observation::{Area, Observation, Period, Text};

pub(super) use measures::of_any_size;
pub use measures::{GapMeasure, GapScale};

use groups::{Set, best, kinds};

use super::methods;
use super::rows::gather;
use super::{Answer, Ask, AskError, MadeOfCells, Over, seal};

/// The gap of one indicator in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapAsk {
    /// The publisher's number.
    pub indicator: String,
    /// Code of the place.
    pub area: String,
    /// Sex; the one with most figures when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// Age; likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<String>,
    /// Kind of category in the publisher's words, or `Sex`; the most complete one about deprivation when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl GapAsk {
    /// The gap by deprivation in a place.
    #[must_use]
    pub fn new(indicator: impl Into<String>, area: impl Into<String>) -> Self {
        Self {
            indicator: indicator.into(),
            area: area.into(),
            sex: None,
            age: None,
            by: None,
        }
    }
}

/// One part of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapGroup {
    /// Its place, from 1. Where the parts have an order, 1 is the most deprived.
    pub order: u8,
    /// Name in the publisher's words.
    pub label: Text,
    /// Its figure.
    pub figure: Cell,
}

/// A straight line through the parts, weighted by how many people each holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Slope {
    /// Slope index of inequality: the most deprived end less the least deprived end, on the scale of the unit.
    pub index: f64,
    /// Its 95% limits, where the parts have limits.
    pub limits_95: Option<(f64, f64)>,
    /// The line at the most deprived end.
    pub at_most_deprived: f64,
    /// The line at the least deprived end.
    pub at_least_deprived: f64,
}

/// A gap that could be measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapMeasured {
    /// The place whose gap it is: England, where the wanted place has no parts.
    pub area: Area,
    /// When.
    pub period: Period,
    /// Kind of category in the publisher's words.
    pub by: Text,
    /// Into how many parts the place is cut: 10 for tenths.
    pub parts: u8,
    /// Whether the parts have an order: deprivation has, ethnic groups have not.
    pub ordered: bool,
    /// The parts that the file has, most deprived first.
    pub groups: Vec<GapGroup>,
    /// Most deprived part less least deprived part, on the scale of the unit.
    pub difference: Option<f64>,
    /// Most deprived part over least deprived part.
    pub ratio: Option<f64>,
    /// The slope across all parts.
    pub slope: Option<Slope>,
    /// Every measure that the parts allow, and why they do not allow the others. Worked out where the gap itself is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<GapMeasure>,
}

/// The gap, or what is missing to know it, or both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// The place that was asked about.
    pub area: Area,
    /// What could be measured.
    pub measured: Option<GapMeasured>,
    /// What is missing, each as a sentence.
    pub missing: Vec<String>,
    /// The kinds of category by which the place can be cut, in the publisher's words. Given where the gap itself is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Text>,
}

impl MadeOfCells for Gap {
    fn each_cell(&mut self, visit: &mut dyn FnMut(&mut Cell)) {
        let groups = self.measured.iter_mut().flat_map(|gap| &mut gap.groups);
        for group in groups {
            visit(&mut group.figure);
        }
    }
}

/// The gap inside one place.
pub async fn gap(engine: &dyn Engine, ask: &GapAsk, over: &Over) -> Result<Answer<Gap>, AskError> {
    let filter = Filter {
        indicators: vec![ask.indicator.clone()],
        areas: vec![ask.area.clone(), crate::ENGLAND.to_owned()],
        ..Filter::default()
    };
    let gathered = gather(engine, over, &filter).await?;
    let indicator = gathered
        .indicators
        .get(&ask.indicator)
        .ok_or_else(|| AskError::NoSuchIndicator(ask.indicator.clone()))?;
    let area = gathered
        .rows
        .iter()
        .find(|seen| *seen.area.code == *ask.area)
        .map(|seen| seen.area.clone())
        .ok_or_else(|| AskError::NoSuchArea(ask.area.clone()))?;
    let in_series = |seen: &&Observation| {
        ask.sex.as_deref().is_none_or(|sex| *seen.sex == *sex)
            && ask.age.as_deref().is_none_or(|age| *seen.age == *age)
    };
    let rows: Vec<_> = gathered.rows.iter().filter(in_series).collect();
    let kinds = kinds(&rows, &area.code);
    let mut result = gap_of(indicator, &rows, area, ask.by.as_deref());
    result.kinds = kinds;
    if let Some(measured) = &mut result.measured {
        measured.measures =
            measures::all(indicator, &measured.groups, measured.ordered, &measured.by);
    }
    Ok(seal(Ask::Gap(ask.clone()), over, &gathered.proof, result))
}

/// A kind of category, a period, and the groups of a place.
pub(super) type Kind = (Text, Text, Vec<GapGroup>);

/// The groups of a place by every kind of category that the rows have; people whose group is not known are left out.
pub(super) fn groups_of_every_kind(
    indicator: &Indicator,
    rows: &[&Observation],
    area: &str,
) -> Vec<Kind> {
    kinds(rows, area)
        .iter()
        .filter_map(|kind| {
            let set = best(rows, area, Some(kind))?;
            let period = Text::clone(&set.groups.values().next()?.period.label);
            Some((Text::clone(&set.by), period, groups_of(indicator, &set)))
        })
        .collect()
}

fn groups_of(indicator: &Indicator, set: &Set<'_>) -> Vec<GapGroup> {
    set.groups
        .iter()
        .map(|(&order, seen)| GapGroup {
            order,
            label: Text::clone(set.label(seen)),
            figure: seen.cell(indicator),
        })
        .collect()
}

/// The gap of a place from all rows of an indicator for it and for England.
pub(super) fn gap_of(
    indicator: &Indicator,
    rows: &[&Observation],
    area: Area,
    by: Option<&str>,
) -> Gap {
    let mut missing = Vec::new();
    let here = best(rows, &area.code, by);
    if here.is_none() {
        let what = by.map_or_else(|| "parts by deprivation".to_owned(), |by| format!("“{by}”"));
        missing.push(format!("The data has no {what} for {}.", area.name));
    }
    let set = here.or_else(|| {
        let england = best(rows, crate::ENGLAND, by)?;
        missing.push("It has them for England, shown here in its place.".to_owned());
        Some(england)
    });
    let measured = set.map(|set| measure(indicator, &set, &mut missing));
    Gap {
        area,
        measured,
        missing,
        kinds: Vec::new(),
    }
}

fn measure(indicator: &Indicator, set: &Set<'_>, missing: &mut Vec<String>) -> GapMeasured {
    let groups = groups_of(indicator, set);
    if set.not_known > 0 {
        missing
            .push("People whose group is not known are left out of every figure here.".to_owned());
    }
    let absent: BTreeSet<u8> = (1..=set.parts)
        .filter(|order| set.groups.get(order).is_none_or(|seen| !seen.shows_value()))
        .collect();
    if !absent.is_empty() {
        let list: Vec<_> = absent.iter().map(u8::to_string).collect();
        missing.push(if set.ordered {
            format!(
                "Of {} parts, these have no figure (1 is the most deprived): {}.",
                set.parts,
                list.join(", ")
            )
        } else {
            let names: Vec<_> = absent.iter().filter_map(|place| set.name(*place)).collect();
            format!(
                "Of {} groups, these have no figure: {}.",
                set.parts,
                names.join(", ")
            )
        });
    }
    let value = |order: u8| {
        set.groups
            .get(&order)
            .and_then(|seen| seen.value.filter(|_| seen.shows_value()))
    };
    let ends = value(1).zip(value(set.parts)).filter(|_| set.ordered);
    let slope = if absent.is_empty() && set.ordered {
        slope(&groups, set.parts, missing)
    } else {
        None
    };
    // Sets are never empty: a set is made for a row.
    let first = set.groups.values().next();
    GapMeasured {
        area: first.map_or_else(|| Area::new("", "", ""), |seen| seen.area.clone()),
        period: first.map_or(
            Period {
                label: Text::from(""),
                start: 0,
                months: 0,
            },
            |seen| seen.period.clone(),
        ),
        by: Text::clone(&set.by),
        parts: set.parts,
        ordered: set.ordered,
        groups,
        difference: ends.map(|(most, least)| most - least),
        ratio: ends
            .filter(|(_, least)| *least > 0.0)
            .map(|(most, least)| most / least),
        slope,
        measures: Vec::new(),
    }
}

fn slope(groups: &[GapGroup], parts: u8, missing: &mut Vec<String>) -> Option<Slope> {
    let quantiles: Option<Vec<_>> = groups
        .iter()
        .map(|group| {
            Some(QuantileGroup {
                quantile: Quantile::new(group.order, parts).ok()?,
                population: Population::new(group.figure.denominator?).ok()?,
                measured: methods::measured(&group.figure)?,
            })
        })
        .collect();
    let Some(quantiles) = quantiles else {
        missing.push("Without the number of people in each part there is no slope.".to_owned());
        return None;
    };
    // Turned round, so that a positive index means more at the most deprived end.
    let turned = Multiplier::new(-1.0).ok()?;
    let index = gradient::slope_index(&quantiles, turned, &[Confidence::NINETY_FIVE]);
    match (index, gradient::fitted_line(&quantiles)) {
        (Ok(index), Ok(line)) => {
            let limits = index.limits_at(Confidence::NINETY_FIVE);
            if limits.is_none() {
                missing.push("A part has no limits, so the slope has none either.".to_owned());
            }
            Some(Slope {
                index: index.value(),
                limits_95: limits.map(|limits| (limits.lower(), limits.upper())),
                at_most_deprived: line.most_deprived_end,
                at_least_deprived: line.least_deprived_end,
            })
        }
        (Err(why), _) | (_, Err(why)) => {
            missing.push(format!("There is no slope: {why}."));
            None
        }
    }
}
