//! Groups to test with.

use super::{Quantile, QuantileGroup};
use crate::{Measured, Population};

/// Population, value and standard error of each part, the most deprived first.
pub(super) fn groups(parts: &[(f64, f64, f64)]) -> Vec<QuantileGroup> {
    let number_of_parts = u8::try_from(parts.len()).unwrap();
    parts
        .iter()
        .zip(1..)
        .map(|(&(population, value, error), number)| QuantileGroup {
            quantile: Quantile::new(number, number_of_parts).unwrap(),
            population: Population::new(population).unwrap(),
            measured: Measured::with_standard_error(value, error).unwrap(),
        })
        .collect()
}

/// The same with standard errors as shares of the values.
pub(super) fn groups_by_relative_error(parts: &[(f64, f64, f64)]) -> Vec<QuantileGroup> {
    let parts = parts.iter().map(|&(n, y, error)| (n, y, y * error));
    groups(&parts.collect::<Vec<_>>())
}
