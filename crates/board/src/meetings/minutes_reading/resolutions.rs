//! What the board resolved, and the resolutions that ask somebody to do something.

use super::layout::{Block, Draft};
use super::numbering;
use super::owners;
use super::reading::Decision;
use super::wording::{Word, after_prefix, words};

/// Verbs with which a board decides rather than acts.
const DECIDING: [&str; 7] = [
    "note", "approve", "agree", "endorse", "receive", "support", "adopt",
];

/// The last word of those who decide.
const DECIDERS: [&str; 6] = [
    "board",
    "committee",
    "council",
    "cabinet",
    "members",
    "meeting",
];

/// Resolutions of the minutes with their paragraph's index, and actions in them.
pub(super) struct Resolved {
    pub(super) decisions: Vec<Decision>,
    pub(super) drafts: Vec<Draft>,
}

/// Finds resolutions. A lead-in such as "RESOLVED that:" reaches over the lettered or numbered
/// paragraphs behind it.
pub(super) fn resolved(blocks: &[Block], place: impl Fn(usize) -> String) -> Resolved {
    let mut resolved = Resolved {
        decisions: Vec::new(),
        drafts: Vec::new(),
    };
    let mut reaches: Option<usize> = None;
    for (index, block) in blocks.iter().enumerate() {
        let mut parts = lead_ins(&block.words);
        if let Some(last) = parts.last() {
            let is_open = last.trim_end_matches([':', ' ', '–', '-']).is_empty();
            reaches = is_open.then_some(block.section);
        } else if reaches == Some(block.section) && is_clause(block) {
            parts.push(&block.words);
        } else {
            reaches = None;
        }
        for clause in parts.into_iter().flat_map(clauses) {
            resolved.decisions.push(Decision {
                words: clause.to_owned(),
                paragraph: place(index),
                position: index + 1,
            });
            if let Some((owner, rest)) = asked(clause) {
                resolved.drafts.push(Draft {
                    words: rest.to_owned(),
                    owner: Some(owner.to_owned()),
                    as_written: clause.to_owned(),
                    paragraph: Some(index),
                    line: block.line,
                    last_line: block.last_line,
                    ..Draft::default()
                });
            }
        }
    }
    resolved
}

fn is_clause(block: &Block) -> bool {
    block.words.starts_with('•')
        || block.number.as_deref().is_some_and(|number| {
            number.ends_with(')') || number.bytes().all(|b| b.is_ascii_digit())
        })
}

/// What follows each "RESOLVED", "Resolved:", "It was resolved that", "AGREED:", up to the next.
fn lead_ins(text: &str) -> Vec<&str> {
    let leads: Vec<Word<'_>> = words(text).filter(|word| is_lead_in(text, word)).collect();
    leads
        .iter()
        .enumerate()
        .filter_map(|(index, lead)| {
            let to = leads.get(index + 1).map_or(text.len(), |next| next.start);
            let rest = text.get(lead.end..to)?;
            let marks = |c: char| c.is_whitespace() || ":–—-".contains(c);
            Some(without_that(rest.trim_start_matches(marks)))
        })
        .collect()
}

fn is_lead_in(text: &str, word: &Word<'_>) -> bool {
    if matches!(word.text, "RESOLVED" | "AGREED" | "DECIDED") {
        return true;
    }
    let before = text.get(..word.start).unwrap_or_default();
    let begins = before.trim_end_matches(' ').is_empty()
        || before
            .trim_end_matches(' ')
            .ends_with(['.', '\n', ':', ';']);
    match word.text.to_lowercase().as_str() {
        "resolved" if before.trim_end().ends_with("was") => true,
        "resolved" | "decision" | "decisions" | "agreed" => {
            begins && marks_off(text.get(word.end..).unwrap_or_default())
        }
        _ => false,
    }
}

fn marks_off(after: &str) -> bool {
    let after = after.trim_start();
    after.starts_with([':', '–', '—', '-']) || after_prefix(after, "that").is_some()
}

fn without_that(text: &str) -> &str {
    let text = text.trim();
    after_prefix(text, "that")
        .filter(|rest| !rest.starts_with(char::is_alphanumeric))
        .map_or(text, |rest| rest.trim_start_matches([':', ' ', '\n']))
}

fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ';'])
        .map(clause)
        .filter(|clause| !clause.is_empty())
}

/// A clause without its list mark, its "and" and its "that".
fn clause(text: &str) -> &str {
    let mut text = text.trim().trim_start_matches(['•', ' ']);
    if let Some(rest) = after_prefix(text, "and ") {
        text = rest.trim_start();
    }
    if let Some(numbered) = numbering::number(text) {
        text = numbered.rest;
    }
    without_that(text)
        .trim_end_matches([',', ' ', ':'])
        .trim_end_matches(" and")
}

/// Who is asked to do what. A board that notes or approves is deciding, not asked.
fn asked(clause: &str) -> Option<(&str, &str)> {
    let explicit = owners::leading(clause);
    let is_explicit = explicit.is_some();
    let found = explicit.or_else(|| owners::resolved_to(clause))?;
    let verb = words(found.rest).next()?.text.to_lowercase();
    let last = words(found.owner).next_back()?.text.to_lowercase();
    let is_decider = DECIDERS.contains(&last.as_str());
    let is_request = clause.contains("be asked to") || clause.contains("be requested to");
    let decides = match (is_explicit, is_decider) {
        // "The Board will continue to support" is a decision of the board itself.
        (true, true) => !is_request || matches!(verb.as_str(), "note" | "approve" | "endorse"),
        (true, false) => false,
        (false, true) => true,
        (false, false) => DECIDING.contains(&verb.as_str()),
    };
    (!decides).then_some((found.owner, found.rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(words: &str) -> Block {
        Block {
            words: words.into(),
            number: Some("5.1".into()),
            line: 1,
            last_line: 1,
            section: 0,
        }
    }

    #[test]
    fn a_resolution_may_ask_for_something() {
        let found = resolved(
            &[block(
                "RESOLVED that the report be noted; and that the Head of Housing be asked to report back by 1 May 2023.",
            )],
            |_| "5.1".into(),
        );
        assert_eq!(found.decisions.len(), 2);
        assert_eq!(found.drafts.len(), 1);
        assert_eq!(
            found.drafts[0].owner.as_deref(),
            Some("the Head of Housing")
        );
        assert_eq!(found.drafts[0].words, "report back by 1 May 2023.");
    }

    #[test]
    fn a_resolution_without_a_task_is_no_action() {
        for words in [
            "RESOLVED that the Board note the report.",
            "Resolved: to approve the plan.",
            "RESOLVED: That the approach to housing be agreed.",
            "The Board agreed that officers would report.",
        ] {
            assert!(
                resolved(&[block(words)], |_| String::new())
                    .drafts
                    .is_empty(),
                "{words}"
            );
        }
    }
}
