//! The mean log deviation.

use super::FEWEST;
use crate::numeric::{Sum, ln};
use crate::subgroup::Subgroups;
use crate::{Confidence, Estimate, Method, Multiplier, Subgroup, Undefined};

/// The mean log deviation between groups.
///
/// # What it shows
/// How unequal groups are, on a scale that gives weight to groups far below the mean.
///
/// # Interpretation
/// Zero is equality. By custom times 1,000. Its size has no everyday meaning: use it to follow change
/// or to compare indicators.
///
/// # Type
/// Complex, relative, weighted by population, for groups without an order.
///
/// # Applies when
/// Three or more groups with people in each and values above zero.
///
/// # Warning
/// Other software gives the standard error of the deviation before it is multiplied by 1,000 beside
/// the deviation after: limits from it are a thousand times too narrow.
///
/// # Formula
/// `MLD = -Σ p ln r`, `r = y/μ`, with the standard error by the delta method,
/// `√(Σ (1 - 1/r)² p² s²) / μ`, times the multiplier like the deviation, and a lower limit of at least
/// zero.
///
/// # Example
/// ```
/// use measures::spread::mean_log_deviation;
/// use measures::{Confidence, Multiplier, Measured, Population, Subgroup};
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
/// let spread = mean_log_deviation(&groups, Multiplier::PER_1_000, &[level])?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "2.232");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "1.606 to 2.859");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11.
#[doc(alias = "MLD")]
pub fn mean_log_deviation(
    groups: &[Subgroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    let mean = groups.positive_mean()?;
    if let Some(zero) = groups.values.iter().position(|value| *value == 0.0) {
        return Err(Undefined::SubgroupIsZero { place: zero + 1 });
    }
    let size = multiplier.get().abs();
    let ratios: Vec<f64> = groups.values.iter().map(|value| value / mean).collect();
    let logs = groups
        .shares
        .iter()
        .zip(&ratios)
        .map(|(share, r)| -share * ln(*r));
    // Rounding may leave a hair below zero.
    let deviation = logs.collect::<Sum>().total().max(0.0) * size;
    Estimate::assemble(deviation, Method::Delta, confidences, |confidence| {
        let terms = groups
            .shares
            .iter()
            .zip(ratios.iter().zip(groups.errors()?));
        let squares = terms.map(|(share, (r, error))| {
            let part = (1.0 - 1.0 / r) * share * error / mean;
            part * part
        });
        let reach = confidence.z() * squares.collect::<Sum>().total().sqrt() * size;
        Ok(((deviation - reach).max(0.0), deviation + reach))
    })
}
