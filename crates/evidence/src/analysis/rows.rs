//! The one way from an engine to an analysis: every row is screened on its way.

use std::collections::{BTreeMap, HashSet};

use crate::catalogue::Indicator;
use crate::cell::{Cell, Limits};
use crate::disclosure::{Screened, screen};
use crate::engine::{Engine, Filter};
use crate::observation::{Interner, Observation, Row, RowSink, State, Text};

use super::{AskError, DataVersion, Over, methods};

/// Screened rows with the catalogue that belongs to them.
pub(crate) struct Gathered {
    pub(crate) rows: Vec<Observation>,
    pub(crate) indicators: BTreeMap<String, Indicator>,
    pub(crate) proof: Screened,
}

/// Indicators of all files, corrected by what people know; the earlier file counts. Only those that are wanted, or all where
/// none is named.
pub(crate) async fn indicators(
    engine: &dyn Engine,
    over: &Over,
    wanted: &[String],
) -> Result<BTreeMap<String, Indicator>, AskError> {
    if over.data.is_empty() {
        return Err(AskError::NoData);
    }
    let mut all = BTreeMap::new();
    for version in &over.data {
        let catalogue = engine.describe(version.file).await?;
        let mut add = |id: &String, indicator: &Indicator| {
            all.entry(id.clone())
                .or_insert_with(|| indicator.corrected(over.corrections.get(id)));
        };
        if wanted.is_empty() {
            for (id, indicator) in &catalogue.indicators {
                add(id, indicator);
            }
        }
        for id in wanted {
            if let Some(indicator) = catalogue.indicators.get(id) {
                add(id, indicator);
            }
        }
    }
    Ok(all)
}

/// Hands each screened row to `take`, without keeping it.
pub(crate) async fn read(
    engine: &dyn Engine,
    version: DataVersion,
    filter: &Filter,
    indicators: &BTreeMap<String, Indicator>,
    take: &mut (dyn FnMut(&Row<'_>) + Send),
) -> Result<Screened, AskError> {
    let unknown = Indicator::default();
    let mut accept = |row: &Row<'_>| {
        let indicator = indicators.get(row.indicator).unwrap_or(&unknown);
        take(&screen(version.policy, row, indicator));
    };
    engine
        .scan(version.file, filter, &mut RowSink::new(&mut accept))
        .await?;
    Ok(Screened::by_screening_every_row())
}

/// Keeps the screened rows of all files; where two rows are for the same cell, the first counts.
pub(crate) async fn gather(
    engine: &dyn Engine,
    over: &Over,
    filter: &Filter,
) -> Result<Gathered, AskError> {
    let indicators = indicators(engine, over, &filter.indicators).await?;
    let mut interner = Interner::default();
    let mut rows: Vec<Observation> = Vec::new();
    let mut held: HashSet<CellKey> = HashSet::new();
    let mut proof = Screened::by_screening_every_row();
    for &version in &over.data {
        proof = read(engine, version, filter, &indicators, &mut |row| {
            let seen = interner.observe(row, version.origin);
            if held.insert(CellKey::of(&seen)) {
                rows.push(seen);
            }
        })
        .await?;
    }
    Ok(Gathered {
        rows,
        indicators,
        proof,
    })
}

/// What makes two rows the same cell. Area types are left out: the same county is published under several.
///
/// Texts are told by where they lie, so that keys may be compared only of rows that one [`Interner`] keeps, while it does.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CellKey([usize; 7]);

impl CellKey {
    pub(crate) fn of(seen: &Observation) -> Self {
        Self(
            [
                &seen.indicator,
                &seen.sex,
                &seen.age,
                &seen.area.code,
                &seen.period.label,
                &seen.category_type,
                &seen.category,
            ]
            .map(Text::place),
        )
    }
}

/// An indicator for one sex and one age.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SeriesKey {
    pub(crate) indicator: Text,
    pub(crate) sex: Text,
    pub(crate) age: Text,
}

impl SeriesKey {
    pub(crate) fn of(seen: &Observation) -> Self {
        Self {
            indicator: Text::clone(&seen.indicator),
            sex: Text::clone(&seen.sex),
            age: Text::clone(&seen.age),
        }
    }
}

impl Observation {
    pub(crate) fn is_for_everyone(&self) -> bool {
        self.category_type.is_empty()
    }

    pub(crate) fn shows_value(&self) -> bool {
        self.state == State::Value && self.value.is_some()
    }

    /// Our own limits, where the kind of value has them.
    pub(crate) fn own_limits(&self, indicator: &Indicator) -> Option<Limits> {
        methods::limits(
            indicator.limits_method,
            self.count?,
            self.denominator?,
            indicator.unit.multiplier?,
        )
    }

    pub(crate) fn cell(&self, indicator: &Indicator) -> Cell {
        Cell::new(self, &indicator.unit, self.own_limits(indicator))
    }
}
