//! The average of some values.

use crate::{Confidence, Estimate, Measured, Method, Undefined, interval, numeric};

/// A mean with Student's limits.
///
/// # What it shows
/// The average of values that were measured once each, such as a score or a time.
///
/// # Interpretation
/// 1.58 hours with 95% limits 0.70 to 2.46: means in that range are compatible with the values.
///
/// # Type
/// Simple measure of one group.
///
/// # Applies when
/// Values are independent of one another and not wildly skewed, or there are many.
///
/// # Warning
/// A value that is missing is not zero: without it there is no mean of all, and none is given. One
/// value has a mean and no limits. The mean of rates of areas is not the rate of the areas together.
///
/// # Formula
/// `Σ x / n`, standard error `√(Σ (x - mean)² / (n - 1) / n)`, limits by
/// [`interval::student_t`](crate::interval::student_t()).
///
/// # Example
/// ```
/// use measures::{Confidence, rate};
///
/// // Student 1908, table of Cushny and Peebles: hours of sleep gained by ten patients.
/// let gained = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];
/// let estimate = rate::mean(&gained, &[Confidence::NINETY_FIVE])?;
/// let limits = estimate.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.2}", estimate.value()), "1.58");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "0.70 to 2.46");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As [`interval::student_t`](crate::interval::student_t()). Association of Public Health
/// Observatories. Technical Briefing 3: Commonly used public health statistics and their confidence
/// intervals. 2008.
#[doc(alias = "average")]
pub fn mean(values: &[f64], confidences: &[Confidence]) -> Result<Estimate, Undefined> {
    let number = u32::try_from(values.len()).map_err(|_| Undefined::TooLarge)?;
    if number == 0 || values.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::ValueMissing);
    }
    // In order, so that the order of input changes no bit.
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let n = f64::from(number);
    let mean = numeric::sum(values.iter().copied()) / n;
    if !mean.is_finite() {
        return Err(Undefined::TooLarge);
    }
    let squares = numeric::sum(values.iter().map(|value| (value - mean) * (value - mean)));
    // What rounding took from the mean comes off the squares.
    let rounded = numeric::sum(values.iter().map(|value| value - mean));
    let squares = squares - rounded * rounded / n;
    // Not `max`, which would take what overflowed for zero.
    let squares = if squares < 0.0 { 0.0 } else { squares };
    Estimate::assemble(mean, Method::StudentT, confidences, |confidence| {
        if number < 2 {
            return Err(Undefined::TooFewValues {
                found: number,
                needed: 2,
            });
        }
        let standard_error = (squares / (n - 1.0) / n).sqrt();
        let mean =
            Measured::with_standard_error(mean, standard_error).map_err(|_| Undefined::TooLarge)?;
        let limits = interval::student_t(mean, number, confidence)?;
        Ok((limits.lower(), limits.upper()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_missing_is_not_averaged_away() {
        assert_eq!(mean(&[], &[]), Err(Undefined::ValueMissing));
        assert_eq!(mean(&[1.0, f64::NAN], &[]), Err(Undefined::ValueMissing));
        assert_eq!(
            mean(&[1.0, f64::INFINITY], &[]),
            Err(Undefined::ValueMissing)
        );
    }

    #[test]
    fn one_value_has_a_mean_and_the_reason_why_it_has_no_limits() {
        let one = mean(&[3.5], &Confidence::PUBLISHED).unwrap();
        assert_eq!(one.value(), 3.5);
        assert_eq!(
            one.limits(),
            Err(Undefined::TooFewValues {
                found: 1,
                needed: 2
            })
        );
    }

    #[test]
    fn values_that_overflow_have_a_reason() {
        assert_eq!(mean(&[1e308, 1e308], &[]), Err(Undefined::TooLarge));
        let apart = mean(&[1e200, -1e200], &[Confidence::NINETY_FIVE]).unwrap();
        assert_eq!(apart.limits(), Err(Undefined::TooLarge));
    }

    #[test]
    fn the_digits_of_values_far_from_zero_are_kept() {
        // The classic case in which the sum of squares less the square of the sum is wrong.
        let values = [1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0];
        let estimate = mean(&values, &[Confidence::NINETY_FIVE]).unwrap();
        assert_eq!(estimate.value(), 1e9 + 10.0);
        let width = estimate.limits().unwrap()[0].width();
        // Variance 30, three degrees: 2 * 3.182446305284264 * sqrt(30 / 4).
        assert!((width - 2.0 * 3.182_446_305_284_264 * 7.5_f64.sqrt()).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn the_mean_lies_between_its_limits_and_the_extremes(
            values in proptest::collection::vec(-1e6..1e6_f64, 1..40),
            confidence in 1e-6..0.999_999_f64,
        ) {
            let estimate = mean(&values, &[Confidence::new(confidence).unwrap()]).unwrap();
            if let Ok(limits) = estimate.limits() {
                prop_assert!(limits[0].contain(estimate.value()));
            }
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let slack = 1e-9;
            prop_assert!(least - slack <= estimate.value() && estimate.value() <= most + slack);
        }

        #[test]
        fn the_order_of_values_changes_no_bit(values in proptest::collection::vec(-1e6..1e6_f64, 2..40), turn in 0_usize..40) {
            let mut turned = values.clone();
            turned.rotate_left(turn % values.len());
            turned.reverse();
            prop_assert_eq!(mean(&values, &Confidence::PUBLISHED), mean(&turned, &Confidence::PUBLISHED));
        }

        #[test]
        fn twice_the_values_is_twice_the_mean_and_the_limits(values in proptest::collection::vec(-1e6..1e6_f64, 2..40)) {
            let doubled: Vec<f64> = values.iter().map(|value| value * 2.0).collect();
            let level = [Confidence::NINETY_FIVE];
            let (one, two) = (mean(&values, &level).unwrap(), mean(&doubled, &level).unwrap());
            // Doubling is exact in binary.
            prop_assert_eq!(one.value() * 2.0, two.value());
            prop_assert_eq!(one.limits().unwrap()[0].upper() * 2.0, two.limits().unwrap()[0].upper());
        }

        #[test]
        fn two_samples_merge_into_their_weighted_mean(
            one in proptest::collection::vec(-1e6..1e6_f64, 1..40),
            other in proptest::collection::vec(-1e6..1e6_f64, 1..40),
        ) {
            let of = |values: &[f64]| mean(values, &[]).unwrap().value();
            let n = |values: &[f64]| f64::from(u32::try_from(values.len()).unwrap());
            let merged = (of(&one) * n(&one) + of(&other) * n(&other)) / (n(&one) + n(&other));
            let all: Vec<f64> = one.iter().chain(&other).copied().collect();
            prop_assert!((of(&all) - merged).abs() < 1e-8);
        }
    }
}
