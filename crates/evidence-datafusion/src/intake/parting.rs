//! Parts comma separated text into rows on a thread of its own, so that rows are checked while the next ones are read, unpacked
//! and hashed. Figures that are plain numbers are read there too, once it is known in which columns they stand.

use std::mem;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use csv::{ByteRecord, ReaderBuilder};
use evidence::engine::{EngineError, FileHash};
use evidence::intake::plain_number;

use super::opening::{Stream, trouble};
use super::table::Next;

/// Rows that are handed over together: few enough that they stay near the processor.
const ROWS: usize = 1024;
/// So many bytes are handed over however few rows they are.
const BYTES: usize = 512 * 1024;
/// A row that takes more has its memory to itself: if every row kept what the longest had, there would be no bound.
const LONG: usize = 16 * 1024;
/// Batches that may wait to be checked. Parting waits for more, so that memory stays bounded.
const WAITING: usize = 2;

/// The rows of a text, in its order.
pub(super) struct PartedRows {
    batches: Receiver<Batch>,
    /// Where rows go back that were looked at: their memory is used again.
    used: Sender<Vec<Parted>>,
    batch: Batch,
    /// The next row of the batch.
    at: usize,
    /// In which columns figures stand, from when that is known.
    columns: Arc<OnceLock<Vec<usize>>>,
    work: JoinHandle<Stream>,
}

#[derive(Default)]
struct Parted {
    /// The number that a spreadsheet gives the row.
    number: u64,
    record: ByteRecord,
    /// Its figures, in the order in which their columns were named; not a number where a cell is anything else than a plain one.
    /// None where the row was read before they were named.
    figures: Vec<f64>,
}

impl Parted {
    /// Bytes for its text, for the place of each field and for its figures.
    fn memory(&self) -> usize {
        let numbers = self.record.len() + self.figures.len();
        self.record.as_slice().len() + numbers * size_of::<u64>()
    }
}

#[derive(Default)]
struct Batch {
    rows: Vec<Parted>,
    /// How many of them are filled.
    filled: usize,
    end: Option<End>,
}

/// Why there are no more rows.
enum End {
    /// They have all been handed over.
    Whole,
    /// The row after so many could not be read.
    Broken(u64, csv::Error),
}

impl PartedRows {
    pub(super) fn new(stream: Stream) -> Result<Self, EngineError> {
        let (to_check, batches) = sync_channel(WAITING);
        let (used, to_fill) = channel();
        let columns = Arc::default();
        let named = Arc::clone(&columns);
        let work = thread::Builder::new()
            .name("parting".to_owned())
            .spawn(move || part(stream, &to_check, &to_fill, &named))
            .map_err(|error| EngineError::Interrupted(error.to_string()))?;
        Ok(Self {
            batches,
            used,
            batch: Batch::default(),
            at: 0,
            columns,
            work,
        })
    }

    /// Says in which columns figures stand, so that those of the rows to come are read. Once is enough.
    pub(super) fn figures_stand_in(&self, columns: Vec<usize>) {
        let _ = self.columns.set(columns);
    }

    /// The figures of the row that was given last.
    pub(super) fn figures(&self) -> &[f64] {
        let last = self
            .at
            .checked_sub(1)
            .and_then(|at| self.batch.rows.get(at));
        last.map_or(&[], |row| &row.figures)
    }

    pub(super) fn next(
        &mut self,
        name: &str,
        record: &mut ByteRecord,
    ) -> Result<Next, EngineError> {
        while self.at >= self.batch.filled {
            match self.batch.end.take() {
                Some(End::Whole) => {
                    self.batch.end = Some(End::Whole);
                    return Ok(Next::End);
                }
                Some(End::Broken(rows, error)) => {
                    let csv::ErrorKind::Io(error) = error.into_kind() else {
                        return Err(broken_off());
                    };
                    return trouble(name, Some(rows + 1), error).map(Next::Broken);
                }
                None => {}
            }
            let next = self.batches.recv().map_err(|_| broken_off())?;
            let seen = mem::replace(&mut self.batch, next);
            self.at = 0;
            // A thread that has ended has no use for it.
            let _ = self.used.send(seen.rows);
        }
        let row = self.batch.rows.get_mut(self.at).ok_or_else(broken_off)?;
        mem::swap(record, &mut row.record);
        self.at += 1;
        Ok(Next::Row(row.number))
    }

    /// Reads to the end and gives the hash of all bytes.
    pub(super) fn close(self, name: String) -> Result<FileHash, EngineError> {
        // Nobody waits for rows any more, so that parting ends with the batch at hand.
        drop(self.batches);
        let stream = self.work.join().map_err(|_| broken_off())?;
        stream
            .close()
            .map_err(|source| EngineError::Source { name, source })
    }
}

fn broken_off() -> EngineError {
    EngineError::Interrupted("a row could not be parted".to_owned())
}

/// Hands rows over until there are no more or nobody wants them, and gives back what is left of the text.
fn part(
    stream: Stream,
    batches: &SyncSender<Batch>,
    used: &Receiver<Vec<Parted>>,
    columns: &OnceLock<Vec<usize>>,
) -> Stream {
    // Line ends may be LF, CRLF or CR alone. Rows may differ in length: that is looked at row by row.
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(64 * 1024)
        .from_reader(stream);
    let (mut row, mut line) = (0, 1);
    loop {
        let mut batch = Batch {
            rows: used.try_recv().unwrap_or_default(),
            ..Batch::default()
        };
        let columns = columns.get().map_or(&[][..], Vec::as_slice);
        let mut bytes = 0;
        while batch.filled < ROWS && bytes < BYTES && batch.end.is_none() {
            if batch.rows.len() == batch.filled {
                batch.rows.push(Parted::default());
            }
            let Some(parted) = batch.rows.get_mut(batch.filled) else {
                break;
            };
            if parted.memory() > LONG {
                *parted = Parted::default();
            }
            let record = &mut parted.record;
            match reader.read_byte_record(record) {
                Ok(true) => {
                    reader.get_mut().row_ended();
                    row += 1 + empty_lines(row == 0, &mut line, reader.position().line(), record);
                    parted.number = row;
                    read_figures(record, columns, &mut parted.figures);
                    bytes += parted.memory();
                    batch.filled += 1;
                }
                Ok(false) => batch.end = Some(End::Whole),
                Err(error) => batch.end = Some(End::Broken(row, error)),
            }
        }
        let is_last = batch.end.is_some();
        if batches.send(batch).is_err() || is_last {
            return reader.into_inner();
        }
    }
}

fn read_figures(record: &ByteRecord, columns: &[usize], figures: &mut Vec<f64>) {
    figures.clear();
    let Ok(text) = std::str::from_utf8(record.as_slice()) else {
        return;
    };
    figures.extend(columns.iter().map(|&at| {
        let field = record.range(at).and_then(|range| text.get(range));
        field.and_then(plain_number).unwrap_or(f64::NAN)
    }));
}

/// How many empty lines stand before a row. They are passed over and counted, as a spreadsheet does.
fn empty_lines(is_first: bool, line: &mut u64, now: u64, record: &ByteRecord) -> u64 {
    let passed = now - mem::replace(line, now);
    // The first row has no row before it to count from.
    if is_first || passed <= 1 {
        return 0;
    }
    let inside = record.as_slice().iter().filter(|&&byte| byte == b'\n');
    let inside = u64::try_from(inside.count()).unwrap_or(u64::MAX);
    passed.saturating_sub(1 + inside)
}
