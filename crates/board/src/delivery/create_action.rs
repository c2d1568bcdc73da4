use super::{Action, NewAction, action, policy};
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
    let mut act = house
        .begin(who, &policy::ADD_ACTION, Some(input.body_id))
        .await?;
    let action = action::create(&mut act, input).await?;
    act.about(action.record.id);
    act.commit().await?;
    Ok(action)
}
