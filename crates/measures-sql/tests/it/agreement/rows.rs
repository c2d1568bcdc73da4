//! The rows that a measure is asked of: its example, and others made from it.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt64Array};
use datafusion::arrow::compute::{concat_batches, take_record_batch};
use measures_sql::finding::Finding;
use measures_sql::named::NamedMeasure;
use measures_sql::read::read_csv;
use serde_json::Value;

/// Columns whose cells say which row it is, what it is of, or by what it is weighted; they stay as they are.
const KEYS: &[&str] = &[
    "age",
    "age_start",
    "cause",
    "date",
    "events",
    "place",
    "quantile",
    "reference",
    "standard_population",
    "step",
    "subgroup",
    "year",
];

/// Columns of people that others are part of; each area has so many times as many.
const WHOLES: &[&str] = &[
    "all_people",
    "all_users",
    "denominator",
    "expected",
    "known",
    "people",
    "population",
    "reference_population",
];

/// Columns of counts: a part of people, or on their own.
const COUNTS: &[&str] = &[
    "count",
    "deaths",
    "declined",
    "in_group",
    "invalid",
    "not_asked",
    "numerator",
    "observed",
    "reference_count",
    "reference_deaths",
    "unknown",
    "users",
];

/// A column.
#[derive(Debug, Clone)]
pub(super) enum Cells {
    Numbers(Vec<f64>),
    Words(Vec<String>),
}

/// Rows of one area under the names of a measure's arguments, in their order.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    columns: Vec<(String, Cells)>,
}

/// The example, and four areas made from it whose people and counts differ.
pub(super) fn areas(measure: &NamedMeasure) -> Vec<(String, Rows)> {
    let example = Rows::of_example(measure);
    let mut areas = vec![("example".to_owned(), example.clone())];
    areas.extend((1..5).map(|area| (format!("area {area}"), example.varied(area).in_order())));
    areas
}

/// A number that differs from place to place and is the same in every run.
fn varied(at: usize, up_to: usize) -> usize {
    (at.wrapping_mul(2_654_435_761) >> 8) % up_to
}

impl Rows {
    fn of_example(measure: &NamedMeasure) -> Self {
        let table = read_csv(measure.example.as_bytes()).unwrap();
        let signature = measure
            .signatures
            .iter()
            .filter(|names| names.iter().all(|name| table.has(name)))
            .max_by_key(|names| names.len())
            .unwrap_or_else(|| panic!("{}: its example fits no signature", measure.name));
        let groups = table.groups(&[]).unwrap();
        let group = groups.first().unwrap();
        let columns = signature.iter().map(|&name| {
            let is_words = ["age", "cause", "date", "place", "subgroup"].contains(&name);
            let cells = if is_words {
                Cells::Words(group.words(name).unwrap())
            } else {
                Cells::Numbers(group.numbers(name).unwrap())
            };
            (name.to_owned(), cells)
        });
        Self {
            columns: columns.collect(),
        }
        .in_order()
    }

    /// Another area: more people, other counts among them, and values a little lower.
    fn varied(&self, area: usize) -> Self {
        let mut columns = self.columns.clone();
        for (name, cells) in &mut columns {
            let Cells::Numbers(numbers) = cells else {
                continue;
            };
            for (row, number) in numbers.iter_mut().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                let times = |part: usize| part as f64;
                if KEYS.contains(&name.as_str()) {
                    continue;
                }
                if WHOLES.contains(&name.as_str()) {
                    *number *= times(area + 1);
                } else if COUNTS.contains(&name.as_str()) {
                    *number *= times(1 + varied(area * 131 + row, area + 1));
                } else {
                    // A value and its limits move together.
                    *number *= 1.0 - times(varied(area * 17 + row, 90)) / 1_000.0;
                }
            }
        }
        Self { columns }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn len(&self) -> usize {
        match &self.columns.first().unwrap().1 {
            Cells::Numbers(numbers) => numbers.len(),
            Cells::Words(words) => words.len(),
        }
    }

