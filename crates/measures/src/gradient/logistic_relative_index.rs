//! The relative index of inequality along a logistic curve.

use super::QuantileGroup;
use super::logistic::Logistic;
use crate::numeric::{exp, ln};
use crate::{Confidence, Estimate, Method, Multiplier, Undefined};

/// The relative index of inequality of shares along a logistic curve.
///
/// # What it shows
/// How many times as high the share of the least deprived person is as that of the most deprived.
///
/// # Interpretation
/// As [`relative_index`](super::relative_index()): least over most deprived with a positive
/// multiplier, most over least with a negative one.
///
/// # Type
/// Complex, relative, weighted by population, for ordered groups.
///
/// # Applies when
/// As [`logistic_slope_index`](super::logistic_slope_index()).
///
/// # Warning
/// As there. It is a ratio of shares, not of odds.
///
/// # Formula
/// `RII = P(1)/P(0)`, limits `exp(ln RII ± z SE)` by the delta method.
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, logistic_relative_index};
/// use measures::{Confidence, Measured, Multiplier, Population};
///
/// let coverage = [0.61, 0.70, 0.74, 0.81, 0.88];
/// let groups: Vec<QuantileGroup> = coverage
///     .into_iter()
///     .zip(1..)
///     .map(|(share, fifth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::new(fifth, 5)?,
///             population: Population::from(4_000),
///             measured: Measured::with_standard_error(share, 0.007)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let level = Confidence::NINETY_FIVE;
/// let index = logistic_relative_index(&groups, Multiplier::ONE, &[level])?;
/// let limits = index.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", index.value()), "1.573");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "1.522 to 1.626");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`logistic_slope_index`](super::logistic_slope_index()).
#[doc(alias = "RII")]
pub fn logistic_relative_index(
    groups: &[QuantileGroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let curve = Logistic::fit(groups)?;
    let (most, least) = curve.ends();
    if most <= 0.0 || least <= 0.0 {
        return Err(Undefined::FittedValueNotPositive);
    }
    let ratio = if multiplier.get() > 0.0 {
        least / most
    } else {
        most / least
    };
    Estimate::assemble(ratio, Method::LogNormal, confidences, |confidence| {
        let reach = confidence.z() * curve.error(-1.0 / most, 1.0 / least)?;
        Ok((exp(ln(ratio) - reach), exp(ln(ratio) + reach)))
    })
}
