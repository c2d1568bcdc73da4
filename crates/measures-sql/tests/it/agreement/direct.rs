//! Rows as the types of the crate `measures`.

use measures::gradient::{Quantile, QuantileGroup};
use measures::{
    AgeBand, AgeGroup, Confidence, Count, Estimate, Limits, Measured, Population, Simulation,
    Subgroup, Undefined,
};

use super::rows::Rows;

/// The seed of the limits that are drawn, with as few draws as are allowed.
pub(super) fn few_draws() -> Simulation {
    Simulation::new(1, 1_000).unwrap()
}

/// A measure asked of the crate `measures`.
pub(super) type Direct = fn(&Rows) -> Said;

/// Both levels that are published.
pub(super) const LEVELS: &[Confidence] = &Confidence::PUBLISHED;

/// What was found: the value, its limits, and what is said of each row, a line each.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    pub(super) value: Option<f64>,
    pub(super) limits: Vec<(f64, f64)>,
    pub(super) rows: Vec<String>,
}

/// An estimate, as it is compared.
pub(super) fn said(estimate: Result<Estimate, Undefined>) -> Said {
    let Ok(estimate) = estimate else {
        return Said::default();
    };
    let limits = estimate.limits().unwrap_or_default();
    Said {
        value: Some(estimate.value()),
        limits: limits
            .iter()
            .map(|limits| (limits.lower(), limits.upper()))
            .collect(),
        rows: Vec::new(),
    }
}

/// A number alone.
pub(super) fn exactly(value: f64) -> Said {
    Said {
        value: Some(value),
        ..Said::default()
    }
}

/// A number as JSON writes it.
pub(super) fn written(number: f64) -> String {
    serde_json::json!(number).to_string()
}

pub(super) fn counts(rows: &Rows, name: &str) -> Vec<Count> {
    let numbers = rows.numbers(name).iter();
    numbers.map(|&number| Count::new(number).unwrap()).collect()
}

pub(super) fn people(rows: &Rows, name: &str) -> Vec<Population> {
    let numbers = rows.numbers(name).iter();
    numbers
        .map(|&number| Population::new(number).unwrap())
        .collect()
}

/// Counts are whole numbers, so that their sum is exact.
pub(super) fn count(rows: &Rows, name: &str) -> Count {
    Count::new(rows.numbers(name).iter().sum()).unwrap()
}

pub(super) fn population(rows: &Rows, name: &str) -> Population {
    Population::new(rows.numbers(name).iter().sum()).unwrap()
}

/// Counts with their populations or sizes.
pub(super) fn pairs(rows: &Rows, part: &str, whole: &str) -> Vec<(Count, Population)> {
    counts(rows, part)
        .into_iter()
        .zip(people(rows, whole))
        .collect()
}

pub(super) fn with_errors(rows: &Rows, value: &str) -> Vec<Measured> {
    let values = rows.numbers(value).iter().zip(rows.numbers("se"));
    values
        .map(|(&value, &error)| Measured::with_standard_error(value, error).unwrap())
        .collect()
}

pub(super) fn limits(rows: &Rows, lower: &str, upper: &str) -> Vec<Limits> {
    let ends = rows.numbers(lower).iter().zip(rows.numbers(upper));
    ends.map(|(&lower, &upper)| Limits::new(Confidence::NINETY_FIVE, lower, upper).unwrap())
        .collect()
}

pub(super) fn quantile_groups(rows: &Rows) -> Vec<QuantileGroup> {
    let parts = u8::try_from(rows.len()).unwrap();
    let measured = people(rows, "population")
        .into_iter()
        .zip(with_errors(rows, "value"));
    (1..)
        .zip(measured)
        .map(|(number, (population, measured))| QuantileGroup {
            quantile: Quantile::new(number, parts).unwrap(),
            population,
            measured,
        })
        .collect()
}

pub(super) fn subgroups(rows: &Rows) -> Vec<Subgroup> {
    // Where all weigh the same a table need not say how many people there are.
    let populations = if rows.has("population") {
        people(rows, "population")
    } else {
        vec![Population::from(1); rows.len()]
    };
    populations
        .into_iter()
        .zip(with_errors(rows, "estimate"))
        .map(|(population, measured)| Subgroup {
            population,
            measured,
        })
        .collect()
}

/// The bands that rows name, or those of their places.
pub(super) fn ages(rows: &Rows) -> Vec<AgeBand> {
    if rows.has("age") {
        return rows
            .words("age")
            .iter()
            .map(|age| age.parse().unwrap())
            .collect();
    }
    if rows.has("age_start") {
        let starts: Vec<u8> = rows
            .numbers("age_start")
            .iter()
            .map(|start| format!("{start}").parse().unwrap())
            .collect();
        return starts
            .iter()
            .map(|&start| match starts.iter().find(|&&next| next > start) {
                Some(&end) => AgeBand::between(start, end).unwrap(),
                None => AgeBand::and_over(start).unwrap(),
            })
            .collect();
    }
    (0..u8::try_from(rows.len()).unwrap())
        .map(|place| AgeBand::between(place, place + 1).unwrap())
        .collect()
}

pub(super) fn age_groups(rows: &Rows, count: &str, population: &str) -> Vec<AgeGroup> {
    ages(rows)
        .into_iter()
        .zip(pairs(rows, count, population))
        .map(|(age, (count, population))| AgeGroup {
            age,
            count,
            population,
        })
        .collect()
}
