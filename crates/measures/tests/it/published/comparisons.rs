//! Better, similar and worse as printed.

use std::collections::HashMap;

use measures::Polarity;
use measures::control::{Verdict, compare};

use super::files::{Row, native};

const ENGLAND: &str = "E92000001";

fn limits(row: &Row) -> Option<measures::Limits> {
    row.limits("Lower CI 95.0 limit", "Upper CI 95.0 limit")
}

/// How many verdicts there are, and how many come out as printed.
fn checked<'a>(
    rows: impl Iterator<Item = &'a Row>,
    column: &str,
    polarity: Polarity,
    benchmark: impl Fn(&Row) -> Option<f64>,
) -> (usize, usize) {
    let words = ["Better", "Similar", "Worse", "Higher", "Lower"];
    let (mut all, mut same) = (0, 0);
    for row in rows.filter(|row| words.contains(&row.text(column))) {
        let (Some(limits), Some(benchmark)) = (limits(row), benchmark(row)) else {
            continue;
        };
        let verdict: Verdict = compare(Some(limits), Some(benchmark), polarity);
        all += 1;
        same += usize::from(verdict.to_string() == row.text(column));
    }
    (all, same)
}

/// Values by some columns; the last of several rows counts.
fn values<'a>(rows: impl Iterator<Item = &'a Row>, columns: &[&str]) -> HashMap<Vec<String>, f64> {
    rows.filter_map(|row| Some((key(row, columns), row.number("Value")?)))
        .collect()
}

fn key(row: &Row, columns: &[&str]) -> Vec<String> {
    columns
        .iter()
        .map(|column| row.text(column).to_owned())
        .collect()
}

/// Rows about whole areas, with everything filled.
fn whole_areas(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| {
        row.text("Category Type").is_empty()
            && limits(row).is_some()
            && ["Value", "Count", "Denominator"]
                .iter()
                .all(|c| row.number(c).is_some())
    })
}

#[test]
fn against_england_750_of_750() {
    let Some(rows) = native("native_93356_campylobacter_utla_2015-2017.csv") else {
        return;
    };
    let england = whole_areas(&rows).filter(|row| row.text("Area Code") == ENGLAND);
    let england = values(england, &["Age", "Time period"]);
    let others = whole_areas(&rows).filter(|row| row.text("Area Code") != ENGLAND);
    let column = "Compared to England value or percentiles";
    let found = checked(others, column, Polarity::LowIsGood, |row| {
        england.get(&key(row, &["Age", "Time period"])).copied()
    });
    assert_eq!(found, (750, 750));
}

#[test]
fn against_the_region_450_of_450() {
    let Some(rows) = native("native_93356_campylobacter_utla_2015-2017.csv") else {
        return;
    };
    let regions = rows.iter().filter(|row| row.text("Area Type") == "Region");
    let regions = values(regions, &["Area Code", "Age", "Time period"]);
    let column = "Compared to Region value or percentiles";
    let found = checked(whole_areas(&rows), column, Polarity::LowIsGood, |row| {
        regions
            .get(&key(row, &["Parent Code", "Age", "Time period"]))
            .copied()
    });
    assert_eq!(found, (450, 450));
}

#[test]
fn coronary_admissions_against_england_146_of_146() {
    let Some(rows) = native("native_90988_chd_admissions_utla_2022-23.csv") else {
        return;
    };
    let england = rows.iter().find(|row| row.text("Area Code") == ENGLAND);
    let england = england.and_then(|row| row.number("Value"));
    let column = "Compared to England value or percentiles";
    let found = checked(rows.iter(), column, Polarity::LowIsGood, |_| england);
    assert_eq!(found, (146, 146));
}

#[test]
fn suicide_in_london_against_england_164_of_164() {
    let Some(rows) = native("native_suicide_london_boroughs_2012-2017.csv") else {
        return;
    };
    let columns = ["Indicator ID", "Age", "Sex", "Time period"];
    let england = rows.iter().filter(|row| row.text("Area Code") == ENGLAND);
    let england = values(england, &columns);
    let column = "Compared to England value or percentiles";
    let found = checked(rows.iter(), column, Polarity::NoJudgement, |row| {
        england.get(&key(row, &columns)).copied()
    });
    assert_eq!(found, (164, 164));
}
