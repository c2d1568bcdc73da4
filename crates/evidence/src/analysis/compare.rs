//! One place on all indicators: the latest period, one row for each indicator, sex and age, nobody's category.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::catalogue::Indicator;
use crate::cell::Cell;
use crate::engine::{Engine, Filter};
use crate::observation::{Area, Observation, Text};

use super::against::{Against, Benchmark, Beside};
use super::rows::{Gathered, SeriesKey, gather};
use super::trend::{Trend, trend};
use super::verdict::{DataNote, Judgement, notes};
use super::{Answer, Ask, AskError, MadeOfCells, Over, seal};

/// One place against a benchmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareAsk {
    /// Code of the place.
    pub area: String,
    /// What it is compared with.
    #[serde(default)]
    pub against: Against,
    /// Indicators by number; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
}

impl CompareAsk {
    /// A place on all indicators, against England.
    #[must_use]
    pub fn new(area: impl Into<String>) -> Self {
        Self {
            area: area.into(),
            against: Against::England,
            indicators: Vec::new(),
        }
    }
}

/// An indicator by number and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct IndicatorName {
    /// Name.
    pub name: String,
    /// The publisher's number, as text.
    pub id: String,
}

/// One indicator, sex and age of the place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparisonRow {
    /// The indicator.
    pub indicator: IndicatorName,
    /// Sex in the publisher's words.
    pub sex: Text,
    /// Age in the publisher's words.
    pub age: Text,
    /// The figure of the latest period.
    pub value: Cell,
    /// How it compares.
    pub judgement: Judgement,
    /// Which way it is going.
    pub trend: Trend,
    /// Where it stands among its neighbours, or how it has moved since; none where it is compared with one place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// What to know about the figures.
    pub notes: Vec<DataNote>,
}

/// One place on all indicators.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The place.
    pub area: Area,
    /// What it is compared with.
    pub against: Area,
    /// By name of indicator, then sex, then age.
    pub rows: Vec<ComparisonRow>,
}

impl MadeOfCells for Comparison {
    fn each_cell(&mut self, visit: &mut dyn FnMut(&mut Cell)) {
        for row in &mut self.rows {
            row.each_cell(visit);
        }
    }
}

impl ComparisonRow {
    pub(super) fn each_cell(&mut self, visit: &mut dyn FnMut(&mut Cell)) {
        visit(&mut self.value);
        if let Some(benchmark) = &mut self.judgement.benchmark {
            visit(benchmark);
        }
    }
}

/// Compares one place with England, its region, another place, its neighbours or itself earlier.
pub async fn compare(
    engine: &dyn Engine,
    ask: &CompareAsk,
    over: &Over,
) -> Result<Answer<Comparison>, AskError> {
    let (gathered, comparison) = compared(engine, ask, over).await?;
    Ok(seal(
        Ask::Compare(ask.clone()),
        over,
        &gathered.proof,
        comparison,
    ))
}

/// The comparison with the rows that it was made from.
pub(super) async fn compared(
    engine: &dyn Engine,
    ask: &CompareAsk,
    over: &Over,
) -> Result<(Gathered, Comparison), AskError> {
    let filter = Filter {
        indicators: ask.indicators.clone(),
        areas: vec![ask.area.clone()],
        categories: Some(false),
        ..Filter::default()
    };
    let own = gather(engine, over, &filter).await?;
    let place = own
        .rows
        .first()
        .map(|seen| seen.area.clone())
        .ok_or_else(|| AskError::NoSuchArea(ask.area.clone()))?;
    let benchmark = Benchmark::read(
        engine,
        over,
        &ask.against,
        &filter,
        &own.rows,
        &own.indicators,
    )
    .await?;
    let unknown = Indicator::default();
    let mut rows: Vec<_> = by_series(&own.rows)
        .into_iter()
        .filter_map(|(series, observations)| {
            let indicator = own.indicators.get(&*series.indicator).unwrap_or(&unknown);
            comparison_row(indicator, &series, &observations, &benchmark)
        })
        .collect();
    rows.sort_by(|a, b| (&a.indicator, &a.sex, &a.age).cmp(&(&b.indicator, &b.sex, &b.age)));
    let comparison = Comparison {
        area: place,
        against: benchmark.area,
        rows,
    };
    Ok((own, comparison))
}

/// Rows of one area by series, each series in the order of time and without repeated periods.
pub(super) fn by_series(rows: &[Observation]) -> BTreeMap<SeriesKey, Vec<&Observation>> {
    let mut all: BTreeMap<SeriesKey, Vec<&Observation>> = BTreeMap::new();
    for seen in rows {
        all.entry(SeriesKey::of(seen)).or_default().push(seen);
    }
    for series in all.values_mut() {
        in_order(series);
    }
    all
}

/// Sorts by time; of rows for the same period, as an area published under two types has, the first stays.
pub(super) fn in_order(series: &mut Vec<&Observation>) {
    let mut periods = BTreeSet::new();
    series.retain(|seen| periods.insert(seen.period.clone()));
    series.sort_by(|a, b| a.period.cmp(&b.period));
}

/// The figure of a benchmark for the same period as a cell.
pub(super) fn same_period<'a>(
    series: &[&'a Observation],
    seen: &Observation,
) -> Option<&'a Observation> {
    series
        .iter()
        .copied()
        .find(|other| other.period.label == seen.period.label)
}

fn comparison_row(
    indicator: &Indicator,
    series: &SeriesKey,
    observations: &[&Observation],
    benchmark: &Benchmark,
) -> Option<ComparisonRow> {
    let latest = *observations.last()?;
    let value = latest.cell(indicator);
    let (judgement, beside) = benchmark.judge(indicator, series, latest, &value);
    let trend = trend(indicator, observations);
    let notes = all_notes(&value, &judgement, &trend);
    Some(ComparisonRow {
        indicator: IndicatorName {
            id: series.indicator.to_string(),
            name: name_of(indicator, &series.indicator),
        },
        sex: Text::clone(&series.sex),
        age: Text::clone(&series.age),
        value,
        judgement,
        trend,
        beside,
        notes,
    })
}

pub(super) fn all_notes(value: &Cell, judgement: &Judgement, trend: &Trend) -> Vec<DataNote> {
    let mut all = notes(value, judgement);
    if trend.contradicts_print()
        && let Some(printed) = &trend.printed
    {
        all.push(DataNote::PrintedTrendDiffers {
            printed: printed.clone(),
        });
    }
    all
}

/// The publisher's word for the comparison with this benchmark, where it prints one.
pub(super) fn printed<'a>(seen: &'a Observation, benchmark: &str) -> Option<&'a str> {
    if benchmark == crate::ENGLAND {
        return Some(&seen.printed_england);
    }
    let is_parent = seen
        .parent
        .as_ref()
        .is_some_and(|parent| &*parent.code == benchmark);
    is_parent.then_some(&seen.printed_parent)
}

/// The name of an indicator; its number where no source names it.
pub(super) fn name_of(indicator: &Indicator, id: &str) -> String {
    if indicator.name.is_empty() {
        format!("Indicator {id}")
    } else {
        indicator.name.clone()
    }
}
