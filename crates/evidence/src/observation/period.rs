//! A period of time as publishers write it, with what is needed to put periods in order.
//!
//! The label is kept as it stands. Its start and length are read from the label and not from a file's own
//! "sortable" column, which real exports fill with one and the same year.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Text;

/// A period: a label, its first month and its length.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// As the publisher writes it: `2015 - 17`, `2022/23`.
    pub label: Text,
    /// First month as year times 100 plus month: 202204. Split years are taken to begin in April, as financial years do.
    pub start: u32,
    /// Length in months.
    pub months: u16,
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

impl Period {
    /// Reads a label. Understood: `2015`, `2015 - 17`, `2015-2017`, `2022/23`, `2019/20 - 21/22`,
    /// `2021 Q3`, `2021/22 Q1`, `2021/22 Q1 - 2021/22 Q2`, `Jan 2020`, `Jan 2020 - Dec 2020`.
    ///
    /// ```
    /// let period = evidence::observation::Period::read("2015 - 17")?;
    /// assert_eq!((period.start, period.months), (201501, 36));
    /// # Ok::<(), evidence::observation::NotAPeriod>(())
    /// ```
    pub fn read(label: &str) -> Result<Self, NotAPeriod> {
        let label = label.trim();
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

    /// Index of the month after the last one.
    fn end(&self) -> u32 {
        self.start / 100 * 12 + (self.start % 100).saturating_sub(1) + u32::from(self.months)
    }

    /// The year in which the period begins.
    #[must_use]
    pub fn first_year(&self) -> u32 {
        self.start / 100
    }

    /// True for periods of twelve months: the only ones that the trend rule takes.
    #[must_use]
    pub fn is_one_year(&self) -> bool {
        self.months == 12
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
        let short = month.get(..3)?.to_ascii_lowercase();
        let index = MONTHS.iter().position(|m| *m == short)?;
        if !month.chars().all(|c| c.is_ascii_alphabetic()) {
            return None;
        }
        let from = full_year(year)? * 12 + u32::try_from(index).ok()?;
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
    }
}
