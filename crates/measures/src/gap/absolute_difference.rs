//! The difference between two groups.

use crate::numeric::hypot;
use crate::{Confidence, Estimate, Measured, Method, Undefined};

/// One group's value less another's.
///
/// # What it shows
/// How many more (or, when negative, fewer) of each 100, or years, or cases, one group has.
///
/// # Interpretation
/// Zero is no gap. The sign says which group is higher; whether that is good is the indicator's
/// polarity. Limits that leave out zero: the groups differ by more than chance explains.
///
/// # Type
/// Simple, absolute, unweighted.
///
/// # Applies when
/// Two groups of different people. By custom the group is the most deprived tenth and the reference
/// the least deprived. Where a value has neither limits nor a standard error, the difference is
/// given and its limits are [`Undefined::LimitsMissing`].
///
/// # Warning
/// Choosing the highest and the lowest of many groups after looking makes a gap out of chance. Eight
/// tenths are not looked at: see [`slope_index`](crate::gradient::slope_index()).
///
/// # Formula
/// `D = y - r`, limits `D ± z √(SE(y)² + SE(r)²)`, each SE as given or from the width of its limits.
///
/// # Example
/// ```
/// use measures::{Confidence, Limits, Measured, gap};
///
/// let level = Confidence::NINETY_FIVE;
/// let most = Measured::with_limits(24.1, Limits::new(level, 22.3, 25.9)?)?;
/// let least = Measured::with_limits(9.8, Limits::new(level, 8.6, 11.0)?)?;
/// let gap = gap::absolute_difference(most, least, &[level])?;
/// let limits = gap.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.1}", gap.value()), "14.3");
/// assert_eq!(format!("{:.1} to {:.1}", limits.lower(), limits.upper()), "12.1 to 16.5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11 (difference).
pub fn absolute_difference(
    group: Measured,
    reference: Measured,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let difference = group.value() - reference.value();
    Estimate::assemble(difference, Method::Normal, confidences, |confidence| {
        let error = hypot(group.standard_error()?, reference.standard_error()?);
        let reach = confidence.z() * error;
        Ok((difference - reach, difference + reach))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn measured(value: f64, error: f64) -> Measured {
        Measured::with_standard_error(value, error).unwrap()
    }

    #[test]
    fn a_gap_without_limits_is_still_a_gap() {
        let gap =
            absolute_difference(Measured::new(3.0).unwrap(), measured(1.0, 0.1), &[LEVEL]).unwrap();
        assert_eq!(gap.value().to_bits(), 2.0_f64.to_bits());
        assert_eq!(gap.limits(), Err(Undefined::LimitsMissing));
    }

    #[test]
    fn what_overflows_says_so() {
        let (low, high) = (
            Measured::new(-1.7e308).unwrap(),
            Measured::new(1.7e308).unwrap(),
        );
        assert_eq!(
            absolute_difference(high, low, &[LEVEL]),
            Err(Undefined::TooLarge)
        );
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(
            one in -1e9..1e9_f64, two in -1e9..1e9_f64, error in 0.0..1e6_f64, other in 0.0..1e6_f64,
        ) {
            let gap = absolute_difference(measured(one, error), measured(two, other), &[LEVEL]).unwrap();
            prop_assert!(gap.limits_at(LEVEL).unwrap().contain(gap.value()));
        }

        #[test]
        fn changing_places_changes_the_sign_and_nothing_else(
            one in -1e9..1e9_f64, two in -1e9..1e9_f64, error in 0.0..1e6_f64, other in 0.0..1e6_f64,
        ) {
            let (one, two) = (measured(one, error), measured(two, other));
            let there = absolute_difference(one, two, &[LEVEL]).unwrap();
            let back = absolute_difference(two, one, &[LEVEL]).unwrap();
            prop_assert_eq!(there.value(), -back.value());
            let (there, back) = (there.limits_at(LEVEL).unwrap(), back.limits_at(LEVEL).unwrap());
            prop_assert_eq!((there.lower(), there.upper()), (-back.upper(), -back.lower()));
        }

        #[test]
        fn equal_groups_have_no_gap(value in -1e9..1e9_f64, error in 0.0..1e6_f64) {
            let same = measured(value, error);
            prop_assert_eq!(absolute_difference(same, same, &[LEVEL]).unwrap().value(), 0.0);
        }

        #[test]
        fn doubling_the_outcome_doubles_the_gap(
            one in -1e9..1e9_f64, two in -1e9..1e9_f64, error in 0.0..1e6_f64,
        ) {
            let single = absolute_difference(measured(one, error), measured(two, error), &[LEVEL]).unwrap();
            let double =
                absolute_difference(measured(2.0 * one, 2.0 * error), measured(2.0 * two, 2.0 * error), &[LEVEL])
                    .unwrap();
            prop_assert_eq!(2.0 * single.value(), double.value());
            prop_assert_eq!(
                2.0 * single.limits_at(LEVEL).unwrap().lower(),
                double.limits_at(LEVEL).unwrap().lower()
            );
        }
    }
}
