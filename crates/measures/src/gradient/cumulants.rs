//! The shape of a weighted sum of values that do not err evenly.

use super::QuantileGroup;
use super::line::FEWEST;
use super::ranked::in_order;
use super::scale::Scale;
use crate::Undefined;
use crate::numeric::turns::at_most;
use crate::numeric::{Sum, exp, exp_m1};

/// The most skew that is corrected.
const MOST_SKEW: f64 = 1.5;
/// The most excess in the tails that is corrected.
const MOST_TAILS: f64 = 4.0;

/// The first four cumulants of a random value: mean, variance, and what skew and tails are made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cumulants {
    mean: f64,
    variance: f64,
    third: f64,
    fourth: f64,
}

impl Cumulants {
    /// Of a value whose place on a scale is normal around `middle`.
    pub(super) fn of(scale: Scale, middle: f64, error: f64) -> Self {
        match scale {
            Scale::Natural => Self {
                mean: middle,
                variance: error * error,
                third: 0.0,
                fourth: 0.0,
            },
            Scale::Log => log_normal(middle, error),
            Scale::LogOdds => integrated(middle, error),
        }
    }

    /// Of the sum of independent values, each times its weight.
    pub(super) fn of_sum(weights: impl Iterator<Item = f64>, of: &[Self]) -> Self {
        let mut sums = [Sum::default(); 4];
        for (weight, one) in weights.zip(of) {
            let square = weight * weight;
            sums[0].add(weight * one.mean);
            sums[1].add(square * one.variance);
            sums[2].add(square * weight * one.third);
            sums[3].add(square * square * one.fourth);
        }
        let [mean, variance, third, fourth] = sums.map(Sum::total);
        Self {
            mean,
            variance,
            third,
            fourth,
        }
    }

    /// The value that lies `z` standard errors up if the shape were normal, corrected for skew and
    /// tails (Cornish and Fisher, to the fourth cumulant).
    ///
    /// No value where the shape is so skewed that the correction strays or turns back on itself.
    pub(super) fn quantile(self, z: f64) -> Result<f64, Undefined> {
        if self.variance == 0.0 {
            return Ok(self.mean);
        }
        let deviation = self.variance.sqrt();
        let skew = self.third / (self.variance * deviation);
        let tails = self.fourth / (self.variance * self.variance);
        let square = z * z;
        // Up to here the corrected value is within a twentieth of the width of the limits at 95%, and
        // a tenth at 99.8%, of where it belongs; further out it strays.
        if skew.abs() > MOST_SKEW || tails.abs() > MOST_TAILS {
            return Err(Undefined::TooSkewed);
        }
        // The least slope of the correction between -z and z: a value further out must not come
        // out nearer. It is a quadratic in the place, so the ends and the turning point decide.
        let slope = |at: f64| {
            1.0 + at * skew / 3.0 + (at * at - 1.0) * tails / 8.0
                - (6.0 * at * at - 5.0) * skew * skew / 36.0
        };
        let bend = tails / 8.0 - skew * skew / 6.0;
        let turn = (-skew / (6.0 * bend)).clamp(-z.abs(), z.abs());
        let turn = if turn.is_nan() { 0.0 } else { turn };
        if [-z, z, turn].into_iter().any(|at| slope(at) <= 0.0) {
            return Err(Undefined::TooSkewed);
        }
        let corrected = z + (square - 1.0) * skew / 6.0 + (square - 3.0) * z * tails / 24.0
            - (2.0 * square - 5.0) * z * skew * skew / 36.0;
        let quantile = self.mean + deviation * corrected;
        if quantile.is_finite() {
            Ok(quantile)
        } else {
            Err(Undefined::TooLarge)
        }
    }
}

/// Of the values of groups, from most to least deprived.
pub(super) fn of_groups(
    groups: &[QuantileGroup],
    errors: Scale,
) -> Result<Vec<Cumulants>, Undefined> {
    in_order(groups, FEWEST)?
        .iter()
        .map(|group| {
            let (middle, error) = (errors.value_of(group)?, errors.error_of(group)?);
            Ok(Cumulants::of(errors, middle, error))
        })
        .collect()
}

