use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::{Holidays, easter_sunday};
use crate::vocabulary::words;

words! {
    /// Which days count between publishing an agenda and the meeting. Three readings of the law are in use; a board's
    /// monitoring officer chooses one.
    pub enum Reading {
        /// Monday to Friday without bank holidays, after R v Swansea City Council ex parte Elitestone (1993).
        WorkingDays = "working days",
        /// Every day but Sundays, the Christmas, Easter and bank holiday breaks and days of mourning, as section 243 of
        /// the Local Government Act 1972 leaves them out. Other Saturdays count.
        ExcludedDays = "excluded days",
        /// Every day of the calendar.
        CalendarDays = "calendar days",
    }
}

impl Reading {
    /// Why a day is not counted, or `None` when it is.
    #[must_use]
    pub fn skips(self, day: Date, holidays: &Holidays) -> Option<String> {
        match self {
            Self::CalendarDays => None,
            Self::WorkingDays => {
                holidays
                    .name_of(day)
                    .map(str::to_owned)
                    .or_else(|| match day.weekday() {
                        Weekday::Saturday => Some("Saturday".to_owned()),
                        Weekday::Sunday => Some("Sunday".to_owned()),
                        _ => None,
                    })
            }
            Self::ExcludedDays => holidays
                .name_of(day)
                .map(str::to_owned)
                .or_else(|| (day.weekday() == Weekday::Sunday).then(|| "Sunday".to_owned()))
                .or_else(|| break_of(day, holidays).map(str::to_owned)),
        }
    }
}

/// One day of the working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    /// Which.
    pub date: Date,
    /// What it counts for.
    pub standing: Standing,
}

/// What a day counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The day of publication, which does not count.
    Published,
    /// The first, second, ... clear day.
    Counted(u32),
    /// Left out, and why.
    Skipped(String),
    /// The day of the meeting, which does not count.
    Meeting,
}

/// By when an agenda must be out, with the working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The day of the meeting.
    pub meeting: Date,
    /// How many clear days there must be.
    pub needed: u32,
    /// How they were counted.
    pub reading: Reading,
    /// The last day on which publishing is in time.
    pub publish_by: Date,
    /// Every day from publication to meeting.
    pub days: Vec<CountedDay>,
    /// Whether the holidays of every year concerned have been entered. Where not, the day may be too late.
    pub holidays_known: bool,
}

/// The last day on which an agenda may be published to give `needed` clear days before a meeting. It is itself a day
/// that counts, because papers must lie open somewhere that is open.
#[must_use]
pub fn notice(meeting: Date, needed: u32, reading: Reading, holidays: &Holidays) -> Notice {
    let mut counted = 0;
    let mut publish_by = meeting;
    while let Some(day) = before(publish_by) {
        publish_by = day;
        if reading.skips(day, holidays).is_none() {
            if counted == needed {
                break;
            }
            counted += 1;
        }
    }
    Notice {
        meeting,
        needed,
        reading,
        publish_by,
        days: working(publish_by, meeting, reading, holidays),
        holidays_known: holidays.cover(publish_by.year()) && holidays.cover(meeting.year()),
    }
}

/// How many clear days lie between publication and meeting. None when the meeting is not after publication.
#[must_use]
pub fn clear_days(published: Date, meeting: Date, reading: Reading, holidays: &Holidays) -> u32 {
    let counted = working(published, meeting, reading, holidays)
        .into_iter()
        .filter(|day| matches!(day.standing, Standing::Counted(_)))
        .count();
    u32::try_from(counted).unwrap_or(u32::MAX)
}

fn working(
    published: Date,
    meeting: Date,
    reading: Reading,
    holidays: &Holidays,
) -> Vec<CountedDay> {
    let mut number = 0;
    published
        .series(Span::new().days(1))
        .take_while(|&day| day <= meeting)
        .map(|date| {
            let standing = if date == meeting {
                Standing::Meeting
            } else if date == published {
                Standing::Published
            } else {
                reading.skips(date, holidays).map_or_else(
                    || {
                        number += 1;
                        Standing::Counted(number)
                    },
                    Standing::Skipped,
                )
            };
            CountedDay { date, standing }
        })
        .collect()
}

fn before(day: Date) -> Option<Date> {
    day.yesterday().ok()
}

fn is_week_day(day: Date) -> bool {
    day.weekday() != Weekday::Sunday
}

/// The break that a day belongs to: from the last week day before a feast to the first after it that is no holiday.
fn break_of(day: Date, holidays: &Holidays) -> Option<&'static str> {
    // A break is at most a week long, so its feast is near.
    let near =
        || (-7..=7).filter_map(move |days: i32| day.checked_add(Span::new().days(days)).ok());
    let easter = easter_sunday(day.year());
    let from_easter = (day - easter).get_days();
    if (-3..=2).contains(&from_easter) {
        return Some("Easter break");
    }
    let is_christmas = |feast: Date| feast.month() == 12 && feast.day() == 25;
    if near().any(|feast| is_christmas(feast) && lies_round(day, feast, holidays)) {
        return Some("Christmas break");
    }
    near()
        .any(|feast| holidays.name_of(feast).is_some() && lies_round(day, feast, holidays))
        .then_some("Bank holiday break")
}

/// Whether a day lies in the break round a feast.
fn lies_round(day: Date, feast: Date, holidays: &Holidays) -> bool {
    let mut first = feast;
    while let Some(earlier) = before(first) {
        first = earlier;
        if is_week_day(first) {
            break;
        }
    }
    let mut last = feast;
    while let Ok(later) = last.tomorrow() {
        last = later;
        if is_week_day(last) && holidays.name_of(last).is_none() {
            break;
        }
    }
    (first..=last).contains(&day)
}
