//! The mean distance of groups from a level.

use super::FEWEST;
use crate::numeric::Sum;
use crate::subgroup::{Subgroups, mean_of};
use crate::{Bounds, Confidence, Estimate, Polarity, Simulation, Subgroup, Undefined, Weighting};

/// The level that distances are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DistanceFrom {
    /// The mean of everybody.
    Mean,
    /// The best group, which needs to know which way is good.
    Best(Polarity),
    /// The group at a place in the list, from 0.
    Group(usize),
}

impl DistanceFrom {
    /// The level among some values, the place of the group staying where it was found.
    fn level(self, groups: &Subgroups) -> Result<impl Fn(&[f64], &[f64]) -> f64, Undefined> {
        let place = match self {
            Self::Mean => None,
            Self::Best(polarity) => Some(groups.best(polarity)?),
            Self::Group(place) if place < groups.values.len() => Some(place),
            Self::Group(_) => return Err(Undefined::BenchmarkMissing),
        };
        Ok(move |shares: &[f64], values: &[f64]| match place {
            None => mean_of(shares, values),
            Some(place) => values.get(place).copied().unwrap_or(f64::NAN),
        })
    }
}

/// The mean distance of groups from a level.
///
/// # What it shows
/// How far the groups are, on average, from everybody, from the best of them, or from one.
///
/// # Interpretation
/// Zero is equality. In the unit of the values: 5 means five points away on average.
///
/// # Type
/// Complex, absolute, weighted by population or not, for groups without an order.
///
/// # Applies when
/// Three or more groups with people in each. Where a value has neither limits nor a standard error
/// the difference is given without limits.
///
/// # Warning
/// Chance makes groups differ: the value is too high for small groups, and the limits, which add
/// chance once more, lie higher still. They never reach zero, so they do not tell whether groups
/// differ: [`heterogeneity`](super::heterogeneity()) does.
/// The best of many groups is best partly by chance, which makes all the others look worse.
///
/// # Formula
/// `Σ w |y - level|`, with `w` the share of the population or one over the number of groups.
/// Limits by drawing every group's value again within its error (and within bounds) and taking
/// the share `(1 - c)/2` of all spreads from either end. The best group stays the one that was best.
///
/// # Example
/// ```
/// use measures::spread::{DistanceFrom, mean_difference};
/// use measures::{Bounds, Confidence, Simulation, Weighting, Measured, Population, Subgroup};
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
/// let spread = mean_difference(
///     &groups,
///     DistanceFrom::Mean,
///     Weighting::Population,
///     Some(Bounds::PERCENT),
///     Simulation::with_seed(1),
///     &[level],
/// )?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "4.659");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "4.016 to 5.313");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11.
#[doc(alias = "MDM")]
#[doc(alias = "MDB")]
#[doc(alias = "MDR")]
pub fn mean_difference(
    groups: &[Subgroup],
    from: DistanceFrom,
    weighting: Weighting,
    bounds: Option<Bounds>,
    simulation: Simulation,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    let level = from.level(&groups)?;
    let difference = |values: &[f64]| {
        distance(
            &groups.shares,
            values,
            level(&groups.shares, values),
            weighting,
        )
    };
    groups.simulated(difference, bounds, simulation, confidences)
}

/// The mean distance of values from a level.
pub(super) fn distance(shares: &[f64], values: &[f64], level: f64, weighting: Weighting) -> f64 {
    let terms = shares
        .iter()
        .zip(values)
        .map(|(share, value)| match weighting {
            Weighting::Population => (*share, share * (value - level).abs()),
            Weighting::Equal => (1.0, (value - level).abs()),
        });
    let (mut weights, mut distances) = (Sum::default(), Sum::default());
    for (weight, distance) in terms {
        weights.add(weight);
        distances.add(distance);
    }
    distances.total() / weights.total()
}
