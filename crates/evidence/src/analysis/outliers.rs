//! Where a place stands out: the comparison, ranked by how far from the benchmark or by how important, with the spread of all
//! places beside it.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::catalogue::Indicator;
use crate::cell::Cell;
use crate::engine::{Engine, Filter};
use crate::observation::{Area, Observation, Text};

use super::compare::compared;
use super::importance::{Importance, RULE, importance};
use super::rows::{Gathered, gather, indicators, read};
use super::verdict::{Verdict, WhyNot};
use super::{Answer, Ask, AskError, CompareAsk, ComparisonRow, Getting, MadeOfCells, Over, seal};

/// Where a place stands out, and what comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutliersAsk {
    /// The place, what it is compared with and on which indicators.
    #[serde(flatten)]
    pub compare: CompareAsk,
    /// What comes first. None asks as questions did before there was a choice: by distance, without importance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
}

/// What comes first in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// What matters most: [`RULE`].
    Importance,
    /// What is furthest from the benchmark, in standard errors.
    Distance,
    /// What is getting worse; the furthest first within.
    Trend,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Importance, Self::Distance, Self::Trend];

    /// The word by which it is asked for.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Importance => "importance",
            Self::Distance => "distance",
            Self::Trend => "trend",
        }
    }

    /// Reads that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// How the places of one type are spread in one period. Quartiles are interpolated between places.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Places with a figure.
    pub places: usize,
    /// The lowest.
    pub lowest: f64,
    /// A quarter of the places lie below.
    pub lower_quartile: f64,
    /// Half.
    pub median: f64,
    /// A quarter lie above.
    pub upper_quartile: f64,
    /// The highest.
    pub highest: f64,
}

/// A figure that stands out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlier {
    /// The figure and its verdict.
    #[serde(flatten)]
    pub row: ComparisonRow,
    /// All places of the same type; none where fewer than five have a figure.
    pub spread: Option<Spread>,
    /// How important it is beside the others of its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
}

/// Why figures are not compared, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NotCompared {
    /// Why.
    pub why: WhyNot,
    /// How many.
    pub rows: usize,
}

/// Where a place stands out. Each list is in the order that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outliers {
    /// The place.
    pub area: Area,
    /// What it is compared with.
    pub against: Area,
    /// How many figures there are in all.
    pub all: usize,
    /// Worse.
    pub worse: Vec<Outlier>,
    /// Better.
    pub better: Vec<Outlier>,
    /// Lower or higher, without judgement.
    pub lower_or_higher: Vec<Outlier>,
    /// How many are similar.
    pub similar: usize,
    /// How many could not be compared.
    pub not_compared: Vec<NotCompared>,
    /// How many of those that stand out are getting worse.
    pub getting_worse: usize,
    /// The rule by which importance is ranked, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
}

impl MadeOfCells for Outliers {
    fn each_cell(&mut self, visit: &mut dyn FnMut(&mut Cell)) {
        let lists = [&mut self.worse, &mut self.better, &mut self.lower_or_higher];
        for outlier in lists.into_iter().flatten() {
            outlier.row.each_cell(visit);
        }
    }
}

