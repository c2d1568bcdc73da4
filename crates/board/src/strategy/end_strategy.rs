use serde_json::json;

use super::{ADOPTED, ENDED, policy, priorities_of, strategy};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A strategy that has run out or was replaced.
#[derive(Debug, Clone)]
pub struct EndStrategy {
    /// Which.
    pub strategy_id: RecordId,
    /// The revision that was seen.
    pub seen_revision: i64,
    /// Why it ends now.
    pub because: String,
}

/// Why a strategy was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndStrategyError {
    /// Without a reason.
    #[error("say why it ends: it ran out, or what replaces it")]
    NoReason,
    /// It never was the board's strategy, or is no longer.
    #[error("only a strategy that the board follows can end")]
    NotFollowed,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Ends a strategy and its adopted priorities: from then on nothing is expected of them. What was promised and decided stays
/// where it is.
pub async fn end_strategy(
    house: &House,
    who: &Who,
    input: EndStrategy,
) -> Result<(), EndStrategyError> {
    let because = input.because.trim().to_owned();
    if because.is_empty() {
        return Err(EndStrategyError::NoReason);
    }
    let not_found = RunnerError::NotFound {
        id: input.strategy_id,
    };
    let strategy = strategy(house, input.strategy_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(not_found)?;
    let mut act = house
        .begin(who, &policy::END_STRATEGY, strategy.record.body_id)
        .await?;
    let record = act.load(input.strategy_id).await?;
    if record.state != ADOPTED {
        return Err(EndStrategyError::NotFollowed);
    }
    let ended = || Change {
        state: Some(ENDED),
        ..Change::default()
    };
    act.change(record.id, input.seen_revision, ended()).await?;
    let priorities = priorities_of(house, record.id)
        .await
        .map_err(RunnerError::from)?;
    for priority in priorities {
        let priority = act.load(priority.record.id).await?;
        if priority.state == ADOPTED {
            act.change(priority.id, priority.revision, ended()).await?;
        }
    }
    act.note(json!({ "ended": record.id.to_string(), "because": because }));
    act.about(record.id);
    act.commit().await?;
    Ok(())
}
