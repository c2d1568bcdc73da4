//! What a new version of a data set changes, cell by cell, and which verdicts would turn.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::catalogue::Indicator;
use crate::cell::Cell;
use crate::disclosure::Screened;
use crate::engine::{Engine, Filter};
use crate::observation::{Interner, Observation, Period, Row, State, Text};

use super::compare::name_of;
use super::rows::{indicators, read};
use super::turns::{Turn, turns};
use super::{
    Answer, Ask, AskError, DataVersion, IndicatorName, MadeOfCells, Over, SeriesName, seal,
};

/// So many cells of each kind of change are listed, the largest changes first; all are counted.
pub const MOST_LISTED: usize = 500;

/// What a new version changes. The first data file of the question is the new one, the second, if any, the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesAsk {}

/// What happens to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Only the new version has it.
    New,
    /// Both have it, with other figures.
    Changed,
    /// Only the old version has it.
    Withdrawn,
    /// Both have it alike.
    Same,
}

/// How many cells of one period do what.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountByPeriod {
    /// When.
    pub period: Period,
    /// Only in the new version.
    pub new: u64,
    /// In both, with other figures.
    pub changed: u64,
    /// Only in the old version.
    pub withdrawn: u64,
    /// In both alike.
    pub same: u64,
}

/// One cell that changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What happens.
    #[serde(rename = "move")]
    pub kind: Move,
    /// The indicator.
    pub indicator: IndicatorName,
    /// Sex and age.
    pub series: SeriesName,
    /// Category, `type: category`; empty for everyone.
    pub category: String,
    /// What we hold.
    pub before: Option<Cell>,
    /// What the new version says.
    pub after: Option<Cell>,
    /// After less before.
    pub difference: Option<f64>,
}

/// What a new version changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// Cells that only the new version has.
    pub new: u64,
    /// Cells with other figures.
    pub changed: u64,
    /// Cells that only the old version has.
    pub withdrawn: u64,
    /// Cells that stay.
    pub same: u64,
    /// The same by period, in the order of time.
    pub by_period: Vec<CountByPeriod>,
    /// The largest changes, at most [`MOST_LISTED`].
    pub largest: Vec<Change>,
    /// The first withdrawn cells, at most [`MOST_LISTED`].
    pub gone: Vec<Change>,
    /// Verdicts against England and trends that would turn, for every place.
    pub turns: Vec<Turn>,
}

impl MadeOfCells for Changes {
    fn each_cell(&mut self, visit: &mut dyn FnMut(&mut Cell)) {
        for change in self.largest.iter_mut().chain(&mut self.gone) {
            change.before.iter_mut().for_each(&mut *visit);
            change.after.iter_mut().for_each(&mut *visit);
        }
        for turn in &mut self.turns {
            visit(&mut turn.before);
            visit(&mut turn.after);
        }
    }
}

/// Compares a new version with the one that it would replace.
pub async fn changes(
    engine: &dyn Engine,
    ask: &ChangesAsk,
    over: &Over,
) -> Result<Answer<Changes>, AskError> {
    let new_version = *over.data.first().ok_or(AskError::NoData)?;
    let old_version = over.data.get(1).copied();
    let (proof, result) = match old_version {
        Some(version) => {
            let after = Version::load(engine, new_version, over).await?;
            let before = Version::load(engine, version, over).await?;
            let result = difference(&before, &after);
            (after.proof, result)
        }
        None => first(engine, new_version).await?,
    };
    Ok(seal(Ask::Changes(ask.clone()), over, &proof, result))
}

