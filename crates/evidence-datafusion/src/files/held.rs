//! Data files that were asked lately, held in memory as they were read, so that the next question does not decode them again.
//!
//! A file is named by its hash and never changes, so nothing that is held can be out of date. Should the file on disk have another
//! length or another time all the same, it is read again, and what is wrong with it shows as if nothing had been held. Texts stay
//! as the file has them, once each with numbers that point to them, so that a filter compares numbers.

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use datafusion::arrow::record_batch::RecordBatch;
use evidence::catalogue::Catalogue;
use evidence::engine::{EngineError, FileHash};

use super::folder::DataFolder;
use super::reading::{batches_of, catalogue, rows_in};

/// Memory that held rows may take, in bytes: some two million rows.
const MOST: usize = 256 * 1024 * 1024;
/// Rows of the largest file that is held: some 130 bytes each in memory, however well they are packed on disk.
const MOST_ROWS: u64 = 1_000_000;
/// Catalogues that are held.
const MOST_CATALOGUES: usize = 256;

/// Files that were asked lately. Copies share what they hold.
#[derive(Clone, Default)]
pub(crate) struct Held {
    shelf: Arc<Mutex<Shelf>>,
}

#[derive(Default)]
struct Shelf {
    rows: HashMap<FileHash, HeldRows>,
    catalogues: HashMap<FileHash, (Stamp, Arc<Catalogue>)>,
    /// The file that was asked longest ago stands first.
    asked: VecDeque<FileHash>,
    bytes: usize,
}

struct HeldRows {
    stamp: Stamp,
    bytes: usize,
    batches: Arc<Vec<RecordBatch>>,
}

/// What tells that a file on disk is the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path, file: FileHash) -> Result<Self, EngineError> {
        let about = std::fs::metadata(path).map_err(|_| EngineError::NoSuchFile(file))?;
        Ok(Self {
            length: about.len(),
            changed: about.modified().ok(),
        })
    }
}

impl Held {
    /// The rows of a file, read now where they are not held. None for a file that is too large to hold.
    pub(crate) fn rows(
        &self,
        folder: &DataFolder,
        file: FileHash,
    ) -> Result<Option<Arc<Vec<RecordBatch>>>, EngineError> {
        let stamp = Stamp::of(&folder.path(file)?, file)?;
        if let Some(held) = self.shelf().asked_again(file, stamp) {
            return Ok(Some(held));
        }
        if rows_in(folder, file)? > MOST_ROWS {
            return Ok(None);
        }
        let batches = Arc::new(batches_of(folder, file)?);
        let bytes: usize = batches.iter().map(RecordBatch::get_array_memory_size).sum();
        let rows = HeldRows {
            stamp,
            bytes,
            batches: Arc::clone(&batches),
        };
        self.shelf().hold(file, rows);
        Ok(Some(batches))
    }

    /// The catalogue of a file, read now where it is not held.
    pub(crate) fn catalogue(
        &self,
        folder: &DataFolder,
        file: FileHash,
    ) -> Result<Arc<Catalogue>, EngineError> {
        let stamp = Stamp::of(&folder.path(file)?, file)?;
        if let Some((of, known)) = self.shelf().catalogues.get(&file)
            && *of == stamp
        {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(catalogue(folder, file)?);
        let catalogues = &mut self.shelf().catalogues;
        if catalogues.len() >= MOST_CATALOGUES {
            catalogues.clear();
        }
        catalogues.insert(file, (stamp, Arc::clone(&read)));
        Ok(read)
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn asked_again(&mut self, file: FileHash, stamp: Stamp) -> Option<Arc<Vec<RecordBatch>>> {
        let held = self.rows.get(&file).filter(|held| held.stamp == stamp)?;
        let batches = Arc::clone(&held.batches);
        self.asked.retain(|other| *other != file);
        self.asked.push_back(file);
        Some(batches)
    }

    fn hold(&mut self, file: FileHash, rows: HeldRows) {
        self.let_go(file);
        self.bytes += rows.bytes;
        self.rows.insert(file, rows);
        self.asked.push_back(file);
        while self.bytes > MOST
            && let Some(oldest) = self.asked.front().copied()
        {
            self.let_go(oldest);
        }
    }

    fn let_go(&mut self, file: FileHash) {
        if let Some(held) = self.rows.remove(&file) {
            self.bytes -= held.bytes;
        }
        self.asked.retain(|other| *other != file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: usize) -> HeldRows {
        HeldRows {
            stamp: Stamp {
                length: 1,
                changed: None,
            },
            bytes,
            batches: Arc::default(),
        }
    }

    fn names(count: u8) -> Vec<FileHash> {
        (0..count).map(|name| FileHash::of(&[name])).collect()
    }

    #[test]
    fn what_was_asked_longest_ago_goes_first() {
        let mut shelf = Shelf::default();
        let [a, b, c] = names(3)[..] else {
            unreachable!("three names")
        };
        shelf.hold(a, rows(MOST / 2));
        shelf.hold(b, rows(MOST / 2));
        let stamp = rows(0).stamp;
        assert!(shelf.asked_again(a, stamp).is_some());
        shelf.hold(c, rows(MOST / 2));
        let held = [a, b, c].map(|file| shelf.rows.contains_key(&file));
        assert_eq!(held, [true, false, true]);
        assert_eq!(shelf.bytes, MOST / 2 * 2);
    }

    #[test]
    fn a_file_that_looks_otherwise_is_read_again() {
        let mut shelf = Shelf::default();
        let file = FileHash::of(b"a file");
        shelf.hold(file, rows(10));
        let other = Stamp {
            length: 2,
            changed: None,
        };
        assert!(shelf.asked_again(file, other).is_none());
        shelf.hold(file, rows(20));
        assert_eq!((shelf.bytes, shelf.asked.len()), (20, 1));
    }

    #[test]
    fn more_than_may_be_held_is_not() {
        let mut shelf = Shelf::default();
        let file = FileHash::of(b"a file");
        shelf.hold(file, rows(MOST + 1));
        assert_eq!((shelf.bytes, shelf.rows.len()), (0, 0));
    }
}
