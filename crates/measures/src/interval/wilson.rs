//! Wilson's score interval of a proportion.

use crate::{Confidence, Count, Limits, Population, Undefined};

/// Wilson's score limits of `numerator / denominator`, as fractions between 0 and 1.
///
/// # What it shows
/// The shares that are compatible with what was seen.
///
/// # Interpretation
/// The limits never leave 0 to 1, and none seen gives a lower limit of exactly 0, all seen an upper
/// limit of exactly 1.
///
/// # Type
/// Interval of a simple measure; approximate, with coverage near its name even in small groups.
///
/// # Applies when
/// The numerator counts people (or occasions) out of the denominator. Fractions of people are
/// accepted, as registers publish them.
///
/// # Warning
/// It describes chance only, not who is missing from the data.
///
/// # Formula
/// `(2x + z² ± z √(z² + 4x(1 - x/n))) / (2(n + z²))`. The lower limit is computed as
/// `(2x²/n) / (2x + z² + z √(z² + 4x(1 - x/n)))`, which is the same number without cancellation; the
/// upper limit of all is 1.
///
/// # Example
/// ```
/// use measures::{Confidence, Count, Population, interval};
///
/// // 65 of 100.
/// let limits = interval::wilson(Count::from(65), Population::from(100), Confidence::NINETY_FIVE)?;
/// assert_eq!(format!("{:.4} {:.4}", limits.lower(), limits.upper()), "0.5525 0.7364");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Wilson E B. Probable inference, the law of succession, and statistical inference. JASA 1927;
/// 22: 209-212. Newcombe R G. Two-sided confidence intervals for the single proportion. Statistics
/// in Medicine 1998; 17: 857-872.
pub fn wilson(
    numerator: Count,
    denominator: Population,
    confidence: Confidence,
) -> Result<Limits, Undefined> {
    let (x, n) = (numerator.get(), denominator.get());
    if n == 0.0 {
        return Err(Undefined::DenominatorIsZero);
    }
    if x > n {
        return Err(Undefined::NumeratorAboveDenominator);
    }
    let z = confidence.z();
    let share = x / n;
    let z_squared = z * z;
    let reach = z * (z_squared + 4.0 * x * (1.0 - share)).sqrt();
    // At a confidence near zero nothing of the sum below would be left.
    let lower = if x == 0.0 {
        0.0
    } else {
        2.0 * x * share / (2.0 * x + z_squared + reach)
    };
    let upper = if x >= n {
        1.0
    } else {
        (2.0 * x + z_squared + reach) / (2.0 * (n + z_squared))
    };
    Ok(Limits::around(share, confidence, lower, upper.min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn limits(x: f64, n: f64, confidence: f64) -> (f64, f64) {
        let limits = wilson(
            Count::new(x).unwrap(),
            Population::new(n).unwrap(),
            Confidence::new(confidence).unwrap(),
        )
        .unwrap();
        (limits.lower(), limits.upper())
    }

    #[test]
    fn none_and_all_reach_the_ends_exactly() {
        assert_eq!(limits(0.0, 7.0, 0.95).0.to_bits(), 0.0_f64.to_bits());
        assert_eq!(limits(7.0, 7.0, 0.95).1.to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn newcombes_published_cases() {
        // Newcombe 1998, table I, method 3 (score without continuity correction).
        for (x, n, lower, upper) in [
            (81.0, 263.0, "0.2553", "0.3662"),
            (15.0, 148.0, "0.0624", "0.1605"),
            (0.0, 20.0, "0.0000", "0.1611"),
            (1.0, 29.0, "0.0061", "0.1718"),
        ] {
            let (low, high) = limits(x, n, 0.95);
            assert_eq!(
                (format!("{low:.4}"), format!("{high:.4}")),
                (lower.into(), upper.into())
            );
        }
    }

    #[test]
    fn no_share_of_nobody_or_of_more_than_all() {
        let level = Confidence::NINETY_FIVE;
        assert_eq!(
            wilson(Count::ZERO, Population::from(0), level),
            Err(Undefined::DenominatorIsZero)
        );
        assert_eq!(
            wilson(Count::from(3), Population::from(2), level),
            Err(Undefined::NumeratorAboveDenominator)
        );
    }

    #[test]
    fn none_at_a_confidence_near_zero_is_none() {
        let confidence = Confidence::new(f64::MIN_POSITIVE).unwrap();
        let limits = wilson(Count::ZERO, Population::from(9), confidence).unwrap();
        assert_eq!((limits.lower(), limits.upper()), (0.0, 0.0));
    }

    proptest! {
        #[test]
        fn the_share_lies_between_the_limits(
            n in prop_oneof![1e-9..1.0_f64, 1.0..1e4_f64, 1.0..9e15_f64],
            share in 0.0..=1.0_f64,
            confidence in 1e-6..0.999_999_f64,
        ) {
            let x = Count::new((n * share).min(n)).unwrap().get();
            prop_assume!(x <= n);
            let (lower, upper) = limits(x, n, confidence);
            prop_assert!(0.0 <= lower && lower <= x / n && x / n <= upper && upper <= 1.0);
        }

        #[test]
        fn those_with_and_those_without_mirror_each_other(n in 1_u32..100_000, part in 0.0..=1.0_f64) {
            let x = (f64::from(n) * part).floor();
            let n = f64::from(n);
            let (lower, upper) = limits(x, n, 0.95);
            let (other_lower, other_upper) = limits(n - x, n, 0.95);
            prop_assert!((lower - (1.0 - other_upper)).abs() < 1e-15);
            prop_assert!((upper - (1.0 - other_lower)).abs() < 1e-15);
        }

        #[test]
        fn more_confidence_is_wider(n in 1_u32..100_000, part in 0.0..=1.0_f64) {
            let n = f64::from(n);
            let x = (n * part).floor();
            let (narrow, wide) = (limits(x, n, 0.95), limits(x, n, 0.998));
            prop_assert!(wide.0 <= narrow.0 && narrow.1 <= wide.1);
        }
    }
}
