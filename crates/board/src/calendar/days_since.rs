use jiff::civil::Date;

/// How many days have passed since a day; nothing on the day itself and before. What was due on that day is so many days late.
#[must_use]
pub fn days_since(day: Date, today: Date) -> Option<i64> {
    let passed = day.until(today).ok()?.get_days();
    (passed > 0).then_some(i64::from(passed))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::days_since;

    #[test]
    fn what_is_due_today_is_not_late() {
        let due = date(2024, 2, 28);
        for (today, late) in [
            (date(2024, 2, 27), None),
            (due, None),
            (date(2024, 2, 29), Some(1)),
            (date(2024, 3, 1), Some(2)),
            (date(2025, 2, 28), Some(366)),
        ] {
            assert_eq!(days_since(due, today), late, "{today}");
        }
    }
}
