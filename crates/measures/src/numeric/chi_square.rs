//! Quantiles of the chi-square distribution.

use super::gamma::{LnTails, ln_density, ln_tails};
use super::turns::at_most;
use super::{exp, ln, ln_1p, ln_gamma, normal};

/// Newton steps before the best bracket is taken as it stands. Some ten are needed.
const MOST_STEPS: u32 = 200;

/// The longest step, in the logarithm of the argument.
const LONGEST_STEP: f64 = 10.0;

/// The value below which a share `p` of a chi-square variable lies.
///
/// Degrees of freedom need not be whole; zero degrees give zero, for every `p < 1`. Zero at
/// `p = 0`, infinite at `p = 1`, NaN outside the domain. Relative error below 1e-10 (mostly 1e-14)
/// wherever the result is above the smallest normal double; it always returns.
///
/// ```
/// use measures::numeric::chi_square;
///
/// assert!((chi_square::quantile(0.975, 2.0) - 7.377758908227871).abs() < 1e-13);
/// ```
///
/// Method: Newton's method on the logarithm of the smaller tail against the logarithm of the
/// argument, kept inside a shrinking bracket. Both tails are concave there, so that a step from the
/// near side cannot overshoot.
#[must_use]
pub fn quantile(p: f64, degrees: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p <= 0.5 {
        solve(Tail::Lower, p, degrees)
    } else {
        solve(Tail::Upper, 1.0 - p, degrees)
    }
}

