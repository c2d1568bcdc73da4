//! The coefficient of variation between groups.

use super::FEWEST;
use super::between_group_variance::variance;
use crate::subgroup::{Subgroups, mean_of};
use crate::{Bounds, Confidence, Estimate, Multiplier, Simulation, Subgroup, Undefined};

/// The coefficient of variation between groups.
///
/// # What it shows
/// The standard deviation between groups as a share of the mean of everybody.
///
/// # Interpretation
/// Zero is equality. By custom per cent.
///
/// # Type
/// Complex, relative, weighted by population, for groups without an order.
///
/// # Applies when
/// As [`between_group_deviation`](super::between_group_deviation()), values of zero or more and a
/// mean above zero.
///
/// # Warning
/// Chance makes groups differ: the value is too high for small groups, and the limits, which add
/// chance once more, lie higher still. They never reach zero, so they do not tell whether groups
/// differ: [`heterogeneity`](super::heterogeneity()) does.
///
/// # Formula
/// `COV = √(Σ p (y - μ)²) / μ`. Limits by drawing every group's value again within its error (and within bounds) and taking
/// the share `(1 - c)/2` of all spreads from either end.
///
/// # Example
/// ```
/// use measures::spread::coefficient_of_variation;
/// use measures::{Bounds, Confidence, Multiplier, Simulation, Measured, Population, Subgroup};
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
/// let (bounds, simulation) = (Some(Bounds::PERCENT), Simulation::with_seed(1));
/// let spread = coefficient_of_variation(&groups, bounds, simulation, Multiplier::PERCENT, &[level])?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "6.473");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "5.647 to 7.376");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11.
#[doc(alias = "COV")]
pub fn coefficient_of_variation(
    groups: &[Subgroup],
    bounds: Option<Bounds>,
    simulation: Simulation,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    groups.positive_mean()?;
    let coefficient = |values: &[f64]| {
        let mean = mean_of(&groups.shares, values);
        variance(&groups.shares, values).sqrt() / mean * multiplier.get().abs()
    };
    groups.simulated(coefficient, bounds, simulation, confidences)
}
