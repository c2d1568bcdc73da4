//! One indicator in one place: its figure, how it compares, every place beside it, its course, its gap, and whom it cannot show.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::catalogue::Indicator;
use crate::cell::Cell;
use crate::engine::{Engine, Filter};
use crate::observation::{Area, Observation, Period, Text};

use super::against::{Against, Benchmark, region_of};
use super::characteristics::{Coverage, coverage};
use super::compare::{all_notes, in_order, name_of, printed, same_period};
use super::gap::{Gap, gap_of};
use super::rows::{SeriesKey, gather};
use super::trend::{Trend, trend};
use super::verdict::{DataNote, Judgement, judge};
use super::{Answer, Ask, AskError, MadeOfCells, Over, seal};

/// One indicator in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorAsk {
    /// The publisher's number.
    pub indicator: String,
    /// Code of the place.
    pub area: String,
    /// What it is compared with.
    #[serde(default)]
    pub against: Against,
    /// Sex; persons, or the first there is, when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// Age; all ages, or the first there is, when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<String>,
    /// Period by its label; the latest when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

impl IndicatorAsk {
    /// An indicator in a place, against England, for everybody in the latest period.
    #[must_use]
    pub fn new(indicator: impl Into<String>, area: impl Into<String>) -> Self {
        Self {
            indicator: indicator.into(),
            area: area.into(),
            against: Against::England,
            sex: None,
            age: None,
            period: None,
        }
    }
}

/// A sex and an age that an indicator is published for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SeriesName {
    /// Sex in the publisher's words.
    pub sex: Text,
    /// Age in the publisher's words.
    pub age: Text,
}

/// One place among all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceRow {
    /// Its figure.
    pub value: Cell,
    /// Against what was asked for: the region is each place's own.
    pub judgement: Judgement,
    /// Its region, where the data says so.
    pub region: Option<Area>,
    /// What to know about the figures.
    pub notes: Vec<DataNote>,
}

/// One period of the place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeriesPoint {
    /// When.
    pub period: Period,
    /// The figure of the place.
    pub value: Cell,
    /// The figure of the benchmark.
    pub benchmark: Option<Cell>,
}

/// One indicator in one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorView {
    /// What is known about the indicator.
    pub indicator: Indicator,
    /// The sex and the age shown.
    pub series: SeriesName,
    /// All that there are for the place.
    pub all_series: Vec<SeriesName>,
    /// All periods that the place has, in the order of time.
    pub periods: Vec<Period>,
    /// The figure.
    pub value: Cell,
    /// Against England.
    pub england: Judgement,
    /// Against its region, where the data says which it is.
    pub region: Option<Judgement>,
    /// Against what was asked for.
    pub judgement: Judgement,
    /// Its place from the highest figure down, and how many places have one.
    pub rank: Option<(usize, usize)>,
    /// Which way it is going, up to the period shown.
    pub trend: Trend,
    /// What to know about the figures.
    pub notes: Vec<DataNote>,
    /// All places of the same type in the same period, highest first, those without a figure last.
    pub places: Vec<PlaceRow>,
    /// The course of the place and of the benchmark.
    pub course: Vec<SeriesPoint>,
    /// The gap inside the place.
    pub gap: Gap,
    /// Whom the indicator can show here and whom it cannot.
    pub coverage: Vec<Coverage>,
}

impl MadeOfCells for IndicatorView {
    fn each_cell(&mut self, visit: &mut dyn FnMut(&mut Cell)) {
        visit(&mut self.value);
        let judgements = [
            Some(&mut self.england),
            self.region.as_mut(),
            Some(&mut self.judgement),
        ];
        for judgement in judgements.into_iter().flatten() {
            judgement.benchmark.iter_mut().for_each(&mut *visit);
        }
        for place in &mut self.places {
            visit(&mut place.value);
            place.judgement.benchmark.iter_mut().for_each(&mut *visit);
        }
        for point in &mut self.course {
            visit(&mut point.value);
            point.benchmark.iter_mut().for_each(&mut *visit);
        }
        self.gap.each_cell(visit);
    }
}

