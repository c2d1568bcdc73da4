use std::fmt;

use super::meeting::meeting_with_id;
use crate::events::{Attendance, Event, Presence, attendance_of};
use crate::places::{Membership, SeatHolder, body, membership};
use crate::runner::{House, RunnerError};
use crate::vocabulary::RecordId;

/// Whether so many voting members are there that the body may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// How many must be there; `None` when the body has no rule.
    pub needed: Option<u32>,
    /// How many voting seats were filled, by their holder or a substitute.
    pub present: u32,
    /// How many seats vote.
    pub voting_seats: u32,
    /// Whether attendance was recorded at all.
    pub recorded: bool,
}

impl Quorum {
    /// Whether formal decisions may be taken; `None` when the body has no rule.
    #[must_use]
    pub fn is_quorate(&self) -> Option<bool> {
        self.needed.map(|needed| self.present >= needed)
    }
}

impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_quorate() {
            Some(true) => f.write_str("Quorate: ")?,
            Some(false) => f.write_str("Not quorate: ")?,
            None => {}
        }
        match self.present {
            1 => f.write_str("1 voting member was there")?,
            many => write!(f, "{many} voting members were there")?,
        }
        match self.needed {
            Some(1) => f.write_str(", 1 is needed"),
            Some(needed) => write!(f, ", {needed} are needed"),
            None => Ok(()),
        }
    }
}

/// The quorum of a meeting with this membership and attendance.
#[must_use]
pub fn quorum_of(membership: &Membership, attendance: &[Attendance]) -> Quorum {
    let filled = membership
        .seats
        .iter()
        .filter(|seat| seat.seat.votes && is_filled(seat, attendance))
        .count();
    Quorum {
        needed: membership.quorum,
        present: u32::try_from(filled).unwrap_or(u32::MAX),
        voting_seats: membership.voting_seats,
        recorded: !attendance.is_empty(),
    }
}

/// A seat is filled by its holder, by the standing substitute, or by whoever came in the holder's place.
fn is_filled(seat: &SeatHolder, attendance: &[Attendance]) -> bool {
    let is_here = |id: RecordId| {
        attendance.iter().any(|row| {
            matches!(row.presence, Presence::Present | Presence::Substitute)
                && (row.person_id == Some(id) || row.attending_body_id == Some(id))
        })
    };
    let Some(holder) = seat.holder.as_ref().map(|record| record.id) else {
        return false;
    };
    let stands_in = attendance
        .iter()
        .any(|row| row.presence == Presence::Substitute && row.in_place_of == Some(holder));
    is_here(holder)
        || stands_in
        || seat
            .substitute
            .as_ref()
            .is_some_and(|substitute| is_here(substitute.id))
}

/// The quorum of a meeting on its day.
pub async fn quorum_on(house: &House, meeting: &Event) -> Result<Quorum, RunnerError> {
    let body_id = meeting.record.body_id.ok_or(RunnerError::NotFound {
        id: meeting.record.id,
    })?;
    let body = body(house, body_id)
        .await?
        .ok_or(RunnerError::NotFound { id: body_id })?;
    let members = membership(house, &body, meeting.on).await?;
    let attendance = attendance_of(house, meeting.record.id).await?;
    Ok(quorum_of(&members, &attendance))
}

/// The meeting of an item, with its quorum.
pub(super) async fn meeting_and_quorum(
    house: &House,
    meeting_id: RecordId,
) -> Result<(Event, Quorum), RunnerError> {
    let meeting = meeting_with_id(house, meeting_id).await?;
    let quorum = quorum_on(house, &meeting).await?;
    Ok((meeting, quorum))
}
