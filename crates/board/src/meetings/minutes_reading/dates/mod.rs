//! Days and times as people write them in minutes, and the one day that they mean, if they mean
//! one. Knows nothing about actions.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

mod day;
mod phrases;

use day::day;
use phrases::{end_of, month_only, next_meeting, phrase};

pub(super) use day::is_calendar_name;

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