/// The figures of one place that differ from the benchmark, in the order asked for.
pub async fn outliers(
    engine: &dyn Engine,
    ask: &OutliersAsk,
    over: &Over,
) -> Result<Answer<Outliers>, AskError> {
    let (gathered, comparison) = compared(engine, &ask.compare, over).await?;
    let all = comparison.rows.len();
    let mut reasons: BTreeMap<WhyNot, usize> = BTreeMap::new();
    for why in comparison
        .rows
        .iter()
        .filter_map(|row| row.judgement.why_not)
    {
        *reasons.entry(why).or_default() += 1;
    }
    let is_similar = |row: &&ComparisonRow| row.judgement.verdict == Verdict::Similar;
    let similar = comparison.rows.iter().filter(is_similar).count();
    let mut away: Vec<_> = comparison
        .rows
        .into_iter()
        .filter(|row| row.judgement.verdict.differs())
        .collect();
    // Figures whose limits have no width have no distance, and stand last.
    let far = |row: &ComparisonRow| row.judgement.distance.map_or(-1.0, f64::abs);
    away.sort_by(|a, b| far(b).total_cmp(&far(a)));
    let mut spreads = spreads(engine, over, &away).await?;
    let getting_worse = away
        .iter()
        .filter(|row| row.trend.getting == Some(Getting::Worse))
        .count();
    let mut worse = Vec::new();
    let mut better = Vec::new();
    let mut lower_or_higher = Vec::new();
    for row in away {
        let spread = spread_beside(&mut spreads, &row);
        let list = match row.judgement.verdict {
            Verdict::Worse => &mut worse,
            Verdict::Better => &mut better,
            _ => &mut lower_or_higher,
        };
        list.push(Outlier {
            row,
            spread,
            importance: None,
        });
    }
    let stand_out = worse.len() + better.len() + lower_or_higher.len();
    if let Some(order) = ask.order.filter(|_| stand_out > 0) {
        let lists = [&mut worse, &mut better, &mut lower_or_higher];
        let groups = groups(engine, over, &ask.compare.area, &lists).await?;
        for list in lists {
            weigh(list, &groups);
            put_in_order(list, order);
        }
    }
    let result = Outliers {
        area: comparison.area,
        against: comparison.against,
        all,
        worse,
        better,
        lower_or_higher,
        similar,
        not_compared: reasons
            .into_iter()
            .map(|(why, rows)| NotCompared { why, rows })
            .collect(),
        getting_worse,
        rule: ask.order.map(|_| RULE),
    };
    Ok(seal(
        Ask::Outliers(ask.clone()),
        over,
        &gathered.proof,
        result,
    ))
}

/// All rows of the place for the figures that stand out, with those of its groups.
async fn groups(
    engine: &dyn Engine,
    over: &Over,
    area: &str,
    lists: &[&mut Vec<Outlier>],
) -> Result<Gathered, AskError> {
    let mut wanted: Vec<String> = lists
        .iter()
        .flat_map(|list| list.iter())
        .map(|outlier| outlier.row.indicator.id.clone())
        .collect();
    wanted.sort();
    wanted.dedup();
    let filter = Filter {
        indicators: wanted,
        areas: vec![area.to_owned()],
        ..Filter::default()
    };
    gather(engine, over, &filter).await
}

/// Says of each figure of a list how important it is beside the others.
fn weigh(list: &mut [Outlier], groups: &Gathered) {
    let unknown = Indicator::default();
    let mut by_indicator: HashMap<&str, Vec<&Observation>> = HashMap::new();
    for seen in &groups.rows {
        by_indicator.entry(&seen.indicator).or_default().push(seen);
    }
    let none = Vec::new();
    let rows: Vec<&ComparisonRow> = list.iter().map(|outlier| &outlier.row).collect();
    let known: Vec<&Indicator> = rows
        .iter()
        .map(|row| groups.indicators.get(&row.indicator.id).unwrap_or(&unknown))
        .collect();
    let parts: Vec<Vec<&Observation>> = rows
        .iter()
        .map(|row| {
            by_indicator
                .get(row.indicator.id.as_str())
                .unwrap_or(&none)
                .iter()
                .copied()
                .filter(|seen| seen.age == row.age)
                .filter(|seen| seen.is_for_everyone() || seen.sex == row.sex)
                .collect()
        })
        .collect();
    let found = importance(&rows, &known, &parts);
    for (outlier, found) in list.iter_mut().zip(found) {
        outlier.importance = Some(found);
    }
}

/// Lists come by distance, and a stable sort keeps that order among what stands level.
fn put_in_order(list: &mut [Outlier], order: Order) {
    match order {
        Order::Distance => {}
        Order::Importance => {
            list.sort_by_key(|outlier| outlier.importance.as_ref().map(|found| found.place));
        }
        Order::Trend => list.sort_by_key(|outlier| match outlier.row.trend.getting {
            Some(Getting::Worse) => 0,
            None => 1,
            Some(Getting::Better) => 2,
        }),
    }
}

