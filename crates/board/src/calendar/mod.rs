//! The calendar that the law counts by: working days, clear days in three readings, the day by which an agenda must be out,
//! and how late something is.
//!
//! Counting is pure: every function takes the [`Holidays`] that it counts round. Holidays are dated data in a table,
//! because a day of mourning is proclaimed within a week. An engine: it knows no meeting. Start with [`notice`].

mod clear_days;
mod days_since;
mod easter;
mod england;
mod holidays;
mod load_holidays;
pub mod policy;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use clear_days::{CountedDay, Notice, Reading, Standing, clear_days, notice};
pub use days_since::days_since;
pub use easter::easter_sunday;
pub use holidays::{ENGLAND, Holiday, Holidays, holidays};
pub use load_holidays::{LoadHolidays, LoadHolidaysError, load_holidays, load_reference_holidays};
