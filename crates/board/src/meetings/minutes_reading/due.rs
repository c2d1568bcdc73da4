//! The part of an action that says by when: "by 14 July 2022", "(14/07/22)", "before the next
//! meeting". A date without a word or mark that makes it a due date is not one.

use super::dates::{self, Written};
use super::reading::{Context, Doubt};
use super::wording::{Word, words};

/// By when, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    /// The words of the time, without "by".
    pub(super) words: String,
    written: Vec<Written>,
}

impl Due {
    /// The day that is meant, or why there is none.
    pub(super) fn resolve(&self, context: &Context) -> Result<jiff::civil::Date, Doubt> {
        match self.written[..] {
            [written] => dates::resolve(written, context),
            _ => Err(Doubt::TwoDays),
        }
    }

    /// A whole cell or a labelled value: "14 July 2022", "by the next meeting", "TBC".
    /// Words that are no time at all are kept, and give no day.
    pub(super) fn from_cell(cell: &str) -> Option<Self> {
        let cell = cell.trim().trim_end_matches('.');
        if !cell.chars().any(char::is_alphanumeric) {
            return None;
        }
        let list: Vec<Word<'_>> = words(cell).collect();
        let skip = PREFIXES
            .iter()
            .find(|prefix| begins(&list, prefix))
            .map_or(0, |p| p.len());
        let written = list
            .get(skip..)
            .and_then(|rest| times(rest).filter(|(_, used)| *used == rest.len()))
            .map_or_else(|| vec![Written::NotADay], |(written, _)| written);
        Some(Self {
            words: cell.to_owned(),
            written,
        })
    }
}

/// What is left of an action when the time is taken out, and the time.
pub(super) struct Split<'a> {
    pub(super) rest: &'a str,
    pub(super) due: Due,
}

/// Words that make what follows a due date, longest first.
const PREFIXES: [&[&str]; 29] = [
    &["by", "the", "close", "of", "business", "on"],
    &["by", "close", "of", "business", "on"],
    &["by", "close", "of", "play", "on"],
    &["by", "noon", "on"],
    &["by", "cob"],
    &["to", "be", "completed", "by"],
    &["to", "be", "done", "by"],
    &["for", "completion", "by"],
    &["to", "complete", "by"],
    &["by", "no", "later", "than"],
    &["no", "later", "than"],
    &["not", "later", "than"],
    &["on", "or", "before"],
    &["in", "time", "for"],
    &["in", "advance", "of"],
    &["ahead", "of"],
    &["prior", "to"],
    &["target", "date"],
    &["deadline", "of"],
    &["due", "date"],
    &["due", "by"],
    &["due", "on"],
    &["by", "when"],
    &["deadline"],
    &["timescale"],
    &["due"],
    &["by"],
    &["before"],
    &["within"],
];

/// How far from the end a trailing time may begin, in words.
const LONGEST_CLAUSE: usize = 16;

fn begins(list: &[Word<'_>], prefix: &[&str]) -> bool {
    list.len() > prefix.len()
        && prefix
            .iter()
            .zip(list)
            .all(|(expected, word)| word.text.eq_ignore_ascii_case(expected))
}

/// One time, or two joined by "or", "and" or "to".
fn times(list: &[Word<'_>]) -> Option<(Vec<Written>, usize)> {
    let (first, used) = dates::written(list)?;
    let joined = list
        .get(used)
        .is_some_and(|word| matches!(word.text, "or" | "and" | "to"));
    if joined && let Some((second, more)) = list.get(used + 1..).and_then(dates::written) {
        return Some((vec![first, second], used + 1 + more));
    }
    Some((vec![first], used))
}

/// The time at the end of an action, taken off; failing that the time at its beginning, taken off;
/// failing that a "by" with a day in its middle, left where it is.
pub(super) fn split(text: &str) -> Option<Split<'_>> {
    unsaid(text)
        .or_else(|| trailing(text))
        .or_else(|| leading(text))
        .or_else(|| within(text))
}

/// True when an action ends with its time, and so ends.
pub(super) fn ends_with_time(text: &str) -> bool {
    trailing(text).is_some()
}

/// "by ?" says that the date is not known.
fn unsaid(text: &str) -> Option<Split<'_>> {
    let open = text
        .trim_end_matches(['.', ')', ']', ' '])
        .strip_suffix('?')?;
    let open = open.trim_end_matches(['?', ' ', ':']);
    let last = words(open).next_back()?;
    let is_prefix = ["by", "due", "deadline", "date"].contains(&last.text.to_lowercase().as_str());
    (is_prefix && last.end == open.len()).then(|| Split {
        rest: without_join(&text[..last.start]),
        due: Due {
            words: "?".to_owned(),
            written: vec![Written::NotADay],
        },
    })
}

