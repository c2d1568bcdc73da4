//! The beta distribution: its tails, which are the regularised incomplete beta function, and its
//! quantiles.

use super::logit_beta::{LnBeta, Place, ln_beta};
use super::turns::at_most;
use super::{exp, ln, ln_gamma, normal};

/// Newton steps before the best bracket is taken as it stands. Some ten are needed.
const MOST_STEPS: u32 = 200;

/// How near the logarithm of the tail must be for one more step to end at it: the error of a step is
/// about the square of this.
const NEARLY: f64 = 1e-8;

/// The longest step in log odds.
const LONGEST_STEP: f64 = 30.0;

/// The log odds that searches keep to; beyond, the tail is a plain exponential.
const LARGEST_LOG_ODDS: f64 = 690.0;

/// Shapes from here on have no tail above 1e-300 so far out.
const LARGE_SHAPE: f64 = 2.0;

/// `I_x(a, b)`: the probability that a beta variable with these shapes is at most `x`.
///
/// NaN unless both shapes lie between 1e-30 and 1e30 and `x` between 0 and 1. Relative error
/// below 1e-10 (mostly 1e-13) for shapes of 0.01 and more.
///
/// ```
/// use measures::numeric::beta;
///
/// // 3 x^2 - 2 x^3.
/// assert!((beta::lower(2.0, 2.0, 0.25) - 0.15625).abs() < 1e-15);
/// ```
#[must_use]
pub fn lower(a: f64, b: f64, x: f64) -> f64 {
    tails(a, b, x).map_or(f64::NAN, |tails| exp(tails.lower))
}

/// `1 - I_x(a, b)`, without loss where it is small.
#[must_use]
pub fn upper(a: f64, b: f64, x: f64) -> f64 {
    tails(a, b, x).map_or(f64::NAN, |tails| exp(tails.upper))
}

/// The value below which a share `p` of a beta variable lies.
///
/// Zero at `p = 0`, one at `p = 1`, NaN outside the domain. Relative error below 1e-10 (mostly
/// 1e-14) for shapes of 0.01 and more, wherever the result is above the smallest normal double; it
/// always returns.
///
/// ```
/// use measures::numeric::beta;
///
/// assert!((beta::quantile(0.15625, 2.0, 2.0) - 0.25).abs() < 1e-15);
/// ```
///
/// Method: Newton's method on the logarithm of the smaller tail against the log odds, kept inside a
/// shrinking bracket. Both tails are concave there, so that a step from the near side cannot
/// overshoot.
#[must_use]
pub fn quantile(p: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p <= 0.5 {
        place(log_odds(Tail::Lower, p, a, b))
    } else {
        place(log_odds(Tail::Upper, 1.0 - p, a, b))
    }
}

/// The value above which a share `tail` lies: no digits are lost for small tails.
#[must_use]
pub fn upper_quantile(tail: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&tail) {
        return f64::NAN;
    }
    if tail <= 0.5 {
        place(log_odds(Tail::Upper, tail, a, b))
    } else {
        place(log_odds(Tail::Lower, 1.0 - tail, a, b))
    }
}

fn place(log_odds: f64) -> f64 {
    Place::from_log_odds(log_odds).x()
}

fn are_shapes(a: f64, b: f64) -> bool {
    let range = 1e-30..=1e30;
    range.contains(&a) && range.contains(&b)
}

fn tails(a: f64, b: f64, x: f64) -> Option<LnBeta> {
    if !(are_shapes(a, b) && (0.0..=1.0).contains(&x)) {
        return None;
    }
    let at_an_end = |lower, upper| LnBeta {
        lower,
        upper,
        density: f64::NEG_INFINITY,
    };
    Some(if x == 0.0 {
        at_an_end(f64::NEG_INFINITY, 0.0)
    } else if x >= 1.0 {
        at_an_end(0.0, f64::NEG_INFINITY)
    } else {
        ln_beta(a, b, Place::new(x))
    })
}

/// Which tail a quantile is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    Lower,
    Upper,
}

/// The log odds of the value at which a tail of at most one half has a given size.
pub(super) fn log_odds(tail: Tail, size: f64, a: f64, b: f64) -> f64 {
    if !are_shapes(a, b) {
        return f64::NAN;
    }
    // By symmetry every search is for a lower tail.
    match tail {
        Tail::Lower => lower_log_odds(size, a, b),
        Tail::Upper => -lower_log_odds(size, b, a),
    }
}

fn lower_log_odds(size: f64, a: f64, b: f64) -> f64 {
    if size <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let target = ln(size);
    if a < LARGE_SHAPE {
        let edge = ln_beta(a, b, Place::from_log_odds(-LARGEST_LOG_ODDS)).lower;
        if target <= edge {
            return (target - edge) / a - LARGEST_LOG_ODDS;
        }
    }
    let (mut below, mut above) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut at = first_guess(size, a, b);
    for _ in at_most(MOST_STEPS) {
        let found = ln_beta(a, b, Place::from_log_odds(at));
        let short = target - found.lower;
        // Where the tail is nearly everything its slope says nothing; a bounded step gets back in.
        let slope = exp(found.density - found.lower);
        let step = (short / slope).clamp(-LONGEST_STEP, LONGEST_STEP);
        if short.abs() < NEARLY {
            return at + step;
        }
        if short > 0.0 {
            below = below.max(at);
        } else {
            above = above.min(at);
        }
        let next = at + step;
        at = if next > below && next < above {
            next
        } else {
            middle(below, above)
        };
        if at.abs() > LARGEST_LOG_ODDS {
            break;
        }
    }
    at
}

