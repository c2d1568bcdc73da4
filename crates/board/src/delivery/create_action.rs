use super::{Action, NewAction, action, parts, policy};
use crate::runner::{House, RunnerError, Who};

/// Why an action was not added.
#[derive(Debug, thiserror::Error)]
pub enum CreateActionError {
    /// An action without words.
    #[error("say what is to be done")]
    NoWords,
    /// A level without the reason for it.
    #[error("say why it is best done at that level")]
    NoLevelReason,
    /// Part of something that has no such parts.
    #[error(
        "it can be part only of a programme or project of the same board, and a programme of nothing"
    )]
    NotAPart,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds an action to a delivery plan, joined to what it delivers and serves.
pub async fn create_action(
    house: &House,
    who: &Who,
    input: NewAction,
) -> Result<Action, CreateActionError> {
    if input.title.trim().is_empty() {
        return Err(CreateActionError::NoWords);
    }
    if input.level.is_some()
        && input
            .level_reason
            .as_ref()
            .is_none_or(|reason| reason.trim().is_empty())
    {
        return Err(CreateActionError::NoLevelReason);
    }
    if let Some(whole) = input.parent_id {
        let body_id = Some(input.body_id);
        let fits = parts::is_fitting_whole(house, whole, body_id, input.action_type)
            .await
            .map_err(RunnerError::from)?;
        if !fits {
            return Err(CreateActionError::NotAPart);
        }
    }
    let mut act = house
        .begin(who, &policy::ADD_ACTION, Some(input.body_id))
        .await?;
    let action = action::create(&mut act, input).await?;
    act.about(action.record.id);
    act.commit().await?;
    Ok(action)
}
