use jiff::civil::Date;

use crate::events::{CANCELLED, Event};
use crate::vocabulary::long_date;

/// A meeting that was cancelled: nothing can be done at it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the meeting of {} was cancelled; nothing happened at it that could be recorded",
    long_date(*.0)
)]
pub struct Cancelled(pub Date);

/// Refuses what can only happen at a meeting that takes place.
pub(super) fn takes_place(meeting: &Event) -> Result<(), Cancelled> {
    if meeting.record.state == CANCELLED {
        return Err(Cancelled(meeting.on));
    }
    Ok(())
}
