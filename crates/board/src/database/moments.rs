//! Dates and moments on their way to the database and back. The only place that knows the database's own types.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::prelude::{TimeDate, TimeDateTimeWithTimeZone};

/// A civil date as a column.
pub(crate) fn date_column(date: Date) -> TimeDate {
    let month = time::Month::try_from(u8::try_from(date.month()).unwrap_or(1))
        .unwrap_or(time::Month::January);
    TimeDate::from_calendar_date(
        i32::from(date.year()),
        month,
        u8::try_from(date.day()).unwrap_or(1),
    )
    .expect("a civil date is a date in every calendar library")
}

/// A column as a civil date.
pub(crate) fn date_of(column: TimeDate) -> Date {
    Date::new(
        i16::try_from(column.year()).unwrap_or(i16::MAX),
        i8::try_from(u8::from(column.month())).unwrap_or(1),
        i8::try_from(column.day()).unwrap_or(1),
    )
    .expect("a stored date was a civil date when it was stored")
}

/// A moment as a column, cut to microseconds because one of the two databases keeps no more.
pub(crate) fn moment_column(moment: Timestamp) -> TimeDateTimeWithTimeZone {
    let microseconds = i128::from(moment.as_microsecond());
    TimeDateTimeWithTimeZone::from_unix_timestamp_nanos(microseconds * 1_000)
        .expect("every timestamp lies within the calendar's range")
}

/// A column as a moment.
pub(crate) fn moment_of(column: TimeDateTimeWithTimeZone) -> Timestamp {
    let microseconds = i64::try_from(column.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX);
    Timestamp::from_microsecond(microseconds)
        .expect("a stored moment was a timestamp when it was stored")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_moment_comes_back_cut_to_microseconds(nanoseconds in 0_i64..4_000_000_000_000_000_000) {
            let moment = Timestamp::from_nanosecond(i128::from(nanoseconds)).expect("in range");
            prop_assert_eq!(moment_of(moment_column(moment)).as_microsecond(), moment.as_microsecond());
        }

        #[test]
        fn a_date_comes_back(year in 1900_i16..2200, day in 1_i16..366) {
            let date = Date::new(year, 1, 1).expect("a date").checked_add(jiff::Span::new().days(day)).expect("in range");
            prop_assert_eq!(date_of(date_column(date)), date);
        }
    }
}
