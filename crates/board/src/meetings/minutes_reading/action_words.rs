//! From the words behind "Action:" to owner, words and time. What is not said stays empty.

use super::due::{self, Due};
use super::owners;
use super::wording::{after_prefix, words};

/// What an action says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) owner: Option<String>,
    pub(super) text: Option<String>,
    pub(super) due: Option<Due>,
}

/// Labels in front of an owner.
const OWNER_LABELS: [&str; 14] = [
    "action owner",
    "owner",
    "owners",
    "lead officer",
    "responsible officer",
    "lead",
    "responsible",
    "responsibility",
    "by whom",
    "who",
    "assigned to",
    "officer",
    "person responsible",
    "action by",
];

/// Labels in front of a time.
const DUE_LABELS: [&str; 14] = [
    "due date",
    "due by",
    "due",
    "by when",
    "deadline",
    "target date",
    "timescale",
    "when",
    "completion date",
    "complete by",
    "date",
    "to be completed by",
    "target",
    "by",
];

/// A labelled value on a line of its own or in a row: "Owner: JB", "By when: 14 July 2022".
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Labelled<'a> {
    Owner(&'a str),
    Due(&'a str),
}

/// The labelled value that a line is.
pub(super) fn labelled(line: &str) -> Option<Labelled<'_>> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    if OWNER_LABELS.contains(&label.as_str()) {
        return Some(Labelled::Owner(value.trim()));
    }
    DUE_LABELS
        .contains(&label.as_str())
        .then(|| Labelled::Due(value.trim()))
}

/// True for the name of a column or label of owners.
pub(super) fn names_owner(label: &str) -> bool {
    OWNER_LABELS.contains(&label)
}

/// True for the name of a column or label of times.
pub(super) fn names_due(label: &str) -> bool {
    DUE_LABELS.contains(&label)
}

/// True where something is to be said and is not: "?", "TBC", "-".
pub(super) fn is_unsaid(text: &str) -> bool {
    let plain: String = text
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect::<String>()
        .trim()
        .to_lowercase();
    plain.is_empty()
        || matches!(
            plain.as_str(),
            "tbc"
                | "tba"
                | "tbd"
                | "to be confirmed"
                | "to be agreed"
                | "to be decided"
                | "to be determined"
                | "na"
                | "n a"
                | "not stated"
                | "unknown"
                | "x"
                | "xx"
                | "xxx"
                | "owner"
                | "owner tbc"
                | "name"
                | "who"
        )
}

/// True where the minutes say that there is no action.
pub(super) fn is_none(text: &str) -> bool {
    let plain: String = text
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect();
    matches!(
        plain.trim().to_lowercase().as_str(),
        "none"
            | "nil"
            | "none required"
            | "none arising"
            | "none agreed"
            | "none identified"
            | "none at this time"
            | "no action"
            | "no actions"
            | "no action required"
            | "no actions required"
            | "no further action"
            | "no further action required"
            | "not required"
            | "not applicable"
            | "noted"
            | "to note"
            | "for noting"
            | "for information"
            | "there were none"
            | "no action was required"
            | "no actions were agreed"
            | "no actions arising"
    )
}

/// What the words behind an action's mark say, where a mark or column has not said it already.
pub(super) fn said(words_of_action: &str, owner: Option<String>, due: Option<Due>) -> Said {
    let (main, owner_label, due_label) = without_labels(words_of_action);
    let mut said = Said {
        owner: owner.or_else(|| owner_label.and_then(owner_value)),
        text: None,
        due: due.or_else(|| due_label.and_then(Due::from_cell)),
    };
    let mut rest = plain(main);
    if is_unsaid(rest) {
        return said;
    }
    take_due(&mut rest, &mut said);
    take_trailing_owner(&mut rest, &mut said);
    take_due(&mut rest, &mut said);
    if is_unsaid(rest) || is_doubtful_owner(rest) {
        return said;
    }
    if said.owner.is_none() {
        if owners::kind(rest).is_some() {
            said.owner = Some(trimmed(rest).to_owned());
            return said;
        }
        if let Some(unsaid) = unsaid_owner(rest) {
            rest = unsaid;
        } else if let Some(found) = owners::leading(rest).or_else(|| owners::before_mark(rest)) {
            said.owner = Some(trimmed(found.owner).to_owned());
            rest = plain(found.rest);
            rest = after_prefix(rest, "to ")
                .filter(|_| rest.starts_with("to "))
                .unwrap_or(rest);
            take_due(&mut rest, &mut said);
        }
    }
    if !is_unsaid(rest) {
        said.text = Some(trimmed(rest).to_owned());
    }
    said
}

