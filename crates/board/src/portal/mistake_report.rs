use jiff::Timestamp;

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::Actor;

/// What somebody says is wrong on a page. Seen by officers alone: it may hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MistakeReport {
    /// Its record.
    pub record: Record,
    /// The address of the page, as the person gave it.
    pub page: String,
    /// What is wrong, in their words.
    pub words: String,
    /// How to tell them what became of it, if they want to be told.
    pub contact: Option<String>,
    /// When it arrived.
    pub reported_at: Timestamp,
    /// What was done about it.
    pub answer: Option<String>,
}

/// The reports that an actor may see, newest first.
pub async fn mistake_reports(
    house: &House,
    actor: &Actor,
) -> Result<Vec<MistakeReport>, DatabaseError> {
    let mut reports = store::reports(house.reader(), house.registry()).await?;
    reports.retain(|report| report.record.is_visible_to(actor));
    reports.sort_by_key(|report| std::cmp::Reverse((report.reported_at, report.record.id)));
    Ok(reports)
}
