//! Student's t distribution.

use super::beta::{self, Tail};
use super::{exp, normal};

/// From here on a double cannot tell it from the normal distribution.
const NORMAL_FROM: f64 = 1e17;

/// The probability of a value above `t`, without loss in the far tail.
///
/// NaN unless there are at least 2e-30 degrees of freedom; endless degrees are the normal distribution.
#[must_use]
pub fn upper_tail(t: f64, degrees: f64) -> f64 {
    if t.is_nan() || degrees.is_nan() || degrees <= 0.0 {
        return f64::NAN;
    }
    if degrees >= NORMAL_FROM {
        return normal::upper_tail(t);
    }
    if t < 0.0 {
        return 1.0 - upper_tail(-t, degrees);
    }
    // The square may overflow where the ratio would not.
    let square = (t / degrees.sqrt()) * (t / degrees.sqrt());
    if square <= 1.0 {
        0.5 * beta::upper(0.5, degrees / 2.0, square / (1.0 + square))
    } else {
        0.5 * beta::lower(degrees / 2.0, 0.5, 1.0 / (1.0 + square))
    }
}

/// The probability of a value below `t`.
#[must_use]
pub fn lower_tail(t: f64, degrees: f64) -> f64 {
    upper_tail(-t, degrees)
}

/// The value above which a share `tail` lies. Infinite at 0 and 1, NaN outside.
///
/// Degrees of freedom need not be whole. Relative error below 1e-10 (mostly 1e-14) from half a
/// degree upwards; it always returns.
///
/// ```
/// use measures::numeric::student_t;
///
/// // One degree is the Cauchy distribution: tan(0.475 pi).
/// assert!((student_t::upper_quantile(0.025, 1.0) - 12.706204736174707).abs() < 1e-12);
/// ```
///
/// Method: the quantile of `degrees / (degrees + t^2)`, which has a beta distribution, on the scale
/// of log odds, where `t = sqrt(degrees) exp(-u / 2)` loses nothing.
#[must_use]
pub fn upper_quantile(tail: f64, degrees: f64) -> f64 {
    if !(0.0..=1.0).contains(&tail) || degrees.is_nan() || degrees <= 0.0 {
        return f64::NAN;
    }
    if degrees >= NORMAL_FROM {
        return normal::upper_quantile(tail);
    }
    if tail > 0.5 {
        // Exact, as one less a number from one half upwards.
        return -upper_quantile(1.0 - tail, degrees);
    }
    let log_odds = if tail <= 0.25 {
        beta::log_odds(Tail::Lower, 2.0 * tail, degrees / 2.0, 0.5)
    } else {
        beta::log_odds(Tail::Upper, 1.0 - 2.0 * tail, degrees / 2.0, 0.5)
    };
    degrees.sqrt() * exp(-log_odds / 2.0)
}

/// The value below which a share `p` lies.
#[must_use]
pub fn quantile(p: f64, degrees: f64) -> f64 {
    -upper_quantile(p, degrees)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_and_nonsense() {
        assert_eq!(upper_quantile(0.0, 3.0), f64::INFINITY);
        assert_eq!(upper_quantile(1.0, 3.0), f64::NEG_INFINITY);
        assert_eq!(quantile(0.5, 3.0).abs().to_bits(), 0.0_f64.to_bits());
        for (p, degrees) in [
            (-0.1, 1.0),
            (1.1, 1.0),
            (f64::NAN, 1.0),
            (0.5, 0.0),
            (0.5, f64::NAN),
        ] {
            assert!(quantile(p, degrees).is_nan(), "{p} {degrees}");
        }
        assert!(upper_tail(f64::NAN, 1.0).is_nan() && upper_tail(1.0, -1.0).is_nan());
        assert_eq!(upper_tail(f64::INFINITY, 2.0), 0.0);
    }

    #[test]
    fn two_degrees_have_a_closed_form() {
        for p in [1e-200_f64, 1e-12, 0.001, 0.025, 0.2, 0.3, 0.45] {
            let expected = (1.0 - 2.0 * p) / (2.0 * p * (1.0 - p)).sqrt();
            assert!(
                (upper_quantile(p, 2.0) / expected - 1.0).abs() < 1e-13,
                "{p}"
            );
        }
    }

    #[test]
    fn endless_degrees_are_the_normal_distribution() {
        for degrees in [9e16, 1e18, f64::INFINITY] {
            let z = normal::upper_quantile(0.001);
            assert!((upper_quantile(0.001, degrees) / z - 1.0).abs() < 1e-13);
            assert!((upper_tail(z, degrees) / 0.001 - 1.0).abs() < 1e-12);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn it_always_returns(p in any::<f64>(), share in 0.0..1.0_f64, degrees in any::<f64>()) {
            let _whatever = quantile(p, degrees);
            let value = quantile(share, degrees.abs());
            prop_assert!(value.is_nan() || (value >= 0.0) == (share >= 0.5) || value == 0.0);
        }

        #[test]
        fn the_tail_of_a_quantile_is_the_share_it_came_from(
            exponent in -30.0..-0.302_f64,
            degrees in -0.3..12.0_f64,
        ) {
            let (share, degrees) = (libm::pow(10.0, exponent), libm::pow(10.0, degrees));
            let again = upper_tail(upper_quantile(share, degrees), degrees);
            prop_assert!((again / share - 1.0).abs() < 1e-10, "{again} {share} {degrees}");
        }

        #[test]
        fn more_degrees_bring_the_tail_in(exponent in -12.0..-1.0_f64, degrees in 1.0..1e6_f64) {
            let share = libm::pow(10.0, exponent);
            prop_assert!(upper_quantile(share, degrees) >= upper_quantile(share, degrees * 1.5) * (1.0 - 1e-13));
        }
    }
}
