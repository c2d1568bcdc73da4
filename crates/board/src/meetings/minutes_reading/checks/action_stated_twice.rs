//! An action that stands twice in the minutes with different days.

use super::super::reading::Doubt;
use super::{Found, Problem, Rule, Severity, at_action, name_of};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let actions = found.reading.actions.iter();
    actions
        .filter(|action| !action.also_lines.is_empty() && action.due_doubt == Some(Doubt::TwoDays))
        .map(|action| {
            at_action(
                action,
                Rule::ActionStatedTwice,
                Severity::ToCheck,
                format!("{} stands twice, with different dates.", name_of(action)),
                "Keep one of the dates.",
            )
        })
        .collect()
}
