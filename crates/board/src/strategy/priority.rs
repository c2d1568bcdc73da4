use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, words};

words! {
    /// When a priority is to show.
    pub enum Horizon {
        /// At once.
        Immediate = "immediate",
        /// Over years.
        LongerTerm = "longer-term",
    }
}

/// What a strategy puts first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// Its record: its name.
    pub record: Record,
    /// The strategy.
    pub strategy_id: RecordId,
    /// Its place, from 1.
    pub position: i64,
    /// What it means, for anybody.
    pub plain_words: String,
    /// When it is to show.
    pub horizon: Horizon,
}

/// The priorities of a strategy, in order.
pub async fn priorities_of(
    house: &House,
    strategy_id: RecordId,
) -> Result<Vec<Priority>, DatabaseError> {
    let mut priorities = store::priorities(house.reader(), house.registry()).await?;
    priorities.retain(|priority| priority.strategy_id == strategy_id);
    Ok(priorities)
}

/// The priority with an id.
pub async fn priority(house: &House, id: RecordId) -> Result<Option<Priority>, DatabaseError> {
    Ok(store::priorities(house.reader(), house.registry())
        .await?
        .into_iter()
        .find(|priority| priority.record.id == id))
}
