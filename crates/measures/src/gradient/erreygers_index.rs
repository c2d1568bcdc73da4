//! The concentration index of bounded outcomes after Erreygers.

use super::QuantileGroup;
use super::concentration_index::Concentration;
use crate::{Bounds, Confidence, Estimate, Method, Multiplier, Undefined};

/// The concentration index of bounded outcomes after Erreygers.
///
/// # What it shows
/// How far what is measured is concentrated, as a share of the most that its scale allows.
///
/// # Interpretation
/// Between -1 and 1: 1 when the less deprived half has everything and the other half nothing. People
/// with something and people without give the same size and the opposite sign.
///
/// # Type
/// Complex, absolute, weighted by population, for ordered groups.
///
/// # Applies when
/// As [`concentration_index`](super::concentration_index()), outcomes that cannot lie outside
/// [`Bounds`].
///
/// # Warning
/// Do not read it as a share of the mean.
///
/// # Formula
/// `E = 4 ACI / (highest - lowest)`, limits likewise.
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, erreygers_index};
/// use measures::{Bounds, Confidence, Measured, Multiplier, Population};
///
/// let coverage = [61.0, 70.0, 74.0, 81.0, 88.0];
/// let groups: Vec<QuantileGroup> = coverage
///     .into_iter()
///     .zip(1..)
///     .map(|(percent, fifth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::new(fifth, 5)?,
///             population: Population::from(4_000),
///             measured: Measured::with_standard_error(percent, 0.7)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let index = erreygers_index(&groups, Bounds::PERCENT, Multiplier::ONE, &[Confidence::NINETY_FIVE])?;
/// // The absolute index is 5.2 points: 4 * 5.2 / 100.
/// assert_eq!(format!("{:.3}", index.value()), "0.208");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Erreygers G. Correcting the concentration index. Journal of Health Economics 2009; 28: 504-515.
pub fn erreygers_index(
    groups: &[QuantileGroup],
    bounds: Bounds,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let concentration = Concentration::of(groups)?;
    within(groups, bounds)?;
    let scale = 4.0 / bounds.width() * multiplier.get();
    let value = concentration.index() * scale;
    Estimate::assemble(value, Method::Normal, confidences, |confidence| {
        let reach = confidence.z() * concentration.error()? * scale.abs();
        Ok((value - reach, value + reach))
    })
}

/// Refuses a group whose value lies outside the bounds.
pub(super) fn within(groups: &[QuantileGroup], bounds: Bounds) -> Result<(), Undefined> {
    match groups
        .iter()
        .find(|group| !bounds.contain(group.measured.value()))
    {
        Some(outside) => Err(Undefined::GroupOutOfBounds {
            number: outside.quantile.number(),
        }),
        None => Ok(()),
    }
}
