//! Reads data files: their catalogue, and rows out of batches.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, DictionaryArray, Float64Array, StringArray, UInt16Array, UInt32Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use evidence::catalogue::Catalogue;
use evidence::engine::{EngineError, FileHash};
use evidence::observation::{Row, State};

use super::folder::DataFolder;
use super::schema::{CATALOGUE, NUMBERS, PERIOD_MONTHS, PERIOD_START, TEXTS, text_type};
use super::writing::{Finished, RowWriter};

/// The catalogue that a file carries.
pub(crate) fn catalogue(folder: &DataFolder, hash: FileHash) -> Result<Catalogue, EngineError> {
    let path = folder.path(hash)?;
    let damaged = |what: String| EngineError::Damaged { file: hash, what };
    let reader = open(&path).map_err(damaged)?;
    let entries = reader.metadata().file_metadata().key_value_metadata();
    let json = entries
        .into_iter()
        .flatten()
        .find(|entry| entry.key == CATALOGUE)
        .and_then(|entry| entry.value.as_deref())
        .ok_or_else(|| damaged("it has no catalogue".to_owned()))?;
    serde_json::from_str(json).map_err(|error| damaged(error.to_string()))
}

fn open(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())
}

/// Hands over every row of a kept file, in its order.
pub(crate) fn rows_of(
    folder: &DataFolder,
    hash: FileHash,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<(), EngineError> {
    let path = folder.path(hash)?;
    let damaged = |what: String| EngineError::Damaged { file: hash, what };
    let reader = open(&path)
        .and_then(|reader| reader.build().map_err(|error| error.to_string()))
        .map_err(damaged)?;
    for batch in reader {
        let batch = batch.map_err(|error| damaged(error.to_string()))?;
        each_row(&batch, take).map_err(damaged)?;
    }
    Ok(())
}

/// The same file without some of its rows, by their number from 0.
pub(crate) fn without_rows(
    folder: &DataFolder,
    finished: &Finished,
    dropped: &BTreeSet<u64>,
    catalogue: &Catalogue,
) -> Result<Finished, EngineError> {
    let interrupted = EngineError::Interrupted;
    let reader = open(finished.part.path())
        .and_then(|reader| reader.build().map_err(|error| error.to_string()))
        .map_err(interrupted)?;
    let mut writer = RowWriter::new(folder)?;
    let mut number = 0;
    for batch in reader {
        let batch = batch.map_err(|error| interrupted(error.to_string()))?;
        let mut result = Ok(());
        each_row(&batch, &mut |row| {
            if !dropped.contains(&number) && result.is_ok() {
                result = writer.push(row);
            }
            number += 1;
        })
        .map_err(interrupted)?;
        result?;
    }
    writer.finish(catalogue)
}

/// Hands over every row of a batch. Columns are found by name, so that files with more columns stay readable.
pub(crate) fn each_row(batch: &RecordBatch, take: &mut dyn FnMut(&Row<'_>)) -> Result<(), String> {
    let texts = Texts::of(batch)?;
    let numbers = Numbers::of(batch)?;
    let starts: UInt32Array = primitive(batch, PERIOD_START, &DataType::UInt32)?;
    let months: UInt16Array = primitive(batch, PERIOD_MONTHS, &DataType::UInt16)?;
    for at in 0..batch.num_rows() {
        let [
            indicator,
            area_code,
            area_name,
            area_type,
            parent_code,
            parent_name,
            period,
            sex,
            age,
            category_type,
            category,
            state,
            note,
            printed_england,
            printed_parent,
            printed_trend,
        ] = texts.row(at);
        let [
            value,
            lower_95,
            upper_95,
            lower_998,
            upper_998,
            count,
            denominator,
        ] = numbers.row(at);
        take(&Row {
            indicator,
            area_code,
            area_name,
            area_type,
            parent_code,
            parent_name,
            period,
            period_start: starts.value(at),
            period_months: months.value(at),
            sex,
            age,
            category_type,
            category,
            state: State::from_word(state)
                .ok_or_else(|| format!("the state “{state}” is not known"))?,
            value,
            limits_95: lower_95.zip(upper_95),
            limits_998: lower_998.zip(upper_998),
            count,
            denominator,
            note,
            printed_england,
            printed_parent,
            printed_trend,
        });
    }
    Ok(())
}

fn column(batch: &RecordBatch, name: &str, kind: &DataType) -> Result<ArrayRef, String> {
    let column = batch
        .column_by_name(name)
        .ok_or_else(|| format!("it has no column “{name}”"))?;
    if column.data_type() == kind {
        return Ok(Arc::clone(column));
    }
    cast(column, kind).map_err(|error| error.to_string())
}

fn primitive<A: Array + Clone + 'static>(
    batch: &RecordBatch,
    name: &str,
    kind: &DataType,
) -> Result<A, String> {
    column(batch, name, kind)?
        .as_any()
        .downcast_ref::<A>()
        .cloned()
        .ok_or_else(|| format!("the column “{name}” has another type"))
}

struct Texts([(DictionaryArray<Int32Type>, StringArray); TEXTS.len()]);

impl Texts {
    fn of(batch: &RecordBatch) -> Result<Self, String> {
        let columns: Result<Vec<_>, String> = TEXTS
            .iter()
            .map(|name| {
                let column: DictionaryArray<Int32Type> = primitive(batch, name, &text_type())?;
                let values = column
                    .values()
                    .as_any()
                    .downcast_ref::<StringArray>()
                    .cloned();
                let values = values.ok_or_else(|| format!("the column “{name}” has no text"))?;
                Ok((column, values))
            })
            .collect();
        let columns = columns?.try_into();
        columns
            .map(Self)
            .map_err(|_| "it has other columns".to_owned())
    }

    fn row(&self, at: usize) -> [&str; TEXTS.len()] {
        std::array::from_fn(|index| {
            let Some((column, values)) = self.0.get(index) else {
                return "";
            };
            column.key(at).map_or("", |key| values.value(key))
        })
    }
}

struct Numbers([Float64Array; NUMBERS.len()]);

impl Numbers {
    fn of(batch: &RecordBatch) -> Result<Self, String> {
        let columns: Result<Vec<Float64Array>, String> = NUMBERS
            .iter()
            .map(|name| primitive(batch, name, &DataType::Float64))
            .collect();
        let columns = columns?.try_into();
        columns
            .map(Self)
            .map_err(|_| "it has other columns".to_owned())
    }

    fn row(&self, at: usize) -> [Option<f64>; NUMBERS.len()] {
        std::array::from_fn(|index| {
            let column = self.0.get(index)?;
            column.is_valid(at).then(|| column.value(at))
        })
    }
}
