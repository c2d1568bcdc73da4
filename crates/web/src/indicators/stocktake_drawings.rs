//! The charts of a stocktake, each with its finding.

use board::indicators::KeptStocktake;
use board::vocabulary::long_date;
use charts::{Cell, Heading, HeatGrid, HeatRow, RatioGroup, Ratios, Unit, Width};
use evidence::analysis::Characteristic;
use evidence::observation::State;
use evidence::stocktake::{Measure, ServiceFound, Verdict};

use super::shown::drawn_origin;
use super::stocktake_words::{group_name, groups, well_known};
use crate::components::Figure;

/// So many stocktakes fit beside one another.
const MOST_PERIODS: usize = 8;

/// How far each characteristic is known, one column a stocktake.
pub(super) fn completeness(stocktakes: &[KeptStocktake]) -> Option<Figure> {
    let newest = stocktakes.first()?;
    let mut shown: Vec<&KeptStocktake> = stocktakes.iter().take(MOST_PERIODS).collect();
    shown.reverse();
    let rows = Characteristic::ALL
        .into_iter()
        .map(|characteristic| {
            let cells = shown
                .iter()
                .map(|kept| known(kept.found()?, characteristic))
                .collect::<Option<Vec<_>>>()?;
            Some(HeatRow {
                name: characteristic.name().to_owned(),
                cells,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let chart = HeatGrid {
        heading: Heading {
            id: "completeness".to_owned(),
            title: "Known answers by stocktake".to_owned(),
            origin: drawn_origin(newest.stocktake.origin),
        },
        unit: Unit::percent(0),
        periods: shown
            .iter()
            .map(|kept| kept.as_at.strftime("%b %y").to_string())
            .collect(),
        rows,
    };
    let found = newest.found()?;
    let title = match well_known(found) {
        0 => "No characteristic is known for 80% or more".to_owned(),
        1 => "One characteristic is known for 80% or more".to_owned(),
        many => format!("{many} characteristics are known for 80% or more"),
    };
    let sub = "Per cent of records with a known answer, by the day up to which they reach. “Not stated” does not count as known.";
    let drawing = chart.draw(Width::Half).ok()?;
    let note = format!("Service records, up to {}", long_date(newest.as_at));
    Some(Figure::new(title, sub, drawing).with_note(note))
}

fn known(found: &ServiceFound, characteristic: Characteristic) -> Option<Cell> {
    let one = found
        .characteristics
        .iter()
        .find(|one| one.characteristic == characteristic);
    match one {
        None => Some(Cell::NotAsked(String::new())),
        Some(one) => cell(one.completeness, false),
    }
}

/// The share of each group among users over its share of residents.
pub(super) fn representation(kept: &KeptStocktake) -> Option<Figure> {
    let found = kept.found()?;
    let compared: Vec<RatioGroup> = groups(found)
        .filter(|(of, group)| {
            let middle = of.characteristic == Characteristic::Deprivation
                && !group.name.contains("deprived");
            group.residents.is_some() && group.verdict != Verdict::NotCompared && !middle
        })
        .map(|(of, group)| {
            Some(RatioGroup {
                name: group_name(of, group),
                cell: cell(group.index, true)?,
            })
        })
        .collect::<Option<_>>()?;
    let lower = groups(found)
        .filter(|(_, group)| group.verdict == Verdict::Lower)
        .count();
    let chart = Ratios {
        heading: Heading {
            id: "representation".to_owned(),
            title: "Share of users over share of residents".to_owned(),
            origin: drawn_origin(kept.stocktake.origin),
        },
        unit: Unit::counted(2, ""),
        same: "Same as its share".to_owned(),
        groups: compared,
    };
    let title = match lower {
        0 => "No group is seen less often than its share, beyond chance".to_owned(),
        1 => "One group is seen less often than its share".to_owned(),
        many => format!("{many} groups are seen less often than their share"),
    };
    let sub = "Share of users divided by share of residents, with 95% limits. Log scale. Unknowns left out.";
    let drawing = chart.draw(Width::Half).ok()?;
    Some(
        Figure::new(title, sub, drawing).with_note("A ratio says who is seen, not who is in need."),
    )
}

fn cell(measure: Measure, with_limits: bool) -> Option<Cell> {
    match (measure.state, measure.value) {
        (State::Value, Some(value)) => {
            let limits = measure.limits.and_then(|limits| limits.at_95);
            match limits.filter(|_| with_limits) {
                Some((lower, upper)) => Cell::with_limits(value, lower, upper).ok(),
                None => Cell::value(value).ok(),
            }
        }
        (State::Suppressed, _) => Some(Cell::Suppressed("too few people".to_owned())),
        (State::NotAsked, _) => Some(Cell::NotAsked(String::new())),
        (State::NotApplicable, _) => Some(Cell::NotApplicable(String::new())),
        _ => Some(Cell::Missing(String::new())),
    }
}
