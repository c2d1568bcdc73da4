//! The highest of many groups over the lowest.

use super::widest_difference::Ends;
use crate::numeric::{exp, hypot, ln};
use crate::{Confidence, Estimate, Method, Subgroup, Undefined};

/// The highest of many groups over the lowest.
///
/// # What it shows
/// How many times as high as the lowest the highest of many groups is, when nothing says beforehand
/// which they are.
///
/// # Interpretation
/// One is equality. Limits that leave out one: some two groups differ by more than chance explains,
/// however many there are to choose from.
///
/// # Type
/// Simple, relative, unweighted, for groups without an order.
///
/// # Applies when
/// Two or more groups of different people, values above zero.
///
/// # Warning
/// As [`widest_difference`](super::widest_difference()): chance makes it too large.
///
/// # Formula
/// `R = max y / min y`, limits `exp(ln R ± z √(SE²/y² + SE²/y²))` with the tail divided by the number
/// of pairs of groups.
///
/// # Example
/// ```
/// use measures::gap::widest_ratio;
/// use measures::{Confidence, Measured, Population, Subgroup};
///
/// let groups: Vec<Subgroup> = [(61_000, 6.1, 0.2), (14_000, 9.5, 0.5), (9_500, 12.0, 0.9)]
///     .into_iter()
///     .map(|(people, percent, error)| {
///         Ok(Subgroup {
///             population: Population::from(people),
///             measured: Measured::with_standard_error(percent, error)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let level = Confidence::NINETY_FIVE;
/// let gap = widest_ratio(&groups, &[level])?;
/// let limits = gap.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.2}", gap.value()), "1.97");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "1.62 to 2.39");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`widest_difference`](super::widest_difference()).
pub fn widest_ratio(
    groups: &[Subgroup],
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let ends = Ends::of(groups)?;
    let (highest, lowest) = ends.values;
    if lowest < 0.0 {
        return Err(Undefined::NegativeValue);
    }
    if lowest == 0.0 {
        return Err(Undefined::ReferenceIsZero);
    }
    let ratio = highest / lowest;
    Estimate::assemble(ratio, Method::LogNormal, confidences, |confidence| {
        let (of_highest, of_lowest) = ends.errors()?;
        let error = hypot(of_highest / highest, of_lowest / lowest);
        let (log, reach) = (ln(ratio), ends.z(confidence) * error);
        Ok((exp(log - reach), exp(log + reach)))
    })
}
