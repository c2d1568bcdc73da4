//! Takes the stock of files that somebody brought, for pages.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use evidence::engine::Source;
use evidence::stocktake::{StockTaken, StockTaker, StockTakerError, StocktakeAsk};
use tempfile::NamedTempFile;
use workbooks::Reader;

use super::opening::headings_at;
use super::{
    Codes, Layout, PassingFolder, RecordsError, RecordsFile, TakeStockError, ToTakeStock,
    take_stock,
};
use crate::sessions::{Local, Sessions};

/// Takes stock in this process.
#[derive(Clone, Debug)]
pub struct DataFusionStockTaker {
    sessions: Arc<dyn Sessions>,
    passing: PassingFolder,
    workbooks: Option<Reader>,
}

impl DataFusionStockTaker {
    /// One that lays files into this folder while it counts them, and has workbooks read by this reader.
    #[must_use]
    pub fn new(passing: PassingFolder, workbooks: Option<Reader>) -> Self {
        Self {
            sessions: Arc::new(Local::default()),
            passing,
            workbooks,
        }
    }

    async fn lay_down(&self, source: Source) -> Result<LaidDown, StockTakerError> {
        let passing = self.passing.clone();
        tokio::task::spawn_blocking(move || {
            let mut file = passing.file()?;
            let Source { name, mut content } = source;
            io::copy(&mut content, &mut file)?;
            Ok(LaidDown { name, file })
        })
        .await
        .map_err(|error| StockTakerError::Failed(error.to_string()))?
        .map_err(|error: io::Error| StockTakerError::Failed(error.to_string()))
    }

    fn records(&self, laid: &LaidDown) -> RecordsFile {
        RecordsFile::new(laid.file.path().into(), Arc::clone(&self.sessions))
            .called(&laid.name)
            .passing_in(self.passing.clone())
            .with_workbooks(self.workbooks.clone())
    }
}

/// A file on disk until it has been counted.
struct LaidDown {
    name: String,
    file: NamedTempFile,
}

#[async_trait]
impl StockTaker for DataFusionStockTaker {
    async fn headings(&self, file: Source) -> Result<Vec<String>, StockTakerError> {
        let laid = self.lay_down(file).await?;
        let workbooks = self.workbooks.clone();
        tokio::task::spawn_blocking(move || {
            headings_at(&laid.name, laid.file.path(), workbooks.as_ref())
        })
        .await
        .map_err(|error| StockTakerError::Failed(error.to_string()))?
        .map_err(of_records)
    }

    async fn take_stock(
        &self,
        ask: &StocktakeAsk,
        records: Source,
        residents: Option<Source>,
    ) -> Result<StockTaken, StockTakerError> {
        let laid = self.lay_down(records).await?;
        let laid_residents = match residents {
            Some(file) => Some(self.lay_down(file).await?),
            None => None,
        };
        let named = ask
            .columns
            .iter()
            .map(|(list, _)| (*list, list.name.to_owned()));
        let what = ToTakeStock {
            records: self.records(&laid),
            layout: Layout {
                codes: Codes::Columns(ask.columns.clone()),
                service: None,
                service_name: ask.service.clone(),
                stage: ask.stage.clone(),
                person: ask.person.clone(),
                people: None,
                only: ask.only.clone(),
            },
            stages: ask.stages.clone(),
            residents: laid_residents
                .iter()
                .map(|file| self.records(file))
                .collect(),
            layout_of_residents: Layout {
                codes: Codes::Lines {
                    characteristic: "characteristic".to_owned(),
                    groups: vec!["group".to_owned()],
                    named: named.collect(),
                },
                service: None,
                service_name: String::new(),
                stage: None,
                person: None,
                people: Some("people".to_owned()),
                only: Vec::new(),
            },
            origin: ask.origin,
            choice: ask.choice.clone(),
            threshold: ask.threshold,
        };
        take_stock(what).await.map_err(|error| match error {
            TakeStockError::Records(error) => of_records(error),
            TakeStockError::Take(error) => StockTakerError::Mend(error.to_string()),
        })
    }
}

fn of_records(error: RecordsError) -> StockTakerError {
    match error {
        RecordsError::Io { .. }
        | RecordsError::Stopped { .. }
        | RecordsError::Store { .. }
        | RecordsError::Machines { .. } => StockTakerError::Failed(error.to_string()),
        // A page offers the columns that are there; it has no options to name.
        RecordsError::NoColumn {
            file,
            column,
            there,
            ..
        } => StockTakerError::Mend(format!(
            "{file} has no column “{column}”; it has {}",
            there.join(", ")
        )),
        problem => StockTakerError::Mend(problem.to_string()),
    }
}
