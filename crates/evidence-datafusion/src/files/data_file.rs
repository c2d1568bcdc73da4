//! A data file that is open: what its end says of it, and its groups of rows, read on as many threads as there is work for.

use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use datafusion::parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use evidence::catalogue::Catalogue;
use evidence::engine::{EngineError, FileHash};

use super::folder::DataFolder;
use super::schema::CATALOGUE;
use super::writing::GROUP;

/// A file whose end has been read, once for all that is asked of it.
pub(super) struct DataFile {
    hash: FileHash,
    path: PathBuf,
    end: ArrowReaderMetadata,
}

/// Reads some rows of a file.
pub(super) type Reader = ParquetRecordBatchReaderBuilder<File>;

impl DataFile {
    pub(super) fn open(folder: &DataFolder, hash: FileHash) -> Result<Self, EngineError> {
        let path = folder.path(hash)?;
        let end = File::open(&path)
            .map_err(|error| error.to_string())
            .and_then(|file| {
                let end = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new());
                end.map_err(|error| error.to_string())
            });
        match end {
            Ok(end) => Ok(Self { hash, path, end }),
            Err(what) => Err(EngineError::Damaged { file: hash, what }),
        }
    }

    fn about(&self) -> &ParquetMetaData {
        self.end.metadata()
    }

    fn damaged(&self, what: String) -> EngineError {
        let file = self.hash;
        EngineError::Damaged { file, what }
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> u64 {
        u64::try_from(self.about().file_metadata().num_rows()).unwrap_or_default()
    }

    /// Its groups of rows, in their order.
    pub(super) fn groups(&self) -> &[RowGroupMetaData] {
        self.about().row_groups()
    }

    /// The catalogue that it carries.
    pub(super) fn catalogue(&self) -> Result<Catalogue, EngineError> {
        let entries = self.about().file_metadata().key_value_metadata();
        let json = entries
            .into_iter()
            .flatten()
            .find(|entry| entry.key == CATALOGUE)
            .and_then(|entry| entry.value.as_deref())
            .ok_or_else(|| self.damaged("it has no catalogue".to_owned()))?;
        serde_json::from_str(json).map_err(|error| self.damaged(error.to_string()))
    }

    /// All its rows: a batch for each group, so that each has its texts once.
    pub(super) fn batches(&self) -> Result<Vec<RecordBatch>, EngineError> {
        let all: Vec<usize> = (0..self.groups().len()).collect();
        let read = |reader: Reader| -> Result<Vec<RecordBatch>, String> {
            let batches = reader.with_batch_size(GROUP).build();
            let batches = batches.map_err(|error| error.to_string())?;
            batches
                .map(|batch| batch.map_err(|error| error.to_string()))
                .collect()
        };
        Ok(self.by_group(&all, read)?.into_iter().flatten().collect())
    }

    /// Reads each of these groups with `read`. Gives what came of each, in the order of `groups`.
    pub(super) fn by_group<T: Send>(
        &self,
        groups: &[usize],
        read: impl Fn(Reader) -> Result<T, String> + Sync,
    ) -> Result<Vec<T>, EngineError> {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(&group) = groups.get(at) else {
                    return Ok(done);
                };
                done.push((at, read(self.reader(group)?)?));
            }
        };
        let done: Result<Vec<Vec<(usize, T)>>, String> = thread::scope(|scope| {
            // This thread is one of them.
            let others: Vec<_> = (1..threads.min(groups.len()))
                .map(|_| scope.spawn(work))
                .collect();
            let own = work();
            let others = others.into_iter().map(|other| {
                let done = other.join();
                done.unwrap_or_else(|_| Err("reading it broke off".to_owned()))
            });
            std::iter::once(own).chain(others).collect()
        });
        let done = done.map_err(|what| self.damaged(what))?;
        let mut done: Vec<(usize, T)> = done.into_iter().flatten().collect();
        done.sort_unstable_by_key(|(at, _)| *at);
        Ok(done.into_iter().map(|(_, read)| read).collect())
    }

    /// Reads one group. Each has the file to itself, as a file has one place where it is read.
    fn reader(&self, group: usize) -> Result<Reader, String> {
        let file = File::open(&self.path).map_err(|error| error.to_string())?;
        let reader = Reader::new_with_metadata(file, self.end.clone());
        Ok(reader.with_row_groups(vec![group]))
    }
}
