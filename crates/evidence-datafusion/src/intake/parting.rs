//! Parts comma separated text into rows on a thread of its own, so that rows are checked while the next ones are read, unpacked
//! and hashed.

use std::mem;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};

use csv::{ByteRecord, ReaderBuilder};
use evidence::engine::{EngineError, FileHash};

use super::opening::{Stream, trouble};
use super::table::Next;

/// Rows that are handed over together: few enough that they stay near the processor.
const ROWS: usize = 1024;
/// So many bytes are handed over however few rows they are.
const BYTES: usize = 256 * 1024;
/// Batches that may wait to be checked. Parting waits for more, so that memory stays bounded.
const WAITING: usize = 2;

/// The rows of a text, in its order.
pub(super) struct PartedRows {
    batches: Receiver<Batch>,
    /// Where rows go back that were looked at: their memory is used again.
    used: Sender<Vec<Numbered>>,
    batch: Batch,
    /// The next row of the batch.
    at: usize,
    work: JoinHandle<Stream>,
}

/// A row with the number that a spreadsheet gives it.
type Numbered = (u64, ByteRecord);

#[derive(Default)]
struct Batch {
    rows: Vec<Numbered>,
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
        let work = thread::Builder::new()
            .name("parting".to_owned())
            .spawn(move || part(stream, &to_check, &to_fill))
            .map_err(|error| EngineError::Interrupted(error.to_string()))?;
        Ok(Self {
            batches,
            used,
            batch: Batch::default(),
            at: 0,
            work,
        })
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
        let (number, held) = self.batch.rows.get_mut(self.at).ok_or_else(broken_off)?;
        mem::swap(record, held);
        self.at += 1;
        Ok(Next::Row(*number))
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
fn part(stream: Stream, batches: &SyncSender<Batch>, used: &Receiver<Vec<Numbered>>) -> Stream {
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
        let mut bytes = 0;
        while batch.filled < ROWS && bytes < BYTES && batch.end.is_none() {
            if batch.rows.len() == batch.filled {
                batch.rows.push((0, ByteRecord::new()));
            }
            let Some((number, record)) = batch.rows.get_mut(batch.filled) else {
                break;
            };
            if record.as_slice().len() > BYTES {
                // A long row has its memory to itself: if every row kept what the longest had, there would be no bound.
                *record = ByteRecord::new();
            }
            match reader.read_byte_record(record) {
                Ok(true) => {
                    reader.get_mut().row_ended();
                    row += 1 + empty_lines(row == 0, &mut line, reader.position().line(), record);
                    *number = row;
                    bytes += record.as_slice().len();
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
