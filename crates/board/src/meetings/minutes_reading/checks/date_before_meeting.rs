//! An action due before the meeting that made it.

use super::{Found, Problem, Rule, Severity, at_action, name_of};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let Some(meeting) = found.context.meeting else {
        return Vec::new();
    };
    let actions = found.reading.actions.iter();
    actions
        .filter(|action| action.due.is_some_and(|due| due < meeting))
        .map(|action| {
            at_action(
                action,
                Rule::DateBeforeMeeting,
                Severity::ToCheck,
                format!("{} is due before the meeting took place.", name_of(action)),
                "Look at the year and the month of the date.",
            )
        })
        .collect()
}
