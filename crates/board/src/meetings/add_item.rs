use super::{Cancelled, ExemptionError, exemption, meeting::meeting_with_id, policy};
use crate::events::{self, Item, NewItem};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// An item to add to an agenda.
#[derive(Debug, Clone)]
pub struct AddItem {
    /// The meeting.
    pub meeting_id: RecordId,
    /// The item.
    pub item: NewItem,
}

/// Why an item was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddItemError {
    /// An item without a title.
    #[error("say what the item is about")]
    NoTitle,
    /// Two items with one number.
    #[error("there is an item {0} already")]
    NumberTaken(String),
    /// Private, on no sufficient ground.
    #[error(transparent)]
    Exemption(#[from] ExemptionError),
    /// Added after the agenda was published, and nobody says why it cannot wait.
    #[error("the agenda is published; say why this item cannot wait")]
    NoUrgency,
    /// It does not take place.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds an item at the end of an agenda. An exempt item names its ground and why the public is better served so; one
/// that comes after publication says why it cannot wait.
pub async fn add_item(house: &House, who: &Who, input: AddItem) -> Result<Item, AddItemError> {
    let mut new = input.item;
    new.title = new.title.trim().to_owned();
    if new.title.is_empty() {
        return Err(AddItemError::NoTitle);
    }
    new.exempt = exemption::checked(new.exempt)?;
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    super::takes_place(&meeting)?;
    let urgent = new
        .urgent_reason
        .as_ref()
        .is_some_and(|reason| !reason.trim().is_empty());
    if meeting.agenda_published.is_some() && !urgent {
        return Err(AddItemError::NoUrgency);
    }
    let mut act = house
        .begin(who, &policy::ADD_ITEM, meeting.record.body_id)
        .await?;
    let items = events::items_of(house, meeting.record.id)
        .await
        .map_err(RunnerError::from)?;
    if let Some(number) = &new.number
        && items.iter().any(|item| &item.number == number)
    {
        return Err(AddItemError::NumberTaken(number.clone()));
    }
    let item = events::add_item(&mut act, &meeting, new).await?;
    act.commit().await?;
    Ok(item)
}
