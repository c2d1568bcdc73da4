//! Titles, labels and page furniture: lines that are no paragraph.

use super::action_lines::inside;
use super::lines::Line;
use super::wording::{ends_sentence, is_all_capitals, sentences, starts_small, words};

/// The longest title, in words.
const LONGEST: usize = 18;

/// Verbs that make a line a sentence though its full stop is missing.
const VERBS: [&str; 44] = [
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "noted",
    "agreed",
    "asked",
    "said",
    "stated",
    "reported",
    "introduced",
    "presented",
    "gave",
    "thanked",
    "welcomed",
    "confirmed",
    "explained",
    "replied",
    "resolved",
    "discussed",
    "considered",
    "received",
    "approved",
    "raised",
    "stressed",
    "highlighted",
    "queried",
    "suggested",
    "felt",
    "advised",
    "told",
    "opened",
    "closed",
    "declared",
    "included",
    "following",
    "endorsed",
    "commented",
    "requested",
];

/// The longest page furniture, in bytes.
const LONGEST_FURNITURE: usize = 40;

/// "Page 3 of 7": between the lines of a paragraph without ending it.
pub(super) fn is_furniture(line: &Line) -> bool {
    if line.words.len() > LONGEST_FURNITURE {
        return false;
    }
    let text = line.words.to_lowercase();
    let Some(rest) = text.strip_prefix("page ") else {
        return false;
    };
    rest.split([' ', '\t'])
        .all(|part| part == "of" || part.bytes().all(|b| b.is_ascii_digit()))
}

/// True when `text`, a line without its number, has the form of a title.
pub(super) fn is_title(text: &str, stands_out: bool) -> bool {
    let long = words(text).take(LONGEST + 1).count() > LONGEST || text.len() > 200;
    if long || starts_small(text) || sentences(text).len() > 1 || inside(text).is_some() {
        return false;
    }
    let verb = words(text).any(|word| VERBS.contains(&word.text.to_lowercase().as_str()));
    if let Some(label) = text.strip_suffix(':') {
        return !verb
            && !label.contains([':', '.'])
            && words(label).count() <= 4
            && !words(label).any(|word| word.text.to_lowercase().ends_with("ed"));
    }
    if stands_out || (is_all_capitals(text) && words(text).count() > 1) {
        return !text.ends_with(['.', ';']) || !verb;
    }
    !verb && !ends_sentence(text) && !text.ends_with(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_sentences() {
        for title in [
            "Agenda item",
            "Supporting documents:",
            "HOUSING AND HEALTH",
            "Warm homes - an update",
        ] {
            assert!(is_title(title, false), "{title}");
        }
        for sentence in [
            "The Board noted the report",
            "The Board agreed:",
            "A full sentence.",
            "and so on",
            "The pack included:",
            "Housing, health,",
        ] {
            assert!(!is_title(sentence, false), "{sentence}");
        }
    }
}
