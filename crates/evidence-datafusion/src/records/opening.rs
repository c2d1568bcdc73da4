//! Opens a file of records: Parquet is read where it lies, comma-separated values are written to a passing Parquet file first.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use csv::ByteRecord;
use datafusion::arrow::array::{ArrayRef, StringBuilder};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use evidence::engine::{EngineError, FileHash, Source};
use evidence::intake::Problem;
use tempfile::NamedTempFile;

use super::{Codes, Layout, RecordsError};
use crate::files::hash_of;
use crate::intake::{Next, Table, open_text};

/// What a Parquet file begins with.
const PARQUET: &[u8] = b"PAR1";
/// Rows that are put together before they are written.
const BATCH: usize = 16 * 1024;

/// A file whose records can be counted.
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) parquet: PathBuf,
    pub(super) hash: FileHash,
    /// The passing file goes when nobody reads it any more.
    _passing: Option<NamedTempFile>,
}

impl Opened {
    pub(super) async fn open(path: &Path, layout: &Layout) -> Result<Self, RecordsError> {
        let (path, layout) = (path.to_owned(), layout.clone());
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        let file = name.clone();
        tokio::task::spawn_blocking(move || open(&path, name, &layout))
            .await
            .map_err(|stopped| RecordsError::Stopped {
                file,
                what: stopped.to_string(),
            })?
    }
}

fn open(path: &Path, name: String, layout: &Layout) -> Result<Opened, RecordsError> {
    let io = |source| RecordsError::Io {
        file: name.clone(),
        source,
    };
    let mut head = [0; 4];
    let length = File::open(path).and_then(|file| {
        let mut start = Vec::new();
        file.take(4).read_to_end(&mut start)?;
        for (to, from) in head.iter_mut().zip(&start) {
            *to = *from;
        }
        Ok(start.len())
    });
    if length.map_err(io)? == PARQUET.len() && head == PARQUET {
        let file = File::open(path).map_err(io)?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| {
            problem(
                &name,
                &format!("a Parquet file that is not whole ({error})"),
                "a whole one",
                "Write or fetch it again.",
            )
        })?;
        let fields = reader.schema().fields();
        let there: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        places(&name, layout, &there)?;
        let hash = hash_of(path).map_err(io)?;
        return Ok(Opened {
            name,
            parquet: path.to_owned(),
            hash,
            _passing: None,
        });
    }
    let file = File::open(path).map_err(io)?;
    from_csv(name, file, layout)
}

/// Every column that is wanted with what it tells, each once, and where it stands.
fn places(
    name: &str,
    layout: &Layout,
    there: &[String],
) -> Result<Vec<(String, usize)>, RecordsError> {
    let mut wanted: Vec<(&str, &str)> = Vec::new();
    match &layout.codes {
        Codes::Columns(lists) => {
            wanted.extend(
                lists
                    .iter()
                    .map(|(list, column)| (column.as_str(), list.name)),
            );
        }
        Codes::Lines {
            characteristic,
            groups,
            ..
        } => {
            wanted.push((characteristic, "characteristic"));
            wanted.extend(groups.iter().map(|group| (group.as_str(), "group")));
        }
    }
    for (column, tells) in [
        (&layout.service, "service"),
        (&layout.stage, "stage"),
        (&layout.person, "person"),
        (&layout.people, "people"),
    ] {
        wanted.extend(column.iter().map(|column| (column.as_str(), tells)));
    }
    wanted.extend(
        layout
            .only
            .iter()
            .map(|(column, _)| (column.as_str(), "where")),
    );
    let mut found: Vec<(String, usize)> = Vec::new();
    for (column, tells) in wanted {
        let place = there.iter().position(|heading| heading == column);
        let place = place.ok_or_else(|| RecordsError::NoColumn {
            file: name.to_owned(),
            column: column.to_owned(),
            tells: tells.to_owned(),
            there: there.to_vec(),
        })?;
        if !found.iter().any(|(_, before)| *before == place) {
            found.push((column.to_owned(), place));
        }
    }
    Ok(found)
}

