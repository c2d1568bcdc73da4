//! Opens a file of records: Parquet is read where it lies; comma-separated values, and the first table of a workbook, are written
//! to a passing Parquet file first.
//!
//! A file is named by the hash of its bytes. That of a Parquet file is worked out while it is counted, by this process.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use csv::ByteRecord;
use datafusion::arrow::array::{ArrayRef, StringBuilder};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::prelude::ParquetReadOptions;
use evidence::engine::{EngineError, FileHash, Source};
use evidence::intake::Problem;
use object_store::path::Path as StorePath;
use object_store::{ObjectStore, ObjectStoreExt as _};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt as _;
use tokio::task::JoinHandle;
use url::Url;
use workbooks::Reader;

use super::{Codes, Layout, PassingFolder, RecordsError, RecordsFile};
use crate::files::hash_of;
use crate::intake::{Next, Table, open_rows};
use crate::sessions::{Fault, Sessions, Wish};
use crate::storage::Address;

/// What a Parquet file begins with.
const PARQUET: &[u8] = b"PAR1";
/// Bytes that are asked of a store at a time.
const PART: u64 = 16 * 1024 * 1024;
/// Rows that are put together before they are written.
const BATCH: usize = 16 * 1024;

/// A file whose records can be counted.
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) sessions: Arc<dyn Sessions>,
    /// Where its Parquet lies.
    pub(super) parquet: Address,
    /// Known where the file was read through already; otherwise being worked out while others count.
    hash: JoinHandle<Result<FileHash, RecordsError>>,
    /// The passing file goes when nobody reads it any more.
    _passing: Option<NamedTempFile>,
}

/// With what a file is read.
struct Means {
    sessions: Arc<dyn Sessions>,
    passing: PassingFolder,
    workbooks: Option<Reader>,
}

impl Opened {
    pub(super) async fn open(file: RecordsFile, layout: &Layout) -> Result<Self, RecordsError> {
        let RecordsFile {
            name,
            address,
            sessions,
            passing,
            workbooks,
        } = file;
        let means = Means {
            sessions,
            passing,
            workbooks,
        };
        match address {
            Address::Path(path) => on_disk(name, path, means, layout).await,
            Address::Url(url) => stored(name, url, means, layout).await,
        }
    }

    /// The hash of the file's bytes.
    pub(super) async fn hash(self) -> Result<FileHash, RecordsError> {
        self.hash
            .await
            .map_err(|error| stopped(&self.name, error))?
    }
}

async fn on_disk(
    name: String,
    path: PathBuf,
    means: Means,
    layout: &Layout,
) -> Result<Opened, RecordsError> {
    let (file, layout) = (name.clone(), layout.clone());
    tokio::task::spawn_blocking(move || open(&path, name, means, &layout))
        .await
        .map_err(|error| stopped(&file, error))?
}

/// Parquet in a store is read in parts by whoever counts; anything else is brought here first.
async fn stored(
    name: String,
    url: Url,
    means: Means,
    layout: &Layout,
) -> Result<Opened, RecordsError> {
    let failed = |error: DataFusionError| failed(&name, means.sessions.as_ref(), &error);
    let session = means.sessions.session(Wish::default()).map_err(failed)?;
    let place = ListingTableUrl::parse(&url).map_err(failed)?;
    let store = session.runtime_env().object_store(&place).map_err(failed)?;
    let at = place.prefix().clone();
    let unread = |error: object_store::Error| unread(&name, &error);
    let size = store.head(&at).await.map_err(unread)?.size;
    let head = PARQUET.len() as u64;
    let is_parquet = size >= head
        && store
            .get_range(&at, 0..head)
            .await
            .map_err(unread)?
            .as_ref()
            == PARQUET;
    if is_parquet {
        let frame = session.read_parquet(url.as_str(), any_name()).await;
        let frame = frame.map_err(failed)?;
        let fields = frame.schema().fields();
        let there: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        places(&name, layout, &there)?;
        let of = name.clone();
        return Ok(Opened {
            name,
            sessions: means.sessions,
            parquet: Address::Url(url),
            hash: tokio::spawn(async move { hash_of_stored(&of, store.as_ref(), &at, size).await }),
            _passing: None,
        });
    }
    let brought = means.passing.file().map_err(passing_failed)?;
    let mut to = tokio::fs::File::from_std(brought.reopen().map_err(passing_failed)?);
    let mut from = 0;
    while from < size {
        let part = part(&name, store.as_ref(), &at, from..size).await?;
        to.write_all(part.as_ref()).await.map_err(passing_failed)?;
        from += part.as_ref().len() as u64;
    }
    to.flush().await.map_err(passing_failed)?;
    on_disk(name, brought.path().to_owned(), means, layout).await
}

/// Whatever a file is called, its first bytes have said what it is.
pub(super) fn any_name() -> ParquetReadOptions<'static> {
    ParquetReadOptions {
        file_extension: "",
        ..ParquetReadOptions::default()
    }
}

async fn hash_of_stored(
    name: &str,
    store: &dyn ObjectStore,
    at: &StorePath,
    size: u64,
) -> Result<FileHash, RecordsError> {
    let mut hasher = Sha256::new();
    let mut from = 0;
    while from < size {
        let part = part(name, store, at, from..size).await?;
        hasher.update(part.as_ref());
        from += part.as_ref().len() as u64;
    }
    Ok(FileHash::new(hasher.finalize().into()))
}

