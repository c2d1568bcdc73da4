//! Every named measure says the same from slices (the crate `measures` itself), from columns in memory and in SQL.
//!
//! All three are given their rows in one order, so they agree to the last bit: the same additions are done one after the
//! other. [`the_order_of_rows_changes_the_last_digits_at_most`] says what another order may change.

mod control;
mod direct;
mod gradients;
mod people;
mod rates;
mod rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, RecordBatch, StringArray, StructArray};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use measures::Confidence;
use measures_sql::finding::Finding;
use measures_sql::named::{ALL, NamedMeasure};
use measures_sql::options::Options;
use measures_sql::sql::{in_sql, register_with};
use measures_sql::table::Table;
use serde_json::Value;

use direct::{Direct, Said, few_draws};
use rows::{Rows, areas};

/// Each measure by name, asked of the crate `measures`.
fn direct() -> Vec<(&'static str, Direct)> {
    [
        rates::DIRECT,
        gradients::DIRECT,
        people::DIRECT,
        control::DIRECT,
    ]
    .concat()
}

#[test]
fn every_measure_is_asked_of_the_library_too() {
    let here: BTreeSet<&str> = direct().iter().map(|(name, _)| *name).collect();
    let named: BTreeSet<&str> = ALL.iter().map(|measure| measure.name).collect();
    assert_eq!(here, named);
}

#[tokio::test]
async fn slices_columns_and_queries_give_the_same_bits() {
    for (name, ask) in direct() {
        let measure = ALL.iter().find(|measure| measure.name == name).unwrap();
        let areas = areas(measure);
        let found: Vec<Finding> = areas
            .iter()
            .map(|(_, rows)| from_columns(measure, &rows.batch()))
            .collect();
        for ((area, rows), found) in areas.iter().zip(&found) {
            assert_eq!(ask(rows), said(found), "{name}, {area}: slices and columns");
        }
        for parts in [1, 5] {
            let answers = from_sql(measure, &areas, parts).await;
            for ((area, _), found) in areas.iter().zip(&found) {
                let answer = answers.iter().find(|answer| answer.area == *area).unwrap();
                let expected = Answer::of(area, found);
                assert_eq!(
                    *answer, expected,
                    "{name}, {area}, {parts} parts: columns and SQL"
                );
            }
        }
    }
}

/// Sums are compensated and still not exact, so another order of rows may change their last digit, and what is worked
/// out from them a little more. Draws go by the groups' names and not by their rows, and stay.
#[test]
fn the_order_of_rows_changes_the_last_digits_at_most() {
    for measure in ALL {
        for (area, rows) in areas(measure) {
            let (one, other) = (
                from_columns(measure, &rows.batch()),
                from_columns(measure, &rows.turned_round().batch()),
            );
            let name = measure.name;
            match (one.value, other.value) {
                (Ok(Some(one)), Ok(Some(other))) => assert_near(one, other, name, &area),
                (one, other) => assert_eq!(one, other, "{name}, {area}"),
            }
            let pairs = one.limits.as_deref().unwrap_or_default().iter();
            for (one, other) in pairs.zip(other.limits.as_deref().unwrap_or_default()) {
                assert_near(one.1, other.1, name, &area);
                assert_near(one.2, other.2, name, &area);
            }
        }
    }
}

fn assert_near(one: f64, other: f64, name: &str, area: &str) {
    let apart = (one - other).abs();
    assert!(
        apart <= 1e-12 * one.abs().max(1.0),
        "{name}, {area}: {one} and {other}"
    );
}

/// The choices of the example, with fewer draws than are needed for a figure that somebody reads.
fn options(measure: &NamedMeasure) -> Options {
    Options {
        simulation: few_draws(),
        ..measure.example_options()
    }
}

