//! Ratios against 1.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{self, any_heading, any_number, heading, hidden, text, unit, width};
use super::words::{entries, said_in_table};
use crate::{Cell, ChartError, Drawn, Origin, RatioGroup, Ratios, Unit, Width};

/// Groups above, below and around 1, and one in each other state.
pub(super) fn sample(origin: Origin) -> Ratios {
    let group = |name: &str, cell| RatioGroup {
        name: name.to_owned(),
        cell,
    };
    let cell = |value, lower, upper| Cell::with_limits(value, lower, upper).unwrap();
    Ratios {
        heading: heading(origin),
        unit: Unit::counted(2, ""),
        same: "Same as its share".to_owned(),
        groups: vec![
            group("Asian or Asian British", cell(0.64, 0.55, 0.74)),
            group("White British", cell(1.28, 1.22, 1.35)),
            group("Other ethnic group", cell(0.83, 0.68, 1.01)),
            group("No limits", Cell::value(1.1).unwrap()),
            group("Charedi Jewish", hidden()),
            group("Sexual orientation", Cell::NotAsked(String::new())),
            group("Carers", Cell::Missing("not in the census".to_owned())),
            group("Schools", Cell::NotApplicable(String::new())),
        ],
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let value = any_number().prop_map(f64::abs);
    let limited = (value.clone(), any_number(), any_number())
        .prop_map(|(value, a, b)| Cell::with_limits(value, a.min(b), a.max(b)).unwrap());
    let plain = value.prop_map(|value| Cell::value(value).unwrap());
    let state = samples::cell().prop_filter("without a figure", |cell| cell.estimate().is_none());
    let cell = prop_oneof![3 => limited, 1 => plain, 1 => state];
    let group = (text(), cell).prop_map(|(name, cell)| RatioGroup { name, cell });
    let groups = prop::collection::vec(group, 1..60);
    (any_heading(), unit(), text(), groups, width())
        .prop_map(|(heading, unit, same, groups, width)| {
            Ratios {
                heading,
                unit,
                same,
                groups,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

#[test]
fn limits_that_miss_one_give_a_triangle_and_others_a_ring() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"m-plain\"").count(), 2);
    assert_eq!(drawn.wide.matches("class=\"m-similar\"").count(), 1);
    let rows = entries(&drawn);
    let verdicts: Vec<&str> = rows.iter().map(|row| row[4]).take(4).collect();
    assert_eq!(verdicts, ["Lower", "Higher", "Similar", "Not compared"]);
}

#[test]
fn limits_that_touch_one_do_not_miss_it() {
    let mut chart = sample(Origin::Recorded);
    chart.groups.truncate(1);
    chart.groups[0].cell = Cell::with_limits(0.8, 0.6, 1.0).unwrap();
    let drawn = chart.draw(Width::Half).unwrap();
    assert_eq!(entries(&drawn)[0][4], "Similar");
}

#[test]
fn a_negative_ratio_is_refused_and_a_zero_said_to_lie_beyond_the_scale() {
    let mut chart = sample(Origin::Recorded);
    chart.groups.truncate(1);
    chart.groups[0].cell = Cell::value(-0.5).unwrap();
    assert_eq!(
        chart.draw(Width::Half),
        Err(ChartError::NegativeRatio(-0.5))
    );
    chart.groups[0].cell = Cell::with_limits(0.0, 0.0, 0.7).unwrap();
    let drawn = chart.draw(Width::Half).unwrap();
    let words = "Beyond the end of the scale: Asian or Asian British.";
    assert!(drawn.description.contains(words) && drawn.wide.contains(words));
    chart.groups.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn what_the_drawing_says_stands_in_the_table() {
    said_in_table(&sample(Origin::Recorded).draw(Width::Half).unwrap());
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!("ratios_wide", lines(&drawn.wide));
}
