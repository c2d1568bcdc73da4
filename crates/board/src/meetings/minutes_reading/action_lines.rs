//! The mark that begins an action: `Action:`, `ACTION –`, `Action 3 (JB):`, `[Action: JB]`. Telling
//! it from "action plan", "took action" and "actions from the last meeting" is all this file does.

use super::action_words::is_none;
use super::owners;
use super::wording::{after_prefix, is_all_capitals, words};

/// The mark of an action and what is behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    /// The mark itself, as written.
    pub(super) sign: &'a str,
    /// The owner inside the mark, as in `Action (JB):`.
    pub(super) owner: Option<&'a str>,
    /// What is behind the mark; empty for a heading over a list.
    pub(super) rest: &'a str,
    /// The bracket that closes the action, if one opens it.
    pub(super) closing: Option<char>,
    /// The mark speaks of several actions, or is a heading of them.
    pub(super) plural: bool,
    /// A colon or dash follows the keyword: the mark is not a mere word.
    pub(super) separated: bool,
    /// The list is a summary of the whole meeting, not of the item that it stands under.
    pub(super) summary: bool,
}

/// Words that may stand before the keyword.
const BEFORE: [&str; 15] = [
    "summary of the ",
    "summary of ",
    "list of ",
    "schedule of ",
    "table of ",
    "agreed ",
    "new ",
    "key ",
    "following ",
    "the following ",
    "board ",
    "resulting ",
    "for ",
    "meeting ",
    "immediate ",
];

/// Words that may stand behind the keyword without changing what it is.
const BEHIND: [&str; 14] = [
    "points", "point", "items", "item", "required", "agreed", "needed", "arising", "no.", "no",
    "number", "ref", "ref.", "summary",
];

/// How far a bracket may be from the one that opens it, in bytes: a bracket left open must not be
/// searched for through the whole text again and again.
const LONGEST_BRACKET: usize = 4_000;

/// How long "no further action required" and the like can be, in bytes.
const LONGEST_NONE: usize = 80;

/// How long a reference or an owner in a mark can be, in characters.
const LONGEST_REFERENCE: usize = 20;
const LONGEST_OWNER: usize = 160;

/// The mark at the beginning of a line.
pub(super) fn at_start(line: &str) -> Option<Mark<'_>> {
    let (open, closing) = match line.chars().next()? {
        '[' => (line.get(1..)?.trim_start(), Some(']')),
        '(' => (line.get(1..)?.trim_start(), Some(')')),
        _ => (line, None),
    };
    let (summary, open) = BEFORE
        .iter()
        .find_map(|prefix| after_prefix(open, prefix).map(|rest| (prefix.contains(" of "), rest)))
        .unwrap_or((false, open));
    let keyword = keyword(open)?;
    let mut mark = behind(keyword.rest, &keyword, closing)?;
    mark.summary |= summary;
    mark.sign = if mark.rest.is_empty() {
        line
    } else {
        line.get(..mark.rest.as_ptr() as usize - line.as_ptr() as usize)?
    };
    if mark.rest.len() < LONGEST_NONE && is_none(mark.rest.trim_end_matches([']', ')'])) {
        return None;
    }
    Some(mark)
}

struct Keyword<'a> {
    rest: &'a str,
    plural: bool,
    shouted: bool,
}

fn keyword(text: &str) -> Option<Keyword<'_>> {
    let (word, rest) = ["actions", "action"]
        .iter()
        .find_map(|word| after_prefix(text, word).map(|rest| (text.get(..word.len()), rest)))
        .or_else(|| {
            // "AP3:" is an action point; "AP" alone is anything.
            let rest = text.strip_prefix("AP")?;
            let figure = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
            figure.then_some((Some("AP"), rest))
        })?;
    let word = word?;
    let rest = rest.strip_prefix("(s)").unwrap_or(rest);
    let next = rest.chars().next();
    let hyphen = next == Some('-') && rest.chars().nth(1).is_some_and(char::is_alphabetic);
    let digits_after = word == "AP";
    if next.is_some_and(|c| {
        c.is_alphabetic() || c == '\'' || c == '’' || (c.is_numeric() && !digits_after)
    }) {
        return None;
    }
    if hyphen {
        return None;
    }
    Some(Keyword {
        rest,
        plural: word.eq_ignore_ascii_case("actions"),
        shouted: is_all_capitals(word),
    })
}

