//! Exact limits of a proportion.

use crate::numeric::beta;
use crate::{Confidence, Count, Limits, Population, Undefined};

/// A beta variable with a shape below this lies at its end.
const LEAST_SHAPE: f64 = 1e-30;

/// Exact limits of `numerator / denominator`, as fractions between 0 and 1, by Clopper and Pearson.
///
/// # What it shows
/// The shares that are compatible with what was seen.
///
/// # Interpretation
/// At the lower limit, so many or more would be seen with the probability of one tail; at the upper
/// limit, so many or fewer.
///
/// # Type
/// Interval of a simple measure; exact, so its coverage is never below its name and often above it.
///
/// # Applies when
/// The numerator counts people (or occasions) out of the denominator and the promise of the name
/// matters more than a short interval: screening of rare harms, ratios of very small counts. None
/// seen gives a lower limit of exactly 0, all seen an upper limit of exactly 1.
///
/// # Warning
/// Published English profiles use [`wilson`](super::wilson()), which is shorter. Do not compare the
/// one with the other.
///
/// # Formula
/// The value below which a share `(1-c)/2` of a beta variable with shapes `x` and `n - x + 1` lies,
/// and the value above which such a share lies with shapes `x + 1` and `n - x`.
///
/// # Example
/// ```
/// use measures::{Confidence, Count, Population, interval};
///
/// // Newcombe 1998, table I, method 5: 81 of 263.
/// let limits = interval::exact_binomial(Count::from(81), Population::from(263), Confidence::NINETY_FIVE)?;
/// assert_eq!(format!("{:.4} {:.4}", limits.lower(), limits.upper()), "0.2527 0.3676");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Clopper C J, Pearson E S. The use of confidence or fiducial limits illustrated in the case of the
/// binomial. Biometrika 1934; 26: 404-413. Newcombe R G. Two-sided confidence intervals for the
/// single proportion. Statistics in Medicine 1998; 17: 857-872.
#[doc(alias = "Clopper-Pearson")]
pub fn exact_binomial(
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
    let tail = confidence.tail();
    let without = n - x;
    let lower = if x == 0.0 {
        0.0
    } else {
        beta::quantile(tail, x, without + 1.0)
    };
    let upper = if without < LEAST_SHAPE {
        1.0
    } else {
        beta::upper_quantile(tail, x + 1.0, without)
    };
    Ok(Limits::around(x / n, confidence, lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn limits(x: f64, n: f64, confidence: f64) -> (f64, f64) {
        let limits = exact_binomial(
            Count::new(x).unwrap(),
            Population::new(n).unwrap(),
            Confidence::new(confidence).unwrap(),
        )
        .unwrap();
        (limits.lower(), limits.upper())
    }

    #[test]
    fn none_and_all_reach_the_ends_exactly() {
        let (lower, upper) = limits(0.0, 7.0, 0.95);
        assert_eq!(lower.to_bits(), 0.0_f64.to_bits());
        // 1 - 0.025^(1/7).
        assert!((upper - (1.0 - libm::pow(0.025, 1.0 / 7.0))).abs() < 1e-15);
        let (lower, upper) = limits(7.0, 7.0, 0.95);
        assert_eq!(upper.to_bits(), 1.0_f64.to_bits());
        assert!((lower - libm::pow(0.025, 1.0 / 7.0)).abs() < 1e-15);
    }

    #[test]
    fn newcombes_published_cases() {
        // Newcombe 1998, table I, method 5.
        for (x, n, lower, upper) in [
            (81.0, 263.0, "0.2527", "0.3676"),
            (15.0, 148.0, "0.0578", "0.1617"),
            (0.0, 20.0, "0.0000", "0.1684"),
            (1.0, 29.0, "0.0009", "0.1776"),
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
            exact_binomial(Count::ZERO, Population::from(0), level),
            Err(Undefined::DenominatorIsZero)
        );
        assert_eq!(
            exact_binomial(Count::from(3), Population::from(2), level),
            Err(Undefined::NumeratorAboveDenominator)
        );
    }

    #[test]
    fn none_of_a_vanishing_population_could_be_any_share() {
        assert_eq!(limits(0.0, 5e-324, 0.95), (0.0, 1.0));
    }

    proptest! {
        #[test]
        fn the_share_lies_between_the_limits(
            n in prop_oneof![0.5..1e4_f64, 1.0..9e15_f64],
            share in 0.0..=1.0_f64,
            confidence in 1e-6..0.999_999_f64,
        ) {
            let x = Count::new((n * share).min(n)).unwrap().get();
            prop_assume!(x <= n);
            let (lower, upper) = limits(x, n, confidence);
            prop_assert!(0.0 <= lower && lower <= x / n && x / n <= upper && upper <= 1.0);
        }

        #[test]
        fn each_limit_leaves_the_tail_it_promises(n in 1_u32..5_000, part in 0.0..=1.0_f64, confidence in 0.5..0.9999_f64) {
            let n = f64::from(n);
            let x = (n * part).floor();
            let (lower, upper) = limits(x, n, confidence);
            let tail = (1.0 - confidence) / 2.0;
            // P(X >= x | share p) is the lower tail of a beta variable at p.
            if x > 0.0 && lower < 0.9 {
                prop_assert!((beta::lower(x, n - x + 1.0, lower) / tail - 1.0).abs() < 1e-10);
            }
            if x < n && upper < 0.9 {
                prop_assert!((beta::upper(x + 1.0, n - x, upper) / tail - 1.0).abs() < 1e-10);
            }
        }

        #[test]
        fn those_with_and_those_without_mirror_each_other(n in 1_u32..100_000, part in 0.0..=1.0_f64) {
            let x = (f64::from(n) * part).floor();
            let n = f64::from(n);
            let (lower, upper) = limits(x, n, 0.95);
            let (other_lower, other_upper) = limits(n - x, n, 0.95);
            prop_assert!((lower - (1.0 - other_upper)).abs() < 1e-14);
            prop_assert!((upper - (1.0 - other_lower)).abs() < 1e-14);
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
