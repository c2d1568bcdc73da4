//! A period of time as publishers write it, with what is needed to put periods in order.
//!
//! The label is kept as it stands. Its start and length are read from the label and not from a file's own
//! "sortable" column, which real exports fill with one and the same year.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Text;

/// A period: a label, when it begins and how long it is; or one day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// As the publisher writes it: `2015 - 17`, `2022/23`, `2021-08-11`.
    pub label: Text,
    /// First month as year times 100 plus month: 202204. Split years are taken to begin in April, as financial years do.
    /// A day is written with two digits more: 20220422.
    pub start: u32,
    /// Length in months; 0 for a day.
    pub months: u16,
}

/// Starts above this are days.
const LAST_MONTH: u32 = 999_912;

/// Year, month and day on which a period begins, from its start: 202204 is the first of April, 20220422 is that day.
#[must_use]
pub fn starts_on(start: u32) -> (u32, u32, u32) {
    if start > LAST_MONTH {
        (start / 10_000, start / 100 % 100, start % 100)
    } else {
        (start / 100, start % 100, 1)
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    /// By last month, then by first: of two periods that begin together the longer is the later.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.end(), self.start, &self.label).cmp(&(other.end(), other.start, &other.label))
    }
}

/// The text is not a period that we can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a period")]
pub struct NotAPeriod;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A stretch of months: index of the first and index after the last, counted from year 0.
#[derive(Clone, Copy)]
struct Stretch(u32, u32);

/// More days than a month has, so that days sort within their month.
const DAYS: u32 = 32;

impl Period {
    /// What a text is expected to be, for messages.
    pub const EXPECTED: &str =
        "a period such as 2020, 2019/20, 2017 - 19, 2020/21 Q3, Jan 2020 or 2020-12-31";

    /// Reads a label. Understood: `2015`, `2015 - 17`, `2015-2017`, `2022/23`, `2019/20 - 21/22`,
    /// `2021 Q3`, `2021/22 Q1`, `2021/22 Q1 - 2021/22 Q2`, `Jan 2020`, `Jan 2020 - Dec 2020`; and the days `2021-08-11`
    /// and `11 Aug 2021`. Days written with strokes are not: `04/05/2021` is one day in England and another elsewhere.
    ///
    /// ```
    /// let period = evidence::observation::Period::read("2015 - 17")?;
    /// assert_eq!((period.start, period.months), (201501, 36));
    /// # Ok::<(), evidence::observation::NotAPeriod>(())
    /// ```
    pub fn read(label: &str) -> Result<Self, NotAPeriod> {
        let label = label.trim();
        if let Some(start) = day(label) {
            return Ok(Self {
                label: Text::from(label),
                start,
                months: 0,
            });
        }
        let Stretch(from, to) = stretch(label).ok_or(NotAPeriod)?;
        let months = to.checked_sub(from).filter(|n| (1..=240).contains(n));
        let months = months
            .and_then(|n| u16::try_from(n).ok())
            .ok_or(NotAPeriod)?;
        Ok(Self {
            label: Text::from(label),
            start: from / 12 * 100 + from % 12 + 1,
            months,
        })
    }

    /// When it ends, as something to compare: months since year 0 times [`DAYS`], and days into the month.
    fn end(&self) -> u32 {
        let (year, month, day) = starts_on(self.start);
        let months = year * 12 + month.saturating_sub(1) + u32::from(self.months);
        months * DAYS + if self.is_day() { day } else { 0 }
    }

    /// Whether it begins before `earlier` has ended, which begins no later.
    pub(crate) fn begins_within(&self, earlier: &Self) -> bool {
        let (year, month, day) = starts_on(self.start);
        let first = (year * 12 + month.saturating_sub(1)) * DAYS + day.saturating_sub(1);
        first < earlier.end()
    }

    /// The year in which the period begins.
    #[must_use]
    pub fn first_year(&self) -> u32 {
        starts_on(self.start).0
    }

    /// True for a single day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        self.start > LAST_MONTH
    }

    /// True for periods of twelve months: the only ones that the trend rule takes.
    #[must_use]
    pub fn is_one_year(&self) -> bool {
        self.months == 12
    }
}

/// A day, as year, month and day in one number: `2021-08-11`, `11 Aug 2021`.
fn day(label: &str) -> Option<u32> {
    let parts: Vec<&str> = if label.contains(' ') {
        label.split_whitespace().rev().collect()
    } else {
        label.split('-').collect()
    };
    let [year, month, day] = parts[..] else {
        return None;
    };
    let year = full_year(year)?;
    let month = digits(month, 2).or_else(|| month_named(month))?;
    let day = digits(day, 2).or_else(|| digits(day, 1).filter(|_| label.contains(' ')))?;
    ((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day))
        .then_some(year * 10_000 + month * 100 + day)
}

/// The number of a month by its name or the first three letters of it.
fn month_named(name: &str) -> Option<u32> {
    let short = name.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == short)?;
    if !name.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    u32::try_from(index + 1).ok()
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

fn stretch(label: &str) -> Option<Stretch> {
    if let Some(one) = single(label, None) {
        return Some(one);
    }
    let at = label
        .char_indices()
        .find(|(_, c)| matches!(c, '-' | '\u{2013}'));
    let (at, dash) = at?;
    let first = single(label.get(..at)?.trim(), None)?;
    let rest = label.get(at + dash.len_utf8()..)?.trim();
    let last = single(rest, Some(first.0 / 12))?;
    (last.0 > first.0).then_some(Stretch(first.0, last.1))
}

