//! Rows of a CSV file with the numbers that a spreadsheet gives them.

use csv::{ByteRecord, ReaderBuilder};
use evidence::engine::{EngineError, FileHash};
use evidence::intake::Problem;

use super::opening::{Stream, trouble};

/// A CSV file being read.
pub(super) struct Table {
    name: String,
    reader: csv::Reader<Stream>,
    row: u64,
    line: u64,
    broken: bool,
}

/// What came of reading one row.
pub(super) enum Next {
    /// A row stands in the record; this is its number.
    Row(u64),
    /// Nothing more.
    End,
    /// Reading cannot go on.
    Broken(Box<Problem>),
}

impl Table {
    pub(super) fn new(name: String, stream: Stream) -> Self {
        // Line ends may be LF, CRLF or CR alone. Rows may differ in length: that is looked at row by row.
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(stream);
        Self {
            name,
            reader,
            row: 0,
            line: 1,
            broken: false,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Reads the next row. Empty lines are passed over and counted, as a spreadsheet does.
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<Next, EngineError> {
        match self.reader.read_byte_record(record) {
            Ok(true) => {}
            Ok(false) => return Ok(Next::End),
            Err(error) => {
                let row = Some(self.row + 1);
                let csv::ErrorKind::Io(error) = error.into_kind() else {
                    return Err(EngineError::Interrupted(
                        "a row could not be parted".to_owned(),
                    ));
                };
                self.broken = true;
                return trouble(&self.name, row, error).map(Next::Broken);
            }
        }
        self.reader.get_mut().row_ended();
        let line = self.reader.position().line();
        let inside: u64 = record
            .as_slice()
            .iter()
            .map(|byte| u64::from(*byte == b'\n'))
            .sum();
        // The first row has no row before it to count from.
        let empty = if self.row == 0 {
            0
        } else {
            (line - self.line).saturating_sub(1 + inside)
        };
        self.line = line;
        self.row += 1 + empty;
        Ok(Next::Row(self.row))
    }

    /// Reads to the end and gives the hash of all bytes; none for a source that could not be read on, which may have no end.
    pub(super) fn close(self) -> Result<Option<FileHash>, EngineError> {
        if self.broken {
            return Ok(None);
        }
        let name = self.name;
        let hash = self.reader.into_inner().close();
        hash.map(Some)
            .map_err(|source| EngineError::Source { name, source })
    }
}
