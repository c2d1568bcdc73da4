//! Opens a source whatever it is: unpacks gzip within bounds, tells text, workbooks and Parquet apart, hashes all bytes.
//!
//! Nothing is guessed about encodings: what is not UTF-8 is refused, with what to do.

use std::fmt;
use std::io::{self, BufReader, ErrorKind, Read};

use evidence::engine::{EngineError, FileHash, Source};
use evidence::intake::{
    FREE_OF_RATIO, LONGEST_DESCRIPTIONS, LONGEST_ROW, LONGEST_SOURCE, MOST_UNPACKING, Problem,
};
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use workbooks::{Reader, is_workbook};

use super::table::Table;
use super::{parquet, workbook};
use crate::files::DataFolder;

/// A source whose kind is known.
pub(super) enum Opened {
    /// A table.
    Table(Box<Table>),
    /// JSON, read whole, with the hash of the bytes.
    Json(String, FileHash),
}

/// So many bytes tell what a source is.
const HEAD: usize = 4096;

/// Opens a source. `workbooks` is whoever reads workbooks, `sheet` the one that is wanted; a file that cannot be read from its
/// beginning to its end lies in the folder meanwhile.
pub(super) fn open(
    source: Source,
    folder: &DataFolder,
    workbooks: Option<&Reader>,
    sheet: Option<&str>,
) -> Result<Result<Opened, Box<Problem>>, EngineError> {
    let name = source.name;
    let trouble = |error: io::Error| trouble(&name, None, error);
    let mut stream = match Stream::new(source.content, LONGEST_ROW, LONGEST_SOURCE) {
        Ok(stream) => stream,
        Err(error) => return trouble(error).map(Err),
    };
    if let Some(reader) = workbooks.filter(|_| is_workbook(&stream.head)) {
        let rows = workbook::open(&name, stream, reader, sheet)?;
        return Ok(rows.map(|rows| Opened::Table(Box::new(Table::workbook(name, rows)))));
    }
    if stream.head.starts_with(b"PAR1") {
        let rows = parquet::open(&name, stream, folder)?;
        return Ok(rows.map(|rows| Opened::Table(Box::new(Table::parquet(name, rows)))));
    }
    if let Some((found, mend)) = empty(&stream.head).or_else(|| not_text(&stream.head)) {
        let expected =
            "a CSV file in UTF-8, plain or packed with gzip, a workbook or a Parquet file";
        return Ok(Err(Box::new(Problem::with_file(
            &name, found, expected, mend,
        ))));
    }
    if matches!(stream.head.first(), Some(b'{' | b'[')) {
        stream.allow(LONGEST_DESCRIPTIONS);
        let mut text = String::new();
        return match stream.read_to_string(&mut text) {
            Ok(_) => Ok(Ok(Opened::Json(
                text,
                stream.close().map_err(|error| unreadable(&name, error))?,
            ))),
            Err(error) if error.kind() == ErrorKind::InvalidData && Stop::of(&error).is_none() => {
                let mend = "Save it again as UTF-8.";
                Ok(Err(Box::new(Problem::with_file(
                    &name,
                    "bytes that are not UTF-8",
                    "JSON in UTF-8",
                    mend,
                ))))
            }
            Err(error) => trouble(error).map(Err),
        };
    }
    let table = Table::text(name, stream)?;
    Ok(Ok(Opened::Table(Box::new(table))))
}

/// Opens a table whose rows somebody else reads: text, or the first table of a workbook; no Parquet file, no descriptions.
pub(crate) fn open_rows(
    source: Source,
    workbooks: Option<&Reader>,
) -> Result<Result<Box<Table>, Box<Problem>>, EngineError> {
    let name = source.name;
    let stream = match Stream::new(source.content, LONGEST_ROW, LONGEST_SOURCE) {
        Ok(stream) => stream,
        Err(error) => return trouble(&name, None, error).map(Err),
    };
    if let Some(reader) = workbooks.filter(|_| is_workbook(&stream.head)) {
        let rows = workbook::open(&name, stream, reader, None)?;
        return Ok(rows.map(|rows| Box::new(Table::workbook(name, rows))));
    }
    if let Some((found, mend)) = empty(&stream.head).or_else(|| not_text(&stream.head)) {
        return Ok(Err(no_csv(&name, found, mend)));
    }
    if matches!(stream.head.first(), Some(b'{' | b'[')) {
        return Ok(Err(no_csv(
            &name,
            "JSON",
            "Export the rows as CSV or Parquet.",
        )));
    }
    Ok(Ok(Box::new(Table::text(name, stream)?)))
}

