use jiff::civil::Time;
use serde_json::json;
use uuid::Uuid;

use super::{Event, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::vocabulary::{RecordId, words};

words! {
    /// As what somebody is there.
    pub enum Capacity {
        /// A member of the body.
        Member = "member",
        /// Somebody who advises it.
        Adviser = "adviser",
        /// An officer who serves it.
        Officer = "officer",
        /// Invited to an item.
        Guest = "guest",
        /// The public, as a number.
        Public = "public",
    }
}

words! {
    /// Whether they were there.
    pub enum Presence {
        /// There.
        Present = "present",
        /// Sent apologies.
        Apologies = "apologies",
        /// There in the place of a member.
        Substitute = "substitute",
        /// Invited, and nothing more is known.
        Invited = "invited",
    }
}

/// Who was at an event, or how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// Identity.
    pub id: Uuid,
    /// The event.
    pub event_id: RecordId,
    /// Who.
    pub person_id: Option<RecordId>,
    /// Or which body, when it is not said whom it sent.
    pub attending_body_id: Option<RecordId>,
    /// Or how many, nameless.
    pub head_count: Option<i64>,
    /// As what.
    pub capacity: Capacity,
    /// Whether.
    pub presence: Presence,
    /// The person or body in whose place a substitute came.
    pub in_place_of: Option<RecordId>,
    /// When they came, if later than the start.
    pub arrived: Option<Time>,
    /// When they left, if before the end.
    pub left: Option<Time>,
}

/// Somebody to put on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttendance {
    /// Who.
    pub person_id: Option<RecordId>,
    /// Or which body.
    pub attending_body_id: Option<RecordId>,
    /// Or how many.
    pub head_count: Option<i64>,
    /// As what.
    pub capacity: Capacity,
    /// Whether.
    pub presence: Presence,
    /// In whose place.
    pub in_place_of: Option<RecordId>,
    /// When they came, if late.
    pub arrived: Option<Time>,
    /// When they left, if early.
    pub left: Option<Time>,
}

impl NewAttendance {
    /// A member who was there or was not.
    #[must_use]
    pub fn member(person_id: RecordId, presence: Presence) -> Self {
        Self {
            person_id: Some(person_id),
            attending_body_id: None,
            head_count: None,
            capacity: Capacity::Member,
            presence,
            in_place_of: None,
            arrived: None,
            left: None,
        }
    }

    /// The row that it makes on the list of an event.
    pub(crate) fn on_list(self, id: Uuid, event_id: RecordId) -> Attendance {
        Attendance {
            id,
            event_id,
            person_id: self.person_id,
            attending_body_id: self.attending_body_id,
            head_count: self.head_count,
            capacity: self.capacity,
            presence: self.presence,
            in_place_of: self.in_place_of,
            arrived: self.arrived,
            left: self.left,
        }
    }
}

/// Sets the whole list of an event. What it was before stays in the audit log.
pub async fn set_attendance(
    act: &mut Act,
    event: &Event,
    list: Vec<NewAttendance>,
) -> Result<(), RunnerError> {
    let told = |row: &Attendance| {
        json!({
            "person": row.person_id.map(|id| id.to_string()), "body": row.attending_body_id.map(|id| id.to_string()),
            "people": row.head_count, "as": row.capacity, "presence": row.presence,
            "in place of": row.in_place_of.map(|id| id.to_string()),
            "arrived": row.arrived.map(|time| time.to_string()), "left": row.left.map(|time| time.to_string()),
        })
    };
    let before = store::attendance_of(act.connection(), event.record.id).await?;
    store::clear_attendance(act.connection(), event.record.id).await?;
    let mut after = Vec::with_capacity(list.len());
    for new in list {
        let row = new.on_list(act.new_id().0, event.record.id);
        store::insert_attendance(act.connection(), &row).await?;
        after.push(row);
    }
    act.note_of(
        event.record.id,
        json!({
            "attendance of": event.record.id.to_string(),
            "before": before.iter().map(told).collect::<Vec<_>>(),
            "after": after.iter().map(told).collect::<Vec<_>>(),
        }),
    );
    Ok(())
}

/// Who was at an event.
pub async fn attendance_of(
    house: &House,
    event_id: RecordId,
) -> Result<Vec<Attendance>, DatabaseError> {
    store::attendance_of(house.reader(), event_id).await
}
