use jiff::civil::Date;

use super::{Milestone, MilestoneError, milestone, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::{Origin, RecordId};

/// A milestone about to be set.
#[derive(Debug, Clone)]
pub struct AddMilestone {
    /// The action, project or programme.
    pub action_id: RecordId,
    /// The revision of the action that was seen.
    pub seen_revision: i64,
    /// What is reached by then.
    pub title: String,
    /// By when.
    pub due: Date,
    /// Where it comes from.
    pub origin: Origin,
}

/// Sets a milestone of an action that is under way. The action counts as changed.
pub async fn add_milestone(
    house: &House,
    who: &Who,
    input: AddMilestone,
) -> Result<Milestone, MilestoneError> {
    let not_found = RunnerError::NotFound {
        id: input.action_id,
    };
    let action = super::action(house, input.action_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(not_found)?;
    let title = input.title.trim().to_owned();
    milestone::check(&action, &title, input.due, None, who.today)?;
    let mut act = house
        .begin(who, &policy::CHANGE_MILESTONES, action.record.body_id)
        .await?;
    act.change(input.action_id, input.seen_revision, Change::default())
        .await?;
    let held = store::milestones_of(act.connection(), &[input.action_id])
        .await
        .map_err(RunnerError::from)?
        .remove(&input.action_id)
        .unwrap_or_default();
    let last = held.iter().map(|one| one.position).max().unwrap_or(0);
    let new = Milestone {
        id: act.new_id().0,
        action_id: input.action_id,
        position: last + 1,
        title,
        due: input.due,
        done: None,
        origin: input.origin,
    };
    store::insert_milestone(act.connection(), &new)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(input.action_id, milestone::told(&new));
    act.commit().await?;
    Ok(new)
}
