//! Places by size against a target.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{
    any_heading, any_number, cell, heading, hidden, number, reference, text, unit, verdict, width,
};
use super::words::{entries, said_in_table};
use crate::{
    Cell, ChartError, Drawn, Funnel, FunnelGrade, FunnelLimits, FunnelPoint, Limits, Origin,
    Reference, Unit, Verdict, Width,
};

/// A funnel around 13%, with a place of each grade and two without a figure.
pub(super) fn sample(origin: Origin) -> Funnel {
    let limits = |size: f64, half: f64| FunnelLimits {
        size: number(size),
        inner: Limits::new(13.0 - half, 13.0 + half).unwrap(),
        outer: Limits::new(13.0 - half * 1.5, 13.0 + half * 1.5).unwrap(),
    };
    let point = |name: &str, size, value, grade, verdict| FunnelPoint {
        name: name.to_owned(),
        size: number(size),
        cell: Cell::value(value).unwrap(),
        grade,
        verdict,
        is_own: false,
    };
    let (within, outside, far) = (
        FunnelGrade::Within,
        FunnelGrade::Outside95,
        FunnelGrade::Outside998,
    );
    let without = |name: &str, cell| FunnelPoint {
        cell,
        ..point(name, 300.0, 0.0, far, Verdict::Worse)
    };
    Funnel {
        heading: heading(origin),
        unit: Unit::percent(1),
        size_is: "People asked".to_owned(),
        target: Reference {
            name: "England".to_owned(),
            value: number(13.0),
        },
        limits: [(100.0, 6.6), (200.0, 4.7), (400.0, 3.3), (900.0, 2.2)]
            .map(|(size, half)| limits(size, half))
            .into(),
        points: vec![
            point("Camden", 420.0, 12.1, within, Verdict::Similar),
            point("Hackney", 510.0, 16.3, outside, Verdict::Worse),
            point("Richmond", 620.0, 7.1, far, Verdict::Better),
            without("City of London", hidden()),
            without("Bexley", Cell::Missing("survey not run".to_owned())),
        ],
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let grade = prop::sample::select(vec![
        FunnelGrade::Within,
        FunnelGrade::Outside95,
        FunnelGrade::Outside998,
    ]);
    let point = (
        text(),
        any_number(),
        cell(),
        grade,
        verdict(),
        proptest::bool::ANY,
    )
        .prop_map(|(name, size, cell, grade, verdict, is_own)| FunnelPoint {
            name,
            size: number(size),
            cell,
            grade,
            verdict,
            is_own,
        });
    let limits = (any_number(), prop::array::uniform4(any_number())).prop_map(|(size, mut at)| {
        at.sort_by(f64::total_cmp);
        FunnelLimits {
            size: number(size),
            inner: Limits::new(at[1], at[2]).unwrap(),
            outer: Limits::new(at[0], at[3]).unwrap(),
        }
    });
    (
        (any_heading(), unit(), text(), reference()),
        prop::collection::vec(limits, 0..8),
        prop::collection::vec(point, 1..60),
        width(),
    )
        .prop_map(
            |((heading, unit, size_is, target), limits, points, width)| {
                Funnel {
                    heading,
                    unit,
                    size_is,
                    target,
                    limits,
                    points,
                }
                .draw(width)
                .unwrap()
            },
        )
        .boxed()
}

#[test]
fn our_own_place_is_ringed_and_named_wherever_it_lies() {
    let mut chart = sample(Origin::Recorded);
    chart.points[0].is_own = true;
    let drawn = chart.draw(Width::Half).unwrap();
    assert!(drawn.wide.contains(">Camden<"));
    assert_eq!(drawn.wide.matches("class=\"own-ring\"").count(), 1);
    assert!(
        drawn
            .description
            .contains("Camden: 12.1%. Within 95% limits.")
    );
    assert!(
        !drawn
            .description
            .contains("Camden: 12.1%. Within 95% limits, ")
    );
}

#[test]
fn only_places_outside_the_limits_are_named() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert!(drawn.wide.contains(">Hackney<") && drawn.wide.contains(">Richmond<"));
    assert!(!drawn.wide.contains(">Camden<"));
    let rows = entries(&drawn);
    let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let expected = [
        "Richmond",
        "Hackney",
        "Camden",
        "City of London",
        "Bexley",
        "England",
    ];
    assert_eq!(names, expected);
    assert_eq!(
        rows[0],
        [
            "Richmond",
            "620",
            "7.1%",
            "none",
            "none",
            "Outside 99.8% limits",
            "Better"
        ]
    );
}

#[test]
fn a_name_that_finds_no_room_is_said_below() {
    let mut chart = sample(Origin::Recorded);
    let crowd = chart.points[2].clone();
    for place in 0..8 {
        chart.points.push(FunnelPoint {
            name: format!("Crowded {place}"),
            ..crowd.clone()
        });
    }
    let drawn = chart.draw(Width::Half).unwrap();
    assert!(drawn.wide.contains("Also outside the limits: "));
}

#[test]
fn places_without_a_figure_are_hatched_or_a_stroke_and_said() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"hatch-line\"").count(), 1);
    assert_eq!(drawn.wide.matches("class=\"axis gap\"").count(), 1);
    for words in [
        "1 outside 99.8% limits, 1 outside 95% limits, 1 within.",
        "Hackney: 16.3%. Outside 95% limits, worse.",
        "City of London hidden: too few people. Bexley missing: survey not run.",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
}

#[test]
fn a_funnel_without_places_is_refused() {
    let mut chart = sample(Origin::Recorded);
    chart.points.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn what_the_drawing_says_stands_in_the_table() {
    let mut chart = sample(Origin::Recorded);
    chart.target.name = String::new();
    said_in_table(&chart.draw(Width::Half).unwrap());
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!("funnel_wide", lines(&drawn.wide));
}