/// The normal approximation to the log odds, or the leading term of the lower tail where that is
/// nearer to zero.
fn first_guess(size: f64, a: f64, b: f64) -> f64 {
    let middle = ln(a) - ln(b);
    let guess = middle + normal::quantile(size) * (1.0 / a + 1.0 / b).sqrt();
    // x^a / (a B(a, b)), good for small shapes; large ones need no help.
    let leading = if a < 10.0 && b < 1e5 {
        (ln(size) + ln_gamma(a + 1.0) + ln_gamma(b) - ln_gamma(a + b)) / a
    } else {
        f64::INFINITY
    };
    guess
        .min(leading)
        .clamp(-LARGEST_LOG_ODDS, LARGEST_LOG_ODDS)
}

/// A point inside a bracket of which one end may be open.
fn middle(below: f64, above: f64) -> f64 {
    if above == f64::INFINITY {
        return below + 1.0;
    }
    if below == f64::NEG_INFINITY {
        return above - 1.0;
    }
    below + (above - below) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_and_nonsense() {
        assert_eq!((lower(2.0, 3.0, 0.0), upper(2.0, 3.0, 0.0)), (0.0, 1.0));
        assert_eq!((lower(2.0, 3.0, 1.0), upper(2.0, 3.0, 1.0)), (1.0, 0.0));
        assert_eq!(
            (quantile(0.0, 2.0, 3.0), quantile(1.0, 2.0, 3.0)),
            (0.0, 1.0)
        );
        for (a, b, x) in [
            (0.0, 1.0, 0.5),
            (1.0, -1.0, 0.5),
            (f64::INFINITY, 1.0, 0.5),
            (1.0, f64::NAN, 0.5),
            (1.0, 1.0, 1.5),
            (1.0, 1.0, f64::NAN),
        ] {
            assert!(
                lower(a, b, x).is_nan() && upper(a, b, x).is_nan(),
                "{a} {b} {x}"
            );
            assert!(quantile(x, a, b).is_nan() && upper_quantile(x, a, b).is_nan());
        }
    }

    #[test]
    fn a_shape_of_one_is_a_power() {
        for x in [1e-40, 1e-9, 0.2, 0.5, 0.999] {
            for shape in [0.3, 1.0, 7.0] {
                let power = libm::pow(x, shape);
                assert!(
                    (lower(shape, 1.0, x) / power - 1.0).abs() < 1e-13,
                    "{shape} {x}"
                );
                let rest = -libm::expm1(shape * libm::log1p(-x));
                assert!(
                    (lower(1.0, shape, x) / rest - 1.0).abs() < 1e-13,
                    "{shape} {x}"
                );
            }
        }
    }

    proptest! {
        // Searches for what no double holds take all their steps.
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Any doubles at all come back.
        #[test]
        fn it_always_returns(p in any::<f64>(), a in any::<f64>(), b in any::<f64>(), share in 0.0..1.0_f64) {
            for p in [p, share] {
                let value = quantile(p, a, b);
                prop_assert!(value.is_nan() || (0.0..=1.0).contains(&value));
    let [a, b] = [a, b].map(|shape| libm::pow(10.0, libm::fmod(shape.abs(), 60.0) - 30.0));
                let value = quantile(p, a, b);
                prop_assert!(!(0.0..=1.0).contains(&p) || (0.0..=1.0).contains(&value), "{p} {a} {b}: {value}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn the_tails_add_to_one_and_mirror(
            a in -2.0..8.0_f64,
            b in -2.0..8.0_f64,
            x in 0.0..1.0_f64,
        ) {
            let (a, b) = (libm::pow(10.0, a), libm::pow(10.0, b));
            prop_assert!((lower(a, b, x) + upper(a, b, x) - 1.0).abs() < 1e-13);
            let mirrored = upper(b, a, 1.0 - x);
            if 1.0 - (1.0 - x) == x {
                prop_assert!((lower(a, b, x) - mirrored).abs() <= 1e-12 * mirrored);
            }
        }

        /// `I_x(a, b) = I_x(a + 1, b) + x^a y^b / (a B(a, b))` ties neighbouring shapes together.
        #[test]
        fn neighbouring_shapes_differ_by_a_term(a in 0.01..50.0_f64, b in 0.01..50.0_f64, x in 1e-6..1.0_f64) {
            let ln_term = a * ln(x) + b * libm::log1p(-x) + ln_gamma(a + b) - ln_gamma(a + 1.0) - ln_gamma(b);
            let sum = lower(a + 1.0, b, x) + exp(ln_term);
            prop_assert!((lower(a, b, x) - sum).abs() <= 2e-12 * sum);
        }

        #[test]
        fn the_tail_of_a_quantile_is_the_share_it_came_from(
            exponent in -30.0..-0.302_f64,
            a in -1.0..9.0_f64,
            b in -1.0..9.0_f64,
        ) {
            let share = libm::pow(10.0, exponent);
            let (a, b) = (libm::pow(10.0, a), libm::pow(10.0, b));
            let low = quantile(share, a, b);
            // Near one, x has lost the digits that the tail hangs on; the mirrored search keeps them.
            if low > 1e-290 && low < 0.9 {
                let again = lower(a, b, low);
                prop_assert!((again / share - 1.0).abs() < 1e-9, "{again} {share}");
            }
            let high = upper_quantile(share, a, b);
            if high > 1e-290 && high < 0.9 {
                let again = upper(a, b, high);
                prop_assert!((again / share - 1.0).abs() < 1e-9, "{again} {share}");
            }
        }

        #[test]
        fn quantiles_rise_with_the_share(one in 0.0..1.0_f64, other in 0.0..1.0_f64, a in 0.01..1e6_f64, b in 0.01..1e6_f64) {
            let (low, high) = (one.min(other), one.max(other));
            prop_assert!(quantile(low, a, b) <= quantile(high, a, b) * (1.0 + 1e-12));
        }
    }
}
