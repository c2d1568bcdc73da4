//! Encodes batches of rows on a thread of its own, so that the next rows are read and checked meanwhile.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::metadata::KeyValue;
use datafusion::parquet::file::properties::WriterProperties;
use evidence::engine::FileHash;
use evidence::observation::Period;
use sha2::{Digest, Sha256};

use super::periods::RowsByPeriod;
use super::schema::schema;

/// Batches that may wait to be encoded. Reading waits for more, so that memory stays bounded.
const WAITING: usize = 2;

/// A file of batches being encoded.
pub(super) struct Encoder {
    /// None once there are no more.
    batches: Option<SyncSender<RecordBatch>>,
    /// None once it has been waited for.
    work: Option<Work>,
}

type Work = JoinHandle<Result<Encoded, ParquetError>>;

/// A file whose rows are all there.
struct Encoded {
    writer: ArrowWriter<Hashing>,
    periods: RowsByPeriod,
}

impl Encoder {
    pub(super) fn new(file: File, properties: WriterProperties) -> Result<Self, ParquetError> {
        let sink = Hashing {
            file: BufWriter::with_capacity(256 * 1024, file),
            hasher: Sha256::new(),
        };
        let mut writer = ArrowWriter::try_new(sink, schema(), Some(properties))?;
        let (batches, taken) = sync_channel::<RecordBatch>(WAITING);
        let work = thread::Builder::new()
            .name("encoding".to_owned())
            .spawn(move || {
                let mut periods = RowsByPeriod::default();
                for batch in taken {
                    writer.write(&batch)?;
                    periods.count(&batch);
                }
                writer.flush()?;
                Ok(Encoded { writer, periods })
            })
            .map_err(|error| ParquetError::External(Box::new(error)))?;
        Ok(Self {
            batches: Some(batches),
            work: Some(work),
        })
    }

    /// Hands a batch over, or says why none can be encoded any more.
    pub(super) fn take(&mut self, batch: RecordBatch) -> Result<(), ParquetError> {
        let sent = self.batches.as_ref().map(|batches| batches.send(batch));
        if let Some(Ok(())) = sent {
            return Ok(());
        }
        encoded(self.work.take()).and(Err(broken_off()))
    }

    /// Says that no batch follows, so that the file is written to its end but for what stands beside its rows.
    pub(super) fn no_more(&mut self) {
        self.batches = None;
    }

    /// Writes what is left, with an entry beside the rows that is made of how many there are by period, and gives the hash of
    /// the file.
    pub(super) fn finish(
        self,
        entry: impl FnOnce(Vec<(Period, u64)>) -> Result<KeyValue, ParquetError>,
    ) -> Result<FileHash, ParquetError> {
        drop(self.batches);
        let Encoded {
            mut writer,
            periods,
        } = encoded(self.work)?;
        writer.append_key_value_metadata(entry(periods.in_order())?);
        let mut sink = writer.into_inner()?;
        sink.file.flush()?;
        Ok(FileHash::new(sink.hasher.finalize().into()))
    }
}

/// What the thread came to.
fn encoded(work: Option<Work>) -> Result<Encoded, ParquetError> {
    work.ok_or_else(broken_off)?
        .join()
        .map_err(|_| broken_off())?
}

fn broken_off() -> ParquetError {
    ParquetError::General("the encoding broke off".to_owned())
}

/// Passes bytes on to the file and into the hash.
struct Hashing {
    file: BufWriter<File>,
    hasher: Sha256,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
