//! An action that does not say what is to be done.

use super::{Found, Problem, Rule, Severity, at_action, name_of};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let actions = found
        .reading
        .actions
        .iter()
        .filter(|action| action.text.is_none());
    actions
        .map(|action| {
            let how_to_mend = if action.proposed_text.is_some() {
                "Write what is to be done. The words proposed are from the paragraph before: check \
                 before you use them."
            } else {
                "Write what is to be done."
            };
            at_action(
                action,
                Rule::ActionWithoutWords,
                Severity::StopsPublication,
                format!("{} does not say what is to be done.", name_of(action)),
                how_to_mend,
            )
        })
        .collect()
}
