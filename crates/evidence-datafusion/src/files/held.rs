//! Data files that were asked lately, held in memory as they were read, so that the next question does not decode them again; and
//! what was found of those that there is no room for.
//!
//! A file is named by its hash and never changes, so nothing that is held can be out of date. Should the file on disk have another
//! length or another time all the same, it is read again, and what is wrong with it shows as if nothing had been held. Texts stay
//! as the file has them, once each with numbers that point to them, so that a filter compares numbers.
//!
//! A file takes the room of another only where it was asked twice since that one was: questions that go through more files than there
//! is room for would otherwise have each push out the one that is asked next. Of the files that have no room the wanted rows alone are
//! read, and held as the answer to that filter.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use datafusion::arrow::record_batch::RecordBatch;
use evidence::catalogue::Catalogue;
use evidence::engine::{EngineError, FileHash, Filter};

use super::data_file::DataFile;
use super::folder::DataFolder;
use super::selected::selected;

/// Memory that held files may take, in bytes: some two million rows.
const MOST: usize = 256 * 1024 * 1024;
/// What a row takes in memory, however well it is packed on disk.
const BYTES_OF_A_ROW: u64 = 130;
/// Rows of the largest file that is held.
const MOST_ROWS: u64 = 1_000_000;
/// Memory that held answers may take, and that the rows of one may take while they are handed over.
const MOST_ANSWERS: usize = 64 * 1024 * 1024;
/// Memory of the largest answer that is held.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;
/// Catalogues that are held.
const MOST_CATALOGUES: usize = 256;
/// Files of which it is known when they were asked.
const MOST_KNOWN: usize = 4_096;

/// Files that were asked lately. Copies share what they hold.
#[derive(Clone)]
pub(crate) struct Held {
    shelf: Arc<Mutex<Shelf>>,
}

impl Default for Held {
    fn default() -> Self {
        Self {
            shelf: Arc::new(Mutex::new(Shelf {
                files: Lately::new(MOST),
                answers: Lately::new(MOST_ANSWERS),
                catalogues: HashMap::new(),
                asked: HashMap::new(),
                questions: 0,
            })),
        }
    }
}

struct Shelf {
    files: Lately<FileHash>,
    answers: Lately<(FileHash, Filter)>,
    catalogues: HashMap<FileHash, (Stamp, Arc<Catalogue>)>,
    /// The question at which each file was asked last.
    asked: HashMap<FileHash, u64>,
    /// How many questions there were.
    questions: u64,
}

