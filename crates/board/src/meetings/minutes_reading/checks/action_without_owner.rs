//! An action that does not say who.

use super::{Found, Problem, Rule, Severity, at_action, name_of};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let actions = found
        .reading
        .actions
        .iter()
        .filter(|action| action.owner.is_none());
    actions
        .map(|action| {
            at_action(
                action,
                Rule::ActionWithoutOwner,
                Severity::StopsPublication,
                format!("{} does not say who is to do it.", name_of(action)),
                "Enter who is to do it. Ask the Chair; do not guess.",
            )
        })
        .collect()
}
