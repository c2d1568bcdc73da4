use jiff::civil::Date;
use serde_json::json;

use super::{Action, ActionLevel, DRAFT, FINISHED, OPEN, STOPPED, action, parts, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::{RecordId, Visibility};

/// The whole of what a person may change in an action, as they want it to be.
#[derive(Debug, Clone)]
pub struct ChangeAction {
    /// Which.
    pub id: RecordId,
    /// The revision that they saw.
    pub seen_revision: i64,
    /// What is to be done.
    pub title: String,
    /// The programme or project that it is part of.
    pub parent_id: Option<RecordId>,
    /// Where it stands: open, finished or stopped; a draft that has everything becomes open.
    pub state: &'static str,
    /// The body that owns it.
    pub owner_body_id: Option<RecordId>,
    /// The person who owns it.
    pub owner_person_id: Option<RecordId>,
    /// The owner in words.
    pub owner_words: Option<String>,
    /// When it is to be done.
    pub due: Option<Date>,
    /// At which level it is best done.
    pub level: Option<ActionLevel>,
    /// Why at that level.
    pub level_reason: Option<String>,
    /// Whether residents lead it.
    pub resident_led: bool,
}

/// Why an action was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeActionError {
    /// An action without words.
    #[error("say what is to be done")]
    NoWords,
    /// Promised to nobody.
    #[error("say who owns it")]
    NoOwner,
    /// Promised for no day.
    #[error("say when it is to be done")]
    NoDue,
    /// A level without the reason for it.
    #[error("say why it is best done at that level")]
    NoLevelReason,
    /// Part of something that has no such parts.
    #[error(
        "it can be part only of a programme or project of the same board, and a programme of nothing"
    )]
    NotAPart,
    /// None of the states that a person may set.
    #[error("an action is open, finished or stopped, not “{0}”")]
    State(&'static str),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Changes an action. One that leaves the draft state needs an owner and a date, and becomes public.
pub async fn change_action(
    house: &House,
    who: &Who,
    input: ChangeAction,
) -> Result<Action, ChangeActionError> {
    if input.title.trim().is_empty() {
        return Err(ChangeActionError::NoWords);
    }
    if ![DRAFT, OPEN, FINISHED, STOPPED].contains(&input.state) {
        return Err(ChangeActionError::State(input.state));
    }
    if input.level.is_some()
        && input
            .level_reason
            .as_ref()
            .is_none_or(|reason| reason.trim().is_empty())
    {
        return Err(ChangeActionError::NoLevelReason);
    }
    let before = super::action(house, input.id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.id })?;
    if let Some(whole) = input.parent_id {
        let body_id = before.record.body_id;
        let fits = parts::is_fitting_whole(house, whole, body_id, before.action_type)
            .await
            .map_err(RunnerError::from)?;
        if !fits {
            return Err(ChangeActionError::NotAPart);
        }
    }
    let mut act = house
        .begin(who, &policy::CHANGE_ACTION, before.record.body_id)
        .await?;
    let mut after = Action {
        record: before.record.clone(),
        parent_id: input.parent_id,
        owner_body_id: input.owner_body_id,
        owner_person_id: input.owner_person_id,
        owner_words: input.owner_words,
        due: input.due,
        level: input.level,
        level_reason: input.level_reason,
        resident_led: input.resident_led,
        ..before.clone()
    };
    if before.record.state == DRAFT && input.state != DRAFT {
        if !after.has_owner() {
            return Err(ChangeActionError::NoOwner);
        }
        if after.due.is_none() {
            return Err(ChangeActionError::NoDue);
        }
    }
    let change = Change {
        title: Some(input.title),
        state: Some(input.state),
        visibility: (input.state != DRAFT).then_some(Visibility::Public),
        valid_from: None,
        valid_to: None,
    };
    after.record = act.change(input.id, input.seen_revision, change).await?;
    store::update_action(act.connection(), &after)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({ "before": action::parts_of(&before), "after": action::parts_of(&after) }));
    act.commit().await?;
    Ok(after)
}
