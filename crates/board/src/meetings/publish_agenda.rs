use jiff::civil::Date;

use super::reports::{report_text, show_report};
use super::{Cancelled, meeting::meeting_with_id, notice_of, policy};
use crate::calendar::{ENGLAND, holidays};
use crate::events::{self, Item};
use crate::runner::{Act, House, RunnerError, Who};
use crate::texts;
use crate::vocabulary::RecordId;

/// An agenda to publish today.
#[derive(Debug, Clone)]
pub struct PublishAgenda {
    /// The meeting.
    pub meeting_id: RecordId,
    /// The revision that the person saw.
    pub seen_revision: i64,
    /// The chair's reason, when it is late.
    pub late_reason: Option<String>,
}

/// Why an agenda was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishAgendaError {
    /// Nothing to publish.
    #[error("the agenda has no items yet")]
    NoItems,
    /// It is out.
    #[error("the agenda was published on {0}")]
    AlreadyPublished(Date),
    /// Too late, and nobody says why.
    #[error("the last lawful day was {publish_by}; give the chair’s reason for publishing late")]
    LateWithoutReason {
        /// The last day in time.
        publish_by: Date,
    },
    /// It does not take place.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Publishes an agenda. One that is late says why, and its page says that it is late.
pub async fn publish_agenda(
    house: &House,
    who: &Who,
    input: PublishAgenda,
) -> Result<(), PublishAgendaError> {
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    let mut act = house
        .begin(who, &policy::PUBLISH_AGENDA, meeting.record.body_id)
        .await?;
    let current = act.load(input.meeting_id).await?;
    if current.revision != input.seen_revision {
        return Err(RunnerError::Conflict {
            current: Box::new(current),
        }
        .into());
    }
    super::takes_place(&meeting)?;
    if let Some(on) = meeting.agenda_published {
        return Err(PublishAgendaError::AlreadyPublished(on));
    }
    let items = events::items_of(house, input.meeting_id)
        .await
        .map_err(RunnerError::from)?;
    if items.is_empty() {
        return Err(PublishAgendaError::NoItems);
    }
    let known = holidays(house, ENGLAND).await.map_err(RunnerError::from)?;
    let publish_by = notice_of(&meeting, &known).publish_by;
    let is_late = who.today > publish_by;
    let reason = input
        .late_reason
        .map(|reason| reason.trim().to_owned())
        .filter(|reason| is_late && !reason.is_empty());
    if is_late && reason.is_none() {
        return Err(PublishAgendaError::LateWithoutReason { publish_by });
    }
    events::publish_agenda(&mut act, &meeting, who.today, reason).await?;
    show_reports(&mut act, &items).await?;
    act.about(input.meeting_id);
    act.commit().await?;
    Ok(())
}

/// What reports that were published before the agenda say is public from now on.
async fn show_reports(act: &mut Act, items: &[Item]) -> Result<(), RunnerError> {
    let house = act.house().clone();
    for item in items {
        if let Some(text) = report_text(&house, item.record.id).await?
            && let Some(version) = texts::published_version(&house, text.record.id).await?
        {
            show_report(act, &version, item.exempt.is_some(), true).await?;
        }
    }
    Ok(())
}
