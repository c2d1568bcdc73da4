//! A number left out between two neighbours, or a number before a smaller one: a paragraph may be
//! lost, or in the wrong place.

use super::{Found, Problem, Rule, Severity, at_paragraph};

/// A wider gap than this is another numbering, not a lost paragraph.
const WIDEST: u32 = 5;

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut before: Option<(Vec<u32>, &str)> = None;
    for paragraph in &found.reading.paragraphs {
        let Some(number) = paragraph.number.as_deref() else {
            continue;
        };
        let Some(parts) = parts(number) else { continue };
        if let Some((last, last_number)) = &before
            && let (Some((this, prefix)), Some((that, last_prefix))) =
                (parts.split_last(), last.split_last())
            && prefix == last_prefix
        {
            let message = if *this > that + 1 && this - that <= WIDEST {
                Some(format!(
                    "{number} follows {last_number}: what is between them is missing."
                ))
            } else if this < that {
                Some(format!("{number} stands after {last_number}."))
            } else {
                None
            };
            problems.extend(message.map(|message| {
                at_paragraph(
                    paragraph,
                    Rule::MissingNumber,
                    Severity::ToCheck,
                    message,
                    "Look whether a paragraph was lost or moved. The numbers may stand as they are.",
                )
            }));
        }
        before = Some((parts, number));
    }
    problems
}

/// The parts of a decimal number; other numbers begin again too often to say anything.
fn parts(number: &str) -> Option<Vec<u32>> {
    let parts: Option<Vec<u32>> = number.split('.').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| parts.len() > 1)
}