/// What a first version brings: every cell is new. Nothing of a row is told but when it is of, which no policy hides.
async fn first(engine: &dyn Engine, version: DataVersion) -> Result<(Screened, Changes), AskError> {
    let catalogue = engine.describe(version.file).await?;
    let (proof, periods) = if catalogue.periods.is_empty() {
        counted(engine, version).await?
    } else {
        (Screened::without_any_figure(), catalogue.periods.clone())
    };
    let by_period: Vec<CountByPeriod> = periods
        .into_iter()
        .map(|(period, new)| CountByPeriod {
            period,
            new,
            changed: 0,
            withdrawn: 0,
            same: 0,
        })
        .collect();
    let result = Changes {
        new: by_period.iter().map(|row| row.new).sum(),
        changed: 0,
        withdrawn: 0,
        same: 0,
        by_period,
        largest: Vec::new(),
        gone: Vec::new(),
        turns: Vec::new(),
    };
    Ok((proof, result))
}

/// The rows of a file by period, where the file does not say: counted, and not kept.
async fn counted(
    engine: &dyn Engine,
    version: DataVersion,
) -> Result<(Screened, Vec<(Period, u64)>), AskError> {
    // By time first, so that a label is only written down when it is new.
    let mut periods: BTreeMap<(u32, u16), BTreeMap<String, u64>> = BTreeMap::new();
    let mut take = |row: &Row<'_>| {
        let labels = periods
            .entry((row.period_start, row.period_months))
            .or_default();
        match labels.get_mut(row.period) {
            Some(rows) => *rows += 1,
            None => {
                labels.insert(row.period.to_owned(), 1);
            }
        }
    };
    let (every, known) = (Filter::default(), BTreeMap::new());
    let proof = read(engine, version, &every, &known, &mut take).await?;
    let mut counted = Vec::new();
    for ((start, months), labels) in periods {
        counted.extend(labels.into_iter().map(|(label, rows)| {
            let label = Text::from(label.as_str());
            let period = Period {
                label,
                start,
                months,
            };
            (period, rows)
        }));
    }
    counted.sort();
    Ok((proof, counted))
}

/// One version, screened.
pub(super) struct Version {
    indicators: BTreeMap<String, Indicator>,
    pub(super) rows: Vec<Observation>,
    proof: Screened,
}

impl Version {
    async fn load(
        engine: &dyn Engine,
        version: DataVersion,
        over: &Over,
    ) -> Result<Self, AskError> {
        let alone = Over {
            data: vec![version],
            corrections: over.corrections.clone(),
        };
        let indicators = indicators(engine, &alone, &[]).await?;
        let mut interner = Interner::default();
        let mut rows = Vec::new();
        let mut take = |row: &Row<'_>| rows.push(interner.observe(row, version.origin));
        let proof = read(engine, version, &Filter::default(), &indicators, &mut take).await?;
        Ok(Self {
            indicators,
            rows,
            proof,
        })
    }

    pub(super) fn indicator(&self, id: &str) -> Indicator {
        let mut indicator = self.indicators.get(id).cloned().unwrap_or_default();
        indicator.name = name_of(&indicator, id);
        indicator
    }
}

/// 128 bits that stand for a cell; two cells of a million share them with odds of 1 in 10^26.
fn key(seen: &Observation) -> (u64, u64) {
    let mut one = DefaultHasher::new();
    let parts = (
        &seen.indicator,
        &seen.area.code,
        &seen.area.kind,
        &seen.period.label,
        &seen.sex,
        &seen.age,
        &seen.category_type,
        &seen.category,
    );
    parts.hash(&mut one);
    let mut other = DefaultHasher::new();
    (1_u8, parts).hash(&mut other);
    (one.finish(), other.finish())
}

type Figures = (State, [Option<u64>; 7]);

/// Everything in a row that is a figure. Notes and printed words are not.
fn figures(seen: &Observation) -> Figures {
    let bits = |value: Option<f64>| value.map(|value| (value + 0.0).to_bits());
    let pair = |limits: Option<(f64, f64)>| (bits(limits.map(|l| l.0)), bits(limits.map(|l| l.1)));
    let (lower_95, upper_95) = pair(seen.limits_95);
    let (lower_998, upper_998) = pair(seen.limits_998);
    (
        seen.state,
        [
            bits(seen.value),
            lower_95,
            upper_95,
            lower_998,
            upper_998,
            bits(seen.count),
            bits(seen.denominator),
        ],
    )
}