/// Reads what stands between the keyword and the action's words.
fn behind<'a>(text: &'a str, keyword: &Keyword<'_>, closing: Option<char>) -> Option<Mark<'a>> {
    let mut rest = text;
    let mut plural = keyword.plural;
    let mut summary = false;
    loop {
        let inner = rest.trim_start();
        let Some(found) = BEHIND.iter().find(|word| {
            after_prefix(inner, word)
                .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        }) else {
            break;
        };
        plural |= found.ends_with('s') && *found != "points arising";
        summary |= *found == "summary";
        rest = inner.get(found.len()..)?;
    }
    let (after_reference, referenced) = without_reference(rest);
    rest = after_reference;
    let (owner, after_owner) = owner_in_mark(rest);
    rest = after_owner;
    let (rest, separated) = match separator(rest) {
        Some(rest) => (rest, true),
        None if rest.trim().is_empty() => ("", false),
        None if closing.is_some() => {
            // "(Action JB)" is one, "(Action Plan)" is not.
            let inner = rest.trim().trim_end_matches([')', ']', '.']);
            let sure = matches!(owners::kind(inner), Some(kind) if kind != owners::Kind::Name)
                || owners::leading(inner).is_some();
            if !sure {
                return None;
            }
            (rest, false)
        }
        None if owner.is_some() => (rest, true),
        None => {
            let sure = (keyword.shouted || referenced) && owners::leading(rest.trim()).is_some();
            if !sure {
                return None;
            }
            (rest, false)
        }
    };
    let rest = rest.trim();
    if rest.is_empty() && closing.is_some() {
        return None;
    }
    Some(Mark {
        sign: "",
        owner,
        rest,
        closing,
        plural,
        separated,
        summary,
    })
}

/// Takes "3", "12.4", "HWB/22/01", "#4" off.
fn without_reference(text: &str) -> (&str, bool) {
    let inner = text.trim_start();
    let end = inner
        .char_indices()
        .take(LONGEST_REFERENCE)
        .find(|(_, c)| c.is_whitespace() || ":–—".contains(*c))
        .map_or_else(
            || {
                if inner.len() < LONGEST_REFERENCE {
                    inner.len()
                } else {
                    0
                }
            },
            |(at, _)| at,
        );
    let (token, rest) = inner.split_at(end);
    let figures = token.bytes().any(|b| b.is_ascii_digit())
        && token.len() <= 16
        && token
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "./#-()[]".contains(c));
    if figures { (rest, true) } else { (text, false) }
}

/// The owner in `Action (JB):`, `Action for the Clerk:`, `ACTION JB:`; and what follows it.
fn owner_in_mark(text: &str) -> (Option<&str>, &str) {
    let inner = text.trim_start();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(after) = inner.strip_prefix(open)
            && let Some(at) = found_within(after, |c| c == close)
            && let (Some(owner), Some(rest)) = (after.get(..at), after.get(at + 1..))
            && owners::kind(owner).is_some()
        {
            return (Some(owner.trim()), rest);
        }
    }
    let (worded, named) = ["for ", "by ", "owner ", "on "]
        .iter()
        .find_map(|word| after_prefix(inner, word))
        .map_or((inner, false), |rest| (rest, true));
    let end = found_within(worded, |c| ":–—".contains(c)).or_else(|| {
        let dash = found_within(worded, |c| c == '-')?;
        worded
            .get(dash.checked_sub(1)?..)?
            .starts_with(" - ")
            .then_some(dash)
    });
    if let Some(at) = end
        && let (Some(owner), Some(rest)) = (worded.get(..at), worded.get(at..))
        && let Some(kind) = owners::kind(owner)
        && (kind != owners::Kind::Name || (named && words(owner).count() == 2))
    {
        return (Some(owner.trim()), rest);
    }
    // "Action by:" and "Action for:" are the keyword alone.
    let bare = ["by", "for", "owner"].iter().find_map(|word| {
        after_prefix(inner, word).filter(|rest| rest.trim_start().starts_with([':', '–', '—']))
    });
    (None, bare.unwrap_or(text))
}

fn found_within(text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    text.char_indices()
        .take(LONGEST_OWNER)
        .find(|(_, c)| wanted(*c))
        .map(|(at, _)| at)
}

