use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};

/// The two clocks of the product, standing still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FakeClocks {
    /// The board's date.
    pub today: Date,
    /// The machine's time.
    pub now: Timestamp,
}

impl Default for FakeClocks {
    /// The board's date is the demonstration's, 8 September 2022; the machine's is years later, so that a test that
    /// takes one for the other fails.
    fn default() -> Self {
        Self {
            today: date(2022, 9, 8),
            now: Timestamp::constant(1_767_607_200, 0),
        }
    }
}

impl FakeClocks {
    /// Both clocks, moved by so many days.
    ///
    /// # Panics
    /// When that leaves the calendar.
    #[must_use]
    pub fn days_later(self, days: i64) -> Self {
        Self {
            today: self
                .today
                .checked_add(Span::new().days(days))
                .expect("a test stays within the calendar"),
            now: self
                .now
                .checked_add(Span::new().hours(days * 24))
                .expect("a test stays within the calendar"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_move_together_and_are_years_apart() {
        let start = FakeClocks::default();
        let later = start.days_later(3);
        assert_eq!(later.today, date(2022, 9, 11));
        assert_eq!(
            later.now.as_second() - start.now.as_second(),
            3 * 24 * 60 * 60
        );
        assert_eq!(start.now.to_string(), "2026-01-05T10:00:00Z");
    }
}
