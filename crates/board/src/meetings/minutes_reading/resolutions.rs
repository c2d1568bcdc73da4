//! What the board resolved, and the resolutions that ask somebody to do something.

use super::layout::{Block, Draft};
use super::numbering;
use super::owners;
use super::reading::Decision;
use super::wording::{after_prefix, words};

/// Verbs with which a board decides rather than acts.
const DECIDING: [&str; 7] = [
    "note", "approve", "agree", "endorse", "receive", "support", "adopt",
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
        let words = match lead_in(&block.words) {
            Some(words) => {
                reaches = words
                    .trim_end_matches([':', ' ', '–', '-'])
                    .is_empty()
                    .then_some(block.section);
                words
            }
            None if reaches == Some(block.section) && is_clause(block) => &block.words,
            None => {
                reaches = None;
                continue;
            }
        };
        for clause in clauses(words) {
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

/// What follows "RESOLVED", "Resolved:", "It was resolved that", "AGREED:".
fn lead_in(text: &str) -> Option<&str> {
    let word = words(text).find(|word| {
        let at_start = text.get(..word.start).is_some_and(|before| {
            let before = before.trim_end();
            before.is_empty() || before.ends_with(['.', '\n', ':', ';'])
        });
        let lower = word.text.to_lowercase();
        let shouted = matches!(word.text, "RESOLVED" | "AGREED" | "DECIDED");
        let opens = at_start
            && matches!(
                lower.as_str(),
                "resolved" | "decision" | "decisions" | "agreed"
            );
        let passive = lower == "resolved"
            && text
                .get(..word.start)
                .is_some_and(|b| b.trim_end().ends_with("was"));
        shouted || passive || (opens && marks_off(text.get(word.end..).unwrap_or_default()))
    })?;
    let rest = text.get(word.end..)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":–—-".contains(c));
    Some(without_that(rest))
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

fn asked(clause: &str) -> Option<(&str, &str)> {
    let found = owners::asked(clause).or_else(|| owners::resolved_to(clause))?;
    let verb = words(found.rest).next()?.text.to_lowercase();
    (!DECIDING.contains(&verb.as_str())).then_some((found.owner, found.rest))
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
