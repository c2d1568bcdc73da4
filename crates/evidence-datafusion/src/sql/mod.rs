//! SQL over open data: reading, and nothing else.
//!
//! A session holds `observations`, a view of that for each data set, `indicators`, `areas` and `data_sets`. Only an
//! [`evidence::open_data::OpenFile`] becomes a table, so a data set whose rows are not open is not there at all. Nothing
//! that writes, makes, sets or reads a file is carried out, whatever the text says, and a query ends when it has used up
//! its time or its memory.
//!
//! Must not know: who asks, where an answer goes, what the functions work out that are plugged in. Start with
//! [`SqlSession`].

mod answer;
mod tables;

pub use answer::{Answer, SqlFormat, Written};
pub use tables::table_name;

use std::sync::Arc;
use std::time::Duration;

use datafusion::error::DataFusionError;
use datafusion::execution::context::SQLOptions;
use datafusion::logical_expr::AggregateUDF;
use datafusion::prelude::SessionContext;
use evidence::catalogue::Indicator;
use evidence::engine::EngineError;
use evidence::open_data::Part;
use thiserror::Error;

use crate::DataFusionEngine;
use crate::sessions::{Fault, Memory, Sessions, Wish, without_parts};

/// What a query may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlLimits {
    /// Bytes of memory for everything that a query holds at once.
    pub memory: usize,
    /// Time until its last row is written.
    pub time: Duration,
    /// Rows of its answer; `None` for all.
    pub rows: Option<usize>,
}

impl Default for SqlLimits {
    fn default() -> Self {
        Self {
            memory: 1024 * 1024 * 1024,
            time: Duration::from_mins(1),
            rows: None,
        }
    }
}

/// A query could not be answered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SqlError {
    /// It does something else than reading.
    #[error("only reading is possible here, and this query does something else ({0})")]
    NotReading(String),
    /// It cannot be understood, or names what is not there.
    #[error("the query cannot be answered: {0}")]
    Query(String),
    /// It needs more memory than it may have.
    #[error("the query needs more than {} MB of memory", .0 / 1024 / 1024)]
    Memory(usize),
    /// It takes longer than it may.
    #[error("the query was stopped after {} s", .0.as_secs())]
    Time(Duration),
    /// The machines that were to answer it did not; in words, with what to do.
    #[error("{0}")]
    Machines(String),
    /// The data could not be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The answer could not be written.
    #[error("the answer could not be written")]
    Writing(#[source] std::io::Error),
}

/// Open data as tables, ready for queries.
pub struct SqlSession {
    context: SessionContext,
    sessions: Arc<dyn Sessions>,
    limits: SqlLimits,
}

impl std::fmt::Debug for SqlSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqlSession")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl SqlSession {
    /// A session over the newest version of each open data set, and the indicators that they hold.
    ///
    /// # Errors
    /// When a data file cannot be read.
    pub async fn open(
        engine: &DataFusionEngine,
        parts: &[Part],
        indicators: &[Indicator],
        limits: SqlLimits,
    ) -> Result<Self, SqlError> {
        // What does not fit into memory is refused, and never written to a disk that others share.
        let wish = Wish {
            memory: Memory::AtMost(limits.memory),
            ..Wish::default()
        };
        let sessions = Arc::clone(&engine.sessions);
        let context = sessions.session(wish).map_err(|error| fault(&error))?;
        tables::register(&context, engine, parts, indicators).await?;
        Ok(Self {
            context,
            sessions,
            limits,
        })
    }

    /// The same session with more functions.
    #[must_use]
    pub fn with_functions(self, functions: impl IntoIterator<Item = AggregateUDF>) -> Self {
        for function in functions {
            self.context.register_udaf(function);
        }
        self
    }

    /// The names of its tables, in order.
    #[must_use]
    pub fn tables(&self) -> Vec<String> {
        let mut names = self
            .context
            .catalog("datafusion")
            .and_then(|catalog| catalog.schema("public"))
            .map(|schema| schema.table_names())
            .unwrap_or_default();
        names.sort();
        names
    }

    /// Begins to answer a query.
    ///
    /// # Errors
    /// When it does something else than reading, cannot be understood, or names what is not there.
    pub async fn ask(&self, query: &str) -> Result<Answer, SqlError> {
        let limits = self.limits;
        let begun = tokio::time::timeout(limits.time, self.begin(query)).await;
        begun.map_err(|_| SqlError::Time(limits.time))?
    }

    async fn begin(&self, query: &str) -> Result<Answer, SqlError> {
        let failed = |error: DataFusionError| self.failed(&error);
        let plan = self
            .context
            .state()
            .create_logical_plan(query)
            .await
            .map_err(failed)?;
        // Told apart from what cannot be understood, and before anything is carried out.
        reading_only()
            .verify_plan(&plan)
            .map_err(|error| SqlError::NotReading(in_words(&error)))?;
        let mut frame = self
            .context
            .execute_logical_plan(plan)
            .await
            .map_err(failed)?;
        if let Some(most) = self.limits.rows {
            // One row more than is wanted tells whether the answer is whole.
            frame = frame
                .limit(0, Some(most.saturating_add(1)))
                .map_err(failed)?;
        }
        Answer::begin(frame, Arc::clone(&self.sessions), self.limits)
    }

    fn failed(&self, error: &DataFusionError) -> SqlError {
        failed(error, self.sessions.as_ref(), self.limits)
    }
}

/// Nothing is made, changed, copied or set.
fn reading_only() -> SQLOptions {
    SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false)
}

fn failed(error: &DataFusionError, sessions: &dyn Sessions, limits: SqlLimits) -> SqlError {
    match sessions.fault(error) {
        Some(Fault::Question(words)) => return SqlError::Query(words),
        Some(Fault::Machines(words)) => return SqlError::Machines(words),
        None => {}
    }
    match error.find_root() {
        DataFusionError::ResourcesExhausted(_) => SqlError::Memory(limits.memory),
        _ => SqlError::Query(in_words(error)),
    }
}

/// What an engine says, without the names of its own parts before it.
fn in_words(error: &DataFusionError) -> String {
    without_parts(&error.find_root().strip_backtrace())
}

fn fault(error: &DataFusionError) -> SqlError {
    SqlError::Engine(EngineError::Interrupted(error.to_string()))
}
