//! The share that would have to change hands.

use super::FEWEST;
use super::mean_difference::distance;
use crate::subgroup::{Subgroups, mean_of};
use crate::{Bounds, Confidence, Estimate, Multiplier, Simulation, Subgroup, Undefined, Weighting};

/// The share of all events, or of all use of a service, that would have to move between groups for
/// every group to have the same rate.
///
/// # What it shows
/// How much of what is done goes to others than it would by numbers of people.
///
/// # Interpretation
/// Zero is equality; 0.08 means that 8 of each 100 contacts would have to move. Times the number of
/// contacts it is how many.
///
/// # Type
/// Complex, relative, weighted by population, for groups without an order.
///
/// # Applies when
/// As [`index_of_disparity`](super::index_of_disparity()), of which, weighted, it is half.
///
/// # Warning
/// Equal use is fair only where need is equal: compare use with need, not with people, where need is
/// known. Chance makes groups differ: the value is too high for small groups, and the limits, which add
/// chance once more, lie higher still. They never reach zero, so they do not tell whether groups
/// differ: [`heterogeneity`](super::heterogeneity()) does.
///
/// # Formula
/// `½ Σ p |y - μ| / μ`. Limits by drawing every group's value again within its error (and within bounds) and taking
/// the share `(1 - c)/2` of all spreads from either end.
///
/// # Example
/// ```
/// use measures::spread::disproportion_index;
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
/// let spread = disproportion_index(&groups, bounds, simulation, Multiplier::PERCENT, &[level])?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "2.749");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "2.366 to 3.137");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Hoover E M. The measurement of industrial localization. Review of Economics and Statistics 1936;
/// 18: 162-171.
#[doc(alias = "Hoover")]
pub fn disproportion_index(
    groups: &[Subgroup],
    bounds: Option<Bounds>,
    simulation: Simulation,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    groups.positive_mean()?;
    let index = |values: &[f64]| {
        let mean = mean_of(&groups.shares, values);
        let moved = distance(&groups.shares, values, mean, Weighting::Population) / 2.0;
        moved / mean * multiplier.get().abs()
    };
    groups.simulated(index, bounds, simulation, confidences)
}
