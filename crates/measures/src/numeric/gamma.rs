//! The regularised incomplete gamma functions, as logarithms, so that no tail underflows.
//!
//! Four forms, each where it converges fast: the ascending series, the continued fraction,
//! a form for small shapes in which the complement does not cancel, and Temme's uniform expansion
//! where shape and argument are large and near.

use super::turns::at_most;
use super::uniform_expansion;
use super::{exp, exp_m1, ln, ln_1p, ln_gamma};

/// `P(shape, x)`: the probability that a gamma variable of this shape, scale 1, is at most `x`.
///
/// NaN unless `shape > 0` and `x >= 0`. Relative error about 1e-13 in either tail.
#[must_use]
pub fn lower(shape: f64, x: f64) -> f64 {
    exp(ln_tails(shape, x).lower)
}

/// `Q(shape, x) = 1 - P(shape, x)`, without loss where it is small.
#[must_use]
pub fn upper(shape: f64, x: f64) -> f64 {
    exp(ln_tails(shape, x).upper)
}

/// The logarithms of both tails.
#[derive(Debug, Clone, Copy)]
pub(super) struct LnTails {
    pub(super) lower: f64,
    pub(super) upper: f64,
}

impl LnTails {
    fn from_lower(lower: f64) -> Self {
        Self {
            lower,
            upper: ln_1p(-exp(lower.min(0.0))),
        }
    }

    fn from_upper(upper: f64) -> Self {
        Self {
            lower: ln_1p(-exp(upper.min(0.0))),
            upper,
        }
    }
}

/// Terms after which a series or fraction stops, converged or not. At most some 200 are needed in
/// the regions where each is used.
const MOST_TERMS: u32 = 2_000;

pub(super) fn ln_tails(shape: f64, x: f64) -> LnTails {
    if !(shape > 0.0 && shape.is_finite() && x >= 0.0) {
        return LnTails {
            lower: f64::NAN,
            upper: f64::NAN,
        };
    }
    if x == 0.0 {
        return LnTails {
            lower: f64::NEG_INFINITY,
            upper: 0.0,
        };
    }
    if x == f64::INFINITY {
        return LnTails {
            lower: 0.0,
            upper: f64::NEG_INFINITY,
        };
    }
    if uniform_expansion::applies(shape, x) {
        let (lower, upper) = uniform_expansion::ln_tails(shape, x);
        return LnTails { lower, upper };
    }
    if shape < 1.0 && x < 1.1 {
        return small_shape(shape, x);
    }
    if x < shape + 1.0 {
        LnTails::from_lower(ln_density(shape, x) + ln(series(shape, x)))
    } else {
        LnTails::from_upper(ln_density(shape, x) + ln(shape * fraction(shape, x)))
    }
}

/// `ln(x^shape exp(-x) / Gamma(shape + 1))`.
pub(super) fn ln_density(shape: f64, x: f64) -> f64 {
    if shape < 10.0 {
        return shape * ln(x) - x - ln_gamma_1p(shape);
    }
    // Stirling's form: the large terms cancel by algebra, not by subtraction. Far below the shape
    // (x - shape) / shape is nearly -1 and has lost x; the logarithm of the ratio has not.
    let from_shape = (x - shape) / shape;
    let distance = if from_shape < -0.5 {
        from_shape - ln(x / shape)
    } else {
        less_its_logarithm(from_shape)
    };
    -shape * distance - stirling_remainder(shape) - 0.5 * ln(std::f64::consts::TAU * shape)
}

/// `ln Gamma(1 + x)` for `x > 0`, keeping the digits that `1 + x` drops when `x` is small.
fn ln_gamma_1p(x: f64) -> f64 {
    const EULER_MASCHERONI: f64 = 0.577_215_664_901_532_9;
    let rounded = 1.0 + x;
    let dropped = if x < 0.1 { x - (rounded - 1.0) } else { 0.0 };
    ln_gamma(rounded) - EULER_MASCHERONI * dropped
}

/// `x - ln(1 + x)`, without cancellation near zero.
pub(super) fn less_its_logarithm(x: f64) -> f64 {
    if !(-0.5..=1.0).contains(&x) {
        return x - ln_1p(x);
    }
    // ln(1 + x) = 2 (y + y^3/3 + y^5/5 + ...), y = x / (2 + x); and x - 2y = xy.
    let y = x / (2.0 + x);
    let square = y * y;
    let mut power = y * square;
    let mut rest = 0.0;
    let mut odd = 3.0;
    // |y| <= 1/3, so 20 terms reach 1e-19.
    for _ in 0..20 {
        rest += power / odd;
        power *= square;
        odd += 2.0;
    }
    x * y - 2.0 * rest
}

