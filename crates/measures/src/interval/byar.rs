//! Byar's approximation to the limits of a Poisson count.

use crate::{Confidence, Count, Limits};

/// Byar's approximate limits of a count.
///
/// # What it shows
/// The numbers of events, on average over many such periods, that are compatible with the number
/// that was seen.
///
/// # Interpretation
/// Within 0.1% of the exact limits from about 10 events upwards.
///
/// # Type
/// Interval of a count; approximate.
///
/// # Applies when
/// Events are independent of one another and there are 10 or more of them. For fewer see
/// [`exact_poisson`](super::exact_poisson()); [`poisson`](super::poisson()) chooses by rule.
///
/// # Warning
/// For one or two events at 99.8% the formula falls below zero. A count cannot, so the lower limit
/// is then 0, as it is for no events.
///
/// # Formula
/// `x (1 - 1/(9x) - z/(3√x))³` and `(x+1) (1 - 1/(9(x+1)) + z/(3√(x+1)))³`.
///
/// # Example
/// ```
/// use measures::{Confidence, Count, interval};
///
/// let limits = interval::byar(Count::from(64), Confidence::NINETY_FIVE);
/// assert_eq!(format!("{:.3} {:.3}", limits.lower(), limits.upper()), "49.285 81.728");
/// ```
///
/// # References
/// Breslow N E, Day N E. Statistical Methods in Cancer Research, volume II: The Design and Analysis
/// of Cohort Studies. IARC 1987; 69-71.
#[must_use]
pub fn byar(count: Count, confidence: Confidence) -> Limits {
    let x = count.get();
    let z = confidence.z();
    let lower = if x == 0.0 {
        0.0
    } else {
        x * cube(1.0 - 1.0 / (9.0 * x) - z / (3.0 * x.sqrt()))
    };
    let next = x + 1.0;
    let upper = next * cube(1.0 - 1.0 / (9.0 * next) + z / (3.0 * next.sqrt()));
    Limits::around(x, confidence, lower.max(0.0), upper)
}

fn cube(x: f64) -> f64 {
    x * x * x
}

#[cfg(test)]
mod tests {
    use super::super::exact_poisson;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_event_at_the_higher_confidence_has_a_lower_limit_of_zero() {
        let limits = byar(Count::from(1), Confidence::NINETY_NINE_POINT_EIGHT);
        assert_eq!(limits.lower().to_bits(), 0.0_f64.to_bits());
        assert!(limits.upper() > 1.0);
    }

    #[test]
    fn five_events_have_limits_of_95_percent_and_not_of_five() {
        // A published port of the method hands on the rest of the confidence: 4.54 to 5.82.
        let limits = byar(Count::from(5), Confidence::NINETY_FIVE);
        assert_eq!(
            format!("{:.2} {:.2}", limits.lower(), limits.upper()),
            "1.61 11.67"
        );
    }

    proptest! {
        #[test]
        fn more_confidence_is_wider(
            count in prop_oneof![0.0..20.0_f64, 0.0..9e15_f64],
            one in 1e-6..0.999_999_f64,
            other in 1e-6..0.999_999_f64,
        ) {
            let count = Count::new(count).unwrap();
            let limits = |confidence| byar(count, Confidence::new(confidence).unwrap());
            let (narrow, wide) = (limits(one.min(other)), limits(one.max(other)));
            prop_assert!(wide.lower() <= narrow.lower() && narrow.upper() <= wide.upper());
        }

        #[test]
        fn the_count_lies_between_the_limits(
            count in prop_oneof![0.0..20.0_f64, 0.0..9e15_f64],
            confidence in 1e-6..0.999_999_f64,
        ) {
            let count = Count::new(count).unwrap();
            let limits = byar(count, Confidence::new(confidence).unwrap());
            prop_assert!(0.0 <= limits.lower() && limits.contain(count.get()));
        }

        #[test]
        fn it_is_near_the_exact_limits_from_ten_events(count in 10_u32..100_000) {
            for level in Confidence::PUBLISHED {
                let (near, exact) = (byar(Count::from(count), level), exact_poisson(Count::from(count), level));
                prop_assert!((near.lower() / exact.lower() - 1.0).abs() < 0.02);
                prop_assert!((near.upper() / exact.upper() - 1.0).abs() < 0.002);
            }
        }
    }
}
