//! Groups of people without an order.

use crate::gradient::QuantileGroup;
use crate::numeric::{Sum, normal};
use crate::{Bounds, Confidence, Estimate, Measured, Method, Polarity, Population, Simulation};
use crate::{Undefined, simulation::share_of};

/// What was measured in one group of a population, such as an ethnic group or a ward.
///
/// It has no place in an order, so that measures of gradients cannot be asked of it. A group that
/// has one ([`QuantileGroup`]) can forget it; the other way is closed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Subgroup {
    /// How many people are in it.
    pub population: Population,
    /// Their value, with limits or a standard error where there are such.
    pub measured: Measured,
}

impl From<QuantileGroup> for Subgroup {
    fn from(group: QuantileGroup) -> Self {
        Self {
            population: group.population,
            measured: group.measured,
        }
    }
}

/// Whose distance counts how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weighting {
    /// Every group the same, however few people are in it.
    Equal,
    /// Every person the same.
    Population,
}

/// Groups with their shares of the population worked out. The mean weighs every person the same.
pub(crate) struct Subgroups {
    pub(crate) shares: Vec<f64>,
    pub(crate) values: Vec<f64>,
    errors: Result<Vec<f64>, Undefined>,
}

impl Subgroups {
    /// Fails where there are fewer groups than needed, or one has nobody in it.
    pub(crate) fn of(groups: &[Subgroup], needed: usize) -> Result<Self, Undefined> {
        if groups.len() < needed {
            return Err(Undefined::TooFewGroups {
                found: groups.len(),
                needed,
            });
        }
        if let Some(empty) = groups
            .iter()
            .position(|group| group.population.get() == 0.0)
        {
            return Err(Undefined::SubgroupIsEmpty { place: empty + 1 });
        }
        let people = groups.iter().map(|group| group.population.get());
        let total = people.clone().collect::<Sum>().total();
        Ok(Self {
            shares: people.map(|people| people / total).collect(),
            values: groups.iter().map(|group| group.measured.value()).collect(),
            errors: groups
                .iter()
                .map(|group| group.measured.standard_error())
                .collect(),
        })
    }

    pub(crate) fn mean(&self) -> f64 {
        mean_of(&self.shares, &self.values)
    }

    pub(crate) fn errors(&self) -> Result<&[f64], Undefined> {
        self.errors.as_deref().map_err(|reason| *reason)
    }

    /// The mean where every value is zero or more and not all are zero.
    pub(crate) fn positive_mean(&self) -> Result<f64, Undefined> {
        if self.values.iter().any(|value| *value < 0.0) {
            return Err(Undefined::NegativeValue);
        }
        let mean = self.mean();
        if mean <= 0.0 {
            return Err(Undefined::MeanNotPositive);
        }
        Ok(mean)
    }

    /// The place of the best value, the first of equal ones.
    pub(crate) fn best(&self, polarity: Polarity) -> Result<usize, Undefined> {
        let sign = match polarity {
            Polarity::HighIsGood => 1.0,
            Polarity::LowIsGood => -1.0,
            Polarity::NoJudgement => return Err(Undefined::NoJudgement),
        };
        let mut best = None;
        for (place, value) in self.values.iter().enumerate() {
            if best.is_none_or(|(_, highest)| value * sign > highest) {
                best = Some((place, value * sign));
            }
        }
        best.map(|(place, _)| place)
            .ok_or(Undefined::BenchmarkMissing)
    }

    /// A statistic of the values that is never below zero, with limits from drawing every group's
    /// value again within its error and, where there are such, within bounds.
    pub(crate) fn simulated(
        &self,
        statistic: impl Fn(&[f64]) -> f64,
        bounds: Option<Bounds>,
        simulation: Simulation,
        confidences: &[Confidence],
    ) -> Result<Estimate, Undefined> {
        if let Some(bounds) = bounds
            && let Some(outside) = self.values.iter().position(|value| !bounds.contain(*value))
        {
            return Err(Undefined::SubgroupOutOfBounds { place: outside + 1 });
        }
        let value = statistic(&self.values);
        let drawn = match (self.errors(), confidences) {
            (_, []) => Ok(Vec::new()),
            (Err(reason), _) => Err(reason),
            (Ok(errors), _) => Ok(simulation.sorted(|draw| {
                let values = self.values.iter().zip(errors).zip(0_u32..);
                let values: Vec<f64> = values
                    .map(|((value, error), group)| {
                        drawn(*value, *error, bounds, simulation.uniform(draw, group))
                    })
                    .collect();
                statistic(&values)
            })),
        };
        Estimate::assemble(value, Method::Simulated, confidences, |confidence| {
            let drawn = drawn.as_deref().map_err(|reason| *reason)?;
            let at = |share| share_of(drawn, share).filter(|limit| limit.is_finite());
            at(confidence.tail())
                .zip(at(1.0 - confidence.tail()))
                .ok_or(Undefined::LimitsUnbounded)
        })
    }
}

/// The mean of values by shares that add to one.
pub(crate) fn mean_of(shares: &[f64], values: &[f64]) -> f64 {
    let terms = shares
        .iter()
        .zip(values)
        .map(|(share, value)| share * value);
    terms.collect::<Sum>().total()
}

/// A normal value around another, or the part of it between bounds, where a share `uniform` lies
/// below.
fn drawn(value: f64, error: f64, bounds: Option<Bounds>, uniform: f64) -> f64 {
    if error == 0.0 {
        return value;
    }
    let share = match bounds {
        None => uniform,
        Some(bounds) => {
            let below = normal::lower_tail((bounds.lowest() - value) / error);
            let above = normal::upper_tail((bounds.highest() - value) / error);
            below + uniform * (1.0 - below - above)
        }
    };
    let drawn = value + error * normal::quantile(share);
    bounds.map_or(drawn, |bounds| {
        drawn.clamp(bounds.lowest(), bounds.highest())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_within_bounds_and_keep_their_middle() {
        let half = drawn(50.0, 3.0, Some(Bounds::PERCENT), 0.5);
        assert!((half - 50.0).abs() < 1e-9);
        for uniform in [1e-12, 0.3, 0.999_999] {
            let at_the_top = drawn(100.0, 3.0, Some(Bounds::PERCENT), uniform);
            assert!((0.0..=100.0).contains(&at_the_top));
        }
        assert_eq!(drawn(100.0, 0.0, Some(Bounds::PERCENT), 0.9), 100.0);
    }

    #[test]
    fn the_best_of_equals_is_the_first() {
        let group = |value| Subgroup {
            population: Population::from(1),
            measured: Measured::new(value).unwrap(),
        };
        let groups = Subgroups::of(&[group(2.0), group(5.0), group(5.0), group(2.0)], 3).unwrap();
        assert_eq!(groups.best(Polarity::HighIsGood), Ok(1));
        assert_eq!(groups.best(Polarity::LowIsGood), Ok(0));
        assert_eq!(
            groups.best(Polarity::NoJudgement),
            Err(Undefined::NoJudgement)
        );
    }

    #[test]
    fn nobody_and_too_few_are_said() {
        let group = |people| Subgroup {
            population: Population::from(people),
            measured: Measured::new(1.0).unwrap(),
        };
        let reason = |groups: &[Subgroup]| Subgroups::of(groups, 3).map(|_| ()).unwrap_err();
        assert_eq!(
            reason(&[group(1), group(2)]),
            Undefined::TooFewGroups {
                found: 2,
                needed: 3
            }
        );
        assert_eq!(
            reason(&[group(1), group(0), group(2)]),
            Undefined::SubgroupIsEmpty { place: 2 }
        );
    }
}
