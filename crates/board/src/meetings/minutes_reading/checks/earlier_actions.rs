//! A table of the actions of an earlier meeting, which this meeting only looked at.

use super::{Found, Problem, Rule, Severity};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let tables = found.earlier.iter();
    tables
        .map(|line| Problem {
            place: format!("line {line}"),
            rule: Rule::EarlierActions,
            severity: Severity::ToCheck,
            message: "A table of earlier actions. They were not read as actions of this meeting."
                .to_owned(),
            how_to_mend: "If one of them is new, write it as an action of its own.".to_owned(),
            line: *line,
            position: None,
            also: Vec::new(),
        })
        .collect()
}
