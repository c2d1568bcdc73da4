//! A day as it is written, in figures or with the name of the month. Days come first, as in Britain.

use jiff::civil::Weekday;

use super::super::wording::Word;
use super::{Written, small};

/// A day with its month, and the year and weekday where they are given.
pub(super) fn day(words: &[Word<'_>]) -> Option<(Written, usize)> {
    let mut at = 0;
    if small(words, at) == "the" {
        at += 1;
    }
    let weekday = weekday_named(&small(words, at));
    if weekday.is_some() {
        at += 1;
    }
    if weekday.is_some() && small(words, at) == "the" {
        at += 1;
    }
    let first = words.get(at)?;
    if let Some(written) = in_figures(first.text, weekday) {
        return Some((written, at + 1));
    }
    let (day, month, next) = if let Some(day) = day_of_month(first.text) {
        let skip = usize::from(small(words, at + 1) == "of");
        (
            day,
            month_named(&small(words, at + 1 + skip))?,
            at + 2 + skip,
        )
    } else {
        let month = month_named(&small(words, at))?;
        let skip = usize::from(small(words, at + 1) == "the");
        (
            day_of_month(words.get(at + 1 + skip)?.text)?,
            month,
            at + 2 + skip,
        )
    };
    let year = words
        .get(next)
        .and_then(|word| year(word, next + 1 == words.len()));
    let used = next + usize::from(year.is_some());
    if !(1..=31).contains(&day) {
        return Some((Written::NoSuchDay, used));
    }
    Some((
        Written::Day {
            day,
            month,
            year,
            weekday,
        },
        used,
    ))
}

/// `14/07/22`, `14.7.2022`, `14-07-2022` (day first) and `2022-07-14`.
fn in_figures(text: &str, weekday: Option<Weekday>) -> Option<Written> {
    let separator = ['/', '.', '-']
        .into_iter()
        .find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    if [first, second, third]
        .iter()
        .any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let (day, month, year) = match (first.len(), second.len(), third.len()) {
        (4, 2, 2) => (third, second, first),
        (1 | 2, 1 | 2, 2 | 4) => (first, second, third),
        _ => return None,
    };
    let century = if year.len() == 2 { 2000 } else { 0 };
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    let year = year.parse::<i16>().ok()? + century;
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return Some(Written::NoSuchDay);
    }
    Some(Written::Day {
        day,
        month,
        year: Some(year),
        weekday,
    })
}

fn day_of_month(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let figures = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| lower.strip_suffix(ending))
        .unwrap_or(&lower);
    if figures.is_empty() || figures.len() > 2 {
        return None;
    }
    figures
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| figures.parse().ok())?
}

/// A year of four figures, or of two where nothing of the same clause follows.
pub(super) fn year(word: &Word<'_>, is_last: bool) -> Option<i16> {
    if !word.text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: i16 = word.text.parse().ok()?;
    match word.text.len() {
        4 if (1900..2200).contains(&value) => Some(value),
        2 if is_last || !word.after.is_empty() => Some(2000 + value),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) fn month_named(lower: &str) -> Option<i8> {
    let at = MONTHS
        .iter()
        .position(|month| *month == lower || (lower.len() == 3 && month.starts_with(lower)))
        .or_else(|| (lower == "sept").then_some(8))?;
    i8::try_from(at + 1).ok()
}

/// True for the name of a month or a weekday.
pub(in super::super) fn is_calendar_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    month_named(&lower).is_some() || weekday_named(&lower).is_some()
}

pub(super) fn weekday_named(lower: &str) -> Option<Weekday> {
    Some(match lower {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" | "weds" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}
