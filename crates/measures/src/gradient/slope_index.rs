//! The slope index of inequality.

use super::QuantileGroup;
use super::line::Line;
use super::scale::Scale;
use crate::{Confidence, Estimate, Method, Multiplier, Undefined};

/// The slope index of inequality, on the scale of the values.
///
/// # What it shows
/// The difference between the least and the most deprived person, as a line through all groups sees
/// it.
///
/// # Interpretation
/// Zero is no gradient. With `Multiplier::ONE` a positive index means that the least deprived have
/// more: for life expectancy, 7 means seven years less for the most deprived. For outcomes where more
/// is worse, give a multiplier of -1 and read it the same way. Limits that leave out zero: there is a
/// gradient beyond chance.
///
/// # Type
/// Complex, absolute, weighted by population, for ordered groups.
///
/// # Applies when
/// A place's people are cut into 5 to 100 parts by deprivation *within that place*, and every part
/// has people and a value. Where a value has neither limits nor a standard error the index is given
/// and its limits are [`Undefined::LimitsMissing`].
///
/// # Warning
/// It is a straight line: a cliff at the most deprived tenth is smoothed away, so draw the groups
/// beside it. With more than ten groups it is unstable. England's index is no benchmark for a place,
/// because England's tenths are other tenths. Splitting a group in two moves the index a little.
///
/// # Formula
/// With population shares `a`, middles `b = a₁ + ... + a/2` and `S = Σ a (b - ½)²`:
/// `SII = Σ w y`, `w = a (b - ½) / S`, and limits `SII ± z √(Σ w² SE²)`. This is the exact
/// distribution of the index when the values err normally, which others simulate.
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, slope_index};
/// use measures::{Confidence, Measured, Multiplier, Population};
///
/// let years = [74.1, 75.9, 77.0, 78.2, 78.9, 79.8, 80.3, 81.0, 81.6, 82.9];
/// let groups: Vec<QuantileGroup> = years
///     .into_iter()
///     .zip(1..)
///     .map(|(years, tenth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::tenth(tenth)?,
///             population: Population::from(25_000),
///             measured: Measured::with_standard_error(years, 0.4)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let index = slope_index(&groups, Multiplier::ONE, &[Confidence::NINETY_FIVE])?;
/// let limits = index.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.2}", index.value()), "8.87");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "8.00 to 9.73");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Pamuk E R. Social class inequality in mortality from 1921 to 1972 in England and Wales.
/// Population Studies 1985; 39: 17-31. Office for Health Improvement and Disparities. Method for the
/// slope index of inequality indicators. January 2024.
#[doc(alias = "SII")]
pub fn slope_index(
    groups: &[QuantileGroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let line = Line::fit(groups, Scale::Natural)?;
    let index = line.slope() * multiplier.get();
    Estimate::assemble(index, Method::Normal, confidences, |confidence| {
        let reach = confidence.z() * line.slope_error()? * multiplier.get().abs();
        Ok((index - reach, index + reach))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::groups;
    use super::*;
    use crate::Measured;
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn parts() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
        prop::collection::vec((1.0..1e6_f64, -1e3..1e3_f64, 0.0..50.0_f64), 5..20)
    }

    #[test]
    fn limits_for_ten_equal_groups_have_the_slope_error() {
        // Middles 0.05 ... 0.95: S = 0.0825, so the error of the slope is SE / sqrt(10 * 0.0825).
        // Adding the variances of the two ends instead, which ignores that they move together,
        // would give limits about 18% too narrow.
        let index =
            slope_index(&groups(&[(1.0, 3.0, 0.2); 10]), Multiplier::ONE, &[LEVEL]).unwrap();
        let half = index.limits_at(LEVEL).unwrap().width() / 2.0;
        assert!((half / LEVEL.z() - 0.2 / 0.825_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn one_part_without_limits_leaves_the_index_without_limits() {
        let mut groups = groups(&[(1.0, 3.0, 0.2); 10]);
        groups[3].measured = Measured::new(2.0).unwrap();
        let index = slope_index(&groups, Multiplier::ONE, &[LEVEL]).unwrap();
        assert_eq!(index.limits(), Err(Undefined::LimitsMissing));
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits_for_every_multiplier(
            parts in parts(),
            multiplier in prop_oneof![-1e6..-1e-6_f64, 1e-6..1.0_f64, 1.0..1e6_f64],
        ) {
            let multiplier = Multiplier::new(multiplier).unwrap();
            let index = slope_index(&groups(&parts), multiplier, &Confidence::PUBLISHED).unwrap();
            for limits in index.limits().unwrap() {
                prop_assert!(limits.contain(index.value()));
            }
        }

        #[test]
        fn the_order_of_rows_does_not_matter(
            (parts, shuffled) in parts().prop_flat_map(|parts| {
                let rows = groups(&parts);
                (Just(rows.clone()), Just(rows).prop_shuffle())
            })
        ) {
            prop_assert_eq!(
                slope_index(&parts, Multiplier::ONE, &[LEVEL]),
                slope_index(&shuffled, Multiplier::ONE, &[LEVEL])
            );
        }

        #[test]
        fn reversing_the_ranking_flips_the_sign(parts in parts()) {
            let there = slope_index(&groups(&parts), Multiplier::ONE, &[LEVEL]).unwrap();
            let reversed: Vec<_> = parts.into_iter().rev().collect();
            let back = slope_index(&groups(&reversed), Multiplier::ONE, &[LEVEL]).unwrap();
            prop_assert!((there.value() + back.value()).abs() < 1e-7);
        }

        #[test]
        fn equality_gives_zero_and_a_shift_changes_nothing(
            populations in prop::collection::vec(1.0..1e6_f64, 5..20), value in -1e3..1e3_f64,
        ) {
            let flat: Vec<_> = populations.iter().map(|&n| (n, value, 1.0)).collect();
            let index = slope_index(&groups(&flat), Multiplier::ONE, &[LEVEL]).unwrap();
            prop_assert!(index.value().abs() < 1e-7, "{}", index.value());
        }

        #[test]
        fn scaling_the_outcome_scales_the_index(parts in parts(), power in -8_i8..8) {
            // By powers of two, which are exact.
            let scale = libm::ldexp(1.0, i32::from(power));
            let one = slope_index(&groups(&parts), Multiplier::ONE, &[LEVEL]).unwrap();
            let scaled: Vec<_> = parts.iter().map(|&(n, y, se)| (n, y * scale, se * scale)).collect();
            let other = slope_index(&groups(&scaled), Multiplier::ONE, &[LEVEL]).unwrap();
            prop_assert_eq!(one.value() * scale, other.value());
            prop_assert_eq!(
                one.limits_at(LEVEL).unwrap().upper() * scale,
                other.limits_at(LEVEL).unwrap().upper()
            );
        }
    }
}
