//! Limits of a mean.

use crate::numeric::student_t as distribution;
use crate::{Confidence, Limits, Measured, Undefined};

/// Student's limits of a mean that comes with its standard error.
///
/// # What it shows
/// The means that are compatible with the values that were seen.
///
/// # Interpretation
/// Wider than so many standard errors of the normal distribution, because the spread is itself
/// estimated; from some hundred values the two are alike.
///
/// # Type
/// Interval of a mean; exact where values follow the normal distribution, good where there are some
/// thirty or more of them.
///
/// # Applies when
/// The values are independent of one another.
///
/// # Warning
/// One value says nothing of its spread: there are no limits. Values of areas are not a sample of
/// anything; the limits then describe how unlike the areas are.
///
/// # Formula
/// `mean ± t(n-1; (1-c)/2) * standard error`.
///
/// # Example
/// ```
/// use measures::{Confidence, Measured, interval};
///
/// // Student 1908, table of Cushny and Peebles: ten patients, 1.58 hours more sleep, sd 1.23.
/// let gain = Measured::with_standard_error(1.58, 1.23 / 10.0_f64.sqrt())?;
/// let limits = interval::student_t(gain, 10, Confidence::NINETY_FIVE)?;
/// assert_eq!(format!("{:.2} {:.2}", limits.lower(), limits.upper()), "0.70 2.46");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Student. The probable error of a mean. Biometrika 1908; 6: 1-25.
pub fn student_t(mean: Measured, values: u32, confidence: Confidence) -> Result<Limits, Undefined> {
    let standard_error = mean.standard_error()?;
    if values < 2 {
        return Err(Undefined::TooFewValues {
            found: values,
            needed: 2,
        });
    }
    let degrees = f64::from(values - 1);
    let reach = distribution::upper_quantile(confidence.tail(), degrees) * standard_error;
    let value = mean.value();
    Limits::new(confidence, value - reach, value + reach).map_err(|_| Undefined::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_value_has_no_limits_and_none_without_a_spread() {
        let mean = Measured::with_standard_error(3.0, 0.0).unwrap();
        assert_eq!(
            student_t(mean, 1, Confidence::NINETY_FIVE),
            Err(Undefined::TooFewValues {
                found: 1,
                needed: 2
            })
        );
        assert_eq!(
            student_t(Measured::new(3.0).unwrap(), 5, Confidence::NINETY_FIVE),
            Err(Undefined::LimitsMissing)
        );
        let huge = Measured::with_standard_error(0.0, 1e308).unwrap();
        assert_eq!(
            student_t(huge, 2, Confidence::NINETY_FIVE),
            Err(Undefined::TooLarge)
        );
    }

    proptest! {
        #[test]
        fn the_mean_lies_between_the_limits(
            mean in -1e15..1e15_f64,
            error in 0.0..1e12_f64,
            values in 2_u32..,
            confidence in 1e-6..0.999_999_f64,
        ) {
            let confidence = Confidence::new(confidence).unwrap();
            let limits = student_t(Measured::with_standard_error(mean, error).unwrap(), values, confidence).unwrap();
            prop_assert!(limits.contain(mean));
        }

        #[test]
        fn more_confidence_is_wider_and_more_values_narrower(error in 1e-3..1e3_f64, values in 2_u32..1_000_000) {
            let mean = Measured::with_standard_error(5.0, error).unwrap();
            let width = |values, confidence| student_t(mean, values, confidence).unwrap().width();
            let [narrow, wide] = Confidence::PUBLISHED.map(|confidence| width(values, confidence));
            prop_assert!(narrow < wide);
            prop_assert!(width(values * 2, Confidence::NINETY_FIVE) < narrow);
            // Never narrower than the normal distribution.
            prop_assert!(narrow >= 2.0 * error * Confidence::NINETY_FIVE.z() * (1.0 - 1e-12));
        }
    }
}
