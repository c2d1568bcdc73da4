//! Limits of a weighted sum of counts.

use super::byar;
use crate::{Confidence, Count, Limits, Measured, Undefined};

/// Dobson's limits of a rate or number that weights counts: a directly standardised rate, years of
/// life lost.
///
/// # What it shows
/// The weighted sums that are compatible with the events that were seen.
///
/// # Interpretation
/// The limits of the total count, stretched to the spread of the weighted sum. They are not
/// symmetric, as counts are not.
///
/// # Type
/// Interval of a weighted sum of Poisson counts; approximate.
///
/// # Applies when
/// Weights are known and not negative, and ten or more events were counted in all. The sum comes
/// with its standard error: the square root of the sum of squared weights times the variance of each
/// count.
///
/// # Warning
/// With few events in bands of great weight the formula can fall below zero. A sum of events cannot,
/// so the lower limit is then 0.
///
/// # Formula
/// `value + √(V/O) (Byar(O) - O)`, where `O` is the total count and `V` the variance of the value.
///
/// # Example
/// ```
/// use measures::{Confidence, Count, Measured, interval};
///
/// // Equal weights: the limits are those of the count itself.
/// let sum = Measured::with_standard_error(64.0, 8.0)?;
/// let limits = interval::dobson(sum, Count::from(64), Confidence::NINETY_FIVE)?;
/// assert_eq!(limits, interval::byar(Count::from(64), Confidence::NINETY_FIVE));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Dobson A J, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for weighted sums of Poisson
/// parameters. Statistics in Medicine 1991; 10: 457-462.
pub fn dobson(
    weighted: Measured,
    count: Count,
    confidence: Confidence,
) -> Result<Limits, Undefined> {
    let (value, standard_error) = (weighted.value(), weighted.standard_error()?);
    let events = count.get();
    if value < 0.0 {
        return Err(Undefined::NegativeValue);
    }
    if events == 0.0 {
        return Err(Undefined::TooFewEvents { needed: 1 });
    }
    let of_count = byar(count, confidence);
    let stretch = standard_error / events.sqrt();
    let lower = value + stretch * (of_count.lower() - events);
    let upper = value + stretch * (of_count.upper() - events);
    Limits::new(confidence, lower.max(0.0), upper).map_err(|_| Undefined::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_events_or_a_spread_there_are_no_limits() {
        let level = Confidence::NINETY_FIVE;
        let none = Measured::with_standard_error(0.0, 0.0).unwrap();
        assert_eq!(
            dobson(none, Count::ZERO, level),
            Err(Undefined::TooFewEvents { needed: 1 })
        );
        assert_eq!(
            dobson(Measured::new(3.0).unwrap(), Count::from(20), level),
            Err(Undefined::LimitsMissing)
        );
        let negative = Measured::with_standard_error(-1.0, 1.0).unwrap();
        assert_eq!(
            dobson(negative, Count::from(20), level),
            Err(Undefined::NegativeValue)
        );
    }

    #[test]
    fn a_great_weight_on_few_events_stops_at_zero() {
        let sum = Measured::with_standard_error(10.0, 9.0).unwrap();
        let limits = dobson(sum, Count::from(10), Confidence::NINETY_NINE_POINT_EIGHT).unwrap();
        assert_eq!(limits.lower().to_bits(), 0.0_f64.to_bits());
        assert!(limits.upper() > 10.0);
    }

    proptest! {
        #[test]
        fn the_value_lies_between_the_limits(
            value in 0.0..1e9_f64,
            error in 0.0..1e9_f64,
            count in 1.0..9e15_f64,
            confidence in 1e-6..0.999_999_f64,
        ) {
            let confidence = Confidence::new(confidence).unwrap();
            let weighted = Measured::with_standard_error(value, error).unwrap();
            let limits = dobson(weighted, Count::new(count).unwrap(), confidence).unwrap();
            prop_assert!(limits.contain(value) && limits.lower() >= 0.0);
        }

        #[test]
        fn a_common_weight_scales_the_limits_of_the_count(count in 10_u32..1_000_000, weight in 1e-6..1e6_f64) {
            let events = f64::from(count);
            let weighted = Measured::with_standard_error(events * weight, events.sqrt() * weight).unwrap();
            for level in Confidence::PUBLISHED {
                let limits = dobson(weighted, Count::from(count), level).unwrap();
                let of_count = byar(Count::from(count), level);
                prop_assert!((limits.lower() / (of_count.lower() * weight) - 1.0).abs() < 1e-11);
                prop_assert!((limits.upper() / (of_count.upper() * weight) - 1.0).abs() < 1e-11);
            }
        }
    }
}
