//! The rows of a Parquet file as text.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use csv::ByteRecord;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::parquet::arrow::arrow_reader::{
    ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use evidence::engine::{EngineError, FileHash};
use evidence::intake::{LONGEST_SOURCE, MOST_COLUMNS, Problem};

use super::opening::{Stream, trouble};
use super::table::Next;
use crate::files::{DataFolder, Part};

/// Rows that are unpacked together.
const BATCH: usize = 4096;

/// The rows of a Parquet file: its columns' names first, as row 1.
pub(super) struct ParquetRows {
    hash: FileHash,
    heading: Option<Vec<String>>,
    reader: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    at: usize,
    row: u64,
    /// The file lies here while it is read, because its directory stands at its end. It goes with this.
    _part: Part,
}

fn refuse(name: &str, found: &str, expected: &str, mend: &str) -> Box<Problem> {
    Box::new(Problem::with_file(name, found, expected, mend))
}

fn damaged(name: &str) -> Box<Problem> {
    let mend = "Write it again, or bring the table as CSV.";
    refuse(
        name,
        "a Parquet file that is damaged or cut off",
        "a whole Parquet file",
        mend,
    )
}

/// What the library makes of bytes that somebody sent; it may give up in the middle of damaged ones.
fn unless_damaged<T, E>(read: impl FnOnce() -> Result<T, E>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()?.ok()
}

/// Opens a Parquet file, or says why it cannot be read.
pub(super) fn open(
    name: &str,
    mut stream: Stream,
    folder: &DataFolder,
) -> Result<Result<ParquetRows, Box<Problem>>, EngineError> {
    stream.allow(LONGEST_SOURCE);
    let part = folder.part()?;
    if let Err(error) = std::io::copy(&mut stream, &mut part.file()?) {
        return trouble(name, None, error).map(Err);
    }
    let source = |source| EngineError::Source {
        name: name.to_owned(),
        source,
    };
    let hash = stream.close().map_err(source)?;
    let file = File::open(part.path()).map_err(source)?;
    let Some(builder) = unless_damaged(|| ParquetRecordBatchReaderBuilder::try_new(file)) else {
        return Ok(Err(damaged(name)));
    };
    let schema = builder.schema();
    if schema.fields().len() > MOST_COLUMNS {
        let found = format!("{} columns", schema.fields().len());
        let expected = format!("at most {MOST_COLUMNS}");
        let mend = "Check that this is a table with one figure in each row.";
        return Ok(Err(refuse(name, &found, &expected, mend)));
    }
    let nested = schema.fields().iter().find(|field| {
        matches!(
            field.data_type(),
            DataType::List(_)
                | DataType::LargeList(_)
                | DataType::Struct(_)
                | DataType::Map(..)
                | DataType::FixedSizeList(..)
                | DataType::Binary
                | DataType::LargeBinary
        )
    });
    if let Some(field) = nested {
        let found = format!("a column of lists or records, “{}”", field.name());
        let mend = "Leave the column out, or bring the table as CSV.";
        return Ok(Err(refuse(
            name,
            &found,
            "columns of texts and numbers",
            mend,
        )));
    }
    let heading = schema
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    let Some(reader) = unless_damaged(|| builder.with_batch_size(BATCH).build()) else {
        return Ok(Err(damaged(name)));
    };
    Ok(Ok(ParquetRows {
        hash,
        heading: Some(heading),
        reader,
        batch: None,
        at: 0,
        row: 0,
        _part: part,
    }))
}

impl ParquetRows {
    pub(super) fn hash(&self) -> FileHash {
        self.hash
    }

    pub(super) fn next(&mut self, name: &str, record: &mut ByteRecord) -> Next {
        record.clear();
        if let Some(heading) = self.heading.take() {
            for column in &heading {
                record.push_field(column.as_bytes());
            }
            self.row = 1;
            return Next::Row(1);
        }
        loop {
            match &self.batch {
                Some(batch) if self.at < batch.num_rows() => {
                    if !push_row(batch, self.at, record) {
                        return Next::Broken(damaged(name));
                    }
                    self.at += 1;
                    self.row += 1;
                    return Next::Row(self.row);
                }
                _ => match unless_damaged(|| self.reader.next().transpose()) {
                    None => return Next::Broken(damaged(name)),
                    Some(None) => return Next::End,
                    Some(Some(batch)) => {
                        self.batch = Some(batch);
                        self.at = 0;
                    }
                },
            }
        }
    }
}

/// Writes one row as texts; false where a column cannot be shown as text.
fn push_row(batch: &RecordBatch, row: usize, record: &mut ByteRecord) -> bool {
    let options = FormatOptions::default().with_null("");
    for column in batch.columns() {
        let Ok(formatter) = ArrayFormatter::try_new(column.as_ref(), &options) else {
            return false;
        };
        let Ok(text) = formatter.value(row).try_to_string() else {
            return false;
        };
        // A whole number that is stored as a fraction, such as a year with gaps.
        let is_fraction = matches!(
            column.data_type(),
            DataType::Float64 | DataType::Float32 | DataType::Float16
        );
        let text = if is_fraction {
            text.strip_suffix(".0").unwrap_or(&text)
        } else {
            &text
        };
        record.push_field(text.as_bytes());
    }
    true
}
