//! How many rows a data file has of each period, counted while it is written: what a first version brings is told by that.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, AsArray, StringArray};
use datafusion::arrow::datatypes::{Int32Type, UInt16Type, UInt32Type};
use datafusion::arrow::record_batch::RecordBatch;
use evidence::observation::{Period, Text};

use super::schema::{PERIOD_MONTHS, PERIOD_START, columns};

#[derive(Default)]
pub(super) struct RowsByPeriod(BTreeMap<Period, u64>);

impl RowsByPeriod {
    /// Counts the rows of a batch in the form of a data file; one in another form has none.
    pub(super) fn count(&mut self, batch: &RecordBatch) {
        let column = |name| batch.column_by_name(name);
        let texts = column(columns::PERIOD)
            .and_then(|column| column.as_dictionary_opt::<Int32Type>())
            .and_then(|texts| Some((texts, texts.values().as_any().downcast_ref()?)));
        let starts = column(PERIOD_START).and_then(|it| it.as_primitive_opt::<UInt32Type>());
        let months = column(PERIOD_MONTHS).and_then(|it| it.as_primitive_opt::<UInt16Type>());
        let (Some((texts, labels)), Some(starts), Some(months)) = (texts, starts, months) else {
            return;
        };
        let labels: &StringArray = labels;
        // A label is one period throughout a batch nearly always, so that rows are counted by a small number.
        let mut counts: Vec<Option<((u32, u16), u64)>> = vec![None; labels.len() + 1];
        for row in 0..batch.num_rows() {
            let key = texts.key(row).unwrap_or(labels.len());
            let time = (starts.value(row), months.value(row));
            match counts.get_mut(key) {
                Some(Some((of, rows))) if *of == time => *rows += 1,
                Some(held) => {
                    if let Some((of, rows)) = held.replace((time, 1)) {
                        self.add(label(labels, key), of, rows);
                    }
                }
                None => {}
            }
        }
        for (key, held) in counts.into_iter().enumerate() {
            if let Some((of, rows)) = held {
                self.add(label(labels, key), of, rows);
            }
        }
    }

    fn add(&mut self, label: &str, (start, months): (u32, u16), rows: u64) {
        let period = Period {
            label: Text::from(label),
            start,
            months,
        };
        *self.0.entry(period).or_default() += rows;
    }

    /// Every period with its rows, in the order of time.
    pub(super) fn in_order(self) -> Vec<(Period, u64)> {
        self.0.into_iter().collect()
    }
}

/// The label with this number; none for the number after the last.
fn label(labels: &StringArray, key: usize) -> &str {
    if key < labels.len() {
        labels.value(key)
    } else {
        ""
    }
}
