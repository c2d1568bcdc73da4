//! Whether groups differ at all.

use super::FEWEST;
use crate::numeric::{Sum, gamma};
use crate::subgroup::Subgroups;
use crate::{Subgroup, Undefined};

/// What a test of many groups found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heterogeneity {
    /// The squared distances of the groups from their common value, each over its squared error.
    pub chi_square: f64,
    /// One less than the number of groups.
    pub degrees: u32,
    /// How often chance alone would give so much, were all groups alike.
    pub probability: f64,
    /// The share of the differences that chance does not explain, from 0 to 1.
    pub not_by_chance: f64,
}

/// Whether groups differ by more than chance explains.
///
/// # What it shows
/// Whether there is anything to explain before a measure of spread is read, or the highest and the
/// lowest group are picked.
///
/// # Interpretation
/// A small probability: groups differ. A large one: what is seen may all be chance. The share not by
/// chance (I²) says how much of the differences remains.
///
/// # Type
/// Test, for groups without an order.
///
/// # Applies when
/// Three or more groups of different people, each with an error above zero.
///
/// # Warning
/// In very large groups trifles are not chance. In small ones large differences can be.
///
/// # Formula
/// `Q = Σ (y - ȳ)²/SE²`, `ȳ` the mean weighted by `1/SE²`, against chi-square with one degree less
/// than groups; `I² = max(0, (Q - df)/Q)`.
///
/// # Example
/// ```
/// use measures::spread::heterogeneity;
/// use measures::{Confidence, Measured, Population, Subgroup};
///
/// // Coverage in four ethnic groups of a place, %.
/// let groups: Vec<Subgroup> = [(61_000, 88.1, 0.4), (14_000, 79.5, 0.9), (9_500, 72.0, 1.2), (3_500, 81.7, 1.8)]
///     .into_iter()
///     .map(|(people, percent, error)| {
///         Ok(Subgroup {
///             population: Population::from(people),
///             measured: Measured::with_standard_error(percent, error)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let found = heterogeneity(&groups)?;
/// assert_eq!(format!("{:.1} on {}", found.chi_square, found.degrees), "217.4 on 3");
/// assert!(found.probability < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Cochran W G. The combination of estimates from different experiments. Biometrics 1954; 10:
/// 101-129. Higgins J P T, Thompson S G. Quantifying heterogeneity in a meta-analysis. Statistics in
/// Medicine 2002; 21: 1539-1558.
pub fn heterogeneity(groups: &[Subgroup]) -> Result<Heterogeneity, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    let errors = groups.errors()?;
    if let Some(sure) = errors.iter().position(|error| *error == 0.0) {
        return Err(Undefined::SubgroupWithoutError { place: sure + 1 });
    }
    // Weights relative to the most precise group, so that nothing overflows.
    let least = errors.iter().copied().fold(f64::INFINITY, f64::min);
    let weights = errors.iter().map(|error| (least / error) * (least / error));
    let weights: Vec<f64> = weights.collect();
    let (mut total, mut weighted) = (Sum::default(), Sum::default());
    for (weight, value) in weights.iter().zip(&groups.values) {
        total.add(*weight);
        weighted.add(weight * value);
    }
    let common = weighted.total() / total.total();
    let squares = groups.values.iter().zip(errors).map(|(value, error)| {
        let distance = (value - common) / error;
        distance * distance
    });
    let chi_square = squares.collect::<Sum>().total();
    if !chi_square.is_finite() {
        return Err(Undefined::TooLarge);
    }
    let degrees = u32::try_from(errors.len() - 1).map_err(|_| Undefined::TooLarge)?;
    let expected = f64::from(degrees);
    Ok(Heterogeneity {
        chi_square,
        degrees,
        probability: gamma::upper(expected / 2.0, chi_square / 2.0).clamp(0.0, 1.0),
        not_by_chance: if chi_square > expected {
            (chi_square - expected) / chi_square
        } else {
            0.0
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Measured, Population};

    fn group(value: f64, error: f64) -> Subgroup {
        Subgroup {
            population: Population::from(10),
            measured: Measured::with_standard_error(value, error).unwrap(),
        }
    }

    #[test]
    fn three_groups_by_hand() {
        // Common value 2, distances -1, 0 and 1 of one error: Q = 2 on 2, exp(-1).
        let found = heterogeneity(&[group(1.0, 1.0), group(2.0, 1.0), group(3.0, 1.0)]).unwrap();
        assert_eq!((found.chi_square, found.degrees), (2.0, 2));
        assert!((found.probability - 0.367_879_441_171_442_3).abs() < 1e-13);
        assert_eq!(found.not_by_chance, 0.0);
        let found = heterogeneity(&[group(1.0, 0.25), group(2.0, 0.25), group(3.0, 0.25)]).unwrap();
        assert_eq!((found.chi_square, found.not_by_chance), (32.0, 30.0 / 32.0));
    }

    #[test]
    fn a_group_without_error_is_named() {
        assert_eq!(
            heterogeneity(&[group(1.0, 1.0), group(2.0, 1.0), group(3.0, 0.0)]),
            Err(Undefined::SubgroupWithoutError { place: 3 })
        );
    }
}