/// What is behind a colon, a dash, an arrow or a wide gap.
fn separator(text: &str) -> Option<&str> {
    let wide = text.starts_with('\t');
    let spaced = text.starts_with(char::is_whitespace);
    let inner = text.trim_start();
    if wide && !inner.is_empty() {
        return Some(inner.trim_start_matches([':', '–', '—', '-', ' ']));
    }
    let mut chars = inner.chars();
    match chars.next()? {
        ':' | '–' | '—' | '=' | '→' => {
            Some(chars.as_str().trim_start_matches(['-', '–', '—', ':', ' ']))
        }
        '-' if spaced || chars.as_str().starts_with(char::is_whitespace) => {
            Some(chars.as_str().trim_start_matches(['-', '>', ' ']))
        }
        // "Action. JB to write": a stop, when words follow.
        '.' if chars.as_str().starts_with(' ') => Some(chars.as_str()),
        _ => None,
    }
}

/// The first action that begins inside a line: where, and its mark.
pub(super) fn inside(line: &str) -> Option<(usize, Mark<'_>)> {
    line.match_indices('A').find_map(|(at, _)| {
        let rest = line.get(at + 1..)?;
        after_prefix(rest, "ction").and_then(|_| bounded(line, at))
    })
}

fn bounded(line: &str, keyword: usize) -> Option<(usize, Mark<'_>)> {
    let before = line.get(..keyword)?;
    let near = before.trim_end_matches(' ');
    if near.is_empty() {
        return None;
    }
    let bracket = near.ends_with(['[', '(']);
    let start = if bracket { near.len() - 1 } else { keyword };
    let mark = at_start(line.get(start..)?)?;
    if mark.rest.is_empty() {
        return None;
    }
    let apart = bracket || near.ends_with(['.', ';', '?', '!', ')', ']', '\t', '”', '"', '|']);
    (apart && (mark.separated || bracket)).then_some((start, mark))
}

/// Where the bracket that was opened before `text` is closed: the bytes before and after it.
pub(super) fn closed(text: &str, closing: char) -> Option<(&str, &str)> {
    let opening = if closing == ']' { '[' } else { '(' };
    let mut depth = 1_usize;
    for (at, c) in text
        .char_indices()
        .take_while(|(at, _)| *at < LONGEST_BRACKET)
    {
        if c == opening {
            depth += 1;
        } else if c == closing {
            depth -= 1;
            if depth == 0 {
                return Some((text.get(..at)?, text.get(at + 1..)?));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_many_houses() {
        for (line, owner, rest) in [
            ("Action: JB to write", None, "JB to write"),
            (
                "ACTION – Head of Housing: write by 1 May",
                None,
                "Head of Housing: write by 1 May",
            ),
            ("Action point 3: JB to write", None, "JB to write"),
            ("ACTION 12.3 - JB to write", None, "JB to write"),
            ("Action (JB): write", Some("JB"), "write"),
            ("Action JB: write", Some("JB"), "write"),
            ("Action for the Clerk: write", Some("the Clerk"), "write"),
            ("Action by: the Clerk", None, "the Clerk"),
            ("AP4: JB to write", None, "JB to write"),
            ("ACTION JB to write", None, "JB to write"),
            ("Agreed action: JB to write", None, "JB to write"),
            ("Action: ?", None, "?"),
            ("Action:", None, ""),
            ("Actions", None, ""),
            ("Action\tJB", None, "JB"),
        ] {
            let mark = at_start(line);
            assert_eq!(
                mark.map(|m| (m.owner, m.rest)),
                Some((owner, rest)),
                "{line}"
            );
        }
    }

    #[test]
    fn traps_are_no_marks() {
        for line in [
            "Action plan: the Board noted it",
            "Action plans – an update",
            "Actions from the last meeting were noted.",
            "Action was taken at once.",
            "Action-oriented work: a summary",
            "Action on obesity: the Board noted the report",
            "Action for Children: annual report",
            "Actions: none",
            "Action: No action was required",
            "Action Plan",
            "No action was required.",
            "Action taken: the letter was sent",
            "Activity: walking",
            "Actionable insight: none",
        ] {
            assert_eq!(at_start(line), None, "{line}");
        }
    }

    #[test]
    fn marks_inside_a_line() {
        let (at, mark) = inside("It was agreed. Action: JB").unwrap_or_else(|| unreachable!());
        assert_eq!((at, mark.rest), (15, "JB"));
        let (at, mark) = inside("It was agreed [Action: JB to write] and noted.")
            .unwrap_or_else(|| unreachable!());
        assert_eq!((at, mark.closing), (14, Some(']')));
        assert_eq!(closed(mark.rest, ']'), Some(("JB to write", " and noted.")));
        for line in [
            "The Climate Action: progress",
            "see the (Action Plan) here",
            "They took Action.",
        ] {
            assert_eq!(inside(line), None, "{line}");
        }
    }
}
