//! Rows of gaps.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{any_heading, cell, heading, hidden, text, unit, width};
use super::words::{entries, said_in_table};
use crate::{Cell, ChartError, Drawn, Dumbbell, DumbbellRow, Origin, Unit, Width};

/// Two gaps, the narrow one first, and rows in each state.
pub(super) fn sample(origin: Origin) -> Dumbbell {
    let cell = |value: f64| Cell::with_limits(value, value - 2.0, value + 2.5).unwrap();
    let row = |name: &str, one, other| DumbbellRow {
        name: name.to_owned(),
        one,
        other,
    };
    let missing = Cell::Missing("survey not run".to_owned());
    Dumbbell {
        heading: heading(origin),
        unit: Unit::percent(1),
        one: "Most deprived fifth".to_owned(),
        other: "Least deprived fifth".to_owned(),
        rows: vec![
            row("Obesity", cell(22.5), cell(17.5)),
            row("Smoking", cell(22.6), cell(9.1)),
            row("Carers", hidden(), cell(12.0)),
            row("Schools", missing, Cell::NotApplicable(String::new())),
            row("Sleep", cell(30.0), Cell::NotAsked(String::new())),
        ],
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let row =
        (text(), cell(), cell()).prop_map(|(name, one, other)| DumbbellRow { name, one, other });
    let rows = prop::collection::vec(row, 1..60);
    (any_heading(), unit(), (text(), text()), rows, width())
        .prop_map(|(heading, unit, (one, other), rows, width)| {
            Dumbbell {
                heading,
                unit,
                one,
                other,
                rows,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

#[test]
fn the_widest_gap_comes_first_and_rows_without_one_last() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    let rows = entries(&drawn);
    let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(names, ["Smoking", "Obesity", "Carers", "Schools", "Sleep"]);
    let gaps: Vec<&str> = rows.iter().map(|row| row[7]).collect();
    let expected = [
        "13.5 points",
        "5.0 points",
        "hidden",
        "missing",
        "not asked",
    ];
    assert_eq!(gaps, expected);
    assert!(drawn.wide.contains(">13.5 points<"));
}

#[test]
fn only_rows_with_two_figures_are_joined() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"slope\"").count(), 2);
    assert_eq!(drawn.wide.matches("class=\"lim lim-similar\"").count(), 6);
    assert_eq!(drawn.wide.matches("class=\"hatch-line\"").count(), 1);
    for words in [
        "Smoking: 22.6% (20.6% to 25.1%) against 9.1% (7.1% to 11.6%), 13.5 points apart.",
        "Carers, Most deprived fifth: hidden: too few people.",
        "Schools, Most deprived fifth: missing: survey not run.",
        "Schools, Least deprived fifth: not applicable.",
        "Sleep, Least deprived fifth: not asked.",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
}

#[test]
fn a_chart_without_rows_is_refused() {
    let mut chart = sample(Origin::Recorded);
    chart.rows.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn what_the_drawing_says_stands_in_the_table() {
    said_in_table(&sample(Origin::Recorded).draw(Width::Half).unwrap());
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!("dumbbell_narrow", lines(drawn.narrow.as_deref().unwrap()));
}
