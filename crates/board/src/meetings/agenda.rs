use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::events::{CANCELLED, Event, HELD};
use crate::runner::House;
use crate::vocabulary::long_date;

/// Why the order of an agenda, what is on it and what is heard in private can no longer be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AgendaStands {
    /// The public was told.
    #[error("the agenda was published on {}, and the public was told so", long_date(*.0))]
    Published(Date),
    /// It is over.
    #[error("the meeting was held")]
    Held,
    /// It does not take place.
    #[error("the meeting was cancelled")]
    Cancelled,
    /// Paragraphs of the minutes belong to items by their numbers.
    #[error("the minutes of this meeting name its items by their numbers")]
    Minuted,
}

/// Why an agenda stands as it is; `None` while it is being built.
pub async fn agenda_stands(
    house: &House,
    meeting: &Event,
) -> Result<Option<AgendaStands>, DatabaseError> {
    if meeting.record.state == CANCELLED {
        return Ok(Some(AgendaStands::Cancelled));
    }
    if let Some(on) = meeting.agenda_published {
        return Ok(Some(AgendaStands::Published(on)));
    }
    if meeting.record.state == HELD {
        return Ok(Some(AgendaStands::Held));
    }
    let minutes = store::newest_source(house.reader(), meeting.record.id).await?;
    Ok(minutes.map(|_| AgendaStands::Minuted))
}
