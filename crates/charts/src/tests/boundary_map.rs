//! Areas in their true shapes.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{
    any_heading, cell, heading, hidden, number, reference, text, unit, verdict, width,
};
use super::words::{entries, said_in_table};
use crate::{
    BoundaryMap, Cell, ChartError, Drawn, MapArea, Origin, Reference, Unit, Verdict, Width,
};

fn square(column: i32, row: i32) -> Vec<(i32, i32)> {
    let (x, y) = (column * 100, row * 100);
    vec![
        (x, y),
        (x + 100, y),
        (x + 100, y + 100),
        (x, y + 100),
        (x, y),
    ]
}

/// Six squares in two rows, one in each state; the second is our own.
pub(super) fn sample(origin: Origin) -> BoundaryMap {
    let value = |value: f64| Cell::with_limits(value, value - 2.0, value + 2.5).unwrap();
    let cells = [
        ("Camden", value(11.4), Verdict::Similar),
        ("Hackney", value(15.4), Verdict::Worse),
        ("Richmond", value(7.1), Verdict::Better),
        ("City of London", hidden(), Verdict::Worse),
        ("Bexley", Cell::NotAsked(String::new()), Verdict::Worse),
        (
            "Brent",
            Cell::Missing("survey not run".to_owned()),
            Verdict::Worse,
        ),
    ];
    BoundaryMap {
        heading: heading(origin),
        unit: Unit::percent(1),
        reference: Some(Reference {
            name: "London".to_owned(),
            value: number(11.1),
        }),
        areas_are: "authorities".to_owned(),
        areas: (0..)
            .zip(cells)
            .map(|(place, (name, cell, verdict))| MapArea {
                name: name.to_owned(),
                rings: vec![square(place % 3, place / 3)],
                cell,
                verdict,
                is_own: name == "Hackney",
            })
            .collect(),
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let ring = prop::collection::vec((-5_000..5_000_i32, -5_000..5_000_i32), 3..9);
    let area = (
        text(),
        prop::collection::vec(ring, 1..3),
        cell(),
        verdict(),
        proptest::bool::ANY,
    )
        .prop_map(|(name, rings, cell, verdict, is_own)| MapArea {
            name,
            rings,
            cell,
            verdict,
            is_own,
        });
    (
        any_heading(),
        unit(),
        prop::option::of(reference()),
        text(),
        prop::collection::vec(area, 1..12),
        width(),
    )
        .prop_map(|(heading, unit, reference, areas_are, areas, width)| {
            BoundaryMap {
                heading,
                unit,
                reference,
                areas_are,
                areas,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

#[test]
fn every_area_has_its_ground_and_its_row() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    for class in [
        "area area-worse",
        "area area-similar",
        "area area-better",
        "area-own",
        "hatch-line",
        "rule-better",
    ] {
        assert_eq!(
            drawn.wide.matches(&format!("class=\"{class}\"")).count(),
            1,
            "{class}"
        );
    }
    assert_eq!(drawn.wide.matches("class=\"area area-open\"").count(), 2);
    let rows = entries(&drawn);
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[1], ["Hackney", "15.4%", "13.4%", "17.9%", "Worse"]);
    assert_eq!(
        rows[3],
        [
            "City of London",
            "hidden: too few people",
            "none",
            "none",
            "Not compared"
        ]
    );
}

#[test]
fn every_state_is_said_and_none_has_a_verdict() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    for words in [
        "A map of 6 authorities. London: 11.1%.",
        "Hackney: 15.4% (13.4% to 17.9%). Worse than London.",
        "Worse: Hackney.",
        "City of London hidden: too few people.",
        "Bexley not asked.",
        "Brent missing: survey not run.",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
}

#[test]
fn a_name_without_room_becomes_a_number_that_is_said_below() {
    let mut chart = sample(Origin::Recorded);
    chart.areas[0].name =
        "A ward with a name that no ward has ever had room for on a map".to_owned();
    let drawn = chart.draw(Width::Half).unwrap();
    assert!(drawn.wide.contains(">1</text>"));
    assert!(drawn.wide.contains(">1 A ward with a name"));
}

#[test]
fn neighbours_share_their_corners_in_the_drawing_too() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    let paths: Vec<&str> = drawn.wide.split("<path d=\"").skip(1).collect();
    // The right edge of the first square is the left edge of the second.
    let corner = |path: &str, place: usize| {
        path.split(['M', 'L', 'Z'])
            .nth(place + 1)
            .unwrap()
            .to_owned()
    };
    assert_eq!(corner(paths[0], 1), corner(paths[1], 0));
}

#[test]
fn nothing_to_draw_is_refused() {
    let mut chart = sample(Origin::Recorded);
    for area in &mut chart.areas {
        area.rings = vec![vec![(0, 0), (1, 1)]];
    }
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
    chart.areas.clear();
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
        "boundary_map_narrow",
        lines(drawn.narrow.as_deref().unwrap())
    );
}