/// `ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2)`, for `x >= 10`.
pub(super) fn stirling_remainder(x: f64) -> f64 {
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1_260.0,
        -1.0 / 1_680.0,
        1.0 / 1_188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    TERMS
        .iter()
        .rev()
        .fold(0.0, |value, term| value * square + term)
        * inverse
}

/// `1 + x/(shape+1) + x^2/((shape+1)(shape+2)) + ...`, for `x < shape + 1`.
fn series(shape: f64, x: f64) -> f64 {
    let mut total = 1.0;
    let mut term = 1.0;
    let mut divisor = shape;
    for _ in at_most(MOST_TERMS) {
        divisor += 1.0;
        term *= x / divisor;
        total += term;
        if term < total * (f64::EPSILON / 4.0) {
            break;
        }
    }
    total
}

/// Legendre's continued fraction of `Gamma(shape, x) / (x^shape exp(-x))`, by Lentz's method, for
/// `x >= shape + 1`.
fn fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut denominator = x + 1.0 - shape;
    let mut forward = 1.0 / TINY;
    let mut backward = 1.0 / denominator;
    let mut value = backward;
    for index in at_most(MOST_TERMS) {
        let index = f64::from(index + 1);
        let numerator = -index * (index - shape);
        denominator += 2.0;
        backward = 1.0 / away_from_zero(numerator * backward + denominator);
        forward = away_from_zero(denominator + numerator / forward);
        let change = backward * forward;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Both tails for a shape below 1 and a small argument, where `1 - P` would cancel.
///
/// With `t = x^shape / Gamma(1 + shape)`: `P = t (1 + s)` and `Q = (1 - t) - t s`, where
/// `s = shape * sum (-x)^n / ((shape + n) n!)` and `1 - t` comes from `exp_m1`.
fn small_shape(shape: f64, x: f64) -> LnTails {
    let ln_t = shape * ln(x) - ln_gamma_1p(shape);
    let mut term = 1.0;
    let mut rest = 0.0;
    // x < 1.1, so 30 terms reach 1e-31.
    for n in 1..=30_u8 {
        let n = f64::from(n);
        term *= -x / n;
        rest += term / (shape + n);
    }
    let rest = shape * rest;
    let lower = ln_t + ln_1p(rest);
    let upper = -exp_m1(ln_t) - exp(ln_t) * rest;
    if lower < -std::f64::consts::LN_2 {
        LnTails::from_lower(lower)
    } else {
        LnTails {
            lower,
            upper: ln(upper),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn outside_the_domain_there_is_no_number() {
        for (shape, x) in [
            (0.0, 1.0),
            (-1.0, 1.0),
            (1.0, -1.0),
            (f64::NAN, 1.0),
            (1.0, f64::NAN),
        ] {
            assert!(
                lower(shape, x).is_nan() && upper(shape, x).is_nan(),
                "{shape} {x}"
            );
        }
    }

    #[test]
    fn shape_one_is_the_exponential() {
        for x in [1e-10, 0.3, 1.0, 2.5, 40.0, 700.0] {
            assert!((upper(1.0, x) / libm::exp(-x) - 1.0).abs() < 1e-13, "{x}");
            assert!(
                (lower(1.0, x) / -libm::expm1(-x) - 1.0).abs() < 1e-13,
                "{x}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_tails_add_to_one(shape in 1e-3..1e7_f64, ratio in 0.0..3.0_f64) {
            let x = shape * ratio;
            prop_assert!((lower(shape, x) + upper(shape, x) - 1.0).abs() < 1e-13);
        }

        /// `P(a, x) = P(a + 1, x) + x^a exp(-x) / Gamma(a + 1)` ties the four forms together.
        #[test]
        fn neighbouring_shapes_differ_by_the_density(shape in 1e-3..500.0_f64, ratio in 0.01..3.0_f64) {
            let x = shape * ratio;
            let difference = lower(shape, x) - lower(shape + 1.0, x);
            prop_assert!((difference - exp(ln_density(shape, x))).abs() < 1e-13);
        }
    }
}