/// The text of one file, plain or packed with gzip, without a mark of its byte order: for whoever reads a table and
/// keeps none of it.
///
/// Start with [`PlainText::open`]. The first bytes say whether a file is packed, not its name.
pub struct PlainText {
    name: String,
    stream: Stream,
}

impl fmt::Debug for PlainText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PlainText").field(&self.name).finish()
    }
}

impl PlainText {
    /// Opens a source of which at most `longest` bytes of text are read, and no more than [`MOST_UNPACKING`] times what a
    /// packed one holds. A source without anything in it is opened; one that is no text is a problem.
    pub fn open(source: Source, longest: u64) -> Result<Result<Self, Box<Problem>>, EngineError> {
        let name = source.name;
        let stream = match Stream::new(source.content, u64::MAX, longest) {
            Ok(stream) => stream,
            Err(error) => return trouble(&name, None, error).map(Err),
        };
        if empty(&stream.head).is_none()
            && let Some((found, mend)) = not_text(&stream.head)
        {
            return Ok(Err(no_csv(&name, found, mend)));
        }
        Ok(Ok(Self { name, stream }))
    }

    /// What a failed read of a text with this name means: a problem of the file, or a source that stopped answering.
    pub fn problem(name: &str, error: io::Error) -> Result<Box<Problem>, EngineError> {
        trouble(name, None, error)
    }
}

impl Read for PlainText {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

fn no_csv(name: &str, found: &str, mend: &str) -> Box<Problem> {
    let expected = "a CSV file in UTF-8, plain or packed with gzip";
    Box::new(Problem::with_file(name, found, expected, mend))
}

/// Whether there is nothing in a source, with what to do.
fn empty(head: &[u8]) -> Option<(&'static str, &'static str)> {
    head.iter().all(u8::is_ascii_whitespace).then_some((
        "an empty file",
        "Check whether the export or the upload was complete.",
    ))
}

/// What a source is when it is no text, with what to do.
fn not_text(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let starts = |with: &[u8]| head.starts_with(with);
    let lower: Vec<u8> = head.iter().take(256).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&lower);
    let text = text.trim_start();
    if starts(b"\xff\xfe") || starts(b"\xfe\xff") {
        return Some((
            "text in UTF-16",
            "In Excel choose Save As, “CSV UTF-8 (Comma delimited)”, and load that file.",
        ));
    }
    if is_workbook(head) {
        return Some((
            "a workbook or an archive",
            "Open it and save the sheet as “CSV UTF-8 (Comma delimited)”.",
        ));
    }
    if starts(b"%PDF") {
        return Some(("a PDF document", "Ask the sender for the table as CSV."));
    }
    if text.starts_with("<!doctype") || text.starts_with("<html") || text.starts_with("<?xml") {
        return Some((
            "a web page",
            "The download may have asked for a sign-in. Download the CSV file again.",
        ));
    }
    let noughts: usize = head.iter().map(|byte| usize::from(*byte == 0)).sum();
    if noughts > head.len() / 4 {
        return Some((
            "text in UTF-16, or no text",
            "In Excel choose Save As, “CSV UTF-8 (Comma delimited)”, and load that file.",
        ));
    }
    (noughts > 0).then_some((
        "bytes that are no text",
        "Check that this is the CSV file, and export it again.",
    ))
}

/// Why a stream stopped on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    LongRow,
    /// There are more bytes of text than this.
    LongSource(u64),
    Unpacks,
}

impl Stop {
    fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref::<Self>().copied()
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a limit was reached")
    }
}

impl std::error::Error for Stop {}

fn unreadable(name: &str, source: io::Error) -> EngineError {
    EngineError::Source {
        name: name.to_owned(),
        source,
    }
}

/// What a failed read means: a problem of the file, or a source that stopped answering.
pub(super) fn trouble(
    name: &str,
    row: Option<u64>,
    error: io::Error,
) -> Result<Box<Problem>, EngineError> {
    if let Some(Stop::LongSource(most)) = Stop::of(&error) {
        let mut problem = Problem::with_file(
            name,
            &format!("more than {} of text", size(most)),
            &format!("at most {}", size(most)),
            "Split the export, for example by indicator.",
        );
        problem.row = row;
        return Ok(Box::new(problem));
    }
    let (found, expected, mend) = match (Stop::of(&error), error.kind()) {
        (Some(Stop::LongRow), _) => (
            "a row longer than 1 MB",
            "rows of a few hundred characters",
            "Look for a quotation mark that is not closed, or check that this is a CSV file.",
        ),
        (Some(Stop::Unpacks), _) => (
            "a packed file that unpacks to more than 200 times its size",
            "a packed CSV file",
            "Unpack it yourself, look at it, and load the CSV file if it is what it should be.",
        ),
        (None, ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof) => (
            "a packed file that is damaged or cut off",
            "a whole gzip file",
            "Download or pack it again.",
        ),
        _ => return Err(unreadable(name, error)),
    };
    let mut problem = Problem::with_file(name, found, expected, mend);
    problem.row = row;
    Ok(Box::new(problem))
}