fn from_csv(name: String, file: File, layout: &Layout) -> Result<Opened, RecordsError> {
    let failed = |error: EngineError| stopped(&name, error);
    let mut table = open_text(Source::new(name.clone(), file))
        .map_err(failed)?
        .map_err(RecordsError::Problem)?;
    let mut record = ByteRecord::new();
    let there = match table.next(&mut record).map_err(failed)? {
        Next::Row(row) => headings(&name, row, &record)?,
        Next::End => {
            return Err(problem(
                &name,
                "an empty file",
                "headings and rows",
                "Check whether the export was complete.",
            ));
        }
        Next::Broken(problem) => return Err(RecordsError::Problem(problem)),
    };
    let places = places(&name, layout, &there)?;
    let passing = NamedTempFile::with_suffix(".parquet").map_err(|source| RecordsError::Io {
        file: "the folder for passing files".to_owned(),
        source,
    })?;
    let fields: Vec<Field> = places
        .iter()
        .map(|(column, _)| Field::new(column, DataType::Utf8, true))
        .collect();
    let mut rows = Rows {
        schema: Arc::new(Schema::new(fields)),
        columns: places.iter().map(|_| StringBuilder::new()).collect(),
        waiting: 0,
    };
    let sink = passing.reopen().map_err(|error| stopped(&name, error))?;
    let mut writer = ArrowWriter::try_new(sink, Arc::clone(&rows.schema), None)
        .map_err(|error| stopped(&name, error))?;
    loop {
        match table.next(&mut record).map_err(failed)? {
            Next::Row(row) => rows.push(&name, row, &record, &places, there.len())?,
            Next::End => break,
            Next::Broken(problem) => return Err(RecordsError::Problem(problem)),
        }
        if rows.waiting == BATCH {
            rows.write(&name, &mut writer)?;
        }
    }
    rows.write(&name, &mut writer)?;
    writer.close().map_err(|error| stopped(&name, error))?;
    let hash = close(*table, &name)?;
    Ok(Opened {
        name,
        parquet: passing.path().to_owned(),
        hash,
        _passing: Some(passing),
    })
}

fn close(table: Table, name: &str) -> Result<FileHash, RecordsError> {
    table
        .close()
        .map_err(|error| stopped(name, error))?
        .ok_or_else(|| stopped(name, "it was not read to its end"))
}

fn headings(name: &str, row: u64, record: &ByteRecord) -> Result<Vec<String>, RecordsError> {
    let mut there = Vec::new();
    for heading in record {
        let heading = text(name, row, heading)?.trim().to_owned();
        if there.contains(&heading) && !heading.is_empty() {
            let found = format!("two columns “{heading}”");
            return Err(problem(
                name,
                &found,
                "headings that differ",
                "Rename one of them.",
            ));
        }
        there.push(heading);
    }
    Ok(there)
}

fn text<'a>(name: &str, row: u64, cell: &'a [u8]) -> Result<&'a str, RecordsError> {
    std::str::from_utf8(cell).map_err(|_| {
        RecordsError::Problem(Box::new(Problem::at(
            name,
            row,
            None,
            "bytes that are not UTF-8",
            "text in UTF-8",
            "In Excel choose Save As, “CSV UTF-8 (Comma delimited)”, and use that file.",
        )))
    })
}

/// Rows on their way into the passing file.
struct Rows {
    schema: SchemaRef,
    columns: Vec<StringBuilder>,
    waiting: usize,
}

impl Rows {
    fn push(
        &mut self,
        name: &str,
        row: u64,
        record: &ByteRecord,
        places: &[(String, usize)],
        width: usize,
    ) -> Result<(), RecordsError> {
        if record.len() != width {
            return Err(RecordsError::Problem(Box::new(Problem::at(
                name,
                row,
                None,
                &format!("{} cells", record.len()),
                &format!("{width}, as the headings have"),
                "Look for a comma in a text without quotation marks, or a line that is cut off.",
            ))));
        }
        for (column, (_, place)) in self.columns.iter_mut().zip(places) {
            let cell = record.get(*place).unwrap_or_default();
            column.append_value(text(name, row, cell)?);
        }
        self.waiting += 1;
        Ok(())
    }

    fn write(&mut self, name: &str, writer: &mut ArrowWriter<File>) -> Result<(), RecordsError> {
        self.waiting = 0;
        let columns: Vec<ArrayRef> = self
            .columns
            .iter_mut()
            .map(|column| Arc::new(column.finish()) as ArrayRef)
            .collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns)
            .map_err(|error| stopped(name, error))?;
        writer.write(&batch).map_err(|error| stopped(name, error))
    }
}

fn problem(name: &str, found: &str, expected: &str, mend: &str) -> RecordsError {
    RecordsError::Problem(Box::new(Problem::with_file(name, found, expected, mend)))
}

fn stopped(name: &str, what: impl std::fmt::Display) -> RecordsError {
    RecordsError::Stopped {
        file: name.to_owned(),
        what: what.to_string(),
    }
}
