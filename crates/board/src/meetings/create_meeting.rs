use jiff::civil::{Date, Time};

use super::policy;
use crate::calendar::Reading;
use crate::events::{self, Event, EventType, Mode, NewEvent};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Origin, RecordId, Slug, long_date};

/// A meeting to hold, or one that was held and is recorded now.
#[derive(Debug, Clone)]
pub struct CreateMeeting {
    /// The body that meets.
    pub body_id: RecordId,
    /// The day.
    pub on: Date,
    /// When it begins.
    pub starts: Option<Time>,
    /// When it ends.
    pub ends: Option<Time>,
    /// Where.
    pub place: Option<String>,
    /// How people take part.
    pub mode: Mode,
    /// Whether anybody may come.
    pub in_public: bool,
    /// How clear days are counted.
    pub reading: Reading,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a meeting was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateMeetingError {
    /// It would end before it begins.
    #[error("the meeting must end after it begins")]
    Times,
    /// There is one already.
    #[error("there is a meeting on {0} already")]
    SameDay(Date),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes a meeting. By when its agenda must be published is never stored: [`super::notice_of`] counts it.
pub async fn create_meeting(
    house: &House,
    who: &Who,
    input: CreateMeeting,
) -> Result<Event, CreateMeetingError> {
    if let (Some(starts), Some(ends)) = (input.starts, input.ends)
        && ends <= starts
    {
        return Err(CreateMeetingError::Times);
    }
    let mut act = house
        .begin(who, &policy::CREATE_MEETING, Some(input.body_id))
        .await?;
    let others = super::meetings(house, input.body_id)
        .await
        .map_err(RunnerError::from)?;
    if others.iter().any(|other| other.on == input.on) {
        return Err(CreateMeetingError::SameDay(input.on));
    }
    let new = NewEvent {
        body_id: input.body_id,
        title: format!("Meeting of {}", long_date(input.on)),
        slug: Some(Slug::from_words(&input.on.to_string())),
        event_type: EventType::Meeting,
        on: input.on,
        starts: input.starts,
        ends: input.ends,
        place: input
            .place
            .map(|place| place.trim().to_owned())
            .filter(|place| !place.is_empty()),
        mode: input.mode,
        area_id: None,
        in_public: input.in_public,
        reading: input.reading,
        origin: input.origin,
    };
    let meeting = events::create(&mut act, new).await?;
    act.commit().await?;
    Ok(meeting)
}
