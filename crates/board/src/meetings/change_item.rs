use super::policy;
use crate::events::{self, Item, ItemType};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// What an item of an agenda is to say from now on. Its number and its address stay: papers and minutes name them.
#[derive(Debug, Clone)]
pub struct ChangeItem {
    /// The item.
    pub item_id: RecordId,
    /// The revision that was seen.
    pub seen_revision: i64,
    /// What it is about.
    pub title: String,
    /// What it is.
    pub item_type: ItemType,
    /// Who introduces it.
    pub presenter: Option<String>,
    /// How long it is meant to take, in minutes.
    pub minutes: Option<i64>,
}

/// Why an item was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeItemError {
    /// An item without a title.
    #[error("say what the item is about")]
    NoTitle,
    /// A meeting has no negative minutes, and no day of them.
    #[error("write a number of minutes from 1 to 600")]
    Minutes,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Changes an item, before and after its agenda is published; the log keeps what it said before.
pub async fn change_item(
    house: &House,
    who: &Who,
    input: ChangeItem,
) -> Result<Item, ChangeItemError> {
    let title = input.title.trim().to_owned();
    if title.is_empty() {
        return Err(ChangeItemError::NoTitle);
    }
    if input
        .minutes
        .is_some_and(|minutes| !(1..=600).contains(&minutes))
    {
        return Err(ChangeItemError::Minutes);
    }
    let item = events::item(house, input.item_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.item_id })?;
    let mut act = house
        .begin(who, &policy::CHANGE_ITEM, item.record.body_id)
        .await?;
    let wanted = Item {
        item_type: input.item_type,
        presenter: input.presenter,
        minutes: input.minutes,
        ..item
    };
    let item = events::change_item(&mut act, wanted, input.seen_revision, title).await?;
    act.commit().await?;
    Ok(item)
}
