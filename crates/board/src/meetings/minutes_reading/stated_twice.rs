//! The same action stated twice, as minutes do that repeat their actions in a table at the end:
//! kept once, with what either place says.

use std::collections::BTreeMap;

use super::reading::{Action, Doubt};
use super::wording::words;

/// Joins actions with the same words whose owners do not differ.
pub(super) fn joined(actions: Vec<Action>) -> Vec<Action> {
    let mut kept: Vec<Action> = Vec::with_capacity(actions.len());
    let mut by_words: BTreeMap<String, usize> = BTreeMap::new();
    for action in actions {
        let Some(key) = action.text.as_deref().map(key) else {
            kept.push(action);
            continue;
        };
        match by_words.get(&key).and_then(|index| kept.get_mut(*index)) {
            Some(first) if same_owner(first, &action) => join(first, action),
            _ => {
                by_words.insert(key, kept.len());
                kept.push(action);
            }
        }
    }
    kept
}

fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in words(text) {
        key.push_str(&word.text.to_lowercase());
        key.push(' ');
    }
    key
}

fn same_owner(first: &Action, second: &Action) -> bool {
    match (&first.owner, &second.owner) {
        (Some(one), Some(other)) => key(one) == key(other),
        _ => true,
    }
}

/// Two different days are none, as the minutes do not say which holds.
fn join(first: &mut Action, second: Action) {
    if first.owner.is_none() {
        first.owner = second.owner;
        first.owners = second.owners;
    }
    if first.due.is_some() && second.due.is_some() && first.due != second.due {
        first.due = None;
        first.due_doubt = Some(Doubt::TwoDays);
        first.due_words = match (first.due_words.take(), second.due_words) {
            (Some(one), Some(other)) => Some(format!("{one}; {other}")),
            (one, other) => one.or(other),
        };
    } else if first.due.is_none() && (second.due.is_some() || first.due_words.is_none()) {
        first.due = second.due;
        first.due_words = second.due_words;
        first.due_doubt = second.due_doubt;
    }
    if first.paragraph.is_none() {
        first.paragraph = second.paragraph;
        first.position = second.position;
    }
    first.also_lines.extend(second.line..=second.last_line);
}