    pub(super) fn numbers(&self, name: &str) -> &[f64] {
        match self.columns.iter().find(|(column, _)| column == name) {
            Some((_, Cells::Numbers(numbers))) => numbers,
            other => panic!("no numbers in {name}: {other:?}"),
        }
    }

    pub(super) fn words(&self, name: &str) -> &[String] {
        match self.columns.iter().find(|(column, _)| column == name) {
            Some((_, Cells::Words(words))) => words,
            other => panic!("no words in {name}: {other:?}"),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|(column, _)| column == name)
    }

    /// Rows in the order of what stands in them, as merged parts of a query are.
    fn in_order(&self) -> Self {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by(|&one, &other| {
            let columns = self.columns.iter().map(|(_, cells)| match cells {
                Cells::Numbers(numbers) => numbers[one].total_cmp(&numbers[other]),
                Cells::Words(words) => words[one].cmp(&words[other]),
            });
            columns.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
        });
        self.taken(&order)
    }

    pub(super) fn turned_round(&self) -> Self {
        let order: Vec<usize> = (0..self.len()).rev().collect();
        self.taken(&order)
    }

    fn taken(&self, order: &[usize]) -> Self {
        let columns = self.columns.iter().map(|(name, cells)| {
            let cells = match cells {
                Cells::Numbers(numbers) => {
                    Cells::Numbers(order.iter().map(|&row| numbers[row]).collect())
                }
                Cells::Words(words) => {
                    Cells::Words(order.iter().map(|&row| words[row].clone()).collect())
                }
            };
            (name.clone(), cells)
        });
        Self {
            columns: columns.collect(),
        }
    }

    pub(super) fn batch(&self) -> RecordBatch {
        RecordBatch::try_from_iter(self.columns.iter().map(|(name, cells)| {
            let array: ArrayRef = match cells {
                Cells::Numbers(numbers) => Arc::new(Float64Array::from(numbers.clone())),
                Cells::Words(words) => Arc::new(words.iter().map(Some).collect::<StringArray>()),
            };
            (name, array)
        }))
        .unwrap()
    }
}

/// All areas in one batch, with a column of their names.
pub(super) fn with_areas(areas: &[(String, Rows)]) -> RecordBatch {
    let batches: Vec<RecordBatch> = areas
        .iter()
        .map(|(area, rows)| {
            let names: StringArray = (0..rows.len()).map(|_| Some(area)).collect();
            let columns = rows.batch();
            let schema = columns.schema();
            let headings = schema.fields().iter().map(|field| field.name().clone());
            let all = headings.zip(columns.columns().iter().map(Arc::clone));
            let first = std::iter::once(("area".to_owned(), Arc::new(names) as ArrayRef));
            RecordBatch::try_from_iter(first.chain(all)).unwrap()
        })
        .collect();
    concat_batches(&batches.first().unwrap().schema(), &batches).unwrap()
}

/// Every so manieth row, from one on.
pub(super) fn every(batch: &RecordBatch, step: usize, from: usize) -> RecordBatch {
    let rows: UInt64Array = (from..batch.num_rows())
        .step_by(step)
        .map(|row| row as u64)
        .collect();
    take_record_batch(batch, &rows).unwrap()
}

/// What a finding says of each row or part, a line each.
pub(super) fn of_rows(finding: &Finding) -> Vec<String> {
    for list in ["quantiles", "fifths", "stands"] {
        if let Some(Value::Array(values)) = finding.more.get(list) {
            return values.iter().map(Value::to_string).collect();
        }
    }
    for list in ["points", "by_age_and_cause"] {
        if let Some(Value::Array(points)) = finding.more.get(list) {
            return points.iter().map(line).collect();
        }
    }
    Vec::new()
}

fn line(point: &Value) -> String {
    ["verdict", "value", "label", "cause"]
        .iter()
        .filter_map(|&name| point.get(name))
        .filter(|value| !value.is_null())
        .map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
        .collect::<Vec<_>>()
        .join(" ")
}
