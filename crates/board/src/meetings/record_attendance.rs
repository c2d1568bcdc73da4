use super::{Cancelled, meeting::meeting_with_id, policy};
use crate::events::{self, HELD, NewAttendance, Presence};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Who was at a meeting: the whole list.
#[derive(Debug, Clone)]
pub struct RecordAttendance {
    /// The meeting.
    pub meeting_id: RecordId,
    /// Everybody.
    pub list: Vec<NewAttendance>,
}

/// Why attendance was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordAttendanceError {
    /// A line about nobody.
    #[error("say who, or how many")]
    Nobody,
    /// Somebody stands on the list twice.
    #[error("the same person stands on the list twice")]
    Twice,
    /// A substitute for nobody.
    #[error("say in whose place the substitute came")]
    InNobodysPlace,
    /// Present at a meeting that is still to come.
    #[error("nobody can be present before the day of the meeting")]
    NotYet,
    /// It does not take place.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records who was there, who sent apologies and who came in whose place. A meeting where somebody was present was held.
pub async fn record_attendance(
    house: &House,
    who: &Who,
    input: RecordAttendance,
) -> Result<(), RecordAttendanceError> {
    for (index, row) in input.list.iter().enumerate() {
        if row.person_id.is_none() && row.attending_body_id.is_none() && row.head_count.is_none() {
            return Err(RecordAttendanceError::Nobody);
        }
        if row.presence == Presence::Substitute && row.in_place_of.is_none() {
            return Err(RecordAttendanceError::InNobodysPlace);
        }
        let again = input
            .list
            .iter()
            .skip(index + 1)
            .any(|other| other.person_id.is_some() && other.person_id == row.person_id);
        if again {
            return Err(RecordAttendanceError::Twice);
        }
    }
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    super::takes_place(&meeting)?;
    let was_held = input
        .list
        .iter()
        .any(|row| matches!(row.presence, Presence::Present | Presence::Substitute));
    if was_held && who.today < meeting.on {
        return Err(RecordAttendanceError::NotYet);
    }
    let mut act = house
        .begin(who, &policy::RECORD_ATTENDANCE, meeting.record.body_id)
        .await?;
    events::set_attendance(&mut act, &meeting, input.list).await?;
    if was_held {
        events::set_state(&mut act, &meeting, HELD).await?;
    }
    act.commit().await?;
    Ok(())
}
