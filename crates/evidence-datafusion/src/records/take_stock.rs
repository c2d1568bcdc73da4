//! Takes the stock of files of records, beside files of residents: what every door asks for.

use evidence::cell::Origin;
use evidence::disclosure::Choice;
use evidence::stocktake::{Asked, Counted, Counts, Reach, Residents, StockTaken, TakeError, take};
use thiserror::Error;

use super::{Layout, RecordsError, RecordsFile, count, residents};

/// Of what stock is taken, and how.
#[derive(Clone, Debug)]
pub struct ToTakeStock {
    /// The records.
    pub records: RecordsFile,
    /// Where in them things stand.
    pub layout: Layout,
    /// The stages in their order, as the records spell them.
    pub stages: Vec<String>,
    /// Residents to compare with.
    pub residents: Vec<RecordsFile>,
    /// Where in their files things stand.
    pub layout_of_residents: Layout,
    /// Where the records come from, as a kind.
    pub origin: Origin,
    /// The rule of disclosure control, with the reason for it.
    pub choice: Choice,
    /// Known for so many per cent, groups are compared unmarked: from 0 to 100, 80 by custom.
    pub threshold: f64,
}

/// No stock was taken.
#[derive(Debug, Error)]
pub enum TakeStockError {
    /// A file could not be counted.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// What was counted cannot be shown.
    #[error(transparent)]
    Take(#[from] TakeError),
}

/// Counts the files and passes the counts through disclosure control.
pub async fn take_stock(what: ToTakeStock) -> Result<StockTaken, TakeStockError> {
    let layout = &what.layout;
    let lists = layout.codes.lists().iter().map(|(list, _)| *list);
    // A table with numbers of people counts each stage by itself; a record says how far somebody came.
    let reach = match layout.people {
        Some(_) => Reach::EachAlone,
        None => Reach::Furthest,
    };
    let counted = match (&layout.people, &layout.person) {
        (Some(_), _) => Counted::Table,
        (None, Some(_)) => Counted::People,
        (None, None) => Counted::Records,
    };
    let asked = Asked {
        source: what.records.name.clone(),
        counted,
        origin: what.origin,
        choice: what.choice,
        threshold: what.threshold,
    };
    let mut counts = Counts::new(lists.collect(), what.stages, reach);
    let mut files = vec![count(what.records, layout, &mut counts).await?];
    let mut known = Residents::default();
    for file in what.residents {
        files.push(residents(file, &what.layout_of_residents, &mut known).await?);
    }
    let stocktake = take(&counts, &known, &asked)?;
    Ok(StockTaken { stocktake, files })
}
