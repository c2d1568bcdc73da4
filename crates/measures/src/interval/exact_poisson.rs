//! Exact limits of a Poisson count.

use crate::numeric::chi_square;
use crate::{Confidence, Count, Limits};

/// Exact limits of a count by chi-square quantiles.
///
/// # What it shows
/// The numbers of events, on average over many such periods, that are compatible with the number
/// that was seen.
///
/// # Interpretation
/// At the lower limit, so many events or more would be seen with the probability of one tail; at the
/// upper limit, so many or fewer.
///
/// # Type
/// Interval of a count; exact, so its coverage is never below its name and often above it.
///
/// # Applies when
/// Events are independent of one another. Any count, whole or not; no events give a lower limit of
/// exactly 0.
///
/// # Warning
/// Admissions of the same person twice, or cases of one outbreak, are not independent: the true
/// limits are wider.
///
/// # Formula
/// `χ²((1-c)/2; 2x) / 2` and `χ²((1+c)/2; 2x+2) / 2`.
///
/// # Example
/// ```
/// use measures::{Confidence, Count, interval};
///
/// let limits = interval::exact_poisson(Count::from(5), Confidence::NINETY_FIVE);
/// assert_eq!(format!("{:.3} {:.3}", limits.lower(), limits.upper()), "1.623 11.668");
/// ```
///
/// # References
/// Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936; 28: 437-442.
#[must_use]
pub fn exact_poisson(count: Count, confidence: Confidence) -> Limits {
    let x = count.get();
    let tail = confidence.tail();
    let lower = chi_square::quantile(tail, 2.0 * x) / 2.0;
    let upper = chi_square::upper_quantile(tail, 2.0 * x + 2.0) / 2.0;
    // The median of a gamma variable lies under its shape and above its shape less a third, so the
    // count is between the limits; only rounding at confidences near zero could put it outside.
    Limits::around(x, confidence, lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::gamma;
    use proptest::prelude::*;

    #[test]
    fn garwoods_published_limits() {
        // Garwood 1936, table I (two decimals, 95%), as reprinted by Pearson and Hartley.
        for (count, lower, upper) in [
            (0, "0.000", "3.689"),
            (1, "0.025", "5.572"),
            (2, "0.242", "7.225"),
            (10, "4.795", "18.390"),
        ] {
            let limits = exact_poisson(Count::from(count), Confidence::NINETY_FIVE);
            assert_eq!(
                (
                    format!("{:.3}", limits.lower()),
                    format!("{:.3}", limits.upper())
                ),
                (lower.into(), upper.into())
            );
        }
    }

    #[test]
    fn no_events_have_a_lower_limit_of_zero_and_one_event_one_above() {
        let none = exact_poisson(Count::ZERO, Confidence::NINETY_NINE_POINT_EIGHT);
        assert_eq!(none.lower().to_bits(), 0.0_f64.to_bits());
        // -ln 0.999 and -ln 0.001: where cancellation would cost thirteen digits.
        let one = exact_poisson(Count::from(1), Confidence::NINETY_NINE_POINT_EIGHT);
        assert!((one.lower() - 0.001_000_500_333_583_533_5).abs() < 1e-16);
        assert!((none.upper() - 6.907_755_278_982_137).abs() < 1e-13);
    }

    proptest! {
        #[test]
        fn more_confidence_is_wider(
            count in prop_oneof![0.0..20.0_f64, 0.0..9e15_f64],
            one in 1e-3..0.999_f64,
            more in 1e-4..1.0_f64,
        ) {
            let count = Count::new(count).unwrap();
            let limits = |confidence| exact_poisson(count, Confidence::new(confidence).unwrap());
            let (narrow, wide) = (limits(one), limits(one + (1.0 - one) * more * 0.999));
            prop_assert!(wide.lower() <= narrow.lower() && narrow.upper() <= wide.upper());
        }

        #[test]
        fn the_count_lies_between_the_limits(
            count in prop_oneof![0.0..20.0_f64, 0.0..9e15_f64],
            confidence in 1e-6..0.999_999_f64,
        ) {
            let count = Count::new(count).unwrap();
            let limits = exact_poisson(count, Confidence::new(confidence).unwrap());
            prop_assert!(0.0 <= limits.lower() && limits.contain(count.get()));
        }

        #[test]
        fn each_limit_leaves_the_tail_it_promises(count in 1_u32..5_000, confidence in 0.5..0.9999_f64) {
            let confidence = Confidence::new(confidence).unwrap();
            let limits = exact_poisson(Count::from(count), confidence);
            let x = f64::from(count);
            // P(X >= x | mean m) is the lower gamma tail of shape x at m.
            let at_lower = gamma::lower(x, limits.lower());
            let at_upper = gamma::upper(x + 1.0, limits.upper());
            prop_assert!((at_lower / confidence.tail() - 1.0).abs() < 1e-11);
            prop_assert!((at_upper / confidence.tail() - 1.0).abs() < 1e-11);
        }
    }
}
