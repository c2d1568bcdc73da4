//! Actions that are not promised yet: what minutes or a workshop propose, until a person has completed them.

use jiff::civil::Date;
use serde_json::json;

use super::action::parts_of;
use super::{Action, DRAFT, OPEN, STOPPED, store};
use crate::runner::{Act, Change, RunnerError};
use crate::vocabulary::{RecordId, Visibility};

/// An action as an act under way sees it.
pub async fn action_in(act: &Act, id: RecordId) -> Result<Action, RunnerError> {
    store::action(act.connection(), act.house().registry(), id)
        .await?
        .ok_or(RunnerError::NotFound { id })
}

/// What a person says about a draft.
#[derive(Debug, Clone)]
pub struct AmendDraft {
    /// Which.
    pub id: RecordId,
    /// The revision that they saw.
    pub seen_revision: i64,
    /// What is to be done.
    pub title: String,
    /// Who is to do it.
    pub owner_words: Option<String>,
    /// By when.
    pub due: Option<Date>,
}

/// Completes a draft a little further. It stays a draft.
pub async fn amend_draft(act: &mut Act, input: AmendDraft) -> Result<Action, RunnerError> {
    let before = action_in(act, input.id).await?;
    let change = Change {
        title: Some(input.title),
        ..Change::default()
    };
    let mut after = Action {
        owner_words: input.owner_words,
        due: input.due,
        ..before.clone()
    };
    after.record = act.change(input.id, input.seen_revision, change).await?;
    store::update_action(act.connection(), &after).await?;
    act.note(json!({ "before": parts_of(&before), "after": parts_of(&after) }));
    Ok(after)
}

/// Turns a draft that has everything into a promise that these people see.
pub async fn promise(
    act: &mut Act,
    draft: &Action,
    visibility: Visibility,
) -> Result<(), RunnerError> {
    debug_assert_eq!(draft.record.state, DRAFT);
    let change = Change {
        state: Some(OPEN),
        visibility: Some(visibility),
        ..Change::default()
    };
    act.change(draft.record.id, draft.record.revision, change)
        .await?;
    Ok(())
}

/// Gives up a draft that nobody promised.
pub async fn withdraw_draft(act: &mut Act, draft: &Action) -> Result<(), RunnerError> {
    let change = Change {
        state: Some(STOPPED),
        ..Change::default()
    };
    act.change(draft.record.id, draft.record.revision, change)
        .await?;
    Ok(())
}
