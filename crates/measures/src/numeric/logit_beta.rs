//! The beta distribution on the scale of log odds, where its density is log-concave whatever its
//! shapes.
//!
//! With `u = ln(x / (1 - x))`, `n = a + b` and the point moved by `s`, the density changes by the
//! factor `exp(h(s))`, where `h(s) = d s - n ln(1 + (1-x) m(-x s) + x m((1-x) s))`,
//! `d = a - n x` and `m(z) = exp(z) - 1 - z`. Nothing in it cancels, so a tail is the density at the
//! point times one integral without cancellation. The integral is taken by the double exponential
//! rule, whose nodes are fixed in number: every call ends after the same count of steps.
//!
//! References: Takahasi H, Mori M. Double exponential formulas for numerical integration.
//! Publications of the Research Institute for Mathematical Sciences 1974; 9: 721-741. Loader C.
//! Fast and accurate computation of binomial probabilities. 2000 (the form of the density).

use super::gamma::{less_its_logarithm, stirling_remainder};
use super::turns::at_most;
use super::{exp, exp_m1, ln, ln_1p, ln_gamma};

/// A place between 0 and 1, with its distance from both ends and its log odds, so that no digits
/// are lost near either.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The distance from zero.
    x: f64,
    /// The distance from one.
    rest: f64,
    /// What rounding took from `rest`.
    lost: f64,
}

impl Place {
    /// From its distance from zero.
    pub(super) fn new(x: f64) -> Self {
        let rest = 1.0 - x;
        Self {
            x,
            rest,
            lost: (1.0 - rest) - x,
        }
    }

    /// From its log odds.
    pub(super) fn from_log_odds(log_odds: f64) -> Self {
        Self {
            x: 1.0 / (1.0 + exp(-log_odds)),
            rest: 1.0 / (1.0 + exp(log_odds)),
            lost: 0.0,
        }
    }

    /// Its distance from zero.
    pub(super) fn x(self) -> f64 {
        self.x
    }
}

/// The logarithms of both tails and of the density on the scale of log odds.
#[derive(Debug, Clone, Copy)]
pub(super) struct LnBeta {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) density: f64,
}

/// For shapes above zero and a place strictly between 0 and 1.
pub(super) fn ln_beta(a: f64, b: f64, place: Place) -> LnBeta {
    let (x, rest) = (place.x, place.rest);
    let from_mean = products_difference(a, rest, b, x) + a * place.lost;
    let density = ln_density([a, b], [x, rest], from_mean);
    let upwards = Side {
        slope: from_mean,
        n: a + b,
        behind: x,
        ahead: rest,
    };
    let downwards = Side {
        slope: -from_mean,
        n: a + b,
        behind: rest,
        ahead: x,
    };
    // The tail that leads away from the mode never rises; the other only where it is the smaller.
    let (away, through) = if from_mean <= 0.0 {
        (upwards, downwards)
    } else {
        (downwards, upwards)
    };
    let smaller_shape = a.min(b);
    let step = if smaller_shape < 1.0 {
        SMALL_SHAPE_STEP
    } else {
        STEP
    };
    let ln_away = density + ln(away.integral(step));
    let ln_through = if ln_away <= -std::f64::consts::LN_2 {
        ln_1p(-exp(ln_away))
    } else {
        density + ln(through.integral(step_over_the_mode(smaller_shape)))
    };
    let ln_away = if ln_through < -std::f64::consts::LN_2 {
        ln_1p(-exp(ln_through))
    } else {
        ln_away
    };
    let (lower, upper) = if from_mean <= 0.0 {
        (ln_through, ln_away)
    } else {
        (ln_away, ln_through)
    };
    LnBeta {
        lower: lower.min(0.0),
        upper: upper.min(0.0),
        density,
    }
}

/// `p q - r s` with the digits that rounding takes from both products.
fn products_difference(p: f64, q: f64, r: f64, s: f64) -> f64 {
    let (first, second) = (p * q, r * s);
    let first_lost = p.mul_add(q, -first);
    let second_lost = r.mul_add(s, -second);
    (first - second) + (first_lost - second_lost)
}

