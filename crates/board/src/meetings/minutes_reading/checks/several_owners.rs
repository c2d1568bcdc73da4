//! An action with more than one owner: nobody knows who is asked first.

use super::{Found, Problem, Rule, Severity, at_action};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let actions = found
        .reading
        .actions
        .iter()
        .filter(|action| action.owners.len() > 1);
    actions
        .map(|action| {
            at_action(
                action,
                Rule::SeveralOwners,
                Severity::ToCheck,
                format!(
                    "An action has {} owners: {}.",
                    action.owners.len(),
                    action.owners.join(", ")
                ),
                "Say which of them leads. The others can be named as partners.",
            )
        })
        .collect()
}
