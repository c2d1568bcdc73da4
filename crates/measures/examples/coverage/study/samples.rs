//! What a sample or a count looks like to a measure that is given a value with its limits.

use measures::gradient::{Quantile, QuantileGroup};
use measures::interval::{PoissonMethod, poisson, wilson};
use measures::numeric::RandomStream;
use measures::{Confidence, Count, Limits, Measured, Population, Subgroup};

use super::draws::{Chances, normal};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

pub(crate) fn count(x: f64) -> Count {
    Count::new(x).unwrap()
}

pub(crate) fn people(n: f64) -> Population {
    Population::new(n).unwrap()
}

/// A group of people whose value is drawn.
pub(crate) struct Group {
    pub(crate) people: f64,
    pub(crate) value: f64,
    kind: Kind,
}

enum Kind {
    /// With a known standard error.
    Known(f64),
    /// A share of people, with Wilson's limits.
    Share(Chances),
    /// A rate of events, with exact limits below ten events and Byar's from ten.
    Rate(Chances),
}

impl Group {
    pub(crate) fn known(people: f64, value: f64, error: f64) -> Self {
        Self {
            people,
            value,
            kind: Kind::Known(error),
        }
    }

    pub(crate) fn share(n: u32, share: f64) -> Self {
        Self {
            people: f64::from(n),
            value: share,
            kind: Kind::Share(Chances::binomial(n, share)),
        }
    }

    pub(crate) fn rate(n: u32, events: f64) -> Self {
        Self {
            people: f64::from(n),
            value: events / f64::from(n),
            kind: Kind::Rate(Chances::poisson(events)),
        }
    }

    /// The true value, without limits.
    pub(crate) fn truth(&self) -> Measured {
        Measured::new(self.value).unwrap()
    }

    /// What a survey or a year of events finds.
    pub(crate) fn drawn(&self, stream: &mut RandomStream) -> Measured {
        let measured = |value: f64, limits: Limits| Measured::with_limits(value, limits).unwrap();
        match &self.kind {
            Kind::Known(error) => {
                Measured::with_standard_error(self.value + error * normal(stream), *error).unwrap()
            }
            Kind::Share(chances) => {
                let x = chances.draw(stream);
                let limits = wilson(count(x), people(self.people), LEVEL).unwrap();
                measured(x / self.people, limits)
            }
            Kind::Rate(chances) => {
                let x = chances.draw(stream);
                let limits = poisson(count(x), PoissonMethod::ExactBelowTen, LEVEL);
                let each = |events: f64| events / self.people;
                let limits = Limits::new(LEVEL, each(limits.lower()), each(limits.upper()));
                measured(each(x), limits.unwrap())
            }
        }
    }
}

/// Groups without an order, as they are.
pub(crate) fn true_subgroups(groups: &[Group]) -> Vec<Subgroup> {
    subgroups(groups, Group::truth)
}

/// Groups without an order, as they are found.
pub(crate) fn drawn_subgroups(groups: &[Group], stream: &mut RandomStream) -> Vec<Subgroup> {
    subgroups(groups, |group| group.drawn(stream))
}

fn subgroups(groups: &[Group], mut measured: impl FnMut(&Group) -> Measured) -> Vec<Subgroup> {
    groups
        .iter()
        .map(|group| Subgroup {
            population: people(group.people),
            measured: measured(group),
        })
        .collect()
}

/// Groups in an order, the most deprived first, as they are.
pub(crate) fn true_quantiles(groups: &[Group]) -> Vec<QuantileGroup> {
    quantiles(&true_subgroups(groups))
}

/// Groups in an order, the most deprived first, as they are found.
pub(crate) fn drawn_quantiles(groups: &[Group], stream: &mut RandomStream) -> Vec<QuantileGroup> {
    quantiles(&drawn_subgroups(groups, stream))
}

fn quantiles(groups: &[Subgroup]) -> Vec<QuantileGroup> {
    let parts = u8::try_from(groups.len()).unwrap();
    (1..)
        .zip(groups)
        .map(|(number, group)| QuantileGroup {
            quantile: Quantile::new(number, parts).unwrap(),
            population: group.population,
            measured: group.measured,
        })
        .collect()
}
