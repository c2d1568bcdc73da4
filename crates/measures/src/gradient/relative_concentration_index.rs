//! The relative concentration index.

use super::QuantileGroup;
use super::concentration_index::Concentration;
use crate::fieller::RatioOfSums;
use crate::{Confidence, Estimate, Method, Multiplier, Undefined};

/// The relative concentration index.
///
/// # What it shows
/// How far what is measured is concentrated on one side of the order, as a share of the mean.
///
/// # Interpretation
/// Between -1 (all with the most deprived person) and 1 (all with the least deprived); zero is no
/// concentration. By custom it is multiplied by 100.
///
/// # Type
/// Complex, relative, weighted by population, for ordered groups.
///
/// # Applies when
/// As [`concentration_index`](super::concentration_index()), values on a scale with a true zero and a
/// mean above it.
///
/// # Warning
/// For shares and other bounded outcomes it depends on the mean, and people with and without give
/// two answers that are not mirror images: use
/// [`erreygers_index`](super::erreygers_index()) or [`wagstaff_index`](super::wagstaff_index()).
///
/// # Formula
/// `RCI = ACI / μ`, both sums of the same values, with Fieller's limits.
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, relative_concentration_index};
/// use measures::{Confidence, Measured, Multiplier, Population};
///
/// // The World Health Organization's ordered sample, for which its software gives 0.0469506.
/// let attended = [
///     (2072.436, 75.60530, 1.5996131),
///     (2112.204, 91.01997, 1.1351504),
///     (1983.059, 96.03959, 0.6461946),
///     (2052.124, 97.04223, 0.5676206),
///     (1884.510, 99.22405, 0.2237683),
/// ];
/// let groups: Vec<QuantileGroup> = attended
///     .into_iter()
///     .zip(1..)
///     .map(|((population, percent, error), fifth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::new(fifth, 5)?,
///             population: Population::new(population)?,
///             measured: Measured::with_standard_error(percent, error)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let index = relative_concentration_index(&groups, Multiplier::PERCENT, &[Confidence::NINETY_FIVE])?;
/// let limits = index.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.3}", index.value()), "4.695");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "4.06 to 5.34");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`concentration_index`](super::concentration_index()).
#[doc(alias = "RCI")]
pub fn relative_concentration_index(
    groups: &[QuantileGroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let concentration = Concentration::of(groups)?;
    let (index, mean) = (concentration.index(), concentration.mean());
    if mean <= 0.0 {
        return Err(Undefined::MeanNotPositive);
    }
    let value = index / mean * multiplier.get();
    Estimate::assemble(value, Method::Fieller, confidences, |confidence| {
        let weights = concentration.weights.iter().zip(&concentration.shares);
        let terms = weights.zip(concentration.errors()?);
        let terms = terms.map(|((weight, share), error)| (*weight, *share, *error));
        let (one, other) = RatioOfSums::new(index, mean, terms).limits(confidence.z())?;
        let (one, other) = (one * multiplier.get(), other * multiplier.get());
        Ok((one.min(other), one.max(other)))
    })
}