/// A series in one period for one type of area, with the values of all places.
struct Values {
    sex: Text,
    age: Text,
    period: Text,
    area_type: Text,
    found: Vec<f64>,
}

/// The values of all places, by indicator.
type Spreads = HashMap<String, Vec<Values>>;

/// The values of all places for the figures that stand out, read without keeping rows.
async fn spreads(
    engine: &dyn Engine,
    over: &Over,
    away: &[ComparisonRow],
) -> Result<Spreads, AskError> {
    let mut wanted: Spreads = HashMap::new();
    for row in away {
        wanted
            .entry(row.indicator.id.clone())
            .or_default()
            .push(Values {
                sex: Text::clone(&row.sex),
                age: Text::clone(&row.age),
                period: Text::clone(&row.value.period.label),
                area_type: Text::clone(&row.value.area.kind),
                found: Vec::new(),
            });
    }
    if wanted.is_empty() {
        return Ok(wanted);
    }
    let mut ids: Vec<_> = wanted.keys().cloned().collect();
    ids.sort();
    let mut periods: Vec<String> = away
        .iter()
        .map(|row| row.value.period.label.to_string())
        .collect();
    periods.sort();
    periods.dedup();
    let filter = Filter {
        indicators: ids,
        areas: Vec::new(),
        periods,
        categories: Some(false),
    };
    let indicators = indicators(engine, over, &filter.indicators).await?;
    for &version in &over.data {
        read(engine, version, &filter, &indicators, &mut |row| {
            let Some(value) = row.value else { return };
            let series = wanted.get_mut(row.indicator).and_then(|all| {
                all.iter_mut().find(|it| {
                    *it.period == *row.period
                        && *it.area_type == *row.area_type
                        && *it.sex == *row.sex
                        && *it.age == *row.age
                })
            });
            if let Some(series) = series {
                series.found.push(value);
            }
        })
        .await?;
    }
    Ok(wanted)
}

/// How the places of a figure that stands out are spread.
fn spread_beside(spreads: &mut Spreads, row: &ComparisonRow) -> Option<Spread> {
    let all = spreads.get_mut(&row.indicator.id)?;
    let series = all.iter_mut().find(|it| {
        it.period == row.value.period.label
            && it.area_type == row.value.area.kind
            && it.sex == row.sex
            && it.age == row.age
    })?;
    spread_of(std::mem::take(&mut series.found))
}

fn spread_of(mut values: Vec<f64>) -> Option<Spread> {
    values.sort_by(f64::total_cmp);
    if values.len() < 5 {
        return None;
    }
    Some(Spread {
        places: values.len(),
        lowest: *values.first()?,
        lower_quartile: at(&values, 1)?,
        median: at(&values, 2)?,
        upper_quartile: at(&values, 3)?,
        highest: *values.last()?,
    })
}

/// The value a number of quarters along sorted values, interpolated (type 7 of Hyndman and Fan).
fn at(sorted: &[f64], quarters: usize) -> Option<f64> {
    let steps = (sorted.len() - 1) * quarters;
    let below = *sorted.get(steps / 4)?;
    let above = *sorted.get(steps / 4 + usize::from(!steps.is_multiple_of(4)))?;
    let part = [0.0, 0.25, 0.5, 0.75].get(steps % 4)?;
    Some(below + (above - below) * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_interpolated() {
        // Positions 1.25, 2.5 and 3.75 along 1, 2, 4, 8, 16, 32, worked by hand.
        let spread = spread_of(vec![32.0, 1.0, 16.0, 2.0, 8.0, 4.0]).unwrap();
        let quartiles = [spread.lower_quartile, spread.median, spread.upper_quartile];
        let bits = quartiles.map(f64::to_bits);
        assert_eq!(bits, [2.5, 6.0, 14.0].map(f64::to_bits));
        assert_eq!((spread.lowest, spread.highest), (1.0, 32.0));
        assert_eq!(spread_of(vec![1.0; 4]), None);
    }
}
