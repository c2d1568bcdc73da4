//! The gap between the most and the least deprived part of a place, or an honest list of what is missing to know it.

use std::collections::{BTreeMap, BTreeSet};

use measures::gradient::{self, Quantile, QuantileGroup};
use measures::{Confidence, Measured, Multiplier, Population};
use serde::{Deserialize, Serialize};

use crate::catalogue::Indicator;
use crate::cell::Cell;
use crate::engine::{Engine, Filter};
use crate::observation::{Area, Observation, Period, Text};

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
    /// Kind of category in the publisher's words; the most complete one about deprivation when not given.
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
    /// 1 is the most deprived.
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
    /// The parts that the file has, most deprived first.
    pub groups: Vec<GapGroup>,
    /// Most deprived part less least deprived part, on the scale of the unit.
    pub difference: Option<f64>,
    /// Most deprived part over least deprived part.
    pub ratio: Option<f64>,
    /// The slope across all parts.
    pub slope: Option<Slope>,
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
        categories: None,
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
    let result = gap_of(indicator, &rows, area, ask.by.as_deref());
    Ok(seal(Ask::Gap(ask.clone()), over, &gathered.proof, result))
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
    }
}

/// The rows of one kind of category in one period, one sex and one age.
struct Set<'a> {
    parts: u8,
    by: Text,
    groups: BTreeMap<u8, &'a Observation>,
}

/// The most complete set: most parts with a figure, then tenths before fifths, then the latest period, then the newest name.
fn best<'a>(rows: &[&'a Observation], area: &str, by: Option<&str>) -> Option<Set<'a>> {
    let mut sets: BTreeMap<_, BTreeMap<u8, &'a Observation>> = BTreeMap::new();
    for &seen in rows {
        let wanted = *seen.area.code == *area && by.is_none_or(|by| *seen.category_type == *by);
        let Some((order, parts)) = part(&seen.category_type, &seen.category) else {
            continue;
        };
        if wanted {
            let key = (
                parts,
                &seen.category_type,
                &seen.sex,
                &seen.age,
                &seen.period,
            );
            sets.entry(key).or_default().entry(order).or_insert(seen);
        }
    }
    let everyone = |sex: &str, age: &str| {
        (
            sex.eq_ignore_ascii_case("persons"),
            age.eq_ignore_ascii_case("all ages"),
        )
    };
    sets.into_iter()
        .max_by_key(|((parts, by, sex, age, period), groups)| {
            let shown = groups.values().filter(|seen| seen.shows_value()).count();
            let full = shown == usize::from(*parts);
            (full, everyone(sex, age), *parts, shown, *period, *by)
        })
        .map(|((parts, by, ..), groups)| Set {
            parts,
            by: Text::clone(by),
            groups,
        })
}

/// Place in the order of deprivation (1 most deprived) and number of parts, from publishers' labels.
fn part(category_type: &str, category: &str) -> Option<(u8, u8)> {
    let kind = category_type.to_ascii_lowercase();
    if !kind.contains("deprivation") {
        return None;
    }
    let label = category.to_ascii_lowercase();
    let starts = |start: &str| label.starts_with(start);
    if label.contains("quintile") {
        let order = [
            &["most deprived"][..],
            &["second most"],
            &["average", "middle", "third"],
            &["second least"],
            &["least deprived"],
        ]
        .iter()
        .position(|labels| labels.iter().any(|start| starts(start)))?;
        return Some((u8::try_from(order + 1).ok()?, 5));
    }
    if label.contains("decile") {
        let order = [
            "most deprived",
            "second most",
            "third more",
            "fourth more",
            "fifth more",
            "fifth less",
            "fourth less",
            "third less",
            "second least",
            "least deprived",
        ]
        .iter()
        .position(|start| starts(start))?;
        return Some((u8::try_from(order + 1).ok()?, 10));
    }
    None
}

fn measure(indicator: &Indicator, set: &Set<'_>, missing: &mut Vec<String>) -> GapMeasured {
    let groups: Vec<_> = set
        .groups
        .iter()
        .map(|(&order, seen)| GapGroup {
            order,
            label: Text::clone(&seen.category),
            figure: seen.cell(indicator),
        })
        .collect();
    let absent: BTreeSet<u8> = (1..=set.parts)
        .filter(|order| set.groups.get(order).is_none_or(|seen| !seen.shows_value()))
        .collect();
    if !absent.is_empty() {
        let list: Vec<_> = absent.iter().map(u8::to_string).collect();
        missing.push(format!(
            "Of {} parts, these have no figure (1 is the most deprived): {}.",
            set.parts,
            list.join(", ")
        ));
    }
    let value = |order: u8| {
        set.groups
            .get(&order)
            .and_then(|seen| seen.value.filter(|_| seen.shows_value()))
    };
    let ends = value(1).zip(value(set.parts));
    let slope = if absent.is_empty() {
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
        groups,
        difference: ends.map(|(most, least)| most - least),
        ratio: ends
            .filter(|(_, least)| *least > 0.0)
            .map(|(most, least)| most / least),
        slope,
    }
}

fn slope(groups: &[GapGroup], parts: u8, missing: &mut Vec<String>) -> Option<Slope> {
    let quantiles: Option<Vec<_>> = groups
        .iter()
        .map(|group| {
            let value = group.figure.value()?;
            let limits = group.figure.limits.and_then(|limits| limits.at_95);
            let limits = limits.and_then(|(lower, upper)| {
                measures::Limits::new(Confidence::NINETY_FIVE, lower, upper).ok()
            });
            let measured = match limits {
                Some(limits) => Measured::with_limits(value, limits),
                None => Measured::new(value),
            };
            Some(QuantileGroup {
                quantile: Quantile::new(group.order, parts).ok()?,
                population: Population::new(group.figure.denominator?).ok()?,
                measured: measured.ok()?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_real_exports_have_their_place() {
        let tenths = "County & UA deprivation deciles in England (IMD2015)";
        for (label, order) in [
            ("Most deprived decile (IMD2015)", 1),
            ("Second most deprived decile (IMD2015)", 2),
            ("Fifth more deprived decile (IMD2019)", 5),
            ("Fifth less deprived decile (IMD2019)", 6),
            ("Second least deprived decile", 9),
            ("Least deprived decile", 10),
        ] {
            assert_eq!(part(tenths, label), Some((order, 10)), "{label}");
        }
        let fifths = "LSOA11 deprivation quintiles within area (IMD  trend)";
        assert_eq!(part(fifths, "Average deprived quintile"), Some((3, 5)));
        assert_eq!(part(fifths, "Least deprived quintile"), Some((5, 5)));
        assert_eq!(part(tenths, "Unknown"), None);
        assert_eq!(part("Ethnic groups", "Most deprived decile"), None);
    }
}