/// The value above which a share `tail` lies: no digits are lost for small tails.
#[must_use]
pub fn upper_quantile(tail: f64, degrees: f64) -> f64 {
    if !(0.0..=1.0).contains(&tail) {
        return f64::NAN;
    }
    if tail <= 0.5 {
        solve(Tail::Upper, tail, degrees)
    } else {
        solve(Tail::Lower, 1.0 - tail, degrees)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    Lower,
    Upper,
}

/// Solves for the argument at which a tail of at most one half has a given size.
fn solve(tail: Tail, size: f64, degrees: f64) -> f64 {
    if !(degrees >= 0.0 && degrees.is_finite()) {
        return f64::NAN;
    }
    if size <= 0.0 {
        return match tail {
            Tail::Lower => 0.0,
            Tail::Upper => f64::INFINITY,
        };
    }
    if degrees == 0.0 {
        return 0.0;
    }
    let shape = degrees / 2.0;
    let target = ln(size);
    let (mut below, mut above) = (0.0_f64, f64::INFINITY);
    let mut x = first_guess(tail, size, shape);
    for _ in at_most(MOST_STEPS) {
        let tails = ln_tails(shape, x);
        let found = tail.of(tails);
        // Positive when the answer lies above x.
        let short = match tail {
            Tail::Lower => target - found,
            Tail::Upper => found - target,
        };
        if short == 0.0 {
            break;
        }
        if short > 0.0 {
            below = below.max(x);
        } else {
            above = above.min(x);
        }
        // d ln(tail) / d ln(x), in size: shape times the density over the tail.
        let slope = exp(ln(shape) + ln_density(shape, x) - found);
        // Far out in a tail the slope is lost to rounding; a bounded step gets back in.
        let step = (short / slope).clamp(-LONGEST_STEP, LONGEST_STEP);
        let mut next = x * exp(step);
        if !(next > below && next < above) {
            next = middle(below, above);
        }
        let settled = (next - x).abs() <= x * (2.0 * f64::EPSILON);
        x = next;
        if settled || x == 0.0 {
            break;
        }
    }
    2.0 * x
}

impl Tail {
    fn of(self, tails: LnTails) -> f64 {
        match self {
            Self::Lower => tails.lower,
            Self::Upper => tails.upper,
        }
    }
}

/// Wilson and Hilferty's cube where it is good, the leading term of the series below that.
fn first_guess(tail: Tail, size: f64, shape: f64) -> f64 {
    let z = match tail {
        Tail::Lower => normal::quantile(size),
        Tail::Upper => normal::upper_quantile(size),
    };
    let ninth = 1.0 / (9.0 * shape);
    let root = 1.0 - ninth + z * ninth.sqrt();
    let guess = if root > 0.3 && shape > 0.5 {
        shape * root * root * root
    } else {
        // For shapes below 1, Q(x) <= exp(-x) / Gamma(shape) from x = 1 on.
        let bound = -ln(size) - ln_gamma(shape);
        match tail {
            Tail::Upper if bound >= 1.0 => bound,
            Tail::Upper => leading_term(ln_1p(-size), shape).min(1.0),
            Tail::Lower => leading_term(ln(size), shape),
        }
    };
    guess.clamp(f64::MIN_POSITIVE, f64::MAX / 4.0)
}

/// Where `x^shape / Gamma(shape + 1)`, the first term of the lower tail, has a given logarithm.
fn leading_term(ln_lower: f64, shape: f64) -> f64 {
    exp((ln_lower + ln_gamma(shape + 1.0)) / shape)
}

/// A point inside a bracket that may start at zero and may be endless, halving its logarithm.
fn middle(below: f64, above: f64) -> f64 {
    if above == f64::INFINITY {
        return (below * 2.0).max(1.0);
    }
    if below == 0.0 {
        return above * 0.125;
    }
    below.sqrt() * above.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::gamma;
    use proptest::prelude::*;

    #[test]
    fn two_degrees_are_the_exponential() {
        for p in [1e-300, 1e-12, 0.001, 0.025, 0.5, 0.975, 0.999] {
            let expected = -2.0 * libm::log1p(-p);
            assert!((quantile(p, 2.0) / expected - 1.0).abs() < 2e-13, "{p}");
        }
        // The exact lower 99.8% limit of a count of one is -ln 0.999.
        assert!((quantile(0.001, 2.0) / 2.0 - 0.001_000_500_333_583_533_5).abs() < 1e-17);
    }

    #[test]
    fn ends_and_nonsense() {
        assert_eq!(quantile(0.0, 3.0).to_bits(), 0.0_f64.to_bits());
        assert_eq!(quantile(1.0, 3.0), f64::INFINITY);
        assert_eq!(quantile(0.3, 0.0).to_bits(), 0.0_f64.to_bits());
        for (p, degrees) in [
            (-0.1, 1.0),
            (1.1, 1.0),
            (f64::NAN, 1.0),
            (0.5, -1.0),
            (0.5, f64::NAN),
        ] {
            assert!(quantile(p, degrees).is_nan(), "{p} {degrees}");
        }
        assert!(quantile(0.5, f64::INFINITY).is_nan());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Any pair of doubles at all comes back, and comes back within the steps allowed.
        #[test]
        fn it_always_returns(p in any::<f64>(), degrees in any::<f64>()) {
            let value = quantile(p, degrees);
            prop_assert!(value.is_nan() || value >= 0.0);
        }

        #[test]
        fn the_tail_of_a_quantile_is_the_share_it_came_from(
            exponent in -30.0..-0.302_f64,
            degrees_exponent in -1.0..14.0_f64,
        ) {
            let share = libm::pow(10.0, exponent);
            let degrees = libm::pow(10.0, degrees_exponent);
            // At 1e14 degrees one step of x moves the tail by about 1e-8 of itself.
            let tolerance = 1e-12 + 1e-15 * degrees.sqrt() * (1.0 - exponent);
            let low = quantile(share, degrees);
            if low > 1e-290 {
                let again = gamma::lower(degrees / 2.0, low / 2.0);
                prop_assert!((again / share - 1.0).abs() < tolerance * 20.0, "lower {again} {share}");
            }
            let again = gamma::upper(degrees / 2.0, upper_quantile(share, degrees) / 2.0);
            prop_assert!((again / share - 1.0).abs() < tolerance * 20.0, "upper {again} {share}");
        }

        #[test]
        fn quantiles_rise_with_the_share(one in 0.0..1.0_f64, other in 0.0..1.0_f64, degrees in 0.1..1e6_f64) {
            let (low, high) = (one.min(other), one.max(other));
            prop_assert!(quantile(low, degrees) <= quantile(high, degrees) * (1.0 + 1e-12));
        }
    }
}
