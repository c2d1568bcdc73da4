//! Takes the stock of files that somebody brought, for pages.

use std::sync::Arc;

use async_trait::async_trait;
use evidence::stocktake::{
    Asked, Counted, Counts, Reach, RecordsOnDisk, Residents, StockTaken, StockTaker,
    StockTakerError, StocktakeAsk, take,
};

use super::opening::headings_at;
use super::{Codes, Layout, RecordsError, RecordsFile, count, residents};
use crate::sessions::{Local, Sessions};

/// Takes stock in this process.
#[derive(Clone, Debug)]
pub struct DataFusionStockTaker {
    sessions: Arc<dyn Sessions>,
}

impl Default for DataFusionStockTaker {
    fn default() -> Self {
        Self {
            sessions: Arc::new(Local::default()),
        }
    }
}

impl DataFusionStockTaker {
    fn file(&self, file: &RecordsOnDisk) -> RecordsFile {
        RecordsFile::new(file.path.as_path().into(), Arc::clone(&self.sessions)).called(&file.name)
    }
}

#[async_trait]
impl StockTaker for DataFusionStockTaker {
    async fn headings(&self, file: &RecordsOnDisk) -> Result<Vec<String>, StockTakerError> {
        let file = file.clone();
        tokio::task::spawn_blocking(move || headings_at(&file.name, &file.path))
            .await
            .map_err(|error| StockTakerError::Failed(error.to_string()))?
            .map_err(of_records)
    }

    async fn take_stock(
        &self,
        ask: &StocktakeAsk,
        records: &RecordsOnDisk,
        people: Option<&RecordsOnDisk>,
    ) -> Result<StockTaken, StockTakerError> {
        let lists: Vec<_> = ask.columns.iter().map(|(list, _)| *list).collect();
        let layout = Layout {
            codes: Codes::Columns(ask.columns.clone()),
            service: None,
            service_name: ask.service.clone(),
            stage: ask.stage.clone(),
            person: ask.person.clone(),
            people: None,
            only: ask.only.clone(),
        };
        let mut counts = Counts::new(lists.clone(), ask.stages.clone(), Reach::Furthest);
        let mut files = vec![
            count(self.file(records), &layout, &mut counts)
                .await
                .map_err(of_records)?,
        ];
        let mut known = Residents::default();
        if let Some(file) = people {
            let layout = Layout {
                codes: Codes::Lines {
                    characteristic: "characteristic".to_owned(),
                    groups: vec!["group".to_owned()],
                    named: lists
                        .iter()
                        .map(|list| (*list, list.name.to_owned()))
                        .collect(),
                },
                service: None,
                service_name: String::new(),
                stage: None,
                person: None,
                people: Some("people".to_owned()),
                only: Vec::new(),
            };
            files.push(
                residents(self.file(file), &layout, &mut known)
                    .await
                    .map_err(of_records)?,
            );
        }
        let asked = Asked {
            source: records.name.clone(),
            counted: if ask.person.is_some() {
                Counted::People
            } else {
                Counted::Records
            },
            origin: ask.origin,
            choice: ask.choice.clone(),
            threshold: ask.threshold,
        };
        let stocktake = take(&counts, &known, &asked)
            .map_err(|error| StockTakerError::Mend(error.to_string()))?;
        Ok(StockTaken { stocktake, files })
    }
}

fn of_records(error: RecordsError) -> StockTakerError {
    match error {
        RecordsError::Io { .. }
        | RecordsError::Stopped { .. }
        | RecordsError::Store { .. }
        | RecordsError::Machines { .. } => StockTakerError::Failed(error.to_string()),
        RecordsError::NoColumn {
            file,
            column,
            there,
            ..
        } => StockTakerError::Mend(format!(
            "{file} has no column “{column}”; it has {}",
            there.join(", ")
        )),
        RecordsError::NotACount {
            file,
            column,
            found,
            ..
        } => StockTakerError::Mend(format!(
            "{file}, column {column}: “{found}” is no number of people"
        )),
        problem => StockTakerError::Mend(problem.to_string()),
    }
}
