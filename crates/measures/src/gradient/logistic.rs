//! The curve of log odds through shares, weighted by population.

use super::QuantileGroup;
use super::line::FEWEST;
use super::ranked::Ranked;
use crate::numeric::turns::at_most;
use crate::numeric::{Sum, exp, ln, ln_1p};
use crate::{Bounds, Undefined};

/// Steps that are tried; a handful is enough where there is a curve.
const MOST_STEPS: u32 = 60;

/// The curve `1 / (1 + exp(-(level + slope x)))`, `x` the place in the population from -½ to ½.
pub(super) struct Logistic {
    pub(super) level: f64,
    pub(super) slope: f64,
    /// How much level and slope move with each group's share, and the error of that share.
    moves: Vec<(f64, f64)>,
    errors: Result<Vec<f64>, Undefined>,
}

/// First and second derivatives of the likelihood.
#[derive(Default)]
struct Curvature {
    gradient: [Sum; 2],
    information: [Sum; 3],
    likelihood: Sum,
}

impl Logistic {
    /// Fits by maximum likelihood, each group weighted once by its people.
    pub(super) fn fit(groups: &[QuantileGroup]) -> Result<Self, Undefined> {
        let Ranked {
            groups,
            shares,
            from_middle,
        } = Ranked::of(groups, FEWEST)?;
        if let Some(outside) = groups
            .iter()
            .find(|group| !Bounds::SHARE.contain(group.measured.value()))
        {
            return Err(Undefined::GroupOutOfBounds {
                number: outside.quantile.number(),
            });
        }
        let rows: Vec<(f64, f64, f64)> = shares
            .iter()
            .zip(&from_middle)
            .zip(&groups)
            .map(|((weight, place), group)| (*weight, *place, group.measured.value()))
            .collect();
        let mean = rows
            .iter()
            .map(|(weight, _, value)| weight * value)
            .collect::<Sum>()
            .total();
        if mean <= 0.0 || mean >= 1.0 {
            return Err(Undefined::MeanOnBound);
        }
        let (mut level, mut slope) = (ln(mean) - ln_1p(-mean), 0.0);
        let mut here = Curvature::at(&rows, level, slope);
        for _ in at_most(MOST_STEPS) {
            let (mut up, mut along) = here.step()?;
            let mut there = Curvature::at(&rows, level + up, slope + along);
            // The likelihood has one hill: a step that goes down was too long.
            for _ in at_most(MOST_STEPS) {
                if there.likelihood.total() >= here.likelihood.total() - 1e-15 {
                    break;
                }
                (up, along) = (up / 2.0, along / 2.0);
                there = Curvature::at(&rows, level + up, slope + along);
            }
            (level, slope, here) = (level + up, slope + along, there);
            if up.abs().max(along.abs()) <= 1e-13 * (1.0 + level.abs() + slope.abs()) {
                let moves = rows
                    .iter()
                    .map(|(weight, place, _)| here.solve(*weight, weight * place));
                return Ok(Self {
                    level,
                    slope,
                    moves: moves.collect::<Result<_, _>>()?,
                    errors: groups
                        .iter()
                        .map(|group| group.measured.standard_error())
                        .collect(),
                });
            }
        }
        Err(Undefined::NoCurve)
    }

    /// The shares of the most and the least deprived person.
    pub(super) fn ends(&self) -> (f64, f64) {
        (
            share(self.level - self.slope / 2.0),
            share(self.level + self.slope / 2.0),
        )
    }

    /// The standard error of a figure that moves so much with the most and with the least deprived
    /// end, by the delta method.
    pub(super) fn error(&self, with_most: f64, with_least: f64) -> Result<f64, Undefined> {
        let (most, least) = self.ends();
        let (most, least) = (
            with_most * most * (1.0 - most),
            with_least * least * (1.0 - least),
        );
        let errors = self.errors.as_deref().map_err(|reason| *reason)?;
        let squares = self.moves.iter().zip(errors).map(|((up, along), error)| {
            let part = (most * (up - along / 2.0) + least * (up + along / 2.0)) * error;
            part * part
        });
        Ok(squares.collect::<Sum>().total().sqrt())
    }
}

fn share(log_odds: f64) -> f64 {
    1.0 / (1.0 + exp(-log_odds))
}

impl Curvature {
    fn at(rows: &[(f64, f64, f64)], level: f64, slope: f64) -> Self {
        let mut found = Self::default();
        for (weight, place, value) in rows {
            let log_odds = level + slope * place;
            let fitted = share(log_odds);
            let apart = weight * (value - fitted);
            found.gradient[0].add(apart);
            found.gradient[1].add(apart * place);
            let spread = weight * fitted * (1.0 - fitted);
            found.information[0].add(spread);
            found.information[1].add(spread * place);
            found.information[2].add(spread * place * place);
            // The logarithms of the share and of the rest, without loss at either end.
            let with = -ln_1p(exp(-log_odds.abs())) + log_odds.min(0.0);
            let without = with - log_odds;
            found
                .likelihood
                .add(weight * (value * with + (1.0 - value) * without));
        }
        found
    }

    fn step(&self) -> Result<(f64, f64), Undefined> {
        self.solve(self.gradient[0].total(), self.gradient[1].total())
    }

    /// The level and slope whose product with the information is given.
    fn solve(&self, first: f64, second: f64) -> Result<(f64, f64), Undefined> {
        let [all, middle, spread] = self.information.map(Sum::total);
        let size = all * spread - middle * middle;
        let (up, along) = (
            (spread * first - middle * second) / size,
            (all * second - middle * first) / size,
        );
        if size > 0.0 && up.is_finite() && along.is_finite() {
            Ok((up, along))
        } else {
            Err(Undefined::NoCurve)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::groups;
    use super::*;

    #[test]
    fn people_weigh_once() {
        // A published package hands on the counts and the population beside them as weights: the
        // square of the population. Weighed once, the curve has the mean of all people.
        let parts = [
            (9_000.0, 0.41, 0.01),
            (1_000.0, 0.22, 0.01),
            (4_000.0, 0.31, 0.01),
            (500.0, 0.12, 0.01),
            (2_500.0, 0.08, 0.01),
        ];
        let curve = Logistic::fit(&groups(&parts)).unwrap();
        let everybody: f64 = parts.iter().map(|part| part.0).sum();
        let mean = parts.iter().map(|part| part.0 * part.1).sum::<f64>() / everybody;
        let twice: f64 = parts.iter().map(|part| part.0 * part.0).sum();
        let weighed_twice = parts.iter().map(|part| part.0 * part.0 * part.1);
        assert!((weighed_twice.sum::<f64>() / twice - mean).abs() > 0.03);
        let mut before = 0.0;
        let fitted = parts.iter().map(|part| {
            let place = (before + part.0 / 2.0) / everybody - 0.5;
            before += part.0;
            part.0 * share(curve.level + curve.slope * place)
        });
        assert!((fitted.sum::<f64>() / everybody - mean).abs() < 1e-12);
    }
}
