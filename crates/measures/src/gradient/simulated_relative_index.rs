//! The relative index of inequality with simulated limits.

use super::drawn_groups::DrawnGroups;
use super::line::Line;
use super::relative_index_by::ratio_of_ends;
use super::{Fit, QuantileGroup};
use crate::simulation::share_of;
use crate::{Confidence, Estimate, Method, Multiplier, Simulation, Undefined};

/// The relative index of inequality with limits from repeated draws.
///
/// # What it shows
/// As [`relative_index_by`](super::relative_index_by()).
///
/// # Interpretation
/// As there. Say the seed and the number of draws beside the limits.
///
/// # Type
/// Complex, relative, weighted by population, for ordered groups.
///
/// # Applies when
/// As [`simulated_slope_index`](super::simulated_slope_index()).
///
/// # Warning
/// As there. A draw whose end below is not above zero counts as endless; where these reach into the
/// tail there are no limits.
///
/// # Formula
/// The ratio of the ends in every draw; a limit is the share `(1 - c)/2` of all ratios from either
/// end.
///
/// # Example
/// ```
/// use measures::gradient::{Fit, Quantile, QuantileGroup, simulated_relative_index};
/// use measures::{Confidence, Measured, Multiplier, Population, Simulation};
///
/// let smoking = [24.1, 20.0, 16.0, 13.9, 9.8];
/// let groups: Vec<QuantileGroup> = smoking
///     .into_iter()
///     .zip(1..)
///     .map(|(percent, fifth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::new(fifth, 5)?,
///             population: Population::from(25_000),
///             measured: Measured::with_standard_error(percent, 0.5)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let (level, simulation) = (Confidence::NINETY_FIVE, Simulation::with_seed(2024));
/// let most_over_least = Multiplier::new(-1.0)?;
/// let index = simulated_relative_index(&groups, Fit::Plain, simulation, most_over_least, &[level])?;
/// let limits = index.limits_at(level).expect("asked for");
/// // The closed form gives 2.77 to 3.61.
/// assert_eq!(format!("{:.2}", index.value()), "3.15");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "2.77 to 3.61");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`simulated_slope_index`](super::simulated_slope_index()).
#[doc(alias = "RII")]
pub fn simulated_relative_index(
    groups: &[QuantileGroup],
    fit: Fit,
    simulation: Simulation,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let scale = fit.line();
    let line = Line::fit(groups, scale)?;
    let turned = multiplier.get() < 0.0;
    let (at_most, at_least): (Vec<f64>, Vec<f64>) = line.end_weights().unzip();
    let value = ratio_of_ends(
        scale.back(line.most_deprived_end()),
        scale.back(line.least_deprived_end()),
        turned,
    )?;
    let ratios = DrawnGroups::of(groups, fit).map(|drawn| {
        simulation.sorted(|draw| match fit {
            Fit::Plain | Fit::Rates | Fit::Shares => {
                let most = drawn.weighted(&at_most, simulation, draw);
                let least = drawn.weighted(&at_least, simulation, draw);
                let (above, below) = if turned { (most, least) } else { (least, most) };
                if below > 0.0 {
                    above / below
                } else {
                    f64::INFINITY
                }
            }
            // The mean stays and the slope is drawn, as the closed form has it.
            Fit::LogRates | Fit::LogOdds => {
                let half = drawn.weighted(line.slope_weights(), simulation, draw) / 2.0;
                let (least, most) = (
                    scale.back(line.mean() + half),
                    scale.back(line.mean() - half),
                );
                if turned { most / least } else { least / most }
            }
        })
    });
    Estimate::assemble(value, Method::Simulated, confidences, |confidence| {
        let ratios = ratios.as_deref().map_err(|reason| *reason)?;
        let at = |share| {
            share_of(ratios, share)
                .filter(|ratio| ratio.is_finite())
                .ok_or(Undefined::LimitsUnbounded)
        };
        Ok((at(confidence.tail())?, at(1.0 - confidence.tail())?))
    })
}

#[cfg(test)]
mod tests {
    use super::super::relative_index_by;
    use super::super::sample::groups;
    use super::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    #[test]
    fn the_closed_form_is_where_the_draws_go() {
        let parts = [
            (5.2, 0.59, 0.06),
            (4.8, 0.5, 0.05),
            (4.4, 0.44, 0.05),
            (3.9, 0.37, 0.04),
            (3.1, 0.31, 0.04),
        ];
        let groups = groups(&parts);
        let simulation = Simulation::new(1, 10_000).unwrap();
        for (fit, turn) in Fit::ALL
            .into_iter()
            .flat_map(|fit| [(fit, 1.0), (fit, -1.0)])
        {
            let turn = Multiplier::new(turn).unwrap();
            let exact = relative_index_by(&groups, fit, turn, &[LEVEL]).unwrap();
            let drawn = simulated_relative_index(&groups, fit, simulation, turn, &[LEVEL]).unwrap();
            assert_eq!(exact.value(), drawn.value());
            let (exact, drawn) = (
                exact.limits_at(LEVEL).unwrap(),
                drawn.limits_at(LEVEL).unwrap(),
            );
            // Five standard errors of a 2.5% point from so many draws; the long tail of a ratio has
            // up to twice as much.
            let near = 10.0 * 2.67 * exact.width() / 3.92 / 10_000.0_f64.sqrt();
            assert!((exact.lower() - drawn.lower()).abs() < near, "{fit:?}");
            assert!((exact.upper() - drawn.upper()).abs() < near, "{fit:?}");
        }
    }

    #[test]
    fn an_end_that_may_be_zero_has_a_ratio_without_limits() {
        let vague: Vec<_> = [9.0, 8.0, 6.0, 3.0, 1.0].map(|y| (1.0, y, 1.5)).to_vec();
        let turned = Multiplier::new(-1.0).unwrap();
        let simulation = Simulation::with_seed(1);
        let index =
            simulated_relative_index(&groups(&vague), Fit::Plain, simulation, turned, &[LEVEL]);
        assert_eq!(index.unwrap().limits(), Err(Undefined::LimitsUnbounded));
    }
}
