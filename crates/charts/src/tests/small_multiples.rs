//! A grid of trends with one scale.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{self, any_heading, cell, heading, hidden, text, unit, width};
use super::words::{entries, said_in_table};
use crate::{Cell, ChartError, Drawn, Origin, Panel, SmallMultiples, TrendPoint, Unit, Width};

/// Hackney as elsewhere, a place that is wholly hidden, and one never asked.
pub(super) fn sample(origin: Origin) -> SmallMultiples {
    let trend = samples::trend(origin);
    let panel = |name: &str, points| Panel {
        name: name.to_owned(),
        points,
    };
    let all = |own: &Cell| {
        let mut points = trend.points.clone();
        for point in &mut points {
            point.own = own.clone();
        }
        points
    };
    SmallMultiples {
        heading: heading(origin),
        unit: Unit::percent(1),
        comparator: Some("London".to_owned()),
        panels: vec![
            panel("Hackney", trend.points.clone()),
            panel("City of London", all(&hidden())),
            panel("Bexley", all(&Cell::NotAsked(String::new()))),
            panel("Brent", all(&Cell::with_limits(12.0, 10.0, 14.0).unwrap())),
        ],
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let point = (text(), cell(), cell()).prop_map(|(period, own, comparator)| TrendPoint {
        period,
        own,
        comparator,
    });
    let panel = (text(), prop::collection::vec(point, 0..8))
        .prop_map(|(name, points)| Panel { name, points });
    let panels = prop::collection::vec(panel, 1..20);
    (
        any_heading(),
        unit(),
        prop::option::of(text()),
        panels,
        width(),
    )
        .prop_map(|(heading, unit, comparator, panels, width)| {
            SmallMultiples {
                heading,
                unit,
                comparator,
                panels,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

#[test]
fn equal_values_stand_equally_high_in_every_panel() {
    let mut chart = sample(Origin::Recorded);
    chart.comparator = None;
    chart.panels = vec![
        chart.panels[3].clone(),
        chart.panels[0].clone(),
        chart.panels[3].clone(),
    ];
    let drawn = chart.draw(Width::Half).unwrap();
    let downs: Vec<Vec<&str>> = drawn
        .wide
        .split("<polyline points=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|points| {
            points
                .split(' ')
                .filter_map(|at| at.split(',').nth(1))
                .collect()
        })
        .collect();
    assert_eq!(downs.first(), downs.last());
}

#[test]
fn a_gap_breaks_a_line_and_every_state_is_said() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    // Hackney has one hidden year, the City of London five.
    assert_eq!(drawn.wide.matches("class=\"hatch-line\"").count(), 6);
    assert_eq!(drawn.wide.matches("class=\"axis gap\"").count(), 6);
    assert_eq!(drawn.wide.matches("class=\"line\"").count(), 2);
    // 2016 stands alone before two years without a figure.
    assert_eq!(drawn.wide.matches("class=\"m-pine\"").count(), 1);
    assert!(drawn.wide.contains(">hidden<") && drawn.wide.contains(">not asked<"));
    for words in [
        "Hackney went from 17.9% in 2016 to 15.4% in 2020.",
        "City of London: no figure to show.",
        "City of London: 2016 to 2020 hidden: too few people.",
        "Bexley: 2016 to 2020 not asked.",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
    assert_eq!(entries(&drawn).len(), 20);
}

#[test]
fn a_grid_without_panels_is_refused() {
    let mut chart = sample(Origin::Recorded);
    chart.panels.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn what_the_drawing_says_stands_in_the_table() {
    said_in_table(&sample(Origin::Recorded).draw(Width::Half).unwrap());
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!(
        "small_multiples_narrow",
        lines(drawn.narrow.as_deref().unwrap())
    );
}
