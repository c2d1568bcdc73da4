//! Days and times as people write them in minutes, and the one day that they mean, if they mean
//! one. Knows nothing about actions.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::reading::{Context, Doubt};
use super::wording::Word;

/// A time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// `14 July 2022`, `14/07/22`, `July 14th`.
    Day {
        day: i8,
        month: i8,
        year: Option<i16>,
        weekday: Option<Weekday>,
    },
    /// Figures that name no day, such as `45/13/2022`.
    NoSuchDay,
    /// `the end of September`.
    EndOf { month: i8, year: Option<i16> },
    /// `the end of the month`.
    EndOfThisMonth,
    /// `the end of the financial year`, which is 31 March.
    EndOfFinancialYear,
    /// `September 2022`, `early September`.
    Month,
    /// `within two weeks`.
    Within { count: i32, unit: Unit },
    /// `Friday`.
    Weekday(Weekday),
    /// `the next meeting`.
    NextMeeting,
    /// Another time that depends on a day not given, such as `next week`.
    Relative,
    /// `as soon as possible`, `ongoing`, `TBC`.
    NotADay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Days,
    Weeks,
    Months,
}

/// The one day that the words mean, or why they mean none.
pub(super) fn resolve(written: Written, context: &Context) -> Result<Date, Doubt> {
    match written {
        Written::Day {
            day,
            month,
            year: Some(year),
            weekday,
        } => {
            let date = Date::new(year, month, day).map_err(|_| Doubt::NoSuchDay)?;
            on_weekday(date, weekday)
        }
        Written::Day {
            day,
            month,
            year: None,
            weekday,
        } => {
            let meeting = context.meeting.ok_or(Doubt::NoYear)?;
            let date = [meeting.year(), meeting.year().saturating_add(1)]
                .into_iter()
                .filter_map(|year| Date::new(year, month, day).ok())
                .find(|date| *date >= meeting)
                .ok_or(Doubt::NoSuchDay)?;
            // A day just gone by is as likely a slip as a day in a year's time.
            if date > meeting.checked_add(9.months()).map_err(|_| Doubt::NoYear)? {
                return Err(Doubt::NoYear);
            }
            on_weekday(date, weekday)
        }
        Written::NoSuchDay => Err(Doubt::NoSuchDay),
        Written::EndOf {
            month,
            year: Some(year),
        } => Date::new(year, month, 1)
            .map(Date::last_of_month)
            .map_err(|_| Doubt::NoSuchDay),
        Written::EndOf { month, year: None } => {
            let meeting = context.meeting.ok_or(Doubt::NoYear)?;
            let year = meeting
                .year()
                .saturating_add(i16::from(month < meeting.month()));
            Date::new(year, month, 1)
                .map(Date::last_of_month)
                .map_err(|_| Doubt::NoYear)
        }
        Written::EndOfThisMonth => context
            .meeting
            .map(Date::last_of_month)
            .ok_or(Doubt::Relative),
        Written::EndOfFinancialYear => {
            let meeting = context.meeting.ok_or(Doubt::Relative)?;
            let year = meeting
                .year()
                .saturating_add(i16::from(meeting.month() > 3));
            Date::new(year, 3, 31).map_err(|_| Doubt::Relative)
        }
        Written::Month => Err(Doubt::MonthOnly),
        Written::Within { count, unit } => {
            let span = match unit {
                Unit::Days => count.days(),
                Unit::Weeks => count.weeks(),
                Unit::Months => count.months(),
            };
            let meeting = context.meeting.ok_or(Doubt::Relative)?;
            meeting.checked_add(span).map_err(|_| Doubt::Relative)
        }
        Written::Weekday(weekday) => context
            .meeting
            .and_then(|meeting| meeting.nth_weekday(1, weekday).ok())
            .ok_or(Doubt::Relative),
        Written::NextMeeting => context.next_meeting.ok_or(Doubt::Relative),
        Written::Relative => Err(Doubt::Relative),
        Written::NotADay => Err(Doubt::NotADay),
    }
}

fn on_weekday(date: Date, weekday: Option<Weekday>) -> Result<Date, Doubt> {
    match weekday {
        Some(weekday) if weekday != date.weekday() => Err(Doubt::WeekdayDisagrees),
        _ => Ok(date),
    }
}