/// One year, split year, quarter or month; two digits are read in the century of `near`.
fn single(text: &str, near: Option<u32>) -> Option<Stretch> {
    if let Some((year, quarter)) = text.split_once(" Q") {
        let quarter: u32 = quarter
            .trim()
            .parse()
            .ok()
            .filter(|q| (1..=4).contains(q))?;
        let whole = year_or_split(year.trim(), near)?;
        let from = whole.0 + (quarter - 1) * 3;
        return Some(Stretch(from, from + 3));
    }
    if let Some((month, year)) = text.split_once(' ') {
        let from = full_year(year)? * 12 + month_named(month)? - 1;
        return Some(Stretch(from, from + 1));
    }
    year_or_split(text, near)
}

fn year_or_split(text: &str, near: Option<u32>) -> Option<Stretch> {
    if let Some((first, second)) = text.split_once('/') {
        let first = year(first, near)?;
        let second: u32 = digits(second, 2)?;
        return ((first + 1) % 100 == second).then(|| Stretch(first * 12 + 3, first * 12 + 15));
    }
    let year = year(text, near)?;
    Some(Stretch(year * 12, year * 12 + 12))
}

fn year(text: &str, near: Option<u32>) -> Option<u32> {
    full_year(text).or_else(|| {
        let two = digits(text, 2)?;
        near.map(|near| near / 100 * 100 + two)
    })
}

fn full_year(text: &str) -> Option<u32> {
    digits(text, 4).filter(|year| (1800..2200).contains(year))
}

fn digits(text: &str, many: usize) -> Option<u32> {
    (text.len() == many && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_begins_within_one_that_has_not_ended() {
        let read = |label| Period::read(label).unwrap();
        for (earlier, next, within) in [
            ("2019 Q4", "2020 Q1", false),
            ("2020 Q1", "2020 Q1", true),
            ("2015 - 17", "2016 - 18", true),
            ("2015 - 17", "2018", false),
            ("2021-08-11", "2021-08-12", false),
            ("2021-08-11", "2021-08-11", true),
            ("Aug 2021", "2021-08-31", true),
            ("Jul 2021", "2021-08-01", false),
        ] {
            let found = read(next).begins_within(&read(earlier));
            assert_eq!(found, within, "{next} after {earlier}");
        }
    }

    #[test]
    fn labels_of_real_exports_are_read() {
        for (label, start, months) in [
            ("2015", 201_501, 12),
            ("2022/23", 202_204, 12),
            ("2009 - 11", 200_901, 36),
            ("2010-12", 201_001, 36),
            ("2013 - 2017", 201_301, 60),
            ("2019/20 - 21/22", 201_904, 36),
            ("2021/22 Q1", 202_104, 3),
            ("2021 Q4", 202_110, 3),
            ("2021/22 Q1 - 2021/22 Q2", 202_104, 6),
            ("Jan 2020", 202_001, 1),
            ("Aug 2019 - Jul 2020", 201_908, 12),
            ("2021-08-11", 20_210_811, 0),
            ("2020-02-29", 20_200_229, 0),
            ("1 Sep 2021", 20_210_901, 0),
            ("22 June 2022", 20_220_622, 0),
        ] {
            let period = Period::read(label).unwrap();
            assert_eq!((period.start, period.months), (start, months), "{label}");
        }
    }

    #[test]
    fn labels_that_cannot_be_periods_are_refused() {
        for label in [
            "",
            "2022-13",
            "2022/24",
            "22",
            "20155",
            "2015 -",
            "Q1",
            "2021 Q5",
            "soon",
            "-",
            "é 2020",
            "2017 - 2015",
            "2021-02-29",
            "1900-02-29",
            "2021-13-01",
            "2021-8-1",
            "04/05/2021",
            "2021-08-11 - 2021-08-17",
            "31 Juno2 2021",
        ] {
            assert_eq!(Period::read(label), Err(NotAPeriod), "{label}");
        }
    }

    #[test]
    fn periods_sort_by_when_they_end() {
        let mut labels: Vec<_> = ["2016", "2013 - 17", "2015 - 17", "2017"]
            .into_iter()
            .map(|label| Period::read(label).unwrap())
            .collect();
        labels.sort();
        let order: Vec<_> = labels.iter().map(|p| &*p.label).collect();
        assert_eq!(order, ["2016", "2013 - 17", "2015 - 17", "2017"]);
        let mut labels: Vec<_> = [
            "2021",
            "2020-12-31",
            "2021-01-02",
            "Dec 2020",
            "1 Jan 2021",
            "2020-12-09",
        ]
        .into_iter()
        .map(|label| Period::read(label).unwrap())
        .collect();
        labels.sort();
        let order: Vec<_> = labels.iter().map(|p| &*p.label).collect();
        assert_eq!(
            order,
            [
                "2020-12-09",
                "2020-12-31",
                "Dec 2020",
                "1 Jan 2021",
                "2021-01-02",
                "2021"
            ]
        );
    }

    #[test]
    fn a_day_is_told_from_a_month() {
        let day = Period::read("2021-08-11").unwrap();
        assert!(day.is_day() && !day.is_one_year());
        assert_eq!(day.first_year(), 2021);
        assert_eq!(starts_on(day.start), (2021, 8, 11));
        assert_eq!(starts_on(202_104), (2021, 4, 1));
    }
}
