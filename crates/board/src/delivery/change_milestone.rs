use jiff::civil::Date;
use serde_json::json;

use super::{Milestone, MilestoneError, milestone, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A milestone as a person wants it to be.
#[derive(Debug, Clone)]
pub struct ChangeMilestone {
    /// The action, project or programme.
    pub action_id: RecordId,
    /// The revision of the action that was seen.
    pub seen_revision: i64,
    /// Which of its milestones.
    pub position: i64,
    /// What is reached by then.
    pub title: String,
    /// By when.
    pub due: Date,
    /// When it was reached; `None` where it was not.
    pub done: Option<Date>,
}

/// Changes a milestone, or says on which day it was reached. The action counts as changed. The same again writes nothing.
pub async fn change_milestone(
    house: &House,
    who: &Who,
    input: ChangeMilestone,
) -> Result<Milestone, MilestoneError> {
    let not_found = || RunnerError::NotFound {
        id: input.action_id,
    };
    let action = super::action(house, input.action_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let title = input.title.trim().to_owned();
    milestone::check(&action, &title, input.due, input.done, who.today)?;
    let mut act = house
        .begin(who, &policy::CHANGE_MILESTONES, action.record.body_id)
        .await?;
    let before = store::milestones_of(act.connection(), &[input.action_id])
        .await
        .map_err(RunnerError::from)?
        .remove(&input.action_id)
        .unwrap_or_default()
        .into_iter()
        .find(|one| one.position == input.position)
        .ok_or_else(not_found)?;
    let after = Milestone {
        title,
        due: input.due,
        done: input.done,
        ..before.clone()
    };
    if after == before {
        return Ok(after);
    }
    act.change(input.action_id, input.seen_revision, Change::default())
        .await?;
    store::update_milestone(act.connection(), &after)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.action_id,
        json!({ "before": milestone::told(&before), "after": milestone::told(&after) }),
    );
    act.commit().await?;
    Ok(after)
}