fn difference(before: &Version, after: &Version) -> Changes {
    let held: HashMap<_, _> = before.rows.iter().map(|seen| (key(seen), seen)).collect();
    let mut found = std::collections::HashSet::with_capacity(after.rows.len());
    let mut counts: BTreeMap<Period, [u64; 4]> = BTreeMap::new();
    let mut changed: Vec<(&Observation, &Observation)> = Vec::new();
    for seen in &after.rows {
        let key = key(seen);
        found.insert(key);
        let kind = match held.get(&key) {
            None => Move::New,
            Some(old) if figures(old) == figures(seen) => Move::Same,
            Some(old) => {
                changed.push((old, seen));
                Move::Changed
            }
        };
        count(&mut counts, seen, kind);
    }
    let withdrawn: Vec<_> = before
        .rows
        .iter()
        .filter(|seen| !found.contains(&key(seen)))
        .collect();
    for seen in &withdrawn {
        count(&mut counts, seen, Move::Withdrawn);
    }
    let size = |(old, new): &(&Observation, &Observation)| match (old.value, new.value) {
        (Some(old), Some(new)) => (new - old).abs(),
        // A figure that comes or goes weighs more than any change.
        _ => f64::INFINITY,
    };
    changed.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let largest = changed
        .iter()
        .take(MOST_LISTED)
        .map(|(old, new)| change(Move::Changed, Some((before, old)), Some((after, new))))
        .collect();
    let gone = withdrawn
        .iter()
        .take(MOST_LISTED)
        .map(|old| change(Move::Withdrawn, Some((before, old)), None))
        .collect();
    let total = |at: usize| {
        counts
            .values()
            .map(|row| row.get(at).copied().unwrap_or(0))
            .sum()
    };
    Changes {
        new: total(0),
        changed: total(1),
        withdrawn: total(2),
        same: total(3),
        by_period: counts
            .iter()
            .map(|(period, &[new, changed, withdrawn, same])| CountByPeriod {
                period: period.clone(),
                new,
                changed,
                withdrawn,
                same,
            })
            .collect(),
        largest,
        gone,
        turns: turns(before, after),
    }
}

fn count(counts: &mut BTreeMap<Period, [u64; 4]>, seen: &Observation, kind: Move) {
    let row = counts.entry(seen.period.clone()).or_default();
    let [new, changed, withdrawn, same] = row;
    *match kind {
        Move::New => new,
        Move::Changed => changed,
        Move::Withdrawn => withdrawn,
        Move::Same => same,
    } += 1;
}

fn change(
    kind: Move,
    before: Option<(&Version, &Observation)>,
    after: Option<(&Version, &Observation)>,
) -> Change {
    let cell = |side: Option<(&Version, &Observation)>| {
        side.map(|(version, seen)| seen.cell(&version.indicator(&seen.indicator)))
    };
    let named = after.or(before);
    let (indicator, series, category) = named.map_or_else(
        || {
            (
                name(&Indicator::default(), ""),
                series_name("", ""),
                String::new(),
            )
        },
        |(version, seen)| {
            let category = if seen.is_for_everyone() {
                String::new()
            } else {
                format!("{}: {}", seen.category_type, seen.category)
            };
            (
                name(&version.indicator(&seen.indicator), &seen.indicator),
                series_name(&seen.sex, &seen.age),
                category,
            )
        },
    );
    let before = cell(before);
    let after = cell(after);
    let values = after
        .as_ref()
        .and_then(Cell::value)
        .zip(before.as_ref().and_then(Cell::value));
    Change {
        kind,
        indicator,
        series,
        category,
        difference: values.map(|(after, before)| after - before),
        before,
        after,
    }
}

pub(super) fn name(indicator: &Indicator, id: &str) -> IndicatorName {
    IndicatorName {
        id: id.to_owned(),
        name: name_of(indicator, id),
    }
}

pub(super) fn series_name(sex: &str, age: &str) -> SeriesName {
    SeriesName {
        sex: Text::from(sex),
        age: Text::from(age),
    }
}