/// The time that is written from the first of `words` on, and how many words it takes.
pub(super) fn written(words: &[Word<'_>]) -> Option<(Written, usize)> {
    day(words)
        .or_else(|| end_of(words))
        .or_else(|| next_meeting(words))
        .or_else(|| month_only(words))
        .or_else(|| phrase(words))
}

fn small(words: &[Word<'_>], at: usize) -> String {
    words
        .get(at)
        .map(|word| word.text.to_lowercase())
        .unwrap_or_default()
}

fn day(words: &[Word<'_>]) -> Option<(Written, usize)> {
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
fn year(word: &Word<'_>, is_last: bool) -> Option<i16> {
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

fn month_named(lower: &str) -> Option<i8> {
    let at = MONTHS
        .iter()
        .position(|month| *month == lower || (lower.len() == 3 && month.starts_with(lower)))
        .or_else(|| (lower == "sept").then_some(8))?;
    i8::try_from(at + 1).ok()
}

/// True for the name of a month or a weekday.
pub(super) fn is_calendar_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    month_named(&lower).is_some() || weekday_named(&lower).is_some()
}

fn weekday_named(lower: &str) -> Option<Weekday> {
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

fn end_of(words: &[Word<'_>]) -> Option<(Written, usize)> {
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
fn next_meeting(words: &[Word<'_>]) -> Option<(Written, usize)> {
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

fn month_only(words: &[Word<'_>]) -> Option<(Written, usize)> {
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

fn phrase(words: &[Word<'_>]) -> Option<(Written, usize)> {
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::meetings::minutes_reading::wording::words;

    fn read(text: &str, context: &Context) -> Option<Result<Date, Doubt>> {
        let list: Vec<_> = words(text).collect();
        written(&list)
            .filter(|(_, used)| *used == list.len())
            .map(|(written, _)| resolve(written, context))
    }

    #[test]
    fn one_day_in_many_styles() {
        for text in [
            "14 July 2022",
            "14th July 2022",
            "the 14th of July 2022",
            "14 Jul 22",
            "14/07/22",
            "14/7/2022",
            "14.7.2022",
            "14-07-2022",
            "2022-07-14",
            "July 14 2022",
            "July 14th, 2022",
            "Thursday 14 July 2022",
            "Thurs 14th July 2022",
            "Thursday 14/07/22",
        ] {
            assert_eq!(
                read(text, &Context::default()),
                Some(Ok(date(2022, 7, 14))),
                "{text}"
            );
        }
    }

    #[test]
    fn words_without_a_day_say_why() {
        for (text, doubt) in [
            ("14 July", Doubt::NoYear),
            ("31 June 2022", Doubt::NoSuchDay),
            ("45/13/2022", Doubt::NoSuchDay),
            ("Friday 14 July 2022", Doubt::WeekdayDisagrees),
            ("September 2022", Doubt::MonthOnly),
            ("the end of September", Doubt::NoYear),
            ("the next meeting", Doubt::Relative),
            (
                "the next Health and Wellbeing Board meeting",
                Doubt::Relative,
            ),
            ("the September meeting", Doubt::Relative),
            ("ASAP", Doubt::NotADay),
            ("Q3 2022/23", Doubt::Relative),
            ("two weeks", Doubt::Relative),
        ] {
            assert_eq!(read(text, &Context::default()), Some(Err(doubt)), "{text}");
        }
    }

    #[test]
    fn the_meeting_resolves_what_is_unambiguous() {
        let context = Context {
            meeting: Some(date(2022, 7, 14)),
            next_meeting: Some(date(2022, 9, 22)),
        };
        for (text, day) in [
            ("1 August", date(2022, 8, 1)),
            ("5th January", date(2023, 1, 5)),
            ("the end of September", date(2022, 9, 30)),
            ("the end of February", date(2023, 2, 28)),
            ("the end of the month", date(2022, 7, 31)),
            ("the end of the financial year", date(2023, 3, 31)),
            ("two weeks", date(2022, 7, 28)),
            ("Friday", date(2022, 7, 15)),
            ("the next meeting", date(2022, 9, 22)),
        ] {
            assert_eq!(read(text, &context), Some(Ok(day)), "{text}");
        }
        assert_eq!(
            read("1 July", &context),
            Some(Err(Doubt::NoYear)),
            "gone by, or in a year?"
        );
        assert_eq!(read("September", &context), Some(Err(Doubt::MonthOnly)));
        assert_eq!(read("14 authors", &context), None);
    }
}
