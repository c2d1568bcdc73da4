//! The slope index of inequality along a logistic curve.

use super::QuantileGroup;
use super::logistic::Logistic;
use crate::{Confidence, Estimate, Method, Multiplier, Undefined};

/// The slope index of inequality of shares along a logistic curve.
///
/// # What it shows
/// The difference between the least and the most deprived person, as a curve through all groups sees
/// it that stays between none and all.
///
/// # Interpretation
/// As [`slope_index`](super::slope_index()).
///
/// # Type
/// Complex, absolute, weighted by population, for ordered groups.
///
/// # Applies when
/// Shares between 0 and 1, given as fractions; groups with none or all are welcome, which
/// [`Fit::LogOdds`](super::Fit::LogOdds) refuses. It is the definition of the World Health
/// Organization.
///
/// # Warning
/// It differs a little from the index with [`Fit::LogOdds`](super::Fit::LogOdds), which fits the log
/// odds of the groups: name which. The World Health Organization's software weighs each group by the
/// square of its people, so that its figures differ where groups are of unequal size.
///
/// # Formula
/// `P(x) = 1/(1 + exp(-(a + b x)))` by maximum likelihood, each group weighted by its people once;
/// `SII = P(1) - P(0)`. Limits `± z SE`, each group's standard error carried by the slope of the index
/// in its share (delta method).
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, logistic_slope_index};
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
/// let index = logistic_slope_index(&groups, Multiplier::PERCENT, &[level])?;
/// let limits = index.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.2}", index.value()), "32.26");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "30.14 to 34.38");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11. Barros A J D, Victora C G. Measuring coverage in MNCH: determining and
/// interpreting inequalities in coverage. `PLoS` Medicine 2013; 10: e1001390.
#[doc(alias = "SII")]
pub fn logistic_slope_index(
    groups: &[QuantileGroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let curve = Logistic::fit(groups)?;
    let (most, least) = curve.ends();
    let index = (least - most) * multiplier.get();
    Estimate::assemble(index, Method::Delta, confidences, |confidence| {
        let reach = confidence.z() * curve.error(-1.0, 1.0)? * multiplier.get().abs();
        Ok((index - reach, index + reach))
    })
}

#[cfg(test)]
mod tests {
    use super::super::logistic_relative_index;
    use super::super::sample::groups;
    use super::*;
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn parts() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
        prop::collection::vec((1.0..1e5_f64, 0.02..0.98_f64, 0.0..0.02_f64), 5..12)
    }

    #[test]
    fn shares_on_a_curve_give_that_curve() {
        let on_it = |x: f64| 1.0 / (1.0 + crate::numeric::exp(-(0.4 + 1.3 * x)));
        let parts: Vec<_> = (0..10)
            .map(|i| (50.0, on_it((f64::from(i) + 0.5) / 10.0 - 0.5), 0.01))
            .collect();
        let index = logistic_slope_index(&groups(&parts), Multiplier::ONE, &[]).unwrap();
        assert!((index.value() - (on_it(0.5) - on_it(-0.5))).abs() < 1e-13);
        let ratio = logistic_relative_index(&groups(&parts), Multiplier::ONE, &[]).unwrap();
        assert!((ratio.value() - on_it(0.5) / on_it(-0.5)).abs() < 1e-12);
    }

    #[test]
    fn groups_with_none_or_all_have_a_place_and_a_cliff_has_none() {
        let with_ends = groups(&[
            (1.0, 0.0, 0.1),
            (1.0, 0.5, 0.1),
            (1.0, 0.3, 0.1),
            (1.0, 0.9, 0.1),
            (1.0, 1.0, 0.1),
        ]);
        assert!(logistic_slope_index(&with_ends, Multiplier::ONE, &[LEVEL]).is_ok());
        let cliff = groups(&[
            (1.0, 0.0, 0.1),
            (1.0, 0.0, 0.1),
            (1.0, 0.0, 0.1),
            (1.0, 1.0, 0.1),
            (1.0, 1.0, 0.1),
        ]);
        assert_eq!(
            logistic_slope_index(&cliff, Multiplier::ONE, &[LEVEL]),
            Err(Undefined::NoCurve)
        );
        assert_eq!(
            logistic_slope_index(&groups(&[(1.0, 0.0, 0.1); 5]), Multiplier::ONE, &[]),
            Err(Undefined::MeanOnBound)
        );
        assert_eq!(
            logistic_slope_index(&groups(&[(1.0, 61.0, 0.1); 5]), Multiplier::ONE, &[]),
            Err(Undefined::GroupOutOfBounds { number: 1 })
        );
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(
            parts in parts(), multiplier in prop_oneof![-1e3..-1e-3_f64, 1e-3..1.0_f64],
        ) {
            let multiplier = Multiplier::new(multiplier).unwrap();
            for measure in [logistic_slope_index, logistic_relative_index] {
                let found = measure(&groups(&parts), multiplier, &[LEVEL]).unwrap();
                if let Some(limits) = found.limits_at(LEVEL) {
                    prop_assert!(limits.contain(found.value()));
                }
            }
        }

        #[test]
        fn reversing_the_ranking_flips_the_sign(parts in parts()) {
            let reversed: Vec<_> = parts.iter().rev().copied().collect();
            let there = logistic_slope_index(&groups(&parts), Multiplier::ONE, &[]).unwrap().value();
            let back = logistic_slope_index(&groups(&reversed), Multiplier::ONE, &[]).unwrap().value();
            prop_assert!((there + back).abs() < 1e-9);
        }

        #[test]
        fn only_the_shares_of_the_population_count(parts in parts(), times in 2_u32..1_000) {
            // Weights once: sizes a thousand times as large change nothing.
            let larger: Vec<_> = parts.iter().map(|&(n, y, se)| (n * f64::from(times), y, se)).collect();
            let one = logistic_slope_index(&groups(&parts), Multiplier::ONE, &[LEVEL]).unwrap();
            let other = logistic_slope_index(&groups(&larger), Multiplier::ONE, &[LEVEL]).unwrap();
            prop_assert!((one.value() - other.value()).abs() < 1e-9);
            let (one, other) = (one.limits_at(LEVEL).unwrap(), other.limits_at(LEVEL).unwrap());
            prop_assert!((one.lower() - other.lower()).abs() < 1e-9);
        }

        #[test]
        fn equality_gives_zero_and_one(populations in prop::collection::vec(1.0..1e4_f64, 5..12), share in 0.01..0.99_f64) {
            let flat: Vec<_> = populations.iter().map(|&n| (n, share, 0.01)).collect();
            let slope = logistic_slope_index(&groups(&flat), Multiplier::ONE, &[]).unwrap().value();
            let ratio = logistic_relative_index(&groups(&flat), Multiplier::ONE, &[]).unwrap().value();
            prop_assert!(slope.abs() < 1e-9 && (ratio - 1.0).abs() < 1e-7);
        }
    }
}
