//! London as tiles.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{any_heading, cell, heading, hidden, number, reference, unit, verdict, width};
use super::words::{entries, said_in_table};
use crate::{Cell, ChartError, Drawn, Origin, Reference, Tile, TileMap, Unit, Verdict, Width};

fn tile(number: usize, cell: Cell, verdict: Verdict) -> Tile {
    Tile {
        code: format!("E090000{number:02}"),
        cell,
        verdict,
        is_own: number == 12,
    }
}

/// Hackney, a few neighbours, and every state; the others are not given.
pub(super) fn sample(origin: Origin) -> TileMap {
    let value = |value: f64| Cell::with_limits(value, value - 2.0, value + 2.5).unwrap();
    TileMap {
        heading: heading(origin),
        unit: Unit::percent(1),
        reference: Reference {
            name: "London".to_owned(),
            value: number(11.1),
        },
        tiles: vec![
            tile(12, value(15.4), Verdict::Worse),
            tile(7, value(11.4), Verdict::Similar),
            tile(27, value(7.1), Verdict::Better),
            tile(1, hidden(), Verdict::Worse),
            tile(4, Cell::NotAsked(String::new()), Verdict::Worse),
            tile(5, Cell::NotApplicable(String::new()), Verdict::Worse),
        ],
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let tiles = prop::collection::vec((cell(), verdict(), proptest::bool::ANY), 1..=33);
    (any_heading(), unit(), reference(), tiles, width())
        .prop_map(|(heading, unit, reference, tiles, width)| {
            let tiles = (1..)
                .zip(tiles)
                .map(|(number, (cell, verdict, is_own))| Tile {
                    is_own,
                    ..tile(number, cell, verdict)
                })
                .collect();
            TileMap {
                heading,
                unit,
                reference,
                tiles,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

#[test]
fn every_authority_has_a_tile_and_a_row() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"tile\"").count(), 32);
    assert_eq!(drawn.wide.matches("class=\"tile tile-own\"").count(), 1);
    let rows = entries(&drawn);
    assert_eq!(rows.len(), 33);
    let hackney = ["Hackney", "HCK", "15.4%", "13.4%", "17.9%", "Worse"];
    assert!(rows.contains(&hackney.to_vec()));
    let barnet = [
        "Barnet",
        "BNT",
        "missing: not given",
        "none",
        "none",
        "Not compared",
    ];
    assert!(rows.contains(&barnet.to_vec()));
}

#[test]
fn every_state_is_said_and_none_has_a_verdict() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"m-worse\"").count(), 1);
    assert_eq!(drawn.wide.matches("class=\"hatch-line\"").count(), 1);
    for words in [
        "Hackney: 15.4% (13.4% to 17.9%). Worse than London.",
        "City of London hidden: too few people.",
        "Bexley not asked.",
        "Brent not applicable.",
        "Barking and Dagenham, Barnet, Bromley",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
}

#[test]
fn a_code_from_elsewhere_or_twice_is_refused() {
    let mut chart = sample(Origin::Recorded);
    chart.tiles[0].code = "E06000023".to_owned();
    let fault = ChartError::NotInLondon("E06000023".to_owned());
    assert_eq!(chart.draw(Width::Half), Err(fault));
    chart.tiles[0].code = "E09000007".to_owned();
    let fault = ChartError::TileTwice("E09000007".to_owned());
    assert_eq!(chart.draw(Width::Half), Err(fault));
    chart.tiles.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn what_the_drawing_says_stands_in_the_table() {
    said_in_table(&sample(Origin::Recorded).draw(Width::Half).unwrap());
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!("tile_map_narrow", lines(drawn.narrow.as_deref().unwrap()));
}
