use serde_json::json;

use super::{DRAFT, MilestoneError, OPEN, milestone, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A milestone to take off an action.
#[derive(Debug, Clone)]
pub struct TakeOffMilestone {
    /// The action, project or programme.
    pub action_id: RecordId,
    /// The revision of the action that was seen.
    pub seen_revision: i64,
    /// Which of its milestones.
    pub position: i64,
    /// Why.
    pub because: String,
}

/// Takes a milestone off that was not reached. The log keeps what it said, with the reason; the numbers of the others stay.
pub async fn take_off_milestone(
    house: &House,
    who: &Who,
    input: TakeOffMilestone,
) -> Result<(), MilestoneError> {
    let because = input.because.trim();
    if because.is_empty() {
        return Err(MilestoneError::NoReason);
    }
    let not_found = || RunnerError::NotFound {
        id: input.action_id,
    };
    let action = super::action(house, input.action_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let mut act = house
        .begin(who, &policy::CHANGE_MILESTONES, action.record.body_id)
        .await?;
    let gone = store::milestones_of(act.connection(), &[input.action_id])
        .await
        .map_err(RunnerError::from)?
        .remove(&input.action_id)
        .unwrap_or_default()
        .into_iter()
        .find(|one| one.position == input.position)
        .ok_or_else(not_found)?;
    let state = action.record.state;
    if ![OPEN, DRAFT].contains(&state.as_str()) {
        return Err(MilestoneError::NotUnderWay(state));
    }
    if let Some(on) = gone.done {
        return Err(MilestoneError::Reached(on));
    }
    act.change(input.action_id, input.seen_revision, Change::default())
        .await?;
    store::delete_milestone(act.connection(), gone.id)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.action_id,
        json!({ "taken off": milestone::told(&gone), "because": because }),
    );
    act.commit().await?;
    Ok(())
}
