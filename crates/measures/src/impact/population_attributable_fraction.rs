//! Which share of everybody's burden would go.

use super::population_attributable_risk::{Reference, population_attributable_risk, sign};
use crate::fieller::RatioOfSums;
use crate::subgroup::Subgroups;
use crate::{Confidence, Estimate, Method, Multiplier, Polarity, Subgroup, Undefined};

/// The population attributable fraction.
///
/// # What it shows
/// Which share of the value of everybody would go (where low is good), or be added (where high is
/// good), if every group had the value of one.
///
/// # Interpretation
/// 0.2, or 20 with a multiplier of 100: a fifth. Zero: nothing to gain. Below zero: the chosen group
/// is worse than everybody together.
///
/// # Type
/// Complex, relative, weighted by population.
///
/// # Applies when
/// As [`population_attributable_risk`](super::population_attributable_risk()), values of zero or more
/// and a mean above zero.
///
/// # Warning
/// As there. With several risks fractions do not add: they may come to more than everything. Other
/// software gives the standard error of the fraction beside the percentage: limits from it are a
/// hundred times too narrow.
///
/// # Formula
/// `PAF = ±(y_ref - μ) / μ`, which for low-is-good equals
/// `Σ p (RR - 1) / (1 + Σ p (RR - 1))`. Limits by Fieller from `y_ref / μ`, both with their errors.
///
/// # Example
/// ```
/// use measures::impact::{Reference, population_attributable_fraction};
/// use measures::{Confidence, Measured, Multiplier, Polarity, Population, Subgroup};
///
/// let smoking = [(24_900, 24.1, 0.9), (25_200, 18.0, 0.8), (24_700, 13.9, 0.7), (25_100, 9.8, 0.6)];
/// let groups: Vec<Subgroup> = smoking
///     .into_iter()
///     .map(|(people, percent, error)| {
///         Ok(Subgroup {
///             population: Population::from(people),
///             measured: Measured::with_standard_error(percent, error)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let (level, least_deprived) = (Confidence::NINETY_FIVE, Reference::Group(3));
/// let share = population_attributable_fraction(
///     &groups,
///     least_deprived,
///     Polarity::LowIsGood,
///     Multiplier::PERCENT,
///     &[level],
/// )?;
/// let limits = share.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.1}", share.value()), "40.4");
/// assert_eq!(format!("{:.1} to {:.1}", limits.lower(), limits.upper()), "33.9 to 47.0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`population_attributable_risk`](super::population_attributable_risk()).
#[doc(alias = "PAF")]
pub fn population_attributable_fraction(
    groups: &[Subgroup],
    reference: Reference,
    polarity: Polarity,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let risk = population_attributable_risk(groups, reference, polarity, Multiplier::ONE, &[])?;
    let groups = Subgroups::of(groups, 2)?;
    let size = sign(polarity)? * multiplier.get().abs();
    let place = reference.place(&groups, polarity)?;
    let mean = groups.positive_mean()?;
    let fraction = risk.value() / mean * multiplier.get().abs();
    Estimate::assemble(fraction, Method::Fieller, confidences, |confidence| {
        let terms = groups.shares.iter().zip(groups.errors()?).enumerate();
        let terms = terms.map(|(other, (share, error))| {
            (if other == place { 1.0 } else { 0.0 }, *share, *error)
        });
        let ratio = RatioOfSums::new(groups.values[place], mean, terms);
        let (lower, upper) = ratio.limits(confidence.z())?;
        let (one, other) = ((lower - 1.0) * size, (upper - 1.0) * size);
        Ok((one.min(other), one.max(other)))
    })
}
