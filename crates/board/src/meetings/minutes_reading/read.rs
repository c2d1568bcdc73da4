//! From text to a reading: the steps in order.

use std::collections::BTreeMap;

use super::action_words::{self, Said};
use super::checks::{self, Found};
use super::due::Due;
use super::layout::{Block, Draft, Layout, layout};
use super::lines::lines;
use super::owners;
use super::proposal::proposed;
use super::questions::questions;
use super::reading::{Action, Context, Paragraph, Reading};
use super::resolutions::resolved;
use super::speakers::speaker;
use super::stated_twice;
use super::wording::sentences;

/// Reads minutes. Any text can be read; what is no minutes gives paragraphs and no actions. Takes
/// time in proportion to the length of the text.
#[must_use]
pub fn read(text: &str, context: &Context) -> Reading {
    let Layout {
        headings,
        paragraphs: blocks,
        mut drafts,
        earlier,
    } = layout(&lines(text));
    let paragraphs = paragraphs(&blocks);
    let resolved = resolved(&blocks, |index| {
        paragraphs
            .get(index)
            .map(|paragraph| paragraph.place.clone())
            .unwrap_or_default()
    });
    drafts.extend(resolved.drafts);
    drafts.sort_by_key(|draft| draft.line);
    let actions = stated_twice::joined(actions(&drafts, &paragraphs, context));
    let sections: Vec<usize> = blocks.iter().map(|block| block.section).collect();
    let questions = questions(&paragraphs, &sections, &actions);
    let mut reading = Reading {
        paragraphs,
        actions,
        problems: Vec::new(),
        decisions: resolved.decisions,
        questions,
        headings,
    };
    reading.problems = checks::problems(&Found {
        reading: &reading,
        sections: &sections,
        earlier: &earlier,
        context,
    });
    reading
}

fn paragraphs(blocks: &[Block]) -> Vec<Paragraph> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let position = index + 1;
            let place = match block.number.as_deref() {
                None => format!("paragraph {position}"),
                Some(number) => {
                    let count = seen.entry(number).or_default();
                    *count += 1;
                    match *count {
                        1 => number.to_owned(),
                        2 => format!("{number} (second)"),
                        3 => format!("{number} (third)"),
                        more => format!("{number} ({more}th)"),
                    }
                }
            };
            Paragraph {
                number: block.number.clone(),
                position,
                place,
                words: block.words.clone(),
                speaker: speaker(&block.words),
                line: block.line,
                last_line: block.last_line,
            }
        })
        .collect()
}

fn actions(drafts: &[Draft], paragraphs: &[Paragraph], context: &Context) -> Vec<Action> {
    let by_number: BTreeMap<&str, usize> = paragraphs
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(index, paragraph)| Some((paragraph.number.as_deref()?, index)))
        .collect();
    let mut found = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let named = draft
            .place
            .as_deref()
            .and_then(|place| by_number.get(place).copied());
        let paragraph = named
            .or(draft.paragraph)
            .and_then(|index| paragraphs.get(index));
        for words in several(&draft.words) {
            found.push(action(draft, words, paragraph, paragraphs, context));
        }
    }
    found
}

/// "JB to write; AK to book a room" and "JB to write. AK to book a room." are two actions; any
/// other words are one.
fn several(words: &str) -> Vec<&str> {
    [words.split(';').collect::<Vec<_>>(), sentences(words)]
        .into_iter()
        .map(|parts| {
            let parts = parts.into_iter().map(str::trim);
            let parts = parts.map(|part| part.strip_prefix("and ").unwrap_or(part));
            parts.filter(|part| !part.is_empty()).collect()
        })
        .find(|parts: &Vec<&str>| {
            parts.len() > 1 && parts.iter().all(|part| owners::leading(part).is_some())
        })
        .unwrap_or_else(|| vec![words])
}

fn action(
    draft: &Draft,
    words: &str,
    paragraph: Option<&Paragraph>,
    paragraphs: &[Paragraph],
    context: &Context,
) -> Action {
    let Said { owner, text, due } = said(draft, words);
    let resolution = due.as_ref().map(|due| due.resolve(context));
    // Words on the action's own line are no proposal: those of a numbered action are its own.
    let before = paragraph.and_then(|paragraph| {
        let index = if draft.is_paragraph {
            paragraph.position.checked_sub(2)?
        } else {
            paragraph.position - 1
        };
        paragraphs.get(index)
    });
    let proposal = match text {
        None => before.and_then(|paragraph| Some((proposed(&paragraph.words)?, &paragraph.place))),
        Some(_) => None,
    };
    let (proposed_text, proposed_from) = proposal.map_or((None, None), |(words, place)| {
        (Some(words), Some(place.clone()))
    });
    Action {
        owners: owner.as_deref().map(owners::split).unwrap_or_default(),
        owner,
        text,
        due: resolution.and_then(Result::ok),
        due_words: due.map(|due| due.words),
        due_doubt: resolution.and_then(Result::err),
        proposed_text,
        proposed_from,
        paragraph: paragraph.map(|paragraph| paragraph.place.clone()),
        position: paragraph.map(|paragraph| paragraph.position),
        as_written: draft.as_written.clone(),
        line: draft.line,
        last_line: draft.last_line,
        also_lines: Vec::new(),
    }
}

/// What a draft says, in a mark or column before in its words.
fn said(draft: &Draft, words: &str) -> Said {
    let owner = draft.owner.as_deref().and_then(action_words::owner_value);
    let due = draft.due.as_deref().and_then(Due::from_cell);
    action_words::said(words, owner, due)
}
