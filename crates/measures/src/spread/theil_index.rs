//! The Theil index.

use super::FEWEST;
use crate::numeric::{Sum, ln};
use crate::subgroup::Subgroups;
use crate::{Confidence, Estimate, Method, Multiplier, Subgroup, Undefined};

/// The Theil index between groups.
///
/// # What it shows
/// How unequal groups are, on a scale that gives weight to groups far above the mean.
///
/// # Interpretation
/// Zero is equality. By custom times 1,000. Its size has no everyday meaning: use it to follow change
/// or to compare indicators.
///
/// # Type
/// Complex, relative, weighted by population, for groups without an order.
///
/// # Applies when
/// Three or more groups with people in each, values of zero or more and a mean above zero. A group at
/// zero adds nothing to the index; limits then do not exist.
///
/// # Warning
/// Other software gives the standard error of the index before it is multiplied by 1,000 beside the
/// index after: limits from it are a thousand times too narrow.
///
/// # Formula
/// `TI = Σ p r ln r`, `r = y/μ`, with the standard error by the delta method,
/// `√(Σ (1 + ln r - Σ p r (1 + ln r))² p² s²) / μ`, times the multiplier like the index, and a lower
/// limit of at least zero.
///
/// # Example
/// ```
/// use measures::spread::theil_index;
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
/// let spread = theil_index(&groups, Multiplier::PER_1_000, &[level])?;
/// let limits = spread.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", spread.value()), "2.161");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "1.567 to 2.754");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Theil H. Economics and information theory. North-Holland, 1967. World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11.
#[doc(alias = "TI")]
pub fn theil_index(
    groups: &[Subgroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, FEWEST)?;
    let mean = groups.positive_mean()?;
    let size = multiplier.get().abs();
    let ratios: Vec<f64> = groups.values.iter().map(|value| value / mean).collect();
    let by_share = |of: &dyn Fn(f64) -> f64| {
        let terms = groups.shares.iter().zip(&ratios);
        terms
            .map(|(share, r)| share * of(*r))
            .collect::<Sum>()
            .total()
    };
    // Rounding may leave a hair below zero.
    let index = by_share(&|r| if r == 0.0 { 0.0 } else { r * ln(r) }).max(0.0) * size;
    Estimate::assemble(index, Method::Delta, confidences, |confidence| {
        if let Some(zero) = ratios.iter().position(|r| *r == 0.0) {
            return Err(Undefined::SubgroupIsZero { place: zero + 1 });
        }
        let middle = by_share(&|r| r * (1.0 + ln(r)));
        let terms = groups
            .shares
            .iter()
            .zip(ratios.iter().zip(groups.errors()?));
        let squares = terms.map(|(share, (r, error))| {
            let part = (1.0 + ln(*r) - middle) * share * error / mean;
            part * part
        });
        let reach = confidence.z() * squares.collect::<Sum>().total().sqrt() * size;
        Ok(((index - reach).max(0.0), index + reach))
    })
}
