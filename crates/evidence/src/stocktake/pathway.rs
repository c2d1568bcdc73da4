//! Who is lost on the way: the share of each group that goes on from one stage to the next.

use measures::gap::{widest_difference, widest_ratio};
use measures::gradient::{Fit, Quantile, QuantileGroup, relative_index_by, slope_index_by};
use measures::{Confidence, Limits, Measured, Multiplier, Population, Subgroup};

use crate::cell::Figure;
use crate::disclosure::Release;
use crate::observation::State;

use super::code_list::{CodeList, Order};
use super::found::{GapBy, Measure, Shown, StageFound, StageGap, StageGroup};
use super::representation::{measure, share};

/// Groups with fewer people at the stage before are no ends of a gap.
const FEWEST: f64 = 20.0;

/// One stage beside the one before it; the releases have the same rows.
pub(super) fn stage(
    list: &CodeList,
    name: &str,
    groups: &[String],
    before: &Release,
    here: &Release,
) -> StageFound {
    let figure = |release: &Release, row| release.figure(row, 0).unwrap_or(Figure::Missing);
    let all = |release: &Release| figure(release, release.rows().len());
    let shares: Vec<(Figure, Figure)> = (0..groups.len())
        .map(|row| (figure(here, row), figure(before, row)))
        .collect();
    StageFound {
        name: name.to_owned(),
        people: Shown::from(all(here)),
        share: share(all(here), all(before)),
        groups: groups
            .iter()
            .zip(&shares)
            .map(|(group, &(part, whole))| StageGroup {
                name: group.clone(),
                people: Shown::from(part),
                share: share(part, whole),
            })
            .collect(),
        gap: gap(list, groups, &shares),
        refused: None,
    }
}

/// A stage of which nothing may be shown by group.
pub(super) fn refused(name: &str, why: String) -> StageFound {
    StageFound {
        name: name.to_owned(),
        people: Shown::MISSING,
        share: Measure::none(State::Missing),
        groups: Vec::new(),
        gap: None,
        refused: Some(why),
    }
}

fn gap(list: &CodeList, names: &[String], shares: &[(Figure, Figure)]) -> Option<StageGap> {
    let mut groups: Vec<(usize, Subgroup)> = Vec::new();
    for (place, &(part, whole)) in shares.iter().enumerate() {
        let people = whole.value().filter(|people| *people >= FEWEST);
        let found = share(part, whole);
        if let (Some(people), Some(percent)) = (people, found.value) {
            let (lower, upper) = found.limits?.at_95?;
            let limits = Limits::new(Confidence::NINETY_FIVE, lower / 100.0, upper / 100.0).ok()?;
            groups.push((
                place,
                Subgroup {
                    population: Population::new(people).ok()?,
                    measured: Measured::with_limits(percent / 100.0, limits).ok()?,
                },
            ));
        }
    }
    let by_share = |a: &&(usize, Subgroup), b: &&(usize, Subgroup)| {
        a.1.measured.value().total_cmp(&b.1.measured.value())
    };
    let name = |found: Option<&(usize, Subgroup)>| names.get(found?.0).cloned();
    let highest = name(groups.iter().max_by(by_share))?;
    let lowest = name(groups.iter().min_by(by_share))?;
    let levels = &Confidence::PUBLISHED;
    if let Order::Parts(parts) = list.order
        && groups.len() == usize::from(parts)
    {
        let ordered: Vec<QuantileGroup> = groups
            .iter()
            .zip(1..)
            .map(|((_, group), number)| {
                Some(QuantileGroup {
                    quantile: Quantile::new(number, parts).ok()?,
                    population: group.population,
                    measured: group.measured,
                })
            })
            .collect::<Option<_>>()?;
        let slope = slope_index_by(&ordered, Fit::Shares, Multiplier::PERCENT, levels).ok()?;
        let ratio = relative_index_by(&ordered, Fit::Shares, Multiplier::ONE, levels);
        return Some(StageGap {
            by: GapBy::Slope,
            difference: measure(&slope),
            ratio: ratio
                .as_ref()
                .map_or(Measure::none(State::NotApplicable), measure),
            highest,
            lowest,
        });
    }
    let subgroups: Vec<Subgroup> = groups.into_iter().map(|(_, group)| group).collect();
    let difference = widest_difference(&subgroups, levels).ok()?;
    let ratio = widest_ratio(&subgroups, levels);
    let in_points = |share: f64| share * 100.0;
    let mut difference = measure(&difference);
    difference.value = difference.value.map(in_points);
    if let Some(limits) = &mut difference.limits {
        for level in [&mut limits.at_95, &mut limits.at_998] {
            *level = level.map(|(lower, upper)| (in_points(lower), in_points(upper)));
        }
    }
    Some(StageGap {
        by: GapBy::Widest,
        difference,
        ratio: ratio
            .as_ref()
            .map_or(Measure::none(State::NotApplicable), measure),
        highest,
        lowest,
    })
}
