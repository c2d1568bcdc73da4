//! The slope index of inequality with simulated limits.

use super::drawn_groups::DrawnGroups;
use super::line::Line;
use super::{Fit, QuantileGroup};
use crate::simulation::share_of;
use crate::{Confidence, Estimate, Method, Multiplier, Simulation, Undefined};

/// The slope index of inequality with limits from repeated draws.
///
/// # What it shows
/// As [`slope_index_by`](super::slope_index_by()).
///
/// # Interpretation
/// As there. Say the seed and the number of draws beside the limits.
///
/// # Type
/// Complex, absolute, weighted by population, for ordered groups.
///
/// # Applies when
/// Somebody must follow a publisher who simulates, or the closed form is
/// [`Undefined::TooSkewed`]. Otherwise the closed form is exact where this is near, and a thousand
/// times as fast.
///
/// # Warning
/// Two seeds give two sets of limits; with 10,000 draws they differ by about a hundredth of the
/// width.
///
/// # Formula
/// Each draw moves every group's value by a normal error on its scale and fits the line again; a
/// limit is the share `(1 - c)/2` of all slopes from either end. The lines that bend carry the
/// limits of the slope back as the closed form does.
///
/// # Example
/// ```
/// use measures::gradient::{Fit, Quantile, QuantileGroup, simulated_slope_index};
/// use measures::{Confidence, Measured, Multiplier, Population, Simulation};
///
/// let years = [74.1, 76.0, 78.2, 79.8, 82.9];
/// let groups: Vec<QuantileGroup> = years
///     .into_iter()
///     .zip(1..)
///     .map(|(years, fifth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::new(fifth, 5)?,
///             population: Population::from(25_000),
///             measured: Measured::with_standard_error(years, 0.4)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let level = Confidence::NINETY_FIVE;
/// let simulation = Simulation::with_seed(2024);
/// let index = simulated_slope_index(&groups, Fit::Plain, simulation, Multiplier::ONE, &[level])?;
/// let limits = index.limits_at(level).expect("asked for");
/// // The closed form gives 9.46 to 11.94.
/// assert_eq!(format!("{:.2}", index.value()), "10.70");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "9.47 to 11.94");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Office for Health Improvement and Disparities. Method for the slope index of inequality
/// indicators. January 2024.
#[doc(alias = "SII")]
pub fn simulated_slope_index(
    groups: &[QuantileGroup],
    fit: Fit,
    simulation: Simulation,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let scale = fit.line();
    let line = Line::fit(groups, scale)?;
    let index = |slope: f64| {
        let ends = (line.mean() + slope / 2.0, line.mean() - slope / 2.0);
        multiplier.get()
            * match fit {
                Fit::Plain | Fit::Rates | Fit::Shares => slope,
                Fit::LogRates | Fit::LogOdds => scale.back(ends.0) - scale.back(ends.1),
            }
    };
    let slopes = DrawnGroups::of(groups, fit).map(|drawn| {
        simulation.sorted(|draw| drawn.weighted(line.slope_weights(), simulation, draw))
    });
    let value = index(line.slope());
    Estimate::assemble(value, Method::Simulated, confidences, |confidence| {
        let slopes = slopes.as_deref().map_err(|reason| *reason)?;
        let at = |share| {
            share_of(slopes, share)
                .map(index)
                .ok_or(Undefined::TooLarge)
        };
        let (one, other) = (at(confidence.tail())?, at(1.0 - confidence.tail())?);
        Ok((one.min(other), one.max(other)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::groups;
    use super::super::slope_index_by;
    use super::*;
    use proptest::prelude::*;

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
        for fit in Fit::ALL {
            let exact = slope_index_by(&groups, fit, Multiplier::ONE, &[LEVEL]).unwrap();
            let drawn =
                simulated_slope_index(&groups, fit, simulation, Multiplier::ONE, &[LEVEL]).unwrap();
            assert_eq!(exact.value(), drawn.value());
            let (exact, drawn) = (
                exact.limits_at(LEVEL).unwrap(),
                drawn.limits_at(LEVEL).unwrap(),
            );
            // Five standard errors of a 2.5% point from so many draws.
            let near = 5.0 * 2.67 * exact.width() / 3.92 / 10_000.0_f64.sqrt();
            assert!((exact.lower() - drawn.lower()).abs() < near, "{fit:?}");
            assert!((exact.upper() - drawn.upper()).abs() < near, "{fit:?}");
        }
    }

    #[test]
    fn a_seed_gives_the_same_limits_and_another_gives_others() {
        let groups = groups(&[(1.0, 0.5, 0.1); 5]);
        let with = |seed| {
            simulated_slope_index(
                &groups,
                Fit::Shares,
                Simulation::with_seed(seed),
                Multiplier::ONE,
                &[LEVEL],
            )
        };
        assert_eq!(with(1), with(1));
        assert_ne!(with(1), with(2));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn the_value_lies_between_its_limits(
            parts in prop::collection::vec((1.0..1e6_f64, 0.05..0.95_f64, 0.0..0.05_f64), 5..12),
            multiplier in prop_oneof![-1e3..-1e-3_f64, 1e-3..1.0_f64],
        ) {
            let simulation = Simulation::new(3, 1_000).unwrap();
            let multiplier = Multiplier::new(multiplier).unwrap();
            for fit in Fit::ALL {
                let index =
                    simulated_slope_index(&groups(&parts), fit, simulation, multiplier, &[LEVEL]).unwrap();
                prop_assert!(index.limits_at(LEVEL).unwrap().contain(index.value()));
            }
        }

        #[test]
        fn the_order_of_rows_does_not_matter(
            parts in prop::collection::vec((1.0..1e6_f64, 0.05..0.95_f64, 0.0..0.05_f64), 5..12),
        ) {
            let simulation = Simulation::new(3, 1_000).unwrap();
            let rows = groups(&parts);
            let turned: Vec<_> = rows.iter().rev().copied().collect();
            prop_assert_eq!(
                simulated_slope_index(&rows, Fit::Rates, simulation, Multiplier::ONE, &[LEVEL]),
                simulated_slope_index(&turned, Fit::Rates, simulation, Multiplier::ONE, &[LEVEL])
            );
        }
    }
}