/// Shows one indicator in one place.
pub async fn indicator(
    engine: &dyn Engine,
    ask: &IndicatorAsk,
    over: &Over,
) -> Result<Answer<IndicatorView>, AskError> {
    let filter = Filter {
        indicators: vec![ask.indicator.clone()],
        ..Filter::default()
    };
    let gathered = gather(engine, over, &filter).await?;
    let unnamed = gathered
        .indicators
        .get(&ask.indicator)
        .ok_or_else(|| AskError::NoSuchIndicator(ask.indicator.clone()))?;
    let indicator = Indicator {
        name: name_of(unnamed, &ask.indicator),
        ..unnamed.clone()
    };
    let view = view(indicator, &gathered.rows, ask)?;
    Ok(seal(
        Ask::Indicator(ask.clone()),
        over,
        &gathered.proof,
        view,
    ))
}

fn view(
    indicator: Indicator,
    rows: &[Observation],
    ask: &IndicatorAsk,
) -> Result<IndicatorView, AskError> {
    let here: Vec<_> = rows
        .iter()
        .filter(|seen| *seen.area.code == *ask.area && seen.is_for_everyone())
        .collect();
    if here.is_empty() {
        return Err(AskError::NoSuchArea(ask.area.clone()));
    }
    let (series, all_series) = choose_series(&here, ask)?;
    let of = |code: &str| series_of(rows, &series, code);
    let mut own = of(&ask.area);
    let periods: Vec<_> = own.iter().map(|seen| seen.period.clone()).collect();
    if let Some(label) = &ask.period {
        let at = own.iter().position(|seen| *seen.period.label == **label);
        let at = at.ok_or_else(|| no_series(ask, label))?;
        own.truncate(at + 1);
    }
    let shown = *own
        .last()
        .ok_or_else(|| no_series(ask, "this sex and age"))?;
    let england = of(crate::ENGLAND);
    let region_code = region_of(&ask.area, rows).ok();
    let region = region_code.as_ref().map(|code| of(code));
    let key = SeriesKey::of(shown);
    let benchmark = Benchmark::among(&ask.against, &ask.area, &key, rows, &indicator)?;

    let value = shown.cell(&indicator);
    let against = |others: &[&Observation], code: &str| {
        let level = same_period(others, shown).map(|seen| seen.cell(&indicator));
        judge(&indicator, &value, level.as_ref(), printed(shown, code))
    };
    let (judgement, _) = benchmark.judge(&indicator, &key, shown, &value);
    let trend = trend(&indicator, &own);
    let notes = all_notes(&value, &judgement, &trend);
    let places = places(&indicator, rows, &key, shown, (&ask.against, &benchmark));
    let rows_of_indicator: Vec<_> = rows
        .iter()
        .filter(|seen| seen.sex == series.sex && seen.age == series.age)
        .collect();
    Ok(IndicatorView {
        england: against(&england, crate::ENGLAND),
        region: region
            .zip(region_code)
            .map(|(others, code)| against(&others, &code)),
        rank: rank(&places, &ask.area),
        course: own
            .iter()
            .map(|seen| SeriesPoint {
                period: seen.period.clone(),
                value: seen.cell(&indicator),
                benchmark: benchmark.at(&key, seen).map(|seen| seen.cell(&indicator)),
            })
            .collect(),
        gap: gap_of(&indicator, &rows_of_indicator, shown.area.clone(), None),
        coverage: coverage(rows, &ask.area),
        indicator,
        series,
        all_series,
        periods,
        value,
        judgement,
        trend,
        notes,
        places,
    })
}

fn no_series(ask: &IndicatorAsk, wanted: &str) -> AskError {
    AskError::NoSuchSeries {
        indicator: ask.indicator.clone(),
        wanted: wanted.to_owned(),
    }
}

