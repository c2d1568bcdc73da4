//! What became of an import, in words and as JSON.

use board::House;
use evidence::intake::Intake;
use evidence::intake::mapping::Proposal;
use serde_json::{Value, json};

use super::super::release_preview::ReleasePreview;
use super::Outcome;
use crate::output::columns;

pub(super) fn in_words(house: &House, intake: &Intake, outcome: &Outcome) -> String {
    let mut lines = Vec::new();
    let count =
        |many: u64, one: &str, more: &str| format!("{many} {}", if many == 1 { one } else { more });
    let indicators = intake.catalogue.indicators.len() as u64;
    lines.push(format!(
        "{}: {} of {} for {}{}",
        outcome.title,
        count(intake.rows, "row", "rows"),
        count(indicators, "indicator", "indicators"),
        count(intake.areas, "area", "areas"),
        intake.periods.as_ref().map_or_else(String::new, |span| {
            if span.first == span.last {
                format!(", {}", span.first)
            } else {
                format!(", {} to {}", span.first, span.last)
            }
        })
    ));
    if let Some(proposal) = &intake.proposal {
        lines.extend(understood(proposal));
    }
    for problem in &intake.problems {
        lines.push(problem.to_string());
    }
    if intake.stopped_early {
        lines.push("Reading stopped here; there may be more to mend.".to_owned());
    }
    for note in &intake.notes {
        lines.push(match note.first_row {
            Some(row) if note.rows > 1 => {
                format!(
                    "Note: {} {} rows, the first is {row}.",
                    note.words, note.rows
                )
            }
            Some(row) => format!("Note: {} Row {row}.", note.words),
            None => format!("Note: {}", note.words),
        });
    }
    if let Some(preview) = &outcome.preview {
        lines.extend(preview.in_words(house));
    }
    lines.push(match (outcome.state, &outcome.version) {
        ("same", Some(version)) => format!(
            "{} holds the very same figures already; nothing was written.",
            version.record.slug
        ),
        ("waiting", Some(version)) => format!(
            "Written as {}. It waits to be published: at the desk, under Evidence, or with `commonweal publish`.",
            version.record.slug
        ),
        (_, Some(version)) => format!("Published as {}.", version.record.slug),
        ("dry run", None) => "Dry run: nothing was written.".to_owned(),
        (_, None) => "Nothing was written.".to_owned(),
    });
    if let Some(proposal) = intake
        .proposal
        .as_ref()
        .filter(|_| outcome.version.is_none())
    {
        lines.push(what_next(proposal).to_owned());
    }
    lines.extend(as_options(intake));
    lines.join("\n")
}

/// What is chosen at the desk by a name is chosen here by an option: those that the problems and notes speak of.
const OPTIONS: [(&str, &str); 3] = [
    ("Windows-1252", "--windows-1252"),
    ("hidden", "--less-than-is-hidden"),
    ("areas as today", "--areas-as-today"),
];

fn as_options(intake: &Intake) -> Vec<String> {
    let said = |choice: &str| {
        let choice = format!("hoose “{choice}”");
        let problems = intake.problems.iter().map(|problem| &problem.mend);
        let mut words = problems.chain(intake.notes.iter().map(|note| &note.words));
        words.any(|words| words.contains(&choice))
    };
    let spoken_of = OPTIONS.iter().filter(|(choice, _)| said(choice));
    spoken_of
        .map(|(choice, option)| format!("To choose “{choice}” here, add {option}."))
        .collect()
}

/// What each column of a table of no known layout was taken for, and why.
fn understood(proposal: &Proposal) -> Vec<String> {
    let sheet = proposal
        .sheet
        .as_ref()
        .map_or_else(String::new, |sheet| format!(" of the sheet “{sheet}”"));
    let mut lines = vec![format!(
        "What the columns hold, by the heading in row {}{sheet}:",
        proposal.heading_row
    )];
    let mut rows = vec![
        ["Column", "Holds", "Why", "Cells"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(proposal.columns.iter().map(|column| {
        vec![
            column.heading.clone(),
            column.role.to_string(),
            column.why.to_string(),
            column.samples.join("; "),
        ]
    }));
    lines.extend(columns(&rows).lines().map(|line| format!("  {line}")));
    for (field, text) in &proposal.constants {
        lines.push(format!("  For all rows, {}: {text}", field.word()));
    }
    lines
}

fn what_next(proposal: &Proposal) -> &'static str {
    if proposal.missing.is_empty() {
        "If the columns hold what is said here, import with --as-proposed; if not, say what they hold with --map \"COLUMN=FIELD\", and what holds for all rows with --set \"FIELD=VALUE\"."
    } else {
        "Say what a column holds with --map \"COLUMN=FIELD\", and what holds for all rows with --set \"FIELD=VALUE\"."
    }
}

pub(super) fn as_json(intake: &Intake, outcome: &Outcome) -> Value {
    let sources: Vec<Value> = intake
        .sources
        .iter()
        .map(|(name, hash)| json!({ "name": name, "sha256": hash }))
        .collect();
    json!({
        "data_set": outcome.title,
        "state": outcome.state,
        "policy": intake.policy,
        "version": outcome.version.as_ref().map(|version| version.record.slug.as_str()),
        "sha256": outcome.version.as_ref().map(|version| version.file),
        "sources": sources,
        "rows": intake.rows,
        "faulty_rows": intake.faulty_rows,
        "areas": intake.areas,
        "periods": intake.periods,
        "indicators": intake.catalogue.indicators.keys().collect::<Vec<_>>(),
        "changes": outcome.preview.as_ref().map(ReleasePreview::as_json),
        "problems": intake.problems,
        "stopped_early": intake.stopped_early,
        "notes": intake.notes,
        "mapping": intake.proposal,
        "changed_units": outcome.preview.as_ref().map_or(&[][..], ReleasePreview::changed_units),
    })
}
