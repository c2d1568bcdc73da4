//! The drawings of a place that is built of small areas: its share of each national tenth, and its distance from the best-off ward.

use charts::{Cell, Dumbbell, DumbbellRow, Gradient, Group, Heading, Unit, Width};
use evidence::analysis::{Deprivation, Profile};
use evidence::cell::Origin;

use super::shown::{drawn_origin, short_name};
use crate::components::Figure;

/// How many of all residents live in each national tenth; small areas where residents are not known.
pub(super) fn tenths(found: &Deprivation, origin: Origin, width: Width) -> Option<Figure> {
    let by_people = found.residents.is_some();
    let what = if by_people {
        "residents"
    } else {
        "small areas"
    };
    let share = |one: &evidence::analysis::NationalTenth| {
        let share = if by_people {
            one.share_of_residents?
        } else {
            one.share_of_small_areas
        };
        Cell::value(share * 100.0).ok()
    };
    let groups = found
        .tenths
        .iter()
        .map(|one| {
            Some(Group {
                label: one.decile.to_string(),
                cell: share(one)?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let place = short_name(&found.area.name);
    let drawn = Gradient {
        heading: Heading {
            id: "tenths".to_owned(),
            title: format!(
                "Share of {what} of {place} in each tenth of England by deprivation, {}",
                found.period.label
            ),
            origin: drawn_origin(origin),
        },
        unit: Unit::percent(0),
        group_is: "tenth".to_owned(),
        groups,
        slope: None,
    }
    .draw(width)
    .ok()?;
    let core = &found.core20;
    let finding = format!(
        "{} of {} small areas are in the most deprived fifth of England",
        core.small_areas,
        found.small_areas.len()
    );
    let sub = format!(
        "Share of {what} in each national tenth, 1 the most deprived; were {place} like England, each would have 10%. Indices of {}.",
        found.period.label
    );
    Some(Figure::new(finding, sub, drawn))
}

/// A name that fits beside its row; the sentences below say it in full.
fn short(name: &str) -> &str {
    match name {
        "Residents in the most deprived fifth of England" => "Most deprived fifth",
        other => other,
    }
}

/// The place beside the best-off ward of its authority.
pub(super) fn contrasts(profile: &Profile, origin: Origin) -> Option<Figure> {
    let first = profile.unequal.first()?;
    let place = short_name(&first.here.name).to_owned();
    let rows = profile
        .unequal
        .iter()
        .map(|one| {
            Some(DumbbellRow {
                name: short(&one.name).to_owned(),
                one: Cell::value(one.own * 100.0).ok()?,
                other: Cell::value(one.best_share * 100.0).ok()?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let is_authority = profile
        .authority
        .as_ref()
        .is_some_and(|authority| authority.code == profile.area.code);
    let one = if is_authority {
        "Worst-off ward".to_owned()
    } else {
        place.clone()
    };
    let drawn = Dumbbell {
        heading: Heading {
            id: "unequal".to_owned(),
            title: format!("{one} and the best-off ward"),
            origin: drawn_origin(origin),
        },
        unit: Unit::percent(1),
        one,
        other: "Best-off ward".to_owned(),
        rows,
    }
    .draw(Width::Half)
    .ok()?;
    let apart = (first.own - first.best_share).abs() * 100.0;
    let finding = if is_authority {
        format!("Wards are {apart:.0} points apart")
    } else {
        format!("{place} is {apart:.0} points from the best-off ward")
    };
    Some(Figure::new(
        finding,
        "Shares of residents; lower is better off.",
        drawn,
    ))
}
