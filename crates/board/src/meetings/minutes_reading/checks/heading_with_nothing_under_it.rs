//! A heading that announces something ("Supporting documents:", "Actions") and nothing under it.

use super::{Found, Problem, Rule, Severity};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let reading = found.reading;
    let mut filled: Vec<usize> = reading
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.line)
        .chain(reading.actions.iter().map(|action| action.line))
        .chain(
            reading
                .actions
                .iter()
                .flat_map(|action| action.also_lines.iter().copied()),
        )
        .collect();
    filled.sort_unstable();
    let mut problems = Vec::new();
    for (index, heading) in reading.headings.iter().enumerate() {
        // The header of a table is what stands under a heading, not the next one.
        let next = reading
            .headings
            .iter()
            .skip(index + 1)
            .find(|next| !next.words.contains(" | "))
            .map(|next| next.line);
        let after = filled.partition_point(|line| *line <= heading.line);
        let nothing = match (filled.get(after), next) {
            (None, _) => true,
            (Some(line), Some(next)) => *line > next,
            (Some(_), None) => false,
        };
        let label = heading.words.trim_end_matches(':');
        let announces = heading.words.ends_with(':') || is_actions(label);
        if !nothing || !announces {
            continue;
        }
        let at_end = next.is_none();
        problems.push(Problem {
            place: if at_end {
                "End".to_owned()
            } else {
                label.to_owned()
            },
            rule: Rule::HeadingWithNothingUnderIt,
            severity: Severity::ToCheck,
            message: format!("A heading with nothing under it: “{label}”."),
            how_to_mend: "Say that there are none, add what is missing, or say that it is lost."
                .to_owned(),
            line: heading.line,
            position: None,
            also: Vec::new(),
        });
    }
    problems
}

fn is_actions(label: &str) -> bool {
    let lower = label.to_lowercase();
    matches!(
        lower.as_str(),
        "action" | "actions" | "action points" | "agreed actions"
    )
}
