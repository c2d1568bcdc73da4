//! The index of disparity.

use super::FEWEST;
use super::mean_difference::distance;
use crate::subgroup::{Subgroups, mean_of};
use crate::{Bounds, Confidence, Estimate, Multiplier, Simulation, Subgroup, Undefined, Weighting};

/// The index of disparity.
///
/// # What it shows
/// How far groups are on average from the mean of everybody, as a share of that mean.
///
/// # Interpretation
/// Zero is equality. By custom per cent: 20 means that groups are a fifth of the mean away.
///
/// # Type
/// Complex, relative, weighted by population or not, for groups without an order.
///
/// # Applies when
/// Three or more groups with people in each, values of zero or more and a mean above zero.
///
/// # Warning
/// Chance makes groups differ: the value is too high for small groups, and the limits, which add
/// chance once more, lie higher still. They never reach zero, so they do not tell whether groups
/// differ: [`heterogeneity`](super::heterogeneity()) does.
///
/// # Formula
/// `Σ w |y - μ| / μ`, with `w` the share of the population or one over the number of groups and `μ`
/// always the mean of everybody. Limits by drawing every group's value again within its error (and within bounds) and taking
/// the share `(1 - c)/2` of all spreads from either end. Each draw has its own mean.
///
/// # Example
/// ```
/// use measures::spread::index_of_disparity;
/// use measures::{Bounds, Confidence, Multiplier, Simulation, Weighting, Measured, Population, Subgroup};
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
/// let spread = index_of_disparity(
///     &groups,
///     Weighting::Equal,
///     Some(Bounds::PERCENT),
///     Simulation::with_seed(1),
///     Multiplier::PERCENT,
///     &[level],
/// )?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "7.192");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "6.006 to 8.476");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Pearcy J N, Keppel K G. A summary measure of health disparity. Public Health Reports 2002; 117:
/// 273-280. World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11.
#[doc(alias = "IDIS")]
pub fn index_of_disparity(
    groups: &[Subgroup],
    weighting: Weighting,
    bounds: Option<Bounds>,
    simulation: Simulation,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    groups.positive_mean()?;
    let index = |values: &[f64]| {
        let mean = mean_of(&groups.shares, values);
        distance(&groups.shares, values, mean, weighting) / mean * multiplier.get().abs()
    };
    groups.simulated(index, bounds, simulation, confidences)
}
