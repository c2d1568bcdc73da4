//! An action that does not say by when, or says it in words that give no day.

use super::super::reading::{Action, Doubt};
use super::{Found, Problem, Rule, Severity, at_action, name_of};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    found
        .reading
        .actions
        .iter()
        .filter(|action| action.due.is_none())
        .map(problem)
        .collect()
}

fn problem(action: &Action) -> Problem {
    let name = name_of(action);
    let (rule, message) = match (&action.due_words, action.due_doubt) {
        (Some(words), Some(doubt)) => (
            Rule::DateNotCertain,
            format!("{name} is due “{words}”: {}.", reason(doubt)),
        ),
        _ => (
            Rule::ActionWithoutDate,
            format!("{name} does not say by when."),
        ),
    };
    at_action(
        action,
        rule,
        Severity::StopsPublication,
        message,
        "Enter the date it is to be done by. Ask the owner; do not guess.",
    )
}

fn reason(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NoYear => "it does not say which year",
        Doubt::MonthOnly => "a month is not a day",
        Doubt::NoSuchDay => "there is no such day",
        Doubt::WeekdayDisagrees => "the weekday and the date do not go together",
        Doubt::Relative => "that depends on a day that the minutes do not give",
        Doubt::NotADay => "that is not a day",
        Doubt::TwoDays => "these are two days",
    }
}
