//! Rows of a table with the numbers that a spreadsheet gives them, whatever the table came in.

use std::collections::VecDeque;

use csv::ByteRecord;
use evidence::engine::{EngineError, FileHash};
use evidence::intake::Problem;

use super::opening::Stream;
use super::parquet::ParquetRows;
use super::parting::PartedRows;
use super::workbook::WorkbookRows;

/// A table being read.
pub(crate) struct Table {
    name: String,
    rows: Rows,
    /// Rows that were looked at before they are read.
    ahead: VecDeque<(u64, ByteRecord)>,
    /// Whether the last row was one of those.
    was_ahead: bool,
    /// What stopped the looking ahead.
    stopped: Option<Box<Problem>>,
    broken: bool,
    /// Whether text that is not UTF-8 is Windows-1252, as the person who brings it says.
    windows_1252: bool,
    /// Rows that were read as Windows-1252, and the first of them.
    decoded: Option<(u64, u64)>,
}

/// Where rows come from.
enum Rows {
    Text(Box<PartedRows>),
    Workbook(Box<WorkbookRows>),
    Parquet(Box<ParquetRows>),
}

/// What came of reading one row.
pub(crate) enum Next {
    /// A row stands in the record; this is its number.
    Row(u64),
    /// Nothing more.
    End,
    /// Reading cannot go on.
    Broken(Box<Problem>),
}

impl Table {
    pub(super) fn text(name: String, stream: Stream) -> Result<Self, EngineError> {
        let rows = PartedRows::new(stream)?;
        Ok(Self::new(name, Rows::Text(Box::new(rows))))
    }

    pub(super) fn workbook(name: String, rows: WorkbookRows) -> Self {
        Self::new(name, Rows::Workbook(Box::new(rows)))
    }

    pub(super) fn parquet(name: String, rows: ParquetRows) -> Self {
        Self::new(name, Rows::Parquet(Box::new(rows)))
    }

    fn new(name: String, rows: Rows) -> Self {
        Self {
            name,
            rows,
            ahead: VecDeque::new(),
            was_ahead: false,
            stopped: None,
            broken: false,
            windows_1252: false,
            decoded: None,
        }
    }

    /// Reads text that is not UTF-8 as Windows-1252 from here on.
    pub(super) fn is_windows_1252(&mut self) {
        self.windows_1252 = true;
    }

    /// How many rows were read as Windows-1252, and the first of them.
    pub(super) fn decoded(&self) -> Option<(u64, u64)> {
        self.decoded
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The sheet of a workbook, other sheets with tables, and remarks on what was not read.
    pub(super) fn sheet(&self) -> Option<(&str, &[String], Option<String>)> {
        match &self.rows {
            Rows::Workbook(rows) => Some((&rows.sheet, &rows.others, rows.far_words())),
            _ => None,
        }
    }

    /// Whether cells left over at the end of a row are simply empty, as in every spreadsheet.
    pub(crate) fn ends_where_cells_end(&self) -> bool {
        !matches!(self.rows, Rows::Text(_))
    }

    /// Looks at the first rows without reading them. Fewer, where there are fewer or reading cannot go on.
    pub(super) fn look_ahead(
        &mut self,
        many: usize,
    ) -> Result<&VecDeque<(u64, ByteRecord)>, EngineError> {
        while self.ahead.len() < many && self.stopped.is_none() {
            let mut record = ByteRecord::new();
            match self.read(&mut record)? {
                Next::Row(number) => self.ahead.push_back((number, record)),
                Next::End => break,
                Next::Broken(problem) => self.stopped = Some(problem),
            }
        }
        Ok(&self.ahead)
    }

    /// Passes over rows that were looked at, up to and with this number.
    pub(super) fn pass_over(&mut self, number: u64) {
        self.ahead.retain(|(held, _)| *held > number);
    }

    /// Reads the next row. Empty lines are passed over and counted, as a spreadsheet does.
    pub(crate) fn next(&mut self, record: &mut ByteRecord) -> Result<Next, EngineError> {
        let ahead = self.ahead.pop_front();
        self.was_ahead = ahead.is_some();
        if let Some((number, held)) = ahead {
            *record = held;
            return Ok(Next::Row(number));
        }
        if let Some(problem) = self.stopped.take() {
            return Ok(Next::Broken(problem));
        }
        self.read(record)
    }

    /// Says in which columns figures stand, for a table that can read them ahead.
    pub(super) fn figures_stand_in(&self, columns: Vec<usize>) {
        if let Rows::Text(rows) = &self.rows {
            rows.figures_stand_in(columns);
        }
    }

    /// Figures of the last row that were read ahead, in the order in which their columns were named; not a number where a cell is
    /// no plain one. Empty where none were read.
    pub(super) fn figures(&self) -> &[f64] {
        match &self.rows {
            Rows::Text(rows) if !self.was_ahead => rows.figures(),
            _ => &[],
        }
    }

    fn read(&mut self, record: &mut ByteRecord) -> Result<Next, EngineError> {
        if self.broken {
            return Ok(Next::End);
        }
        let next = match &mut self.rows {
            Rows::Text(rows) => rows.next(&self.name, record),
            Rows::Workbook(rows) => rows.next(&self.name, record),
            Rows::Parquet(rows) => Ok(rows.next(&self.name, record)),
        }?;
        self.broken = matches!(next, Next::Broken(_));
        if let (Next::Row(number), true) = (&next, self.windows_1252)
            && std::str::from_utf8(record.as_slice()).is_err()
        {
            *record = record
                .iter()
                .map(|field| match std::str::from_utf8(field) {
                    Ok(text) => text.to_owned(),
                    Err(_) => encoding_rs::WINDOWS_1252.decode(field).0.into_owned(),
                })
                .collect();
            let (rows, first) = self.decoded.unwrap_or((0, *number));
            self.decoded = Some((rows + 1, first));
        }
        Ok(next)
    }

    /// Reads to the end and gives the hash of all bytes; none for a source that could not be read on, which may have no end.
    pub(crate) fn close(self) -> Result<Option<FileHash>, EngineError> {
        if self.broken {
            return Ok(None);
        }
        match self.rows {
            Rows::Text(rows) => rows.close(self.name).map(Some),
            Rows::Workbook(rows) => Ok(Some(rows.hash)),
            Rows::Parquet(rows) => Ok(Some(rows.hash())),
        }
    }
}
