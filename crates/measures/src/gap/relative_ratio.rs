//! The ratio of two groups.

use crate::numeric::{exp, hypot, ln};
use crate::{Confidence, Estimate, Measured, Method, Undefined};

/// One group's value over another's.
///
/// # What it shows
/// How many times as high one group is as another.
///
/// # Interpretation
/// One is no gap, two is twice as high, a half is half as high. Limits that leave out one: the
/// groups differ by more than chance explains.
///
/// # Type
/// Simple, relative, unweighted.
///
/// # Applies when
/// Two groups of different people and values of zero or more on a scale with a true zero. By custom
/// the group is the most deprived tenth and the reference the least deprived. Where a value has
/// neither limits nor a standard error, or is zero, the ratio is given and its limits say why there
/// are none.
///
/// # Warning
/// A ratio of shares of people with something differs from the ratio of shares without. A rare event
/// can have a large ratio and a small difference: show [`absolute_difference`] beside it.
///
/// # Formula
/// `R = y / r`, limits `exp(ln R ± z √(SE(y)²/y² + SE(r)²/r²))`, each SE as given or from the width
/// of its limits.
///
/// # Example
/// ```
/// use measures::{Confidence, Limits, Measured, gap};
///
/// let level = Confidence::NINETY_FIVE;
/// let most = Measured::with_limits(24.1, Limits::new(level, 22.3, 25.9)?)?;
/// let least = Measured::with_limits(9.8, Limits::new(level, 8.6, 11.0)?)?;
/// let gap = gap::relative_ratio(most, least, &[level])?;
/// let limits = gap.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.2}", gap.value()), "2.46");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "2.13 to 2.84");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11 (ratio).
///
/// [`absolute_difference`]: super::absolute_difference()
pub fn relative_ratio(
    group: Measured,
    reference: Measured,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let (value, base) = (group.value(), reference.value());
    if value < 0.0 || base < 0.0 {
        return Err(Undefined::NegativeValue);
    }
    if base == 0.0 {
        return Err(Undefined::ReferenceIsZero);
    }
    let ratio = value / base;
    Estimate::assemble(ratio, Method::LogNormal, confidences, |confidence| {
        if value == 0.0 {
            return Err(Undefined::ValueIsZero);
        }
        let error = hypot(
            group.standard_error()? / value,
            reference.standard_error()? / base,
        );
        let (log, reach) = (ln(ratio), confidence.z() * error);
        Ok((exp(log - reach), exp(log + reach)))
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
    fn undefined_when_the_reference_is_zero() {
        assert_eq!(
            relative_ratio(measured(2.0, 0.1), measured(0.0, 0.1), &[LEVEL]),
            Err(Undefined::ReferenceIsZero)
        );
    }

    #[test]
    fn undefined_for_negative_values() {
        assert_eq!(
            relative_ratio(measured(2.0, 0.1), measured(-1.0, 0.1), &[LEVEL]),
            Err(Undefined::NegativeValue)
        );
    }

    #[test]
    fn nothing_over_something_is_zero_without_limits() {
        let ratio = relative_ratio(measured(0.0, 0.1), measured(4.0, 0.1), &[LEVEL]).unwrap();
        assert_eq!(ratio.value().to_bits(), 0.0_f64.to_bits());
        assert_eq!(ratio.limits(), Err(Undefined::ValueIsZero));
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(
            one in 1e-3..1e9_f64, two in 1e-3..1e9_f64, error in 0.0..1e3_f64, other in 0.0..1e-2_f64,
        ) {
            match relative_ratio(measured(one, error), measured(two, other), &[LEVEL]).unwrap().limits_at(LEVEL) {
                Some(limits) => prop_assert!(limits.contain(one / two)),
                // A standard error a million times the value has no finite upper limit.
                None => prop_assert!(error / one + other / two > 100.0),
            }
        }

        #[test]
        fn changing_places_turns_the_ratio_upside_down(
            one in 1.0..1e6_f64, two in 1.0..1e6_f64, error in 0.0..1.0_f64, other in 0.0..1.0_f64,
        ) {
            let (one, two) = (measured(one, error), measured(two, other));
            let there = relative_ratio(one, two, &[LEVEL]).unwrap().limits_at(LEVEL).unwrap();
            let back = relative_ratio(two, one, &[LEVEL]).unwrap().limits_at(LEVEL).unwrap();
            prop_assert!((there.lower() * back.upper() - 1.0).abs() < 1e-12);
            prop_assert!((there.upper() * back.lower() - 1.0).abs() < 1e-12);
        }

        #[test]
        fn scaling_the_outcome_leaves_the_ratio(
            one in 1.0..1e6_f64, two in 1.0..1e6_f64, error in 0.0..1.0_f64, scale in 1e-3..1e3_f64,
        ) {
            let single = relative_ratio(measured(one, error), measured(two, error), &[LEVEL]).unwrap();
            let scaled =
                relative_ratio(measured(one * scale, error * scale), measured(two * scale, error * scale), &[LEVEL])
                    .unwrap();
            prop_assert!((single.value() / scaled.value() - 1.0).abs() < 1e-13);
            let (single, scaled) = (single.limits_at(LEVEL).unwrap(), scaled.limits_at(LEVEL).unwrap());
            prop_assert!((single.lower() / scaled.lower() - 1.0).abs() < 1e-12);
            prop_assert!((single.upper() / scaled.upper() - 1.0).abs() < 1e-12);
        }
    }
}