fn take_due(rest: &mut &str, said: &mut Said) {
    if said.due.is_none()
        && let Some(split) = due::split(rest)
    {
        said.due = Some(split.due);
        *rest = plain(split.rest);
    }
}

fn take_trailing_owner(rest: &mut &str, said: &mut Said) {
    if said.owner.is_none()
        && owners::leading(rest).is_none()
        && owners::kind(rest).is_none()
        && let Some(found) = owners::trailing(rest)
        && owners::before_mark(rest).is_none()
    {
        said.owner = Some(trimmed(found.owner).to_owned());
        *rest = plain(found.rest);
    }
}

/// An owner in a cell or behind a label; "?" and "TBC" are none.
pub(super) fn owner_value(text: &str) -> Option<String> {
    let text = trimmed(plain(text));
    (!is_unsaid(text) && !text.ends_with('?')).then(|| text.to_owned())
}

/// "JB?" names an owner and takes it back.
fn is_doubtful_owner(text: &str) -> bool {
    text.strip_suffix('?')
        .is_some_and(|name| owners::kind(name.trim()).is_some())
}

/// "TBC to circulate the slides", "?: circulate the slides".
fn unsaid_owner(text: &str) -> Option<&str> {
    [
        "tbc to ",
        "tbc: ",
        "tbc – ",
        "tbc - ",
        "? to ",
        "?? to ",
        "?: ",
        "? – ",
        "? - ",
        "tba to ",
        "owner tbc to ",
    ]
    .iter()
    .find_map(|prefix| after_prefix(text, prefix))
}

/// Takes "Owner: JB" and "Due: 14 July 2022" out of a row of words.
fn without_labels(text: &str) -> (&str, Option<&str>, Option<&str>) {
    let mut main = text;
    let (mut owner, mut due) = (None, None);
    // From the end, so that each label's value reaches to the one behind it.
    while let Some((at, label)) = last_label(main) {
        match label {
            Labelled::Owner(value) if owner.is_none() => owner = Some(value),
            Labelled::Due(value) if due.is_none() => due = Some(value),
            _ => break,
        }
        main = main.get(..at).unwrap_or_default();
    }
    (main, owner, due)
}

/// The last label in a row of words, where it begins, and what is behind it.
fn last_label(text: &str) -> Option<(usize, Labelled<'_>)> {
    let colon = text.rfind(':')?;
    let list: Vec<_> = words(text.get(..colon)?).rev().take(4).collect();
    for first in list.iter().rev() {
        let gap = text.get(..first.start)?;
        let label = text.get(first.start..colon)?;
        // "By", "who" and "when" are labels only on a line of their own.
        let short = matches!(
            label.to_lowercase().as_str(),
            "by" | "who" | "when" | "date" | "target"
        );
        let apart = gap.ends_with('\t')
            || gap
                .trim_end()
                .ends_with(['.', ',', ';', '(', '[', '|', '–', '—', '-', '/']);
        if apart
            && !short
            && let Some(found) = labelled(text.get(first.start..)?)
            && !label.contains(':')
        {
            return Some((first.start, found));
        }
    }
    None
}

/// The words without marks around them.
fn plain(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || ":–—-|,;=>→".contains(c));
    let inner = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .or_else(|| {
            text.strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
        });
    match inner {
        Some(inner) if !inner.contains(['(', '[']) => inner.trim(),
        _ => text,
    }
}

/// Without the full stop at the end.
fn trimmed(text: &str) -> &str {
    let text = text.trim();
    let short = text.strip_suffix('.').unwrap_or(text);
    // "J.B." keeps its stops.
    if owners::kind(text).is_some() && short.contains('.') {
        text
    } else {
        short.trim_end()
    }
}
