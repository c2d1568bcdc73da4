use serde_json::json;

use super::create_outcome::{check_roles, check_words, set_measure, set_roles, visibility_in};
use super::{LIVE, NewMeasure, Outcome, OutcomeError, Part, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// The whole of what a person may change in an outcome, as they want it to be.
#[derive(Debug, Clone)]
pub struct ChangeOutcome {
    /// Which.
    pub id: RecordId,
    /// The revision that they saw.
    pub seen_revision: i64,
    /// The change in a few words.
    pub title: String,
    /// What it means, for anybody.
    pub plain_words: String,
    /// What is counted for it.
    pub measure: Option<NewMeasure>,
    /// Which bodies are part of it from today on.
    pub roles: Vec<(RecordId, Part)>,
    /// Draft, live or ended.
    pub state: &'static str,
}

/// Changes an outcome, its measure and who is part of it.
pub async fn change_outcome(
    house: &House,
    who: &Who,
    input: ChangeOutcome,
) -> Result<Outcome, OutcomeError> {
    let (title, plain_words) = check_words(&input.title, &input.plain_words)?;
    if let Some(measure) = &input.measure {
        measure.check()?;
    }
    check_roles(&input.roles)?;
    let id = input.id;
    let not_found = || RunnerError::NotFound { id };
    let before = super::outcome(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let mut act = house
        .begin(who, &policy::WRITE_OUTCOME, before.record.body_id)
        .await?;
    let change = Change {
        title: Some(title),
        state: Some(input.state),
        visibility: Some(visibility_in(input.state == LIVE)),
        valid_from: None,
        valid_to: None,
    };
    act.change(id, input.seen_revision, change).await?;
    if before.plain_words != plain_words {
        store::set_plain_words(act.connection(), id, &plain_words)
            .await
            .map_err(RunnerError::from)?;
        act.note_of(
            id,
            json!({ "plain words before": before.plain_words, "plain words": plain_words }),
        );
    }
    set_measure(&mut act, &before, input.measure.as_ref()).await?;
    set_roles(&mut act, &before, &input.roles).await?;
    act.commit().await?;
    super::outcome(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(|| OutcomeError::Runner(not_found()))
}
