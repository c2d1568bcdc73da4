use serde_json::json;

use super::{DRAFT, Milestone, MilestoneError, OPEN, policy, store};
use crate::events::Way;
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A milestone to move by one place among those of its day.
#[derive(Debug, Clone, Copy)]
pub struct MoveMilestone {
    /// The action, project or programme.
    pub action_id: RecordId,
    /// The revision of the action that was seen.
    pub seen_revision: i64,
    /// Which of its milestones.
    pub position: i64,
    /// Which way.
    pub way: Way,
}

/// The milestone of the same day that stands next to one on a side, among milestones in their order.
#[must_use]
pub fn next_of_its_day<'a>(
    milestones: &'a [Milestone],
    one: &Milestone,
    way: Way,
) -> Option<&'a Milestone> {
    let at = milestones.iter().position(|other| other.id == one.id)?;
    let at = match way {
        Way::Up => at.checked_sub(1)?,
        Way::Down => at.checked_add(1)?,
    };
    milestones.get(at).filter(|other| other.due == one.due)
}

/// Moves a milestone by one place among those that are due on its day: the two exchange their numbers. Between days the day
/// decides, so there is nothing to move.
pub async fn move_milestone(
    house: &House,
    who: &Who,
    input: MoveMilestone,
) -> Result<(), MilestoneError> {
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
    let state = action.record.state;
    if ![OPEN, DRAFT].contains(&state.as_str()) {
        return Err(MilestoneError::NotUnderWay(state));
    }
    // The revision first: after somebody else has moved one, its number may be another's.
    act.change(input.action_id, input.seen_revision, Change::default())
        .await?;
    let held = store::milestones_of(act.connection(), &[input.action_id])
        .await
        .map_err(RunnerError::from)?
        .remove(&input.action_id)
        .unwrap_or_default();
    let moved = held
        .iter()
        .find(|one| one.position == input.position)
        .ok_or_else(not_found)?;
    let other =
        next_of_its_day(&held, moved, input.way).ok_or(MilestoneError::AloneOnItsDay(input.way))?;
    // No two milestones of an action may have one number, not even for a moment.
    for (milestone, position) in [
        (moved, -moved.position),
        (other, moved.position),
        (moved, other.position),
    ] {
        let placed = Milestone {
            position,
            ..milestone.clone()
        };
        store::update_milestone(act.connection(), &placed)
            .await
            .map_err(RunnerError::from)?;
    }
    act.note_of(
        input.action_id,
        json!({
            "milestone": moved.title, "was number": moved.position, "is number": other.position,
            "changed places with": other.title,
        }),
    );
    act.commit().await?;
    Ok(())
}
