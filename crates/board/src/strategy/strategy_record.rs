use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::RecordId;

/// A joint local health and wellbeing strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strategy {
    /// Its record: name, board.
    pub record: Record,
    /// First day.
    pub from: Date,
    /// Day after the last.
    pub to: Date,
    /// Its words.
    pub text_id: Option<RecordId>,
}

/// The strategies of a board, newest first.
pub async fn strategies_of(
    house: &House,
    body_id: RecordId,
) -> Result<Vec<Strategy>, DatabaseError> {
    store::strategies(house.reader(), house.registry(), Some(body_id)).await
}

/// The strategy with an id.
pub async fn strategy(house: &House, id: RecordId) -> Result<Option<Strategy>, DatabaseError> {
    Ok(store::strategies(house.reader(), house.registry(), None)
        .await?
        .into_iter()
        .find(|strategy| strategy.record.id == id))
}

/// The strategy that a board follows on a day; the newest where none covers it.
pub async fn strategy_on(
    house: &House,
    body_id: RecordId,
    today: Date,
) -> Result<Option<Strategy>, DatabaseError> {
    let strategies = strategies_of(house, body_id).await?;
    let now = strategies
        .iter()
        .position(|strategy| strategy.from <= today && today < strategy.to);
    Ok(strategies.into_iter().nth(now.unwrap_or(0)))
}
