//! Times that are said in words: the end of a month, the next meeting, "within two weeks".

use super::super::wording::Word;
use super::day::{month_named, weekday_named, year};
use super::{Unit, Written, small};

/// A month by its name, written with a capital, since "may" is also a verb.
fn month(words: &[Word<'_>], at: usize) -> Option<(i8, Option<i16>, usize)> {
    let name = words.get(at)?;
    if !name.text.starts_with(char::is_uppercase) {
        return None;
    }
    let month = month_named(&small(words, at))?;
    let year = words
        .get(at + 1)
        .filter(|word| word.text.len() == 4)
        .and_then(|w| year(w, false));
    Some((month, year, at + 1 + usize::from(year.is_some())))
}

pub(super) fn end_of(words: &[Word<'_>]) -> Option<(Written, usize)> {
    let mut at = usize::from(small(words, 0) == "the");
    if small(words, at) != "end" {
        return None;
    }
    at += 1;
    at += usize::from(small(words, at) == "of");
    at += usize::from(matches!(small(words, at).as_str(), "the" | "this"));
    if let Some((month, year, used)) = month(words, at) {
        return Some((Written::EndOf { month, year }, used));
    }
    match (small(words, at).as_str(), small(words, at + 1).as_str()) {
        ("month", _) => Some((Written::EndOfThisMonth, at + 1)),
        ("financial", "year") => Some((Written::EndOfFinancialYear, at + 2)),
        ("year" | "quarter" | "week" | "term", _) => Some((Written::Relative, at + 1)),
        ("calendar" | "municipal" | "academic" | "school", "year") => {
            Some((Written::Relative, at + 2))
        }
        _ => None,
    }
}

/// Words that end the name of a meeting.
const MEETINGS: [&str; 6] = ["meeting", "board", "committee", "session", "hwb", "hwbb"];

/// Words that the name of this board's own meeting is made of.
const OWN_NAME: [&str; 10] = [
    "health",
    "and",
    "wellbeing",
    "well-being",
    "scheduled",
    "ordinary",
    "formal",
    "full",
    "public",
    "available",
];

/// How many words the name of a meeting may take.
const LONGEST_NAME: usize = 7;

/// "the next meeting", "the next Board meeting", "the next meeting of the Board". The meeting of
/// another body, and "the September meeting", depend on a calendar that the minutes do not hold.
pub(super) fn next_meeting(words: &[Word<'_>]) -> Option<(Written, usize)> {
    let mut at = usize::from(matches!(
        small(words, 0).as_str(),
        "the" | "our" | "its" | "this"
    ));
    let mut own = matches!(
        small(words, at).as_str(),
        "next" | "following" | "subsequent" | "forthcoming" | "upcoming"
    );
    if !own && month(words, at).is_none() {
        return None;
    }
    at += 1;
    let limit = at + LONGEST_NAME;
    while !MEETINGS.contains(&small(words, at).as_str()) {
        let word = words
            .get(at)
            .filter(|word| word.after.is_empty() && at < limit)?;
        let known = OWN_NAME.contains(&word.text.to_lowercase().as_str());
        if !known && !word.text.starts_with(char::is_uppercase) {
            return None;
        }
        own &= known;
        at += 1;
    }
    own &= small(words, at) != "committee";
    at += 1;
    if MEETINGS.contains(&small(words, at).as_str()) {
        at += 1;
    }
    if small(words, at) == "of" && small(words, at + 1) == "the" {
        let limit = at + 2 + LONGEST_NAME;
        let mut to = at + 2;
        while to < limit
            && words.get(to).is_some_and(|word| {
                word.text.starts_with(char::is_uppercase)
                    || OWN_NAME.contains(&word.text)
                    || MEETINGS.contains(&word.text)
            })
        {
            own &= OWN_NAME.contains(&small(words, to).as_str())
                || small(words, to).as_str() == "board";
            to += 1;
        }
        if to > at + 2 {
            at = to;
        }
    }
    Some((
        if own {
            Written::NextMeeting
        } else {
            Written::Relative
        },
        at,
    ))
}

pub(super) fn month_only(words: &[Word<'_>]) -> Option<(Written, usize)> {
    let skip = match small(words, 0).as_str() {
        "early" | "mid" | "late" => 1,
        "the" if matches!(small(words, 1).as_str(), "beginning" | "start" | "middle") => 3,
        _ => 0,
    };
    let (_, _, used) = month(words, skip)?;
    Some((Written::Month, used))
}

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Phrases that name a time and no day, longest first where one begins another.
const PHRASES: [(&[&str], Written); 25] = [
    (&["as", "soon", "as", "possible"], Written::NotADay),
    (&["as", "soon", "as", "practicable"], Written::NotADay),
    (&["asap"], Written::NotADay),
    (&["a.s.a.p"], Written::NotADay),
    (&["immediately"], Written::NotADay),
    (&["immediate"], Written::NotADay),
    (&["in", "due", "course"], Written::NotADay),
    (&["ongoing"], Written::NotADay),
    (&["on-going"], Written::NotADay),
    (&["continuing"], Written::NotADay),
    (&["tbc"], Written::NotADay),
    (&["tba"], Written::NotADay),
    (&["to", "be", "confirmed"], Written::NotADay),
    (&["to", "be", "agreed"], Written::NotADay),
    (&["next", "week"], Written::Relative),
    (&["next", "month"], Written::Relative),
    (&["next", "quarter"], Written::Relative),
    (&["next", "year"], Written::Relative),
    (&["this", "week"], Written::Relative),
    (&["this", "month"], Written::Relative),
    (&["tomorrow"], Written::Relative),
    (&["the", "new", "year"], Written::Relative),
    (&["christmas"], Written::Relative),
    (&["easter"], Written::Relative),
    (&["year", "end"], Written::Relative),
];

pub(super) fn phrase(words: &[Word<'_>]) -> Option<(Written, usize)> {
    if let Some((written, used)) = span(words).or_else(|| season(words)) {
        return Some((written, used));
    }
    if let Some(weekday) = weekday_named(&small(words, 0)) {
        return Some((Written::Weekday(weekday), 1));
    }
    if small(words, 0) == "next" && weekday_named(&small(words, 1)).is_some() {
        return Some((Written::Relative, 2));
    }
    PHRASES
        .iter()
        .find(|(phrase, _)| {
            phrase
                .iter()
                .enumerate()
                .all(|(at, word)| small(words, at) == *word)
        })
        .map(|(phrase, written)| (*written, phrase.len()))
}

/// `two weeks`, `14 days of the meeting`; a count of working days depends on the holidays.
fn span(words: &[Word<'_>]) -> Option<(Written, usize)> {
    let first = small(words, 0);
    let count = NUMBERS
        .iter()
        .position(|number| *number == first)
        .and_then(|at| i32::try_from(at).ok())
        .or_else(|| (first == "a").then_some(1))
        .or_else(|| first.parse().ok().filter(|count| (1..400).contains(count)))?;
    let (written, used) = match small(words, 1).as_str() {
        "day" | "days" => (
            Written::Within {
                count,
                unit: Unit::Days,
            },
            2,
        ),
        "week" | "weeks" => (
            Written::Within {
                count,
                unit: Unit::Weeks,
            },
            2,
        ),
        "month" | "months" => (
            Written::Within {
                count,
                unit: Unit::Months,
            },
            2,
        ),
        "working" | "clear" if matches!(small(words, 2).as_str(), "day" | "days") => {
            (Written::Relative, 3)
        }
        _ => return None,
    };
    let of_the_meeting = matches!(small(words, used).as_str(), "of" | "after")
        && matches!(small(words, used + 1).as_str(), "the" | "this")
        && small(words, used + 2) == "meeting";
    Some((written, used + if of_the_meeting { 3 } else { 0 }))
}

/// `autumn 2022`, `Q3`, `Q3 2022/23`.
fn season(words: &[Word<'_>]) -> Option<(Written, usize)> {
    let at = usize::from(small(words, 0) == "the");
    let named = matches!(
        small(words, at).as_str(),
        "spring" | "summer" | "autumn" | "winter" | "q1" | "q2" | "q3" | "q4"
    );
    let year = small(words, at + 1).starts_with("20");
    named.then_some((Written::Relative, at + 1 + usize::from(year)))
}
