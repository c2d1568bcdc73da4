//! The engine: takes source files in, keeps Parquet files named by their hash, reads them back through DataFusion.
//!
//! * [`intake`] recognises the layout of a source, maps its columns and reports every problem with row and column;
//! * [`files`] holds the one folder that this crate touches and the form of a data file;
//! * [`sessions`] says where plans are carried out, and [`storage`] where a file may lie;
//! * [`execute`] scans data files;
//! * [`records`] counts the records of one file that somebody names, and keeps nothing of it.
//! * [`sql`] answers queries over those files that `evidence` has declared open.
//!
//! Must not know: what is asked, what may be shown, the database, people, pages. Rows go from here into the sink of
//! `evidence`; those of open files also into the answer to a query, and nowhere else.
//!
//! Start with [`DataFusionEngine`], then `intake/mod.rs`.

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests fail loudly"))]

mod execute;
mod files;
mod in_turn;
mod intake;
pub mod records;
pub mod sessions;
pub mod sql;
pub mod storage;

use std::sync::Arc;

use async_trait::async_trait;
use evidence::catalogue::Catalogue;
use evidence::engine::{Engine, EngineError, FileHash, Filter, Integrity, Source};
use evidence::intake::{Choices, Intake};
use evidence::observation::RowSink;

pub use files::DataFolder;
use files::Held;
pub use intake::PlainText;
use sessions::{Local, Sessions};
use workbooks::Reader;

/// The engine over one data folder.
#[derive(Clone)]
pub struct DataFusionEngine {
    folder: DataFolder,
    workbooks: Option<Reader>,
    held: Held,
    /// Rows are held where this process carries its questions out; where others do, they read the files.
    holds_rows: bool,
    sessions: Arc<dyn Sessions>,
}

impl DataFusionEngine {
    /// An engine over a folder. It touches no file outside.
    #[must_use]
    pub fn new(folder: DataFolder) -> Self {
        Self {
            folder,
            workbooks: None,
            held: Held::default(),
            holds_rows: true,
            sessions: Arc::new(Local::default()),
        }
    }

    /// The engine with whoever reads workbooks for it. Without one, workbooks are refused with what to do.
    #[must_use]
    pub fn with_workbooks(mut self, reader: Reader) -> Self {
        self.workbooks = Some(reader);
        self
    }

    /// The engine with whoever carries its questions out; without, this process does. Taking files in is this process's
    /// own work always.
    #[must_use]
    pub fn with_sessions(mut self, sessions: Arc<dyn Sessions>) -> Self {
        self.sessions = sessions;
        self.holds_rows = false;
        self
    }

    /// Runs work on files where it does not hold up answers.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&DataFolder) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let folder = self.folder.clone();
        tokio::task::spawn_blocking(move || work(&folder))
            .await
            .map_err(|stopped| EngineError::Interrupted(stopped.to_string()))?
    }
}

#[async_trait]
impl Engine for DataFusionEngine {
    async fn stage(&self, sources: Vec<Source>, choices: Choices) -> Result<Intake, EngineError> {
        let workbooks = self.workbooks.clone();
        self.aside(move |folder| intake::stage(folder, workbooks.as_ref(), sources, choices))
            .await
    }

    async fn keep(&self, file: FileHash) -> Result<(), EngineError> {
        self.aside(move |folder| folder.keep(file)).await
    }

    async fn discard(&self, file: FileHash) -> Result<(), EngineError> {
        self.aside(move |folder| folder.discard(file)).await
    }

    async fn remove(&self, file: FileHash) -> Result<(), EngineError> {
        self.aside(move |folder| folder.remove(file)).await
    }

    async fn kept(&self) -> Result<Vec<FileHash>, EngineError> {
        self.aside(DataFolder::kept).await
    }

    async fn describe(&self, file: FileHash) -> Result<Arc<Catalogue>, EngineError> {
        let held = self.held.clone();
        self.aside(move |folder| held.catalogue(folder, file)).await
    }

    async fn scan(
        &self,
        file: FileHash,
        filter: &Filter,
        sink: &mut RowSink<'_>,
    ) -> Result<(), EngineError> {
        let rows = if self.holds_rows {
            let (held, filter) = (self.held.clone(), filter.clone());
            self.aside(move |folder| held.rows(folder, file, &filter))
                .await?
        } else {
            None
        };
        match rows {
            Some(batches) => execute::scan_held(file, &batches, filter, sink),
            None => execute::scan(&self.folder, self.sessions.as_ref(), file, filter, sink).await,
        }
    }

    async fn verify(&self, file: FileHash) -> Result<Integrity, EngineError> {
        self.aside(move |folder| folder.verify(file)).await
    }
}
