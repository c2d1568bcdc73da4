//! A question that the minutes do not answer.

use super::{Found, Problem, Rule, Severity, at_paragraph};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let open = found
        .reading
        .questions
        .iter()
        .filter(|question| question.answered_at.is_none());
    open.filter_map(|question| {
        let paragraph = found
            .reading
            .paragraphs
            .get(question.position.checked_sub(1)?)?;
        Some(at_paragraph(
            paragraph,
            Rule::QuestionWithoutAnswer,
            Severity::ToCheck,
            "A question, and no later paragraph answers it.".to_owned(),
            "Carry it to the next agenda as an open question, say that it was answered outside the \
             meeting, or leave it open.",
        ))
    })
    .collect()
}