/// So many bytes, as a person says it.
fn size(bytes: u64) -> String {
    let megabytes = bytes.div_ceil(1024 * 1024);
    match megabytes / 1024 {
        0 => format!("{megabytes} MB"),
        gigabytes => format!("{gigabytes} GB"),
    }
}

/// The text of a source: unpacked, without byte order mark, within bounds.
pub(super) struct Stream {
    head: Vec<u8>,
    at: usize,
    inner: Inner,
    unpacked: u64,
    since_row: u64,
    longest_row: u64,
    longest_source: u64,
}

enum Inner {
    Plain(BufReader<Hashing>),
    Packed(Box<MultiGzDecoder<BufReader<Hashing>>>),
}

impl Stream {
    fn new(
        content: Box<dyn Read + Send>,
        longest_row: u64,
        longest_source: u64,
    ) -> io::Result<Self> {
        let mut raw = BufReader::with_capacity(64 * 1024, Hashing::new(content));
        let is_packed = io::BufRead::fill_buf(&mut raw)?.starts_with(b"\x1f\x8b");
        let inner = if is_packed {
            Inner::Packed(Box::new(MultiGzDecoder::new(raw)))
        } else {
            Inner::Plain(raw)
        };
        let mut stream = Self {
            head: Vec::new(),
            at: 0,
            inner,
            unpacked: 0,
            since_row: 0,
            longest_row,
            longest_source,
        };
        let mut head = vec![0; HEAD];
        let mut length = 0;
        while let Some(rest) = head.get_mut(length..).filter(|rest| !rest.is_empty()) {
            match stream.read_inner(rest)? {
                0 => break,
                read => length += read,
            }
        }
        head.truncate(length);
        if head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        stream.head = head;
        Ok(stream)
    }

    /// Allows so many bytes before a row must end: for what has no rows until it was read.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.longest_row = bytes;
    }

    /// Says that a row ended: the next one may be as long again.
    pub(super) fn row_ended(&mut self) {
        self.since_row = 0;
    }

    /// Reads to the end of the raw bytes and gives their hash.
    pub(super) fn close(self) -> io::Result<FileHash> {
        let mut raw = match self.inner {
            Inner::Plain(raw) => raw,
            Inner::Packed(packed) => packed.into_inner(),
        };
        let limit = self.longest_source.saturating_sub(raw.get_ref().read);
        io::copy(&mut (&mut raw).take(limit), &mut io::sink())?;
        Ok(raw.into_inner().hash())
    }

    fn read_inner(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.inner {
            Inner::Plain(raw) => raw.read(buffer)?,
            Inner::Packed(packed) => packed.read(buffer)?,
        };
        self.unpacked += as_count(read);
        if self.unpacked > self.longest_source {
            return Err(stop(Stop::LongSource(self.longest_source)));
        }
        if let Inner::Packed(packed) = &self.inner {
            let raw = packed.get_ref().get_ref().read;
            if self.unpacked > FREE_OF_RATIO && self.unpacked > raw.saturating_mul(MOST_UNPACKING) {
                return Err(stop(Stop::Unpacks));
            }
        }
        Ok(read)
    }
}

fn stop(why: Stop) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

fn as_count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = self.head.get(self.at..).unwrap_or_default();
        let read = if rest.is_empty() {
            self.read_inner(buffer)?
        } else {
            let length = rest.len().min(buffer.len());
            for (to, from) in buffer.iter_mut().zip(rest) {
                *to = *from;
            }
            self.at += length;
            length
        };
        self.since_row += as_count(read);
        if self.since_row > self.longest_row {
            return Err(stop(Stop::LongRow));
        }
        Ok(read)
    }
}

/// Hashes and counts what goes through.
struct Hashing {
    content: Box<dyn Read + Send>,
    hasher: Sha256,
    read: u64,
}

impl Hashing {
    fn new(content: Box<dyn Read + Send>) -> Self {
        Self {
            content,
            hasher: Sha256::new(),
            read: 0,
        }
    }

    fn hash(self) -> FileHash {
        FileHash::new(self.hasher.finalize().into())
    }
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.hasher.update(buffer.get(..read).unwrap_or_default());
        self.read += as_count(read);
        Ok(read)
    }
}
