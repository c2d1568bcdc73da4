//! Ordered groups and their place in the population.

use super::QuantileGroup;
use crate::Undefined;
use crate::numeric::Sum;

/// The most groups of any kind.
const MOST: usize = 100;

/// Groups from most to least deprived.
pub(super) struct Ranked {
    pub(super) groups: Vec<QuantileGroup>,
    /// Each group's share of the population.
    pub(super) shares: Vec<f64>,
    /// The middle of each group's place in the population, from 0 to 1, less a half.
    pub(super) from_middle: Vec<f64>,
}

impl Ranked {
    pub(super) fn of(groups: &[QuantileGroup], fewest: usize) -> Result<Self, Undefined> {
        let groups = in_order(groups, fewest)?;
        let total: f64 = groups
            .iter()
            .map(|group| group.population.get())
            .collect::<Sum>()
            .total();
        let shares: Vec<f64> = groups
            .iter()
            .map(|group| group.population.get() / total)
            .collect();
        let mut before = Sum::default();
        let from_middle = shares
            .iter()
            .map(|share| {
                let middle = before.total() + share / 2.0;
                before.add(*share);
                middle - 0.5
            })
            .collect();
        Ok(Self {
            groups,
            shares,
            from_middle,
        })
    }
}

/// The groups from most to least deprived, each there once and with people in it.
pub(super) fn in_order(
    groups: &[QuantileGroup],
    fewest: usize,
) -> Result<Vec<QuantileGroup>, Undefined> {
    let mut groups = groups.to_vec();
    groups.sort_by_key(|group| group.quantile);
    let parts = groups.first().map_or(0, |group| group.quantile.parts());
    if groups.iter().any(|group| group.quantile.parts() != parts) {
        return Err(Undefined::PartsDiffer);
    }
    if !(fewest..=MOST).contains(&usize::from(parts)) {
        return Err(Undefined::NumberOfGroups {
            found: usize::from(parts),
            fewest,
            most: MOST,
        });
    }
    let mut found = groups
        .iter()
        .map(|group| group.quantile.number())
        .peekable();
    for number in 1..=parts {
        if found.next_if_eq(&number).is_none() {
            return Err(Undefined::GroupMissing { number });
        }
        if found.next_if_eq(&number).is_some() {
            return Err(Undefined::GroupTwice { number });
        }
    }
    if let Some(empty) = groups.iter().find(|group| group.population.get() == 0.0) {
        return Err(Undefined::GroupIsEmpty {
            number: empty.quantile.number(),
        });
    }
    Ok(groups)
}
