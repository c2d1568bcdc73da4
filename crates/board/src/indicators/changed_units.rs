use std::collections::BTreeMap;

use evidence::analysis::Changes;
use evidence::catalogue::{Catalogue, Indicator, ValueType};
use evidence::cell::Cell;
use evidence::engine::{Engine, FileHash};

use super::{FiguresError, Release};

/// Factors between one way to write a figure and another.
const FACTORS: [f64; 5] = [10.0, 100.0, 1_000.0, 10_000.0, 100_000.0];
/// Fewer changed figures show nothing.
const FEWEST: usize = 3;
/// How far from the factor a figure may be, as a share: figures change a little from release to release.
const NEARLY: f64 = 0.2;

/// What a release says of its indicators otherwise than the one before: another unit, another kind of value, figures that
/// are all a hundred times as large. As sentences; a person decides what they mean.
pub async fn changed_units(
    engine: &dyn Engine,
    file: FileHash,
    earlier: &Release,
    changes: &Changes,
) -> Result<Vec<String>, FiguresError> {
    let now = engine.describe(file).await.map_err(ask)?;
    let before = engine.describe(earlier.version.file).await.map_err(ask)?;
    let mut words = described_otherwise(&before, &now);
    words.extend(scaled(changes));
    Ok(words)
}

fn ask(error: evidence::engine::EngineError) -> FiguresError {
    FiguresError::Ask(error.into())
}

fn described_otherwise(before: &Catalogue, now: &Catalogue) -> Vec<String> {
    let mut words = Vec::new();
    for (id, now) in &now.indicators {
        let Some(before) = before.indicators.get(id) else {
            continue;
        };
        if before.unit.label != now.unit.label {
            words.push(format!(
                "The unit of “{}” was {} and is {} in this release.",
                now.name,
                unit(before),
                unit(now)
            ));
        }
        if before.value_type != now.value_type {
            words.push(format!(
                "“{}” was read as {} and is read as {} in this release.",
                now.name,
                kind(before),
                kind(now)
            ));
        }
    }
    words
}

fn unit(indicator: &Indicator) -> String {
    if indicator.unit.label.is_empty() {
        "not stated".to_owned()
    } else {
        format!("“{}”", indicator.unit.label)
    }
}

fn kind(indicator: &Indicator) -> String {
    match indicator.value_type {
        ValueType::Proportion => "a proportion",
        ValueType::CrudeRate => "a crude rate",
        ValueType::DirectlyStandardisedRate => "a directly standardised rate",
        ValueType::IndirectlyStandardised => "an indirectly standardised figure",
        ValueType::LifeExpectancy => "a life expectancy",
        ValueType::Other => "another kind of figure",
        ValueType::Count => "a count",
        ValueType::NotStated => "a figure of unknown kind",
    }
    .to_owned()
}

/// Indicators whose changed figures are all the same multiple of what they were.
fn scaled(changes: &Changes) -> Vec<String> {
    let mut ratios: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for change in &changes.largest {
        let before = change.before.as_ref().and_then(Cell::value);
        let after = change.after.as_ref().and_then(Cell::value);
        if let (Some(before), Some(after)) = (before, after)
            && before > 0.0
            && after > 0.0
        {
            ratios
                .entry(change.indicator.name.as_str())
                .or_default()
                .push(after / before);
        }
    }
    let mut words = Vec::new();
    for (name, ratios) in ratios {
        if ratios.len() < FEWEST {
            continue;
        }
        let all_near = |factor: f64| {
            ratios
                .iter()
                .all(|ratio| (ratio / factor - 1.0).abs() <= NEARLY)
        };
        for factor in FACTORS {
            if all_near(factor) {
                words.push(format!(
                    "The figures of “{name}” are about {factor} times those of the release before: is the unit the same?"
                ));
            } else if all_near(1.0 / factor) {
                words.push(format!(
                    "The figures of “{name}” are about one part in {factor} of those of the release before: is the unit the same?"
                ));
            }
        }
    }
    words
}