/// Of `exp(middle + error Z)`, Z standard normal, in a form that loses nothing for small errors.
fn log_normal(middle: f64, error: f64) -> Cumulants {
    let mean = exp(middle + error * error / 2.0);
    let spread = exp_m1(error * error);
    let variance = mean * mean * spread;
    let skewed = spread * (3.0 + spread);
    let tailed = spread * (16.0 + spread * (15.0 + spread * (6.0 + spread)));
    Cumulants {
        mean,
        variance,
        third: variance * mean * skewed,
        fourth: variance * variance * tailed,
    }
}

/// How far from the middle the integral goes, in standard errors: beyond lies 1e-27.
const REACH: f64 = 11.0;

/// From steps of an eighth down to 1/2048.
const HALVINGS: u32 = 8;

/// The places at the finest step, and a few more for its rounding.
const MOST_PLACES: u32 = 46_000;

/// Of `1 / (1 + exp(-(middle + error Z)))`, by the trapezoidal rule, which converges faster than any
/// power of its step for such a smooth bell.
fn integrated(middle: f64, error: f64) -> Cumulants {
    if error == 0.0 {
        return Cumulants {
            mean: Scale::LogOdds.back(middle),
            variance: 0.0,
            third: 0.0,
            fourth: 0.0,
        };
    }
    // The integrand has poles pi / error away from the axis; halve the step until they are far.
    let mut step = 0.125;
    for _ in at_most(HALVINGS) {
        if step * error <= 0.125 {
            break;
        }
        step /= 2.0;
    }
    let expect = |of: &dyn Fn(f64) -> f64| {
        let (mut sum, mut weights) = (Sum::default(), Sum::default());
        let mut place = -REACH;
        for _ in at_most(MOST_PLACES) {
            if place > REACH {
                break;
            }
            let weight = exp(-place * place / 2.0);
            sum.add(weight * of(place));
            weights.add(weight);
            place += step;
        }
        sum.total() / weights.total()
    };
    let value = |place: f64| Scale::LogOdds.back(middle + error * place);
    // Around the value at the middle, not around zero, so that small errors keep their digits.
    let at_middle = value(0.0);
    let shift = expect(&|place| value(place) - at_middle);
    let central = |power: i32| {
        expect(&|place| {
            let apart = value(place) - at_middle - shift;
            if power == 2 {
                apart * apart
            } else if power == 3 {
                apart * apart * apart
            } else {
                apart * apart * apart * apart
            }
        })
    };
    let variance = central(2);
    Cumulants {
        mean: at_middle + shift,
        variance,
        third: central(3),
        fourth: central(4) - 3.0 * variance * variance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_normal_value_has_the_cumulants_of_its_moments() {
        let (middle, error) = (0.3_f64, 0.4_f64);
        let moment = |k: f64| exp(k * middle + k * k * error * error / 2.0);
        let (m1, m2, m3, m4) = (moment(1.0), moment(2.0), moment(3.0), moment(4.0));
        let found = log_normal(middle, error);
        let near = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-12, "{a} {b}");
        near(found.mean, m1);
        near(found.variance, m2 - m1 * m1);
        near(found.third, m3 - 3.0 * m2 * m1 + 2.0 * m1 * m1 * m1);
        near(
            found.fourth,
            m4 - 4.0 * m3 * m1 - 3.0 * m2 * m2 + 12.0 * m2 * m1 * m1 - 6.0 * m1 * m1 * m1 * m1,
        );
    }

    #[test]
    fn a_share_that_hardly_errs_errs_as_its_slope_says() {
        let found = integrated(-1.0, 1e-4);
        let share = Scale::LogOdds.back(-1.0);
        assert!((found.mean - share).abs() < 1e-9);
        let slope = share * (1.0 - share) * 1e-4;
        assert!((found.variance.sqrt() / slope - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_share_around_a_half_is_not_skewed() {
        let found = integrated(0.0, 2.5);
        assert!((found.mean - 0.5).abs() < 1e-14);
        assert!(found.third.abs() < 1e-15);
        assert!(found.fourth < 0.0);
    }

    #[test]
    fn a_shape_that_turns_back_has_no_quantile() {
        assert_eq!(
            log_normal(0.0, 1.5).quantile(-3.0),
            Err(Undefined::TooSkewed)
        );
    }
}
