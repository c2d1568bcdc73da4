use jiff::civil::Date;

use super::meeting::meeting_with_id;
use super::{Cancelled, policy, store};
use crate::events::{self, Event, HELD, Item, PLANNED};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{RecordId, long_date};

/// A meeting that is not to take place.
#[derive(Debug, Clone)]
pub struct CancelMeeting {
    /// The meeting.
    pub meeting_id: RecordId,
    /// The revision that was seen.
    pub seen_revision: i64,
    /// Why; the public reads it.
    pub because: String,
}

/// Why a meeting was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelMeetingError {
    /// Without a reason.
    #[error("say why the meeting is cancelled")]
    NoReason,
    /// It took place.
    #[error("the meeting was held on {}, and cannot be cancelled", long_date(*.0))]
    Held(Date),
    /// It was cancelled before.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Cancels a meeting. What was to be heard goes to the next meeting whose agenda is still being built, where there is one;
/// procedure, such as apologies, stays behind. Open actions come back to every later meeting by themselves.
pub async fn cancel_meeting(
    house: &House,
    who: &Who,
    input: CancelMeeting,
) -> Result<(), CancelMeetingError> {
    let because = input.because.trim();
    if because.is_empty() {
        return Err(CancelMeetingError::NoReason);
    }
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    let mut act = house
        .begin(who, &policy::CANCEL_MEETING, meeting.record.body_id)
        .await?;
    let current = act.load(input.meeting_id).await?;
    if current.revision != input.seen_revision {
        return Err(RunnerError::Conflict {
            current: Box::new(current),
        }
        .into());
    }
    super::takes_place(&meeting)?;
    let minutes = store::newest_source(act.connection(), meeting.record.id)
        .await
        .map_err(RunnerError::from)?;
    let items = events::items_of(house, meeting.record.id)
        .await
        .map_err(RunnerError::from)?;
    let ids: Vec<RecordId> = items.iter().map(|item| item.record.id).collect();
    let decisions = store::decisions_at(act.connection(), house.registry(), &ids)
        .await
        .map_err(RunnerError::from)?;
    if meeting.record.state == HELD || minutes.is_some() || !decisions.is_empty() {
        return Err(CancelMeetingError::Held(meeting.on));
    }
    let next = next_being_built(house, &meeting, who.today).await?;
    let carried: Vec<Item> = items
        .into_iter()
        .filter(|item| item.item_type.is_business())
        .collect();
    events::cancel_event(&mut act, &meeting, because, &carried, next.as_ref()).await?;
    act.about(meeting.record.id);
    act.commit().await?;
    Ok(())
}

/// The next meeting to which items can be added without saying why they cannot wait.
async fn next_being_built(
    house: &House,
    meeting: &Event,
    today: Date,
) -> Result<Option<Event>, RunnerError> {
    let Some(body_id) = meeting.record.body_id else {
        return Ok(None);
    };
    let all = super::meetings(house, body_id).await?;
    Ok(all.into_iter().find(|other| {
        other.on > meeting.on.max(today)
            && other.record.state == PLANNED
            && other.agenda_published.is_none()
    }))
}