/// `ln(x^a (1-x)^b / B(a, b))`, the density of the log odds.
fn ln_density([a, b]: [f64; 2], [x, rest]: [f64; 2], from_mean: f64) -> f64 {
    let n = a + b;
    // ln(a b / (2 pi n)) without overflow.
    let (small, large) = (a.min(b), a.max(b));
    let spread = 0.5 * ln(small / (1.0 + small / large) / std::f64::consts::TAU);
    spread - a * distance(-from_mean / a, n * x / a) - b * distance(from_mean / b, n * rest / b)
        + (remainder(n) - remainder(large))
        - remainder(small)
}

/// `t - ln(1 + t)`, given `1 + t` too, which has the digits where `t` is near -1.
fn distance(t: f64, one_more: f64) -> f64 {
    if t < -0.5 {
        t - ln(one_more)
    } else {
        less_its_logarithm(t)
    }
}

/// `ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2)` for any `x > 0`.
fn remainder(x: f64) -> f64 {
    if x >= 10.0 {
        return stirling_remainder(x);
    }
    ln_gamma(x) - (x - 0.5) * ln(x) + x - 0.5 * ln(std::f64::consts::TAU)
}

/// The step of the rule, and the one where a shape is below one and the density bends far off.
const STEP: f64 = 3.0 / 64.0;
const SMALL_SHAPE_STEP: f64 = 1.0 / 32.0;

/// The step for integrals that run over the mode. The smaller a shape, the further off the density
/// drops, and the finer the step must be there: the drop lies some `ln 2 / shape` away.
fn step_over_the_mode(smaller_shape: f64) -> f64 {
    (smaller_shape / 6.0).clamp(1.0 / 1_024.0, 1.0 / 64.0)
}

/// Nodes run from here, where their weight is below 1e-17, to where the integrand is.
const FIRST: f64 = -3.75;
const LAST: f64 = 3.9375;

/// The nodes at the finest step, and a few more for its rounding.
const MOST_NODES: u32 = 8_000;

/// Shapes of 1e-30 stretch the scale by 2^100.
const MOST_DOUBLINGS: u32 = 200;

/// One way to go from a place.
#[derive(Debug, Clone, Copy)]
struct Side {
    /// The slope of the logarithm of the density in this direction.
    slope: f64,
    n: f64,
    /// The distance to the end behind.
    behind: f64,
    /// The distance to the end ahead.
    ahead: f64,
}

impl Side {
    /// The logarithm of the density at a distance `s`, less the one here.
    fn height(self, s: f64) -> f64 {
        let forwards = self.ahead * s;
        let fall = if forwards > 30.0 {
            forwards + ln(self.behind + self.ahead * exp(-s))
        } else {
            ln_1p(self.ahead * exp_m1_less(-self.behind * s) + self.behind * exp_m1_less(forwards))
        };
        self.slope * s - self.n * fall
    }

    /// The integral of the density over the one here, from here to the end.
    fn integral(self, step: f64) -> f64 {
        let scale = self.scale();
        let mut sum = 0.0;
        let mut node = FIRST;
        for _ in at_most(MOST_NODES) {
            if node > LAST {
                break;
            }
            let shrink = exp(-node);
            let s = scale * exp(node - shrink);
            sum += exp(self.height(s)) * s * (1.0 + shrink);
            node += step;
        }
        sum * step
    }

    /// Where the density has fallen to about a third of the one here, within a factor of two.
    fn scale(self) -> f64 {
        let curve = self.n * self.ahead * self.behind;
        let flat = self.slope.abs() + (self.slope * self.slope + 2.0 * curve).sqrt();
        let mut scale = 2.0 / flat;
        for _ in at_most(MOST_DOUBLINGS) {
            if self.height(scale) <= -1.0 {
                break;
            }
            scale *= 2.0;
        }
        for _ in at_most(MOST_DOUBLINGS) {
            if self.height(scale * 0.5) > -1.0 {
                break;
            }
            scale *= 0.5;
        }
        scale
    }
}

/// `exp(z) - 1 - z`, never below zero, without cancellation.
fn exp_m1_less(z: f64) -> f64 {
    if z.abs() > 0.7 {
        return exp_m1(z) - z;
    }
    // The Taylor series from its smallest term; 0.7^17 / 17! is 6e-18 of the first.
    let mut series = 1.0;
    for factor in (3..=17_u8).rev() {
        series = 1.0 + series * z / f64::from(factor);
    }
    z * z / 2.0 * series
}
