//! The answer to a query, and the forms in which it is written.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::WriterBuilder;
use datafusion::arrow::json::writer::JsonArray;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::prelude::DataFrame;
use evidence::engine::EngineError;
use evidence::open_data::guarded;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, Receiver};
use tokio::task::JoinHandle;

use super::{SqlError, SqlLimits, failed};
use crate::sessions::Sessions;

/// The forms of an answer that are files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlFormat {
    /// Comma-separated values with a heading.
    Csv,
    /// A list of objects.
    Json,
    /// A Parquet file.
    Parquet,
}

/// How much of an answer was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Rows.
    pub rows: usize,
    /// Whether there were more than were wanted.
    pub is_cut: bool,
}

/// Batches that may wait to be taken.
const WAITING: usize = 2;

/// An answer that is still being worked out, on threads of its own: one step of a plan may take long, and whoever waits must be
/// able to stop waiting all the same. What is dropped ends at the end of its step.
pub struct Answer {
    batches: Receiver<Result<RecordBatch, DataFusionError>>,
    work: Option<JoinHandle<()>>,
    threads: Option<Runtime>,
    schema: SchemaRef,
    sessions: Arc<dyn Sessions>,
    limits: SqlLimits,
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}

impl Answer {
    pub(super) fn begin(
        frame: DataFrame,
        sessions: Arc<dyn Sessions>,
        limits: SqlLimits,
    ) -> Result<Self, SqlError> {
        let threads = tokio::runtime::Builder::new_multi_thread()
            .thread_name("sql")
            .enable_all()
            .build()
            .map_err(|error| EngineError::Interrupted(error.to_string()))?;
        let schema = Arc::new(frame.schema().as_arrow().clone());
        let (sender, batches) = mpsc::channel(WAITING);
        let work = threads.spawn(async move {
            let mut stream = match frame.execute_stream().await {
                Ok(stream) => stream,
                Err(error) => {
                    // Whoever asked may have stopped waiting.
                    let _ = sender.send(Err(error)).await;
                    return;
                }
            };
            while let Some(batch) =
                std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
            {
                if sender.send(batch).await.is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            batches,
            work: Some(work),
            threads: Some(threads),
            schema,
            sessions,
            limits,
        })
    }

    /// Writes the answer as a file, as its rows come.
    ///
    /// # Errors
    /// When the query fails on its way or uses up what it may use, or the file cannot be written.
    pub async fn write(
        self,
        format: SqlFormat,
        out: impl Write + Send,
    ) -> Result<Written, SqlError> {
        match format {
            SqlFormat::Csv => self.write_csv(out).await,
            SqlFormat::Json => self.write_json(out).await,
            SqlFormat::Parquet => self.write_parquet(out).await,
        }
    }

    /// The answer as words in rows, headings first, for people.
    ///
    /// # Errors
    /// When the query fails on its way or uses up what it may use.
    pub async fn into_words(self) -> Result<(Vec<Vec<String>>, Written), SqlError> {
        let fields = self.schema.fields().iter();
        let mut rows = vec![fields.map(|field| field.name().clone()).collect()];
        let written = self
            .each(|batch| {
                each_row(batch, "", &mut |cells| rows.push(cells)).map_err(of_arrow)?;
                Ok(())
            })
            .await?;
        Ok((rows, written))
    }

    async fn write_csv(self, out: impl Write + Send) -> Result<Written, SqlError> {
        let mut table = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let headings: Vec<String> = self
            .schema
            .fields()
            .iter()
            .map(|field| guarded(field.name()).into_owned())
            .collect();
        let failed = |error: csv::Error| SqlError::Writing(error.into());
        table.write_record(&headings).map_err(failed)?;
        let written = self
            .each(|batch| {
                let is_text: Vec<bool> = batch
                    .columns()
                    .iter()
                    .map(|column| !column.data_type().is_numeric())
                    .collect();
                let mut outcome = Ok(());
                each_row(batch, "", &mut |cells| {
                    if outcome.is_ok() {
                        let cells = cells.iter().zip(&is_text).map(|(cell, &is_text)| {
                            if is_text { guarded(cell) } else { cell.into() }
                        });
                        outcome = table.write_record(cells.map(Cow::into_owned));
                    }
                })
                .map_err(of_arrow)?;
                outcome.map_err(failed)
            })
            .await?;
        table.flush().map_err(SqlError::Writing)?;
        Ok(written)
    }

    async fn write_json(self, out: impl Write + Send) -> Result<Written, SqlError> {
        let mut writer = WriterBuilder::new()
            .with_explicit_nulls(true)
            .build::<_, JsonArray>(out);
        let written = self
            .each(|batch| writer.write(batch).map_err(of_arrow))
            .await?;
        writer.finish().map_err(of_arrow)?;
        let mut out = writer.into_inner();
        out.write_all(b"\n")
            .and_then(|()| out.flush())
            .map_err(SqlError::Writing)?;
        Ok(written)
    }

    async fn write_parquet(self, out: impl Write + Send) -> Result<Written, SqlError> {
        let failed = |error: datafusion::parquet::errors::ParquetError| {
            SqlError::Writing(std::io::Error::other(error))
        };
        let properties = WriterProperties::builder()
            .set_created_by("commonweal".to_owned())
            .set_compression(Compression::SNAPPY)
            .build();
        let schema = SchemaRef::clone(&self.schema);
        let mut writer = ArrowWriter::try_new(out, schema, Some(properties)).map_err(failed)?;
        let written = self
            .each(|batch| writer.write(batch).map_err(failed))
            .await?;
        let mut out = writer.into_inner().map_err(failed)?;
        out.flush().map_err(SqlError::Writing)?;
        Ok(written)
    }

    /// Hands over every batch, up to the rows that are wanted and the time that there is.
    async fn each(
        self,
        take: impl FnMut(&RecordBatch) -> Result<(), SqlError>,
    ) -> Result<Written, SqlError> {
        let time = self.limits.time;
        let whole = tokio::time::timeout(time, self.run(take)).await;
        whole.map_err(|_| SqlError::Time(time))?
    }

    async fn run(
        mut self,
        mut take: impl FnMut(&RecordBatch) -> Result<(), SqlError>,
    ) -> Result<Written, SqlError> {
        let most = self.limits.rows.unwrap_or(usize::MAX);
        let mut written = Written {
            rows: 0,
            is_cut: false,
        };
        while let Some(batch) = self.batches.recv().await {
            let batch =
                batch.map_err(|error| failed(&error, self.sessions.as_ref(), self.limits))?;
            let room = most - written.rows;
            if batch.num_rows() > room {
                written.is_cut = true;
            }
            let batch = batch.slice(0, batch.num_rows().min(room));
            written.rows += batch.num_rows();
            take(&batch)?;
            if written.is_cut {
                return Ok(written);
            }
        }
        // No more rows come either because there are none or because the work broke off.
        if let Some(work) = self.work.take() {
            let ended = work.await;
            ended.map_err(|error| EngineError::Interrupted(error.to_string()))?;
        }
        Ok(written)
    }
}

fn of_arrow(error: ArrowError) -> SqlError {
    match error {
        ArrowError::IoError(_, error) => SqlError::Writing(error),
        other => SqlError::Query(other.to_string()),
    }
}

/// The cells of each row as text. A whole number stays one, another is as short as it can be.
fn each_row(
    batch: &RecordBatch,
    null: &str,
    take: &mut dyn FnMut(Vec<String>),
) -> Result<(), ArrowError> {
    let options = FormatOptions::new().with_null(null);
    let columns = batch
        .columns()
        .iter()
        .map(|column| {
            let is_double = column.data_type() == &DataType::Float64;
            ArrayFormatter::try_new(column, &options).map(|cells| (cells, column, is_double))
        })
        .collect::<Result<Vec<_>, _>>()?;
    for row in 0..batch.num_rows() {
        let cells = columns.iter().map(|(cells, column, is_double)| {
            let cell = cells.value(row).to_string();
            match cell.strip_suffix(".0") {
                Some(whole) if *is_double && column.is_valid(row) => whole.to_owned(),
                _ => cell,
            }
        });
        take(cells.collect());
    }
    Ok(())
}