/// What a measure finds in columns that are in memory.
fn from_columns(measure: &NamedMeasure, batch: &RecordBatch) -> Finding {
    let table = Table::new(&batch.schema(), std::slice::from_ref(batch)).unwrap();
    let groups = table.groups(&[]).unwrap();
    (measure.measure)(groups.first().unwrap(), &options(measure))
        .unwrap_or_else(|problems| panic!("{}: {problems:?}", measure.name))
}

/// A finding in the words of the direct answer.
fn said(finding: &Finding) -> Said {
    let limits = finding.limits.as_deref().unwrap_or_default();
    Said {
        value: finding.value.ok().flatten(),
        limits: limits
            .iter()
            .map(|&(_, lower, upper)| (lower, upper))
            .collect(),
        rows: rows::of_rows(finding),
    }
}

/// The answer of SQL, and what is expected of it.
#[derive(Debug, PartialEq)]
struct Answer {
    area: String,
    value: Option<f64>,
    limits: [Option<f64>; 4],
    method: Option<String>,
    undefined: Option<String>,
    /// As text: it is written so that every digit is there.
    more: Option<String>,
}

impl Answer {
    fn of(area: &str, finding: &Finding) -> Self {
        let at = |level: Confidence| {
            let limits = finding.limits.as_deref().unwrap_or_default();
            limits.iter().find(|limits| limits.0 == level).copied()
        };
        let (inner, outer) = (
            at(Confidence::NINETY_FIVE),
            at(Confidence::NINETY_NINE_POINT_EIGHT),
        );
        Self {
            area: area.to_owned(),
            value: finding.value.ok().flatten(),
            limits: [
                inner.map(|limits| limits.1),
                inner.map(|limits| limits.2),
                outer.map(|limits| limits.1),
                outer.map(|limits| limits.2),
            ],
            method: finding.method.map(str::to_owned),
            undefined: finding.reason_in_words(),
            more: (!finding.more.is_empty())
                .then(|| Value::Object(finding.more.clone()).to_string()),
        }
    }
}

/// The measure of each area by a query over a table that lies in several parts, dealt out row by row.
async fn from_sql(measure: &NamedMeasure, areas: &[(String, Rows)], parts: usize) -> Vec<Answer> {
    let session = SessionContext::new_with_config(
        SessionConfig::new()
            .with_target_partitions(parts)
            .with_batch_size(3),
    );
    register_with(&session, options(measure));
    let whole = rows::with_areas(areas);
    let schema = whole.schema();
    let pieces: Vec<Vec<RecordBatch>> = (0..parts)
        .map(|part| vec![rows::every(&whole, parts, part)])
        .collect();
    let table = MemTable::try_new(schema, pieces).unwrap();
    session.register_table("t", Arc::new(table)).unwrap();
    let arguments: Vec<String> = areas.first().unwrap().1.names();
    let query = format!(
        "select area, {}({}) from t group by area",
        in_sql(measure.name),
        arguments.join(", ")
    );
    let batches = session.sql(&query).await.unwrap().collect().await;
    let mut answers = Vec::new();
    for batch in batches.unwrap_or_else(|error| panic!("{query}: {error}")) {
        let areas = batch.column(0).as_string::<i32>();
        let found = batch.column(1).as_struct();
        for (row, area) in areas.iter().enumerate() {
            answers.push(answer(area.unwrap(), found, row));
        }
    }
    answers
}

fn answer(area: &str, found: &StructArray, row: usize) -> Answer {
    let number = |name: &str| {
        let column = found.column_by_name(name).unwrap();
        let numbers = column.as_primitive::<Float64Type>();
        numbers.is_valid(row).then(|| numbers.value(row))
    };
    let words = |name: &str| {
        let words: &StringArray = found.column_by_name(name).unwrap().as_string();
        words.is_valid(row).then(|| words.value(row).to_owned())
    };
    Answer {
        area: area.to_owned(),
        value: number("value"),
        limits: ["lower95", "upper95", "lower99_8", "upper99_8"].map(number),
        method: words("method"),
        undefined: words("undefined"),
        more: words("more"),
    }
}