fn trailing(text: &str) -> Option<Split<'_>> {
    let tail: Vec<Word<'_>> = {
        let mut tail: Vec<_> = words(text).rev().take(LONGEST_CLAUSE + 1).collect();
        tail.reverse();
        tail
    };
    (0..tail.len()).find_map(|at| trailing_from(text, &tail, at))
}

fn trailing_from<'a>(text: &'a str, tail: &[Word<'_>], at: usize) -> Option<Split<'a>> {
    let list = tail.get(at..)?;
    let first = list.first()?;
    let ends = |from: &[Word<'_>]| times(from).filter(|(_, used)| *used == from.len());
    for prefix in PREFIXES.iter().filter(|prefix| begins(list, prefix)) {
        if let Some((written, _)) = list.get(prefix.len()..).and_then(ends) {
            let from = list.get(prefix.len())?.start;
            return Some(taken(text, first, from, written));
        }
    }
    if first.text.eq_ignore_ascii_case("in")
        && let Some((written, _)) = list.get(1..).and_then(ends)
        && matches!(written[..], [Written::Within { .. }])
    {
        return Some(taken(text, first, first.start, written));
    }
    // "bring a report to the next meeting" says what and when in one: the words stay.
    if let Some((written, _)) = list.get(1..).and_then(ends)
        && match (first.text, &written[..]) {
            ("to" | "at" | "for", [time]) => *time == Written::NextMeeting,
            ("in" | "during", [time]) => matches!(time, Written::Month | Written::Relative),
            _ => false,
        }
    {
        let mut split = taken(text, first, list.get(1)?.start, written);
        split.rest = text;
        return Some(split);
    }
    let (written, _) = ends(list)?;
    let open_ended = matches!(
        first.text.to_lowercase().as_str(),
        "asap" | "as" | "immediately"
    );
    (open_ended || stands_apart(text, tail, at)).then(|| taken(text, first, first.start, written))
}

/// A bracket, a dash, a stop or a wide gap stands before the word, or nothing at all.
fn stands_apart(text: &str, tail: &[Word<'_>], at: usize) -> bool {
    let Some(word) = tail.get(at) else {
        return false;
    };
    if word.before.contains(['(', '[']) {
        return true;
    }
    let Some(previous) = at.checked_sub(1).and_then(|before| tail.get(before)) else {
        return text[..word.start].trim().is_empty();
    };
    let gap = &text[previous.end..word.start];
    gap.contains([',', ';', ':', '.', ')', ']', '\t', '–', '—', '|', '/']) || gap.contains(" - ")
}

fn taken<'a>(text: &'a str, first: &Word<'_>, from: usize, written: Vec<Written>) -> Split<'a> {
    let words = text[from..]
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    Split {
        rest: without_join(&text[..first.start]),
        due: Due { words, written },
    }
}

/// Takes what joined the time to the rest away: brackets, dashes, commas.
fn without_join(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || "([,;:–—-|/".contains(c))
}

/// "By 14 July 2022, JB to write" and "By 14 July 2022: JB to write".
fn leading(text: &str) -> Option<Split<'_>> {
    let list: Vec<Word<'_>> = words(text).take(LONGEST_CLAUSE).collect();
    let prefix = PREFIXES.iter().find(|prefix| begins(&list, prefix))?;
    let (written, used) = list.get(prefix.len()..).and_then(times)?;
    let ending = list.get(prefix.len() + used - 1)?;
    let next = list.get(prefix.len() + used)?;
    let gap = &text[ending.end..next.start];
    let from = list.get(prefix.len())?.start;
    gap.contains([',', ':', ';', '–', '—', '-', ')', ']', '\t'])
        .then(|| Split {
            rest: &text[next.start - next.before.len()..],
            due: Due {
                words: text[from..ending.end].to_owned(),
                written,
            },
        })
}

fn within(text: &str) -> Option<Split<'_>> {
    let list: Vec<Word<'_>> = words(text).collect();
    let mut found: Option<Due> = None;
    for (at, word) in list.iter().enumerate() {
        if !matches!(word.text.to_lowercase().as_str(), "by" | "before" | "than") {
            continue;
        }
        let Some((written, used)) = list.get(at + 1..).and_then(times) else {
            continue;
        };
        let is_day = written.iter().all(|one| {
            matches!(
                one,
                Written::Day { .. }
                    | Written::NoSuchDay
                    | Written::EndOf { .. }
                    | Written::NextMeeting
            )
        });
        let (Some(from), Some(to)) = (list.get(at + 1), list.get(at + used)) else {
            continue;
        };
        if !is_day {
            continue;
        }
        let words = text[from.start..to.end].to_owned();
        found = Some(match found {
            None => Due { words, written },
            Some(before) => Due {
                words: format!("{}; {words}", before.words),
                written: [before.written, written].concat(),
            },
        });
    }
    found.map(|due| Split { rest: text, due })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<(&str, String)> {
        split(text).map(|split| (split.rest, split.due.words))
    }

    #[test]
    fn a_time_at_the_end_is_taken_off() {
        for (text, rest, due) in [
            ("JB to write by 14 July 2022", "JB to write", "14 July 2022"),
            (
                "JB to write by 14 July 2022.",
                "JB to write",
                "14 July 2022",
            ),
            ("JB to write (14/07/22)", "JB to write", "14/07/22"),
            ("JB to write – 14.7.2022", "JB to write", "14.7.2022"),
            (
                "JB to write, no later than July 14th",
                "JB to write",
                "July 14th",
            ),
            (
                "JB to write by the end of September",
                "JB to write",
                "the end of September",
            ),
            (
                "JB to write before the next meeting",
                "JB to write",
                "the next meeting",
            ),
            ("JB to write ASAP", "JB to write", "ASAP"),
            (
                "JB to write. Due: 14 July 2022",
                "JB to write.",
                "14 July 2022",
            ),
            ("JB to write within two weeks", "JB to write", "two weeks"),
            ("JB to write by ?", "JB to write", "?"),
            ("JB by TBC", "JB", "TBC"),
            (
                "By 14 July 2022, JB to write",
                "JB to write",
                "14 July 2022",
            ),
            (
                "JB to write by 14 July 2022 to all",
                "JB to write by 14 July 2022 to all",
                "14 July 2022",
            ),
            (
                "JB to report to the next meeting",
                "JB to report to the next meeting",
                "the next meeting",
            ),
            (
                "JB to write by 14 July or 21 July 2022",
                "JB to write",
                "14 July or 21 July 2022",
            ),
        ] {
            assert_eq!(said(text), Some((rest, due.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_date_that_is_not_due_stays() {
        for text in [
            "JB to circulate the minutes of 12 May 2022",
            "JB to report on progress since 3 March 2022",
            "JB to attend the workshop on 14 July 2022",
            "JB to share the paper written by 14 authors",
            "JB to speak to the team led by the Director",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
