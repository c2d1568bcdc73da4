//! The standard deviation between groups.

use super::FEWEST;
use super::between_group_variance::variance;
use crate::subgroup::Subgroups;
use crate::{Bounds, Confidence, Estimate, Simulation, Subgroup, Undefined};

/// The standard deviation between groups.
///
/// # What it shows
/// How far groups are from the mean of everybody, in the unit of the values.
///
/// # Interpretation
/// Zero is equality. Groups far from the mean count more than in
/// [`mean_difference`](super::mean_difference()).
///
/// # Type
/// Complex, absolute, weighted by population, for groups without an order.
///
/// # Applies when
/// Three or more groups with people in each. Where a value has neither limits nor a standard error
/// the deviation is given without limits.
///
/// # Warning
/// Chance makes groups differ: the value is too high for small groups, and the limits, which add
/// chance once more, lie higher still. They never reach zero, so they do not tell whether groups
/// differ: [`heterogeneity`](super::heterogeneity()) does.
///
/// # Formula
/// `BGSD = √(Σ p (y - μ)²)`. Limits by drawing every group's value again within its error (and within bounds) and taking
/// the share `(1 - c)/2` of all spreads from either end.
///
/// # Example
/// ```
/// use measures::spread::between_group_deviation;
/// use measures::{Bounds, Confidence, Simulation, Measured, Population, Subgroup};
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
/// let simulation = Simulation::with_seed(1);
/// let spread = between_group_deviation(&groups, Some(Bounds::PERCENT), simulation, &[level])?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "5.485");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "4.792 to 6.237");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11.
#[doc(alias = "BGSD")]
pub fn between_group_deviation(
    groups: &[Subgroup],
    bounds: Option<Bounds>,
    simulation: Simulation,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    let deviation = |values: &[f64]| variance(&groups.shares, values).sqrt();
    groups.simulated(deviation, bounds, simulation, confidences)
}