type Batches = Arc<Vec<RecordBatch>>;

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
    /// Rows of a file among which are all that a filter wants: all of the file where it is held, else those that are wanted. None
    /// where nearly all are wanted of a file that is too large to hold.
    pub(crate) fn rows(
        &self,
        folder: &DataFolder,
        file: FileHash,
        filter: &Filter,
    ) -> Result<Option<Batches>, EngineError> {
        let stamp = Stamp::of(&folder.path(file)?, file)?;
        let before = self.shelf().asked_now(file);
        if let Some(held) = self.shelf().found(file, filter, stamp) {
            return Ok(Some(held));
        }
        let of = DataFile::open(folder, file)?;
        let rows = of.rows();
        let bytes = usize::try_from(rows.saturating_mul(BYTES_OF_A_ROW)).unwrap_or(usize::MAX);
        if rows <= MOST_ROWS && self.shelf().has_room(before, bytes) {
            let batches = Arc::new(of.batches()?);
            self.shelf().files.hold(file, stamp, Arc::clone(&batches));
            return Ok(Some(batches));
        }
        if is_narrow(filter)
            && let Some(batches) = selected(&of, filter, MOST_ANSWERS)?
        {
            let batches = Arc::new(batches);
            if size(&batches) <= LARGEST_ANSWER {
                let question = (file, filter.clone());
                let batches = Arc::clone(&batches);
                self.shelf().answers.hold(question, stamp, batches);
            }
            return Ok(Some(batches));
        }
        if rows <= MOST_ROWS {
            return Ok(Some(Arc::new(of.batches()?)));
        }
        Ok(None)
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
        let read = Arc::new(DataFile::open(folder, file)?.catalogue()?);
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

/// Whether a filter names indicators or areas: it mostly wants few rows then.
fn is_narrow(filter: &Filter) -> bool {
    !filter.indicators.is_empty() || !filter.areas.is_empty()
}

fn size(batches: &[RecordBatch]) -> usize {
    batches.iter().map(RecordBatch::get_array_memory_size).sum()
}

impl Shelf {
    /// Takes down that a file is asked, and gives the question at which it was asked before.
    fn asked_now(&mut self, file: FileHash) -> Option<u64> {
        self.questions += 1;
        if self.asked.len() >= MOST_KNOWN {
            self.asked.clear();
        }
        self.asked.insert(file, self.questions)
    }

    /// What is held for a question.
    fn found(&mut self, file: FileHash, filter: &Filter, stamp: Stamp) -> Option<Batches> {
        let whole = self.files.again(&file, stamp);
        whole.or_else(|| self.answers.again(&(file, filter.clone()), stamp))
    }

    /// Whether there is room for a file that was asked before at that question: free, or of files that were not asked since.
    fn has_room(&self, before: Option<u64>, bytes: usize) -> bool {
        let since = before.unwrap_or(0);
        let held = self.files.each_with_size();
        let freed: usize = held
            .filter(|(file, _)| self.asked.get(file).is_none_or(|asked| *asked < since))
            .map(|(_, bytes)| bytes)
            .sum();
        MOST.saturating_sub(self.files.bytes).saturating_add(freed) >= bytes
    }
}

/// What was asked lately, within a bound of memory.
struct Lately<K> {
    held: HashMap<K, OfFile>,
    /// What was asked longest ago stands first.
    order: VecDeque<K>,
    bytes: usize,
    most: usize,
}

struct OfFile {
    stamp: Stamp,
    bytes: usize,
    batches: Batches,
}

impl<K: Clone + Eq + Hash> Lately<K> {
    fn new(most: usize) -> Self {
        Self {
            held: HashMap::new(),
            order: VecDeque::new(),
            bytes: 0,
            most,
        }
    }

    fn again(&mut self, key: &K, stamp: Stamp) -> Option<Batches> {
        let held = self.held.get(key).filter(|held| held.stamp == stamp)?;
        let batches = Arc::clone(&held.batches);
        self.order.retain(|other| other != key);
        self.order.push_back(key.clone());
        Some(batches)
    }

    fn hold(&mut self, key: K, stamp: Stamp, batches: Batches) {
        let bytes = size(&batches);
        self.put(
            key,
            OfFile {
                stamp,
                bytes,
                batches,
            },
        );
    }

    fn put(&mut self, key: K, new: OfFile) {
        self.let_go(&key);
        self.bytes += new.bytes;
        self.held.insert(key.clone(), new);
        self.order.push_back(key);
        while self.bytes > self.most
            && let Some(oldest) = self.order.front().cloned()
        {
            self.let_go(&oldest);
        }
    }

    fn let_go(&mut self, key: &K) {
        if let Some(held) = self.held.remove(key) {
            self.bytes -= held.bytes;
        }
        self.order.retain(|other| other != key);
    }

    fn each_with_size(&self) -> impl Iterator<Item = (&K, usize)> {
        self.held.iter().map(|(key, held)| (key, held.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp = Stamp {
        length: 1,
        changed: None,
    };

    fn rows(bytes: usize) -> OfFile {
        OfFile {
            stamp: STAMP,
            bytes,
            batches: Arc::default(),
        }
    }

    fn names(count: u8) -> Vec<FileHash> {
        (0..count).map(|name| FileHash::of(&[name])).collect()
    }

    #[test]
    fn what_was_asked_longest_ago_goes_first() {
        let mut files = Lately::new(MOST);
        let [a, b, c] = names(3)[..] else {
            unreachable!("three names")
        };
        files.put(a, rows(MOST / 2));
        files.put(b, rows(MOST / 2));
        assert!(files.again(&a, STAMP).is_some());
        files.put(c, rows(MOST / 2));
        let held = [a, b, c].map(|file| files.held.contains_key(&file));
        assert_eq!(held, [true, false, true]);
        assert_eq!(files.bytes, MOST / 2 * 2);
    }

    #[test]
    fn a_file_that_looks_otherwise_is_read_again() {
        let mut files = Lately::new(MOST);
        let file = FileHash::of(b"a file");
        files.put(file, rows(10));
        let other = Stamp {
            length: 2,
            changed: None,
        };
        assert!(files.again(&file, other).is_none());
        files.put(file, rows(20));
        assert_eq!((files.bytes, files.order.len()), (20, 1));
    }

    #[test]
    fn more_than_may_be_held_is_not() {
        let mut files = Lately::new(MOST);
        let file = FileHash::of(b"a file");
        files.put(file, rows(MOST + 1));
        assert_eq!((files.bytes, files.held.len()), (0, 0));
    }

    /// Asks for files as [`Held::rows`] does, and says which were held already.
    fn ask(held: &Held, files: &[FileHash]) -> Vec<bool> {
        let mut shelf = held.shelf();
        let ask = |file: &FileHash| {
            let before = shelf.asked_now(*file);
            let again = shelf.files.again(file, STAMP).is_some();
            if !again && shelf.has_room(before, MOST / 2) {
                shelf.files.put(*file, rows(MOST / 2));
            }
            again
        };
        files.iter().map(ask).collect()
    }

    #[test]
    fn files_that_are_asked_in_turn_do_not_push_one_another_out() {
        let (held, files) = (Held::default(), names(4));
        assert_eq!(ask(&held, &files), [false; 4]);
        for _ in 0..5 {
            assert_eq!(ask(&held, &files), [true, true, false, false]);
        }
    }

    #[test]
    fn a_file_that_took_the_place_of_another_is_held_from_the_second_time_on() {
        let (held, files) = (Held::default(), names(3));
        ask(&held, &files[..2]);
        let new = &files[1..];
        assert_eq!(ask(&held, new), [true, false]);
        assert_eq!(ask(&held, new), [true, false]);
        assert_eq!(ask(&held, new), [true, true]);
    }
}
