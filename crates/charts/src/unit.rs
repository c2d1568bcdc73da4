//! The unit of a chart, and how its numbers are written.
//!
//! Two ways: in full for tables and descriptions, and short inside a drawing, where room is scarce.

/// How the numbers of a chart are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    before: String,
    after: String,
    words: String,
    decimals: usize,
}

/// More decimal places than this say nothing about people.
const MOST_DECIMALS: usize = 6;

impl Unit {
    /// Per cent, with so many decimal places.
    #[must_use]
    pub fn percent(decimals: usize) -> Self {
        Self::with(decimals, "", "%", "")
    }

    /// Pounds, with so many decimal places.
    #[must_use]
    pub fn pounds(decimals: usize) -> Self {
        Self::with(decimals, "£", "", "")
    }

    /// A number followed, where there is room, by words such as "per 100,000" or "years".
    #[must_use]
    pub fn counted(decimals: usize, words: &str) -> Self {
        Self::with(decimals, "", "", words.trim())
    }

    fn with(decimals: usize, before: &str, after: &str, words: &str) -> Self {
        Self {
            before: before.to_owned(),
            after: after.to_owned(),
            words: words.to_owned(),
            decimals: decimals.min(MOST_DECIMALS),
        }
    }

    /// The number in full, such as "15.4%", "£1,200" or "212.3 per 100,000".
    #[must_use]
    pub fn full(&self, value: f64) -> String {
        let number = self.signed(value, &digits(value.abs(), self.decimals));
        if self.words.is_empty() {
            number
        } else {
            format!("{number} {}", self.words)
        }
    }

    /// A difference between two values in full: percentages differ by points.
    #[must_use]
    pub fn difference(&self, value: f64) -> String {
        if self.after == "%" {
            let number = self.signed(value, &digits(value.abs(), self.decimals));
            format!("{} points", number.trim_end_matches('%'))
        } else {
            self.full(value)
        }
    }

    /// The number that a reader sees, as a number again.
    pub(crate) fn rounded(&self, value: f64) -> f64 {
        let written = format!("{value:.*}", self.decimals);
        written.parse().unwrap_or(value)
    }

    /// The number as it stands inside a drawing: without words, and millions shortened.
    pub(crate) fn short(&self, value: f64) -> String {
        let (divisor, suffix) = thousands_name(value.abs());
        if divisor > 1.0 {
            let shortened = digits(value.abs() / divisor, 2);
            let shortened = shortened.trim_end_matches('0').trim_end_matches('.');
            self.signed(value, &format!("{shortened}{suffix}"))
        } else {
            self.signed(value, &digits(value.abs(), self.decimals))
        }
    }

    /// A label of the axis. `decimals` is what the distance between two labels needs, and
    /// `largest` the label furthest from zero, so that all labels are shortened alike.
    pub(crate) fn tick(&self, value: f64, decimals: usize, largest: f64) -> String {
        let (divisor, suffix) = thousands_name(largest);
        if divisor > 1.0 && value != 0.0 {
            let written = digits(value.abs() / divisor, 3);
            let written = written.trim_end_matches('0').trim_end_matches('.');
            self.signed(value, &format!("{written}{suffix}"))
        } else {
            self.signed(value, &digits(value.abs(), decimals))
        }
    }

    fn signed(&self, value: f64, digits: &str) -> String {
        let is_zero = !digits.contains(|digit: char| ('1'..='9').contains(&digit));
        let sign = if value < 0.0 && !is_zero {
            "\u{2212}"
        } else {
            ""
        };
        format!("{sign}{}{digits}{}", self.before, self.after)
    }
}

/// What to divide by, and the letters that then follow.
fn thousands_name(largest: f64) -> (f64, &'static str) {
    if largest >= 1e9 {
        (1e9, "bn")
    } else if largest >= 1e6 {
        (1e6, "m")
    } else {
        (1.0, "")
    }
}

/// Digits of a number that is not negative, with commas between thousands.
fn digits(value: f64, decimals: usize) -> String {
    let written = format!("{value:.decimals$}");
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let mut grouped = String::with_capacity(written.len() + 4);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}
