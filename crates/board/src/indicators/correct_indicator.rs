use evidence::catalogue::{Known, Polarity, ValueType};

use super::indicator::update;
use super::{INDICATOR, Indicator, WITHDRAWN, policy, store};
use crate::runner::{Act, Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// What a person knows about an indicator that its publisher does not say.
#[derive(Debug, Clone)]
pub struct CorrectIndicator {
    /// The board whose people say it; `None` for the installation.
    pub body_id: Option<RecordId>,
    /// The indicator.
    pub id: RecordId,
    /// The revision that they saw.
    pub seen_revision: i64,
    /// Which way is good.
    pub polarity: Option<Polarity>,
    /// What kind of value it is.
    pub value_type: Option<ValueType>,
}

/// Why an indicator was not corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectIndicatorError {
    /// Nothing was said.
    #[error("say which way is good, or what kind of value it is")]
    Nothing,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records what a person knows. Verdicts and trends follow at once; receipts of earlier answers stay as they were.
pub async fn correct_indicator(
    house: &House,
    who: &Who,
    input: CorrectIndicator,
) -> Result<(), CorrectIndicatorError> {
    if input.polarity.is_none() && input.value_type.is_none() {
        return Err(CorrectIndicatorError::Nothing);
    }
    let mut act = house
        .begin(who, &policy::CORRECT_INDICATOR, input.body_id)
        .await?;
    let before = load(&act, input.id, input.seen_revision).await?;
    let mut described = before.described.clone();
    if let Some(polarity) = input.polarity {
        described.polarity = polarity;
        described.polarity_known = Known::Entered;
    }
    if let Some(value_type) = input.value_type {
        described.value_type = value_type;
        described.value_type_known = Known::Entered;
    }
    let after = Indicator {
        record: before.record.clone(),
        described,
    };
    update(&mut act, &before, after).await?;
    act.commit().await?;
    Ok(())
}

/// Records that an indicator must no longer be used. Its pages stay and say so.
pub async fn withdraw_indicator(
    house: &House,
    who: &Who,
    body_id: Option<RecordId>,
    id: RecordId,
    seen_revision: i64,
) -> Result<(), RunnerError> {
    let mut act = house
        .begin(who, &policy::CORRECT_INDICATOR, body_id)
        .await?;
    if act.load(id).await?.kind != INDICATOR {
        return Err(RunnerError::NotFound { id });
    }
    let change = Change {
        state: Some(WITHDRAWN),
        valid_to: Some(who.today),
        ..Change::default()
    };
    act.change(id, seen_revision, change).await?;
    act.commit().await?;
    Ok(())
}

async fn load(act: &Act, id: RecordId, seen_revision: i64) -> Result<Indicator, RunnerError> {
    let house = act.house();
    let indicator = store::indicators(act.connection(), house.registry())
        .await?
        .into_iter()
        .find(|indicator| indicator.record.id == id)
        .ok_or(RunnerError::NotFound { id })?;
    if indicator.record.revision != seen_revision {
        return Err(RunnerError::Conflict {
            current: Box::new(indicator.record),
        });
    }
    Ok(indicator)
}
