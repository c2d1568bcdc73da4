use jiff::civil::Date;
use uuid::Uuid;

use super::meeting::meeting_with_id;
use super::{minutes_of, policy, store};
use crate::delivery::{self, AmendDraft, DRAFT};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{RecordId, capital};

/// What a person says about an action that the minutes leave incomplete. The minutes themselves stay as they are.
#[derive(Debug, Clone)]
pub struct MendAction {
    /// The meeting.
    pub meeting_id: RecordId,
    /// Which action of its minutes.
    pub minuted_id: Uuid,
    /// The revision of the action that they saw.
    pub seen_revision: i64,
    /// Who is to do it.
    pub owner: Option<String>,
    /// What is to be done.
    pub words: Option<String>,
    /// By when.
    pub due: Option<Date>,
}

/// Why an action was not mended.
#[derive(Debug, thiserror::Error)]
pub enum MendActionError {
    /// To be done before the meeting that asked for it.
    #[error("the date must come after the meeting of {0}")]
    DueBeforeMeeting(Date),
    /// It is promised now and changed in the delivery plan.
    #[error("this action is published; change it in the delivery plan")]
    Promised,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Completes an action, as far as the person can say now.
pub async fn mend_action(
    house: &House,
    who: &Who,
    input: MendAction,
) -> Result<(), MendActionError> {
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    if input.due.is_some_and(|due| due < meeting.on) {
        return Err(MendActionError::DueBeforeMeeting(meeting.on));
    }
    let not_found = RunnerError::NotFound {
        id: input.meeting_id,
    };
    let pasted = minutes_of(house, &meeting)
        .await
        .map_err(RunnerError::from)?
        .ok_or(not_found)?;
    let minuted = pasted
        .actions
        .iter()
        .find(|minuted| minuted.id == input.minuted_id)
        .ok_or(RunnerError::NotFound {
            id: input.meeting_id,
        })?;
    let mut act = house
        .begin(who, &policy::MEND_MINUTES, meeting.record.body_id)
        .await?;
    let current = delivery::action_in(&act, minuted.action.record.id).await?;
    if current.record.state != DRAFT {
        return Err(MendActionError::Promised);
    }
    let given = |words: Option<String>| {
        words
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty())
    };
    let words = given(input.words);
    let has_words = words.is_some();
    let amended = AmendDraft {
        id: current.record.id,
        seen_revision: input.seen_revision,
        title: words.as_deref().map_or_else(
            || format!("Action at {}, without words yet", minuted.place),
            capital,
        ),
        owner_words: given(input.owner),
        due: input.due,
    };
    delivery::amend_draft(&mut act, amended).await?;
    store::set_has_words(act.connection(), minuted.id, has_words)
        .await
        .map_err(RunnerError::from)?;
    act.commit().await?;
    Ok(())
}
