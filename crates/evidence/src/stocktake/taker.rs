//! Who takes stock of files of records: an engine does; pages ask it and never see a record.

use async_trait::async_trait;
use thiserror::Error;

use super::{CodeList, Stocktake};
use crate::cell::Origin;
use crate::disclosure::{Choice, Publishable};
use crate::engine::{FileHash, Source};

/// What is asked of the records of one service.
#[derive(Clone, Debug)]
pub struct StocktakeAsk {
    /// What the service is called.
    pub service: String,
    /// The column of each characteristic, by its heading.
    pub columns: Vec<(&'static CodeList, String)>,
    /// The column that tells people apart, where people are counted and not records.
    pub person: Option<String>,
    /// The column of the stage that somebody reached.
    pub stage: Option<String>,
    /// The stages in their order, as the column spells them.
    pub stages: Vec<String>,
    /// Only records that have one of these values in each of these columns.
    pub only: Vec<(String, Vec<String>)>,
    /// Where the records come from, as a kind.
    pub origin: Origin,
    /// The rule of disclosure control, with the reason for it.
    pub choice: Choice,
    /// Known for so many per cent, groups are compared unmarked: from 0 to 100, 80 by custom.
    pub threshold: f64,
}

/// A stocktake with the hashes of the files that were counted.
#[derive(Clone, Debug)]
pub struct StockTaken {
    /// What may be shown.
    pub stocktake: Publishable<Stocktake>,
    /// The records, then the residents.
    pub files: Vec<FileHash>,
}

/// No stock was taken.
#[derive(Debug, Error)]
pub enum StockTakerError {
    /// Something about the files or the question that a person can mend; in words, with what to do.
    #[error("{0}")]
    Mend(String),
    /// The machine failed; in words for the log.
    #[error("{0}")]
    Failed(String),
}

/// Counts files of records. Nothing of them is kept.
#[async_trait]
pub trait StockTaker: Send + Sync {
    /// The headings of a file.
    async fn headings(&self, file: Source) -> Result<Vec<String>, StockTakerError>;

    /// Takes the stock of records, beside residents where a file of them is given: with the columns `characteristic`, `group`
    /// and `people`.
    async fn take_stock(
        &self,
        ask: &StocktakeAsk,
        records: Source,
        residents: Option<Source>,
    ) -> Result<StockTaken, StockTakerError>;
}
