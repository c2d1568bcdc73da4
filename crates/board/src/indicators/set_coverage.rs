use serde_json::json;

use super::coverage::PastCoverage;
use super::{Coverage, CoverageState, policy, store};
use crate::frameworks::ELEMENT;
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// What to say about an indicator and a group.
#[derive(Debug, Clone)]
pub struct SetCoverage {
    /// The board whose people say it; `None` for the installation.
    pub body_id: Option<RecordId>,
    /// The indicator or service.
    pub subject_id: RecordId,
    /// The characteristic or local group.
    pub element_id: RecordId,
    /// What can be said.
    pub state: CoverageState,
    /// Why, or what there is, as a sentence.
    pub reason: String,
    /// Who is to close the gap.
    pub owner: Option<String>,
}

/// Why nothing was said.
#[derive(Debug, thiserror::Error)]
pub enum SetCoverageError {
    /// A state without a reason tells nobody anything.
    #[error("say why, in a sentence")]
    NoReason,
    /// Not an element of a framework.
    #[error("what it is about is no group")]
    NotAGroup,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Says what an indicator can and cannot show about a group. Saying the same again writes nothing.
pub async fn set_coverage(
    house: &House,
    who: &Who,
    input: SetCoverage,
) -> Result<(), SetCoverageError> {
    let reason = input.reason.trim();
    if reason.is_empty() {
        return Err(SetCoverageError::NoReason);
    }
    let mut act = house
        .begin(who, &policy::SET_COVERAGE, input.body_id)
        .await?;
    if act.load(input.element_id).await?.kind != ELEMENT {
        return Err(SetCoverageError::NotAGroup);
    }
    act.load(input.subject_id).await?;
    let owner = input.owner.as_deref().map(str::trim);
    let after = Coverage {
        subject_id: input.subject_id,
        element_id: input.element_id,
        state: input.state,
        reason: reason.to_owned(),
        owner: owner.filter(|owner| !owner.is_empty()).map(str::to_owned),
        as_at: who.today,
    };
    let before = store::coverage(act.connection(), Some(input.subject_id))
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .find(|said| said.element_id == input.element_id);
    let same = before.as_ref().is_some_and(|before| {
        (before.state, &before.reason, &before.owner) == (after.state, &after.reason, &after.owner)
    });
    if same {
        return Ok(());
    }
    // What held for no whole day has no past.
    if let Some(before) = before
        .as_ref()
        .filter(|before| before.as_at < after.as_at && before.state != after.state)
    {
        let past = PastCoverage {
            subject_id: before.subject_id,
            element_id: before.element_id,
            state: before.state,
            from: before.as_at,
            until: after.as_at,
        };
        let id = act.new_id();
        store::put_past_coverage(act.connection(), id.0, &past)
            .await
            .map_err(RunnerError::from)?;
    }
    // A state that stays keeps the day since when it holds.
    let after = match &before {
        Some(before) if before.state == after.state => Coverage {
            as_at: before.as_at,
            ..after
        },
        _ => after,
    };
    let id = act.new_id();
    store::put_coverage(act.connection(), id.0, &after)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.subject_id,
        json!({ "coverage of": input.element_id.to_string(), "before": before.as_ref().map(said), "after": said(&after) }),
    );
    act.commit().await?;
    Ok(())
}

fn said(coverage: &Coverage) -> serde_json::Value {
    json!({ "state": coverage.state, "reason": coverage.reason, "owner": coverage.owner })
}
