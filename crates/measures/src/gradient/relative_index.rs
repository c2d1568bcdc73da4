//! The relative index of inequality.

use super::QuantileGroup;
use super::line::Line;
use super::scale::Scale;
use crate::fieller::RatioOfSums;
use crate::{Confidence, Estimate, Method, Multiplier, Undefined};

/// The relative index of inequality: the ratio of the two ends of the fitted line.
///
/// # What it shows
/// How many times as high the least deprived person is as the most deprived, as a line through all
/// groups sees it.
///
/// # Interpretation
/// One is no gradient. With a positive multiplier the ratio is least over most deprived; with a
/// negative one, most over least, as for [`slope_index`](super::slope_index()). Limits that leave out
/// one: there is a gradient beyond chance.
///
/// # Type
/// Complex, relative, weighted by population, for ordered groups.
///
/// # Applies when
/// As for the slope index, and both ends of the line lie above zero. Where the reference end may be
/// zero within its limits the ratio has no limits, and says so.
///
/// # Warning
/// Others call the slope over the mean by the same name. This is the ratio of fitted ends; name the
/// definition beside the number.
///
/// # Formula
/// With the ends `A` (most deprived) and `B` (least): `RII = B/A`. Limits by Fieller from the
/// variances and covariance `v` of the ends: `(p ± √(p² - qr)) / q` with `p = AB - z² v_AB`,
/// `q = A² - z² v_AA`, `r = B² - z² v_BB`, when `q > 0`.
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, relative_index};
/// use measures::{Confidence, Measured, Multiplier, Population};
///
/// let smoking = [24.1, 22.0, 19.8, 18.1, 16.0, 15.2, 13.9, 12.4, 11.0, 9.8];
/// let groups: Vec<QuantileGroup> = smoking
///     .into_iter()
///     .zip(1..)
///     .map(|(percent, tenth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::tenth(tenth)?,
///             population: Population::from(25_000),
///             measured: Measured::with_standard_error(percent, 0.5)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let most_over_least = Multiplier::new(-1.0)?;
/// let index = relative_index(&groups, most_over_least, &[Confidence::NINETY_FIVE])?;
/// let limits = index.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.2}", index.value()), "2.83");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "2.60 to 3.11");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Mackenbach J P, Kunst A E. Measuring the magnitude of socio-economic inequalities in health.
/// Social Science and Medicine 1997; 44: 757-771. Fieller E C. Some problems in interval estimation.
/// Journal of the Royal Statistical Society B 1954; 16: 175-185.
#[doc(alias = "RII")]
pub fn relative_index(
    groups: &[QuantileGroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let line = Line::fit(groups, Scale::Natural)?;
    let (most, least) = (line.most_deprived_end(), line.least_deprived_end());
    if !(most.is_finite() && least.is_finite()) {
        return Err(Undefined::TooLarge);
    }
    if most <= 0.0 || least <= 0.0 {
        return Err(Undefined::FittedValueNotPositive);
    }
    let (above, below) = if multiplier.get() > 0.0 {
        (least, most)
    } else {
        (most, least)
    };
    Estimate::assemble(above / below, Method::Fieller, confidences, |confidence| {
        let terms = line.end_weights().zip(line.errors()?);
        let terms = terms.map(|((at_most, at_least), error)| {
            if multiplier.get() > 0.0 {
                (at_least, at_most, *error)
            } else {
                (at_most, at_least, *error)
            }
        });
        RatioOfSums::new(above, below, terms).limits(confidence.z())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::groups;
    use super::*;
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn turned() -> Multiplier {
        Multiplier::new(-1.0).unwrap()
    }

    fn parts() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
        prop::collection::vec((1.0..1e4_f64, 50.0..60.0_f64, 0.0..0.5_f64), 5..20)
    }

    #[test]
    fn a_line_that_crosses_zero_has_no_ratio() {
        let falling: Vec<_> = [9.0, 6.0, 3.0, 0.5, 0.0].map(|y| (1.0, y, 0.1)).to_vec();
        assert_eq!(
            relative_index(&groups(&falling), Multiplier::ONE, &[LEVEL]),
            Err(Undefined::FittedValueNotPositive)
        );
    }

    #[test]
    fn a_reference_that_may_be_zero_has_a_ratio_without_limits() {
        let vague: Vec<_> = [9.0, 8.0, 7.0, 6.0, 5.0].map(|y| (1.0, y, 9.0)).to_vec();
        let index = relative_index(&groups(&vague), Multiplier::ONE, &[LEVEL]).unwrap();
        assert_eq!(index.limits(), Err(Undefined::LimitsUnbounded));
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(parts in parts(), turn in any::<bool>()) {
            let multiplier = if turn { turned() } else { Multiplier::PERCENT };
            // A few small parts at one end may leave the end of the line vague.
            if let Ok(index) = relative_index(&groups(&parts), multiplier, &[LEVEL])
                && let Some(limits) = index.limits_at(LEVEL)
            {
                prop_assert!(limits.contain(index.value()));
            }
        }

        #[test]
        fn turning_the_multiplier_turns_ratio_and_limits_upside_down(parts in parts()) {
            let equal: Vec<_> = parts.iter().map(|&(_, y, se)| (100.0, y, se)).collect();
            let there = relative_index(&groups(&equal), Multiplier::ONE, &[LEVEL]).unwrap();
            let back = relative_index(&groups(&equal), turned(), &[LEVEL]).unwrap();
            prop_assert!((there.value() * back.value() - 1.0).abs() < 1e-12);
            let (there, back) = (there.limits_at(LEVEL).unwrap(), back.limits_at(LEVEL).unwrap());
            prop_assert!((there.lower() * back.upper() - 1.0).abs() < 1e-10);
            prop_assert!((there.upper() * back.lower() - 1.0).abs() < 1e-10);
        }

        #[test]
        fn equality_gives_one(populations in prop::collection::vec(1.0..1e6_f64, 5..20)) {
            let flat: Vec<_> = populations.iter().map(|&n| (n, 7.0, 0.0)).collect();
            let index = relative_index(&groups(&flat), Multiplier::ONE, &[LEVEL]).unwrap();
            prop_assert!((index.value() - 1.0).abs() < 1e-8);
        }

        #[test]
        fn scaling_the_outcome_leaves_the_ratio(parts in parts(), scale in 0.01..100.0_f64) {
            let equal: Vec<_> = parts.iter().map(|&(_, y, se)| (100.0, y, se)).collect();
            let scaled: Vec<_> = equal.iter().map(|&(n, y, se)| (n, y * scale, se * scale)).collect();
            let one = relative_index(&groups(&equal), Multiplier::ONE, &[LEVEL]).unwrap();
            let other = relative_index(&groups(&scaled), Multiplier::ONE, &[LEVEL]).unwrap();
            prop_assert!((one.value() / other.value() - 1.0).abs() < 1e-12);
            let (one, other) = (one.limits_at(LEVEL).unwrap(), other.limits_at(LEVEL).unwrap());
            prop_assert!((one.lower() / other.lower() - 1.0).abs() < 1e-10);
        }
    }
}
