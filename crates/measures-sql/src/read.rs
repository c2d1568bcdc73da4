//! A table from a CSV or Parquet file.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringBuilder};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::problem::{Problem, Problems};
use crate::table::Table;

/// What a Parquet file begins with.
const PARQUET: &[u8] = b"PAR1";
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why there is no table.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error("the file cannot be read")]
    Io(#[from] std::io::Error),
    /// Parquet that cannot be read.
    #[error("the Parquet file cannot be read")]
    Parquet(#[from] datafusion::parquet::errors::ParquetError),
    /// Columns that cannot be put together.
    #[error("the columns cannot be read")]
    Columns(#[from] datafusion::arrow::error::ArrowError),
    /// Something in the file that a person must mend.
    #[error(transparent)]
    Problems(#[from] Problems),
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self::Problems(problem.into())
    }
}

/// Whether the first bytes of a file are those of Parquet.
#[must_use]
pub fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(PARQUET)
}

/// Reads a table. What the file is, its first bytes say; CSV that is packed must be unpacked by whoever calls.
pub fn read(path: &Path) -> Result<Table, ReadError> {
    let mut file = BufReader::new(File::open(path)?);
    if is_parquet(file.fill_buf()?) {
        return read_parquet(file.into_inner());
    }
    read_csv(file)
}

fn read_parquet(file: File) -> Result<Table, ReadError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let schema = Arc::clone(builder.schema());
    let batches = builder.build()?.collect::<Result<Vec<_>, _>>()?;
    Ok(Table::new(&schema, &batches)?)
}

/// Reads comma-separated values in UTF-8 under a row of headings.
///
/// # Errors
/// When a heading is missing or there twice, when a row is shorter or longer than the headings, or is not UTF-8.
pub fn read_csv(mut file: impl BufRead) -> Result<Table, ReadError> {
    if file.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
        file.consume(BYTE_ORDER_MARK.len());
    }
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(file);
    let names: Vec<String> = reader
        .headers()
        .map_err(problem_of)?
        .iter()
        .map(str::to_owned)
        .collect();
    if names.iter().all(String::is_empty) {
        return Err(Problem::of_table("the file is empty; a row of headings is needed").into());
    }
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() {
            let place = at + 1;
            return Err(Problem::of_table(format!("column {place} has no heading")).into());
        }
        if names.iter().take(at).any(|before| before == name) {
            return Err(Problem::of_column(name, "two columns have this heading").into());
        }
    }
    let mut columns: Vec<StringBuilder> = names.iter().map(|_| StringBuilder::new()).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(problem_of)? {
        for (column, value) in columns.iter_mut().zip(record.iter()) {
            column.append_value(value);
        }
    }
    let arrays: Vec<ArrayRef> = columns
        .iter_mut()
        .map(|column| Arc::new(column.finish()) as ArrayRef)
        .collect();
    let fields: Vec<Field> = names
        .iter()
        .map(|name| Field::new(name, DataType::Utf8, true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    Ok(Table::new(&schema, &[batch])?)
}

/// A broken row in words, or the fault of the disk.
fn problem_of(error: csv::Error) -> ReadError {
    let row = error
        .position()
        .and_then(|place| usize::try_from(place.record()).ok())
        .map(|record| record + 1);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("does not fit the heading, which has {expected_len} cells; this row has {len}")
        }
        csv::ErrorKind::Utf8 { .. } => {
            "is not UTF-8; save the file as “CSV UTF-8” and try again".to_owned()
        }
        _ => {
            return match error.into_kind() {
                csv::ErrorKind::Io(error) => error.into(),
                other => Problem::of_table(format!("is no CSV file: {other:?}")).into(),
            };
        }
    };
    Problem {
        row,
        column: None,
        message,
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(bytes: &[u8]) -> String {
        match read_csv(bytes).unwrap_err() {
            ReadError::Problems(problems) => problems.0.first().unwrap().to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_broken_file_says_where_it_breaks() {
        assert_eq!(
            problem(b""),
            "the file is empty; a row of headings is needed"
        );
        assert_eq!(problem(b"a,,c\n1,2,3\n"), "column 2 has no heading");
        assert_eq!(
            problem(b"a,b,a\n1,2,3\n"),
            "column a: two columns have this heading"
        );
        assert_eq!(
            problem(b"a,b\n1,2\n3\n"),
            "row 3: does not fit the heading, which has 2 cells; this row has 1"
        );
        let words = problem(b"a,b\n1,\xff\n");
        assert!(words.starts_with("row 2: is not UTF-8"), "{words}");
    }

    #[test]
    fn a_count_that_no_double_holds_is_named_by_its_cell() {
        let read = |count: &str| {
            let table = read_csv(format!("count\n1\n{count}\n").as_bytes()).unwrap();
            let groups = table.groups(&[]).unwrap();
            groups[0]
                .counts("count")
                .map_err(|found| found.0[0].to_string())
        };
        assert!(read("9007199254740991").is_ok());
        // This is read as 9,007,199,254,740,992, which is not what stands there.
        let found = read("9007199254740993").unwrap_err();
        assert!(found.contains("row 3, column count"), "{found}");
        assert!(found.contains("too large to be a count"), "{found}");
    }

    #[test]
    fn a_mark_before_the_headings_is_no_part_of_the_first() {
        let table = read_csv(b"\xef\xbb\xbfcount,population\n1,2\n".as_slice()).unwrap();
        assert!(table.has("count"));
        assert_eq!(table.rows(), 1);
    }
}
