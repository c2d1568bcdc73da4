//! The variance between groups.

use super::FEWEST;
use crate::numeric::Sum;
use crate::subgroup::Subgroups;
use crate::{Confidence, Estimate, Method, Subgroup, Undefined};

/// The variance between groups.
///
/// # What it shows
/// How far groups are from the mean of everybody, squared, so that a far group counts more than many
/// near ones.
///
/// # Interpretation
/// Zero is equality. The unit is the square of the unit of the values: read
/// [`between_group_deviation`](super::between_group_deviation()) to people and keep this one for
/// following change.
///
/// # Type
/// Complex, absolute, weighted by population, for groups without an order.
///
/// # Applies when
/// Three or more groups with people in each. Where a value has neither limits nor a standard error
/// the variance is given without limits.
///
/// # Warning
/// Chance makes groups differ: the value is too high by about `Σ p (1 - p) SE²`.
///
/// # Formula
/// `BGV = Σ p (y - μ)²`, `μ = Σ p y`, with the standard error of Ahn and others,
/// `√(4 Σ p² s² (y-μ)² + 2 ((Σ p² s²)² - Σ p⁴ s⁴ + Σ p² (1-p)² s⁴))`, and a lower limit of at least
/// zero.
///
/// # Example
/// ```
/// use measures::spread::between_group_variance;
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
/// let level = Confidence::NINETY_FIVE;
/// let spread = between_group_variance(&groups, &[level])?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "30.083");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "22.022 to 38.145");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Ahn J, Harper S, Yu M, Feuer E J, Liu B, Luta G. Variance estimation and confidence intervals for
/// 11 commonly used health disparity measures. JCO Clinical Cancer Informatics 2018; 2: 1-19.
#[doc(alias = "BGV")]
pub fn between_group_variance(
    groups: &[Subgroup],
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    let variance = variance(&groups.shares, &groups.values);
    Estimate::assemble(variance, Method::Delta, confidences, |confidence| {
        let mean = groups.mean();
        let mut sums = [Sum::default(); 4];
        let values = groups.values.iter().zip(groups.errors()?);
        for (p, (value, s)) in groups.shares.iter().zip(values) {
            let (share, error) = (p * p, s * s);
            sums[0].add(share * error * (value - mean) * (value - mean));
            sums[1].add(share * error);
            sums[2].add(share * error * share * error);
            sums[3].add(share * (1.0 - p) * (1.0 - p) * error * error);
        }
        let [between, within, fourth, rest] = sums.map(Sum::total);
        let error = (4.0 * between + 2.0 * (within * within - fourth + rest).max(0.0)).sqrt();
        let reach = confidence.z() * error;
        Ok(((variance - reach).max(0.0), variance + reach))
    })
}

/// The variance of values by shares that add to one.
pub(super) fn variance(shares: &[f64], values: &[f64]) -> f64 {
    let mean = crate::subgroup::mean_of(shares, values);
    let terms = shares.iter().zip(values);
    let squares = terms.map(|(share, value)| share * (value - mean) * (value - mean));
    squares.collect::<Sum>().total()
}
