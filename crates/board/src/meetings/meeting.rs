use jiff::civil::Date;

use crate::calendar::{Holidays, Notice, notice};
use crate::database::DatabaseError;
use crate::events::{self, CANCELLED, Event, EventType};
use crate::runner::{House, RunnerError};
use crate::vocabulary::{RecordId, Slug};

/// How many clear days before a meeting its agenda must be open to the public: Local Government Act 1972, section 100B,
/// as amended for England in 2002.
pub const CLEAR_DAYS: u32 = 5;

/// The meetings of a body, oldest first.
pub async fn meetings(house: &House, body_id: RecordId) -> Result<Vec<Event>, DatabaseError> {
    events::events_of(house, body_id, EventType::Meeting).await
}

/// The meeting of a body whose address ends in a slug, usually its day.
pub async fn meeting(
    house: &House,
    body_id: RecordId,
    slug: &Slug,
) -> Result<Option<Event>, DatabaseError> {
    Ok(events::event_by_slug(house, body_id, slug)
        .await?
        .filter(|event| event.event_type == EventType::Meeting))
}

/// The meeting with an id, for a use case.
pub(super) async fn meeting_with_id(house: &House, id: RecordId) -> Result<Event, RunnerError> {
    events::event(house, id)
        .await?
        .filter(|event| event.event_type == EventType::Meeting)
        .ok_or(RunnerError::NotFound { id })
}

/// The first meeting from a day on that was not called off.
#[must_use]
pub fn next_meeting(meetings: &[Event], from: Date) -> Option<&Event> {
    meetings
        .iter()
        .find(|meeting| meeting.on >= from && meeting.record.state != CANCELLED)
}

/// By when the agenda of a meeting must be out.
#[must_use]
pub fn notice_of(meeting: &Event, holidays: &Holidays) -> Notice {
    notice(meeting.on, CLEAR_DAYS, meeting.reading, holidays)
}

/// The number of the item that a minute belongs to: `12` for `12.5A`, `12.` and `12`.
#[must_use]
pub fn item_number_of(paragraph: &str) -> &str {
    let end = paragraph
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(paragraph.len());
    paragraph.get(..end).unwrap_or(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_belongs_to_the_item_before_its_point() {
        for (paragraph, item) in [
            ("12.5", "12"),
            ("12.5 (second)", "12"),
            ("5(a)", "5"),
            ("7", "7"),
            ("4a.2", "4a"),
            ("", ""),
        ] {
            assert_eq!(item_number_of(paragraph), item);
        }
    }
}
