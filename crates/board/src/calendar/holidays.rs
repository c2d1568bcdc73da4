use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;

/// The set of bank holidays of England.
pub const ENGLAND: &str = "england";

/// A day on which offices are closed by law or proclamation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: String,
}

/// The holidays of one set, to count round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<Date, String>,
}

impl Holidays {
    /// Holidays to count round.
    #[must_use]
    pub fn new(days: impl IntoIterator<Item = Holiday>) -> Self {
        Self {
            days: days.into_iter().map(|day| (day.date, day.name)).collect(),
        }
    }

    /// What a day is called, if it is a holiday.
    #[must_use]
    pub fn name_of(&self, day: Date) -> Option<&str> {
        self.days.get(&day).map(String::as_str)
    }

    /// Whether any holiday of a year is known. A year without any has not been entered: every year has some.
    #[must_use]
    pub fn cover(&self, year: i16) -> bool {
        self.days.keys().any(|day| day.year() == year)
    }

    /// Monday to Friday, and no holiday.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && self.name_of(day).is_none()
    }
}

/// The holidays of a set, such as [`ENGLAND`].
pub async fn holidays(house: &House, set: &str) -> Result<Holidays, DatabaseError> {
    Ok(Holidays::new(store::holidays(house.reader(), set).await?))
}
