//! The concentration index of bounded outcomes after Wagstaff.

use super::QuantileGroup;
use super::concentration_index::Concentration;
use super::erreygers_index::within;
use crate::numeric::Sum;
use crate::{Bounds, Confidence, Estimate, Method, Multiplier, Undefined};

/// The concentration index of bounded outcomes after Wagstaff.
///
/// # What it shows
/// How far what is measured is concentrated, as a share of the most concentration that its mean
/// allows.
///
/// # Interpretation
/// Between -1 and 1; zero is no concentration.
///
/// # Type
/// Complex, relative, weighted by population, for ordered groups.
///
/// # Applies when
/// As [`concentration_index`](super::concentration_index()), outcomes that cannot lie outside
/// [`Bounds`], a mean strictly between them.
///
/// # Warning
/// Near either bound it becomes large for trifles.
/// [`erreygers_index`](super::erreygers_index()) does not.
///
/// # Formula
/// With values rescaled to 0 to 1: `W = ACI / (μ (1 - μ))`. Limits by the delta method:
/// each group's error times `c / (μ(1-μ)) - ACI p (1-2μ) / (μ(1-μ))²`, `c = p (2X - 1)`.
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, wagstaff_index};
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
/// let index = wagstaff_index(&groups, Bounds::PERCENT, Multiplier::ONE, &[Confidence::NINETY_FIVE])?;
/// // Mean 74.8%, absolute index 5.2 points: 0.052 / (0.748 * 0.252).
/// assert_eq!(format!("{:.4}", index.value()), "0.2759");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Wagstaff A. The bounds of the concentration index when the variable of interest is binary, with an
/// application to immunization inequality. Health Economics 2005; 14: 429-432.
pub fn wagstaff_index(
    groups: &[QuantileGroup],
    bounds: Bounds,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let concentration = Concentration::of(groups)?;
    within(groups, bounds)?;
    let width = bounds.width();
    let index = concentration.index() / width;
    let mean = (concentration.mean() - bounds.lowest()) / width;
    let room = mean * (1.0 - mean);
    if room <= 0.0 {
        return Err(Undefined::MeanOnBound);
    }
    let value = index / room * multiplier.get();
    Estimate::assemble(value, Method::Delta, confidences, |confidence| {
        let weights = concentration.weights.iter().zip(&concentration.shares);
        let terms = weights.zip(concentration.errors()?);
        let squares = terms.map(|((weight, share), error)| {
            let slope = weight / room - index * share * (1.0 - 2.0 * mean) / (room * room);
            let part = slope * error / width;
            part * part
        });
        let error = squares.collect::<Sum>().total().sqrt();
        let reach = confidence.z() * error * multiplier.get().abs();
        Ok((value - reach, value + reach))
    })
}
