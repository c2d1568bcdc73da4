use super::meeting::meeting_with_id;
use super::{AgendaStands, agenda_stands, policy};
use crate::events::{self, Way};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// An item to move by one place on an agenda that is being built.
#[derive(Debug, Clone, Copy)]
pub struct MoveItem {
    /// The item.
    pub item_id: RecordId,
    /// The revision that was seen.
    pub seen_revision: i64,
    /// Which way.
    pub way: Way,
}

/// Why an item was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveItemError {
    /// The order can no longer be changed.
    #[error("the order of this agenda stands: {0}")]
    Stands(AgendaStands),
    /// There is nothing on that side of it.
    #[error("this item cannot move {0}: no other stands there")]
    AtTheEnd(Way),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Moves an item by one place. The printed numbers keep their order: the two items exchange theirs.
pub async fn move_item(house: &House, who: &Who, input: MoveItem) -> Result<(), MoveItemError> {
    let item = events::item(house, input.item_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.item_id })?;
    let meeting = meeting_with_id(house, item.event_id).await?;
    let mut act = house
        .begin(who, &policy::MOVE_ITEM, meeting.record.body_id)
        .await?;
    if let Some(why) = agenda_stands(house, &meeting)
        .await
        .map_err(RunnerError::from)?
    {
        return Err(MoveItemError::Stands(why));
    }
    // Somebody else may have moved it since; one step further is not what was asked for then.
    let current = act.load(item.record.id).await?;
    if current.revision != input.seen_revision {
        let current = Box::new(current);
        return Err(RunnerError::Conflict { current }.into());
    }
    let items = events::items_of(house, meeting.record.id)
        .await
        .map_err(RunnerError::from)?;
    let other = items
        .iter()
        .position(|one| one.record.id == item.record.id)
        .and_then(|at| match input.way {
            Way::Up => at.checked_sub(1),
            Way::Down => at.checked_add(1),
        })
        .and_then(|at| items.get(at))
        .ok_or(MoveItemError::AtTheEnd(input.way))?;
    events::exchange_places(&mut act, &item, input.seen_revision, other).await?;
    act.commit().await?;
    Ok(())
}
