use jiff::civil::Date;

use super::meeting::meeting_with_id;
use super::{Cancelled, notice_of, policy, store};
use crate::calendar::{ENGLAND, holidays};
use crate::events::{self, Appointed, Event, HELD};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{RecordId, long_date};

/// Another day, time or place for a meeting that is planned.
#[derive(Debug, Clone)]
pub struct MoveMeeting {
    /// The meeting.
    pub meeting_id: RecordId,
    /// The revision that was seen.
    pub seen_revision: i64,
    /// When and where it is to be.
    pub to: Appointed,
    /// Why; the public reads it.
    pub because: String,
    /// The chair's reason, where the agenda that is out was published too late for the new day.
    pub late_reason: Option<String>,
}

/// Why a meeting was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveMeetingError {
    /// Without a reason.
    #[error("say why the meeting is moved")]
    NoReason,
    /// It would end before it begins.
    #[error("the meeting must end after it begins")]
    Times,
    /// It takes place then and there already.
    #[error("the meeting is planned for this day, time and place already")]
    NothingMoves,
    /// Nobody could come.
    #[error("{} has passed; choose a day that is still to come", long_date(*.0))]
    Passed(Date),
    /// There is one already.
    #[error("there is a meeting on {} already", long_date(*.0))]
    SameDay(Date),
    /// It took place.
    #[error("the meeting was held on {}, and stays where it was", long_date(*.0))]
    Held(Date),
    /// It does not take place.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Too late for the new day, and nobody says why.
    #[error(
        "the agenda was published on {}, and for this day the last lawful day was {}; give the chair’s reason for the short notice",
        long_date(*published),
        long_date(*publish_by)
    )]
    ShortNotice {
        /// When it was published.
        published: Date,
        /// The last day in time.
        publish_by: Date,
    },
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Moves a meeting that is planned. Its clear days are counted anew: an agenda that is out stays out, and one that came too
/// late for the new day needs the chair's reason. The address of the earlier day leads on to the new one.
pub async fn move_meeting(
    house: &House,
    who: &Who,
    input: MoveMeeting,
) -> Result<Event, MoveMeetingError> {
    let because = input.because.trim();
    if because.is_empty() {
        return Err(MoveMeetingError::NoReason);
    }
    let to = Appointed {
        place: input
            .to
            .place
            .map(|place| place.trim().to_owned())
            .filter(|place| !place.is_empty()),
        ..input.to
    };
    if let (Some(starts), Some(ends)) = (to.starts, to.ends)
        && ends <= starts
    {
        return Err(MoveMeetingError::Times);
    }
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    let mut act = house
        .begin(who, &policy::MOVE_MEETING, meeting.record.body_id)
        .await?;
    super::takes_place(&meeting)?;
    let minutes = store::newest_source(act.connection(), meeting.record.id)
        .await
        .map_err(RunnerError::from)?;
    if meeting.record.state == HELD || minutes.is_some() {
        return Err(MoveMeetingError::Held(meeting.on));
    }
    if meeting.appointed() == to {
        return Err(MoveMeetingError::NothingMoves);
    }
    if to.on < who.today {
        return Err(MoveMeetingError::Passed(to.on));
    }
    if let Some(body_id) = meeting.record.body_id {
        let others = super::meetings(house, body_id)
            .await
            .map_err(RunnerError::from)?;
        let is_taken = others
            .iter()
            .any(|other| other.record.id != meeting.record.id && other.on == to.on);
        if is_taken {
            return Err(MoveMeetingError::SameDay(to.on));
        }
    }
    let late_reason = late_reason(house, &meeting, &to, input.late_reason).await?;
    events::move_event(&mut act, &meeting, input.seen_revision, &to, because).await?;
    if late_reason != meeting.late_reason {
        events::set_late_reason(&mut act, &meeting, late_reason.as_deref()).await?;
    }
    act.about(meeting.record.id);
    act.commit().await?;
    Ok(meeting_with_id(house, input.meeting_id).await?)
}

/// Why the agenda is late for the new day; nothing while it is not out, and where it is in time.
async fn late_reason(
    house: &House,
    meeting: &Event,
    to: &Appointed,
    given: Option<String>,
) -> Result<Option<String>, MoveMeetingError> {
    let Some(published) = meeting.agenda_published else {
        return Ok(None);
    };
    if to.on == meeting.on {
        return Ok(meeting.late_reason.clone());
    }
    let known = holidays(house, ENGLAND).await.map_err(RunnerError::from)?;
    let moved = Event {
        on: to.on,
        ..meeting.clone()
    };
    let publish_by = notice_of(&moved, &known).publish_by;
    if published <= publish_by {
        return Ok(None);
    }
    given
        .map(|reason| reason.trim().to_owned())
        .filter(|reason| !reason.is_empty())
        .map(Some)
        .ok_or(MoveMeetingError::ShortNotice {
            published,
            publish_by,
        })
}