/// The beginning of a range. A request for all of a large file would run out of its time.
async fn part(
    name: &str,
    store: &dyn ObjectStore,
    at: &StorePath,
    wanted: Range<u64>,
) -> Result<impl AsRef<[u8]>, RecordsError> {
    let end = wanted.end.min(wanted.start + PART);
    let part = store.get_range(at, wanted.start..end).await;
    let part = part.map_err(|error| unread(name, &error))?;
    if part.is_empty() {
        return Err(stopped(
            name,
            "the store gave nothing of what it said it has",
        ));
    }
    Ok(part)
}

fn open(path: &Path, name: String, means: Means, layout: &Layout) -> Result<Opened, RecordsError> {
    let io = |source| RecordsError::Io {
        file: name.clone(),
        source,
    };
    if is_parquet(path).map_err(io)? {
        let there = parquet_headings(&name, path)?;
        places(&name, layout, &there)?;
        let (of, hashed) = (name.clone(), path.to_owned());
        return Ok(Opened {
            name,
            sessions: means.sessions,
            parquet: path.into(),
            hash: tokio::task::spawn_blocking(move || {
                hash_of(&hashed).map_err(|source| RecordsError::Io { file: of, source })
            }),
            _passing: None,
        });
    }
    let file = File::open(path).map_err(io)?;
    from_rows(name, file, means, layout)
}

/// The headings of a file, without reading on.
pub(super) fn headings_at(
    name: &str,
    path: &Path,
    workbooks: Option<&Reader>,
) -> Result<Vec<String>, RecordsError> {
    let io = |source| RecordsError::Io {
        file: name.to_owned(),
        source,
    };
    if is_parquet(path).map_err(io)? {
        return parquet_headings(name, path);
    }
    let file = File::open(path).map_err(io)?;
    let mut table = open_rows(Source::new(name.to_owned(), file), workbooks)
        .map_err(|error| stopped(name, error))?
        .map_err(RecordsError::Problem)?;
    next_headings(name, &mut table)
}

fn is_parquet(path: &Path) -> std::io::Result<bool> {
    let mut start = Vec::new();
    let head = u64::try_from(PARQUET.len()).unwrap_or_default();
    File::open(path)?.take(head).read_to_end(&mut start)?;
    Ok(start == PARQUET)
}

fn parquet_headings(name: &str, path: &Path) -> Result<Vec<String>, RecordsError> {
    let file = File::open(path).map_err(|source| RecordsError::Io {
        file: name.to_owned(),
        source,
    })?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| {
        problem(
            name,
            &format!("a Parquet file that is not whole ({error})"),
            "a whole one",
            "Write or fetch it again.",
        )
    })?;
    let fields = reader.schema().fields();
    Ok(fields.iter().map(|field| field.name().clone()).collect())
}

fn next_headings(name: &str, table: &mut Table) -> Result<Vec<String>, RecordsError> {
    let mut record = ByteRecord::new();
    match table
        .next(&mut record)
        .map_err(|error| stopped(name, error))?
    {
        Next::Row(row) => headings(name, row, &record),
        Next::End => Err(problem(
            name,
            "an empty file",
            "headings and rows",
            "Check whether the export was complete.",
        )),
        Next::Broken(problem) => Err(RecordsError::Problem(problem)),
    }
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

/// Writes the wanted columns of comma-separated values, or of a workbook, into a passing Parquet file.
fn from_rows(
    name: String,
    file: File,
    means: Means,
    layout: &Layout,
) -> Result<Opened, RecordsError> {
    let failed = |error: EngineError| stopped(&name, error);
    let mut table = open_rows(Source::new(name.clone(), file), means.workbooks.as_ref())
        .map_err(failed)?
        .map_err(RecordsError::Problem)?;
    let there = next_headings(&name, &mut table)?;
    let width = (there.len(), table.ends_where_cells_end());
    let mut record = ByteRecord::new();
    let places = places(&name, layout, &there)?;
    let passing = means.passing.file().map_err(passing_failed)?;
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
            Next::Row(row) => rows.push(&name, row, &record, &places, width)?,
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
        sessions: means.sessions,
        parquet: passing.path().into(),
        hash: tokio::task::spawn_blocking(move || Ok(hash)),
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
        (width, ends_where_cells_end): (usize, bool),
    ) -> Result<(), RecordsError> {
        let is_cut = ends_where_cells_end && record.len() < width;
        if record.len() != width && !is_cut {
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

fn passing_failed(source: std::io::Error) -> RecordsError {
    RecordsError::Io {
        file: "the folder for passing files".to_owned(),
        source,
    }
}

/// What a store says, which is no fault of the file.
fn unread(name: &str, error: &object_store::Error) -> RecordsError {
    let words = match error {
        object_store::Error::NotFound { path, .. } => format!(
            "the store has no {path}; look at the spelling, and whether AWS_ENDPOINT and AWS_REGION name the right store"
        ),
        object_store::Error::PermissionDenied { .. }
        | object_store::Error::Unauthenticated { .. } => {
            "the store does not let us; look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may read"
                .to_owned()
        }
        other => format!("the store said: {other}"),
    };
    RecordsError::Store {
        file: name.to_owned(),
        words,
    }
}

/// Why a session did not do it.
pub(super) fn failed(name: &str, sessions: &dyn Sessions, error: &DataFusionError) -> RecordsError {
    match sessions.fault(error) {
        Some(Fault::Machines(words) | Fault::Question(words)) => RecordsError::Machines {
            file: name.to_owned(),
            words,
        },
        None => stopped(name, error),
    }
}

fn stopped(name: &str, what: impl std::fmt::Display) -> RecordsError {
    RecordsError::Stopped {
        file: name.to_owned(),
        what: what.to_string(),
    }
}
