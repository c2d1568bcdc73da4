//! Completeness over time.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{any_heading, cell, heading, hidden, text, unit, width};
use super::words::{entries, said_in_table};
use crate::{Cell, ChartError, Drawn, HeatGrid, HeatRow, Origin, Unit, Width};

/// Four quarters of rows on all levels and in all states.
pub(super) fn sample(origin: Origin) -> HeatGrid {
    let value = |value| Cell::value(value).unwrap();
    let row = |name: &str, cells: [Cell; 4]| HeatRow {
        name: name.to_owned(),
        cells: cells.into(),
    };
    let missing = || Cell::Missing("file lost".to_owned());
    let not_asked = || Cell::NotAsked("by this service".to_owned());
    let not_applicable = || Cell::NotApplicable(String::new());
    HeatGrid {
        heading: heading(origin),
        unit: Unit::percent(0),
        periods: ["Q3 2020", "Q4 2020", "Q1 2021", "Q2 2021"]
            .map(str::to_owned)
            .into(),
        rows: vec![
            row("Age", [99.0, 99.0, 99.0, 100.0].map(value)),
            row("Ethnicity", [71.0, 79.0, 82.0, 88.0].map(value)),
            row(
                "Sexual orientation",
                [value(12.0), hidden(), hidden(), value(33.0)],
            ),
            row(
                "Religion or belief",
                [value(44.0), missing(), value(42.0), value(39.0)],
            ),
            row(
                "Maternity",
                [not_applicable(), not_applicable(), value(60.0), value(61.0)],
            ),
            row(
                "Gender reassignment",
                [not_asked(), not_asked(), not_asked(), not_asked()],
            ),
        ],
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    (1..30_usize)
        .prop_flat_map(|periods| {
            let row = (text(), prop::collection::vec(cell(), periods))
                .prop_map(|(name, cells)| HeatRow { name, cells });
            (
                any_heading(),
                unit(),
                prop::collection::vec(text(), periods),
                prop::collection::vec(row, 1..12),
                width(),
            )
        })
        .prop_map(|(heading, unit, periods, rows, width)| {
            HeatGrid {
                heading,
                unit,
                periods,
                rows,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

fn class_of(value: f64) -> &'static str {
    let mut chart = sample(Origin::Recorded);
    chart.periods.truncate(1);
    chart.rows.truncate(1);
    chart.rows[0].cells = vec![Cell::value(value).unwrap()];
    let drawn = chart.draw(Width::Half).unwrap();
    ["bar-soft", "cell-low", "bar"]
        .into_iter()
        .find(|class| drawn.wide.contains(&format!("class=\"{class}\"")))
        .unwrap()
}

#[test]
fn a_cell_has_the_level_of_the_number_that_it_shows() {
    for (value, class) in [
        (100.0, "bar"),
        (80.0, "bar"),
        (79.6, "bar"),
        (79.4, "bar-soft"),
        (50.0, "bar-soft"),
        (49.4, "cell-low"),
        (0.0, "cell-low"),
    ] {
        assert_eq!(class_of(value), class, "{value}");
    }
}

#[test]
fn not_asked_is_one_dashed_cell_across_and_hidden_is_hatched() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert!(drawn.wide.contains(">Not asked: by this service<"));
    assert_eq!(drawn.wide.matches("class=\"open-edge\"").count(), 3);
    assert_eq!(drawn.wide.matches("class=\"hatch-line\"").count(), 2);
    for words in [
        "Ethnicity went from 71% in Q3 2020 to 88% in Q2 2021.",
        "Sexual orientation: Q4 2020 to Q1 2021 hidden: too few people.",
        "Religion or belief: Q4 2020 missing: file lost.",
        "Maternity: Q3 2020 to Q4 2020 not applicable.",
        "Gender reassignment: Q3 2020 to Q2 2021 not asked: by this service.",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
    assert_eq!(entries(&drawn)[2][2], "hidden: too few people");
}

#[test]
fn a_row_with_too_few_cells_is_refused_by_name() {
    let mut chart = sample(Origin::Recorded);
    chart.rows[1].cells.pop();
    let fault = chart.draw(Width::Half).unwrap_err();
    let words = "the row \"Ethnicity\" has 3 cells for 4 periods: give one cell for each";
    assert_eq!(fault.to_string(), words);
    chart.periods.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn what_the_drawing_says_stands_in_the_table() {
    said_in_table(&sample(Origin::Recorded).draw(Width::Half).unwrap());
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!("heat_grid_narrow", lines(drawn.narrow.as_deref().unwrap()));
}
