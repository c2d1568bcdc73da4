use super::meeting::meeting_with_id;
use super::{AgendaStands, MADE, WITHDRAWN, agenda_stands, policy, recommendations_of, store};
use crate::events;
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// An item to take off an agenda that is being built.
#[derive(Debug, Clone)]
pub struct TakeOffItem {
    /// The item.
    pub item_id: RecordId,
    /// The revision that was seen.
    pub seen_revision: i64,
    /// Why it is not heard; the log keeps it.
    pub reason: String,
}

/// Why an item was not taken off.
#[derive(Debug, thiserror::Error)]
pub enum TakeOffItemError {
    /// Without a reason.
    #[error("say why the item comes off the agenda")]
    NoReason,
    /// The agenda can no longer be changed.
    #[error("this item cannot come off: {0}")]
    Stands(AgendaStands),
    /// Something was decided at it.
    #[error("this item cannot come off: something was decided at it")]
    Decided,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Takes an item off an agenda and withdraws what it recommends. Its record, its report and the reason are kept; items
/// numbered 1, 2, 3 … close up.
pub async fn take_off_item(
    house: &House,
    who: &Who,
    input: TakeOffItem,
) -> Result<(), TakeOffItemError> {
    let reason = input.reason.trim();
    if reason.is_empty() {
        return Err(TakeOffItemError::NoReason);
    }
    let item = events::item(house, input.item_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.item_id })?;
    let meeting = meeting_with_id(house, item.event_id).await?;
    let mut act = house
        .begin(who, &policy::TAKE_OFF_ITEM, meeting.record.body_id)
        .await?;
    if let Some(why) = agenda_stands(house, &meeting)
        .await
        .map_err(RunnerError::from)?
    {
        return Err(TakeOffItemError::Stands(why));
    }
    let decided = store::decisions_at(act.connection(), house.registry(), &[item.record.id])
        .await
        .map_err(RunnerError::from)?;
    if !decided.is_empty() {
        return Err(TakeOffItemError::Decided);
    }
    events::take_off(&mut act, &item, input.seen_revision, reason).await?;
    for asked in recommendations_of(house, item.record.id)
        .await
        .map_err(RunnerError::from)?
    {
        if asked.record.state == MADE {
            let withdrawn = Change {
                state: Some(WITHDRAWN),
                ..Change::default()
            };
            act.change(asked.record.id, asked.record.revision, withdrawn)
                .await?;
        }
    }
    act.about(item.record.id);
    act.commit().await?;
    Ok(())
}