/// The series asked for; for what is left open, everybody goes before a part, and the later period before the earlier.
fn choose_series(
    here: &[&Observation],
    ask: &IndicatorAsk,
) -> Result<(SeriesName, Vec<SeriesName>), AskError> {
    let all: BTreeSet<_> = here
        .iter()
        .map(|seen| SeriesName {
            sex: Text::clone(&seen.sex),
            age: Text::clone(&seen.age),
        })
        .collect();
    let latest = |name: &SeriesName| {
        here.iter()
            .filter(|seen| seen.sex == name.sex && seen.age == name.age)
            .map(|seen| &seen.period)
            .max()
    };
    let chosen = all
        .iter()
        .filter(|name| ask.sex.as_deref().is_none_or(|sex| *name.sex == *sex))
        .filter(|name| ask.age.as_deref().is_none_or(|age| *name.age == *age))
        .max_by_key(|name| {
            let persons = name.sex.eq_ignore_ascii_case("persons");
            let all_ages = name.age.eq_ignore_ascii_case("all ages");
            (persons, all_ages, latest(name), std::cmp::Reverse(*name))
        })
        .cloned()
        .ok_or_else(|| no_series(ask, "this sex and age"))?;
    Ok((chosen, all.into_iter().collect()))
}

fn series_of<'a>(rows: &'a [Observation], series: &SeriesName, code: &str) -> Vec<&'a Observation> {
    let mut found: Vec<_> = rows
        .iter()
        .filter(|seen| {
            *seen.area.code == *code
                && seen.is_for_everyone()
                && seen.sex == series.sex
                && seen.age == series.age
        })
        .collect();
    in_order(&mut found);
    found
}

/// All places of the type of the shown one, each against the benchmark that was asked for: its own region or its own past,
/// where that is asked for.
fn places(
    indicator: &Indicator,
    rows: &[Observation],
    series: &SeriesKey,
    shown: &Observation,
    (against, benchmark): (&Against, &Benchmark),
) -> Vec<PlaceRow> {
    let same_time: Vec<_> = rows
        .iter()
        .filter(|seen| {
            seen.is_for_everyone()
                && seen.sex == series.sex
                && seen.age == series.age
                && seen.period.label == shown.period.label
        })
        .collect();
    let level_of = |code: &str| {
        same_time
            .iter()
            .find(|seen| *seen.area.code == *code)
            .map(|seen| seen.cell(indicator))
    };
    let mut codes = BTreeSet::new();
    let mut places: Vec<_> = same_time
        .iter()
        .filter(|seen| seen.area.kind == shown.area.kind && codes.insert(&seen.area.code))
        .map(|seen| {
            let region = seen.parent.clone().filter(Area::is_region);
            let value = seen.cell(indicator);
            let judgement = match against {
                Against::Region => {
                    let code = region.as_ref().map(|region| &*region.code);
                    let level = code.and_then(&level_of);
                    let printed = code.and_then(|code| printed(seen, code));
                    judge(indicator, &value, level.as_ref(), printed)
                }
                Against::Earlier(_) => {
                    let own = Benchmark::among(against, &seen.area.code, series, rows, indicator);
                    let own = own.as_ref().unwrap_or(benchmark);
                    own.judge(indicator, series, seen, &value).0
                }
                _ => benchmark.judge(indicator, series, seen, &value).0,
            };
            PlaceRow {
                notes: super::verdict::notes(&value, &judgement),
                value,
                judgement,
                region,
            }
        })
        .collect();
    places.sort_by(|a, b| {
        let key = |place: &PlaceRow| place.value.value().unwrap_or(f64::NEG_INFINITY);
        key(b)
            .total_cmp(&key(a))
            .then_with(|| a.value.area.name.cmp(&b.value.area.name))
    });
    places
}

fn rank(places: &[PlaceRow], area: &str) -> Option<(usize, usize)> {
    let valued: Vec<_> = places
        .iter()
        .filter_map(|place| Some((&place.value.area.code, place.value.value()?)))
        .collect();
    let own = valued.iter().find(|(code, _)| ***code == *area)?.1;
    let above = valued.iter().filter(|(_, value)| *value > own).count();
    Some((above + 1, valued.len()))
}
