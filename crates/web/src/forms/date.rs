//! Reading a date typed as day, month and year, forgiving about how and exact about what is missing.

use jiff::civil::Date;

use super::FormState;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl FormState {
    /// Reads the controls `NAME-day`, `NAME-month` and `NAME-year`. Months may be words or numbers, years two or four
    /// digits. `what` begins the sentence that says what is wrong: "The date it is to be done by".
    ///
    /// Gives none and says nothing where all three are empty: the caller decides whether that is allowed.
    pub fn date(&mut self, name: &str, what: &str) -> Option<Date> {
        let parts = ["day", "month", "year"].map(|part| {
            let control = format!("{name}-{part}");
            let typed = self.text(&control).to_owned();
            (part, control, typed)
        });
        if parts.iter().all(|(_, _, typed)| typed.is_empty()) {
            return None;
        }
        let missing: Vec<_> = parts
            .iter()
            .filter(|(_, _, typed)| typed.is_empty())
            .collect();
        if let Some((_, control, _)) = missing.first() {
            let names: Vec<_> = missing
                .iter()
                .map(|(part, _, _)| format!("a {part}"))
                .collect();
            self.problem_in(
                name,
                control,
                format!("{what} must include {}", names.join(" and ")),
            );
            for (_, control, _) in missing.iter().skip(1) {
                self.wrong.push(control.clone());
            }
            return None;
        }
        let [(_, day_control, day), (_, _, month), (_, _, year)] = parts;
        let date = read(&day, &month, &year);
        if date.is_none() {
            self.problem_in(name, &day_control, format!("{what} must be a real date"));
            self.wrong.push(format!("{name}-month"));
            self.wrong.push(format!("{name}-year"));
        }
        date
    }

    /// Like [`FormState::date`], where a date must be given; says `otherwise` where none is.
    pub fn required_date(&mut self, name: &str, what: &str, otherwise: &str) -> Option<Date> {
        let before = self.problems.len();
        let date = self.date(name, what);
        if date.is_none() && self.problems.len() == before {
            self.problem_in(name, &format!("{name}-day"), otherwise);
            self.wrong.push(format!("{name}-month"));
            self.wrong.push(format!("{name}-year"));
        }
        date
    }

    /// Puts a date into its three controls before the form is first shown.
    #[must_use]
    pub fn with_date(self, name: &str, date: Date) -> Self {
        self.with(&format!("{name}-day"), date.day().to_string())
            .with(&format!("{name}-month"), date.month().to_string())
            .with(&format!("{name}-year"), date.year().to_string())
    }
}

fn read(day: &str, month: &str, year: &str) -> Option<Date> {
    let day: i8 = day
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .ok()?;
    let month = month.parse::<i8>().ok().or_else(|| month_by_name(month))?;
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (2, short) => 2000 + short,
        (4, year) => year,
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

/// The month that begins with these letters, at least three of them.
fn month_by_name(typed: &str) -> Option<i8> {
    let typed = typed.trim_end_matches('.').to_lowercase();
    if typed.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|month| month.starts_with(&typed))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn typed(day: &str, month: &str, year: &str) -> FormState {
        FormState::empty()
            .with("due-day", day)
            .with("due-month", month)
            .with("due-year", year)
    }

    #[test]
    fn messy_dates_are_understood() {
        for (day, month, year) in [
            ("22", "9", "2022"),
            (" 22 ", "09", "22"),
            ("22nd", "Sept", "2022"),
            ("22", "september", "2022"),
        ] {
            let mut form = typed(day, month, year);
            assert_eq!(
                form.date("due", "The date"),
                Some(date(2022, 9, 22)),
                "{month}"
            );
            assert!(form.is_sound());
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut form = typed("22", "", "");
        assert_eq!(form.date("due", "The date"), None);
        assert_eq!(
            form.problems()[0].text,
            "The date must include a month and a year"
        );
        assert_eq!(form.problems()[0].href.as_deref(), Some("#due-month"));
    }

    #[test]
    fn no_date_is_allowed_unless_required() {
        let mut form = typed("", "", "");
        assert_eq!(form.date("due", "The date"), None);
        assert!(form.is_sound());
        form.required_date("due", "The date", "Enter the date it is to be done by");
        assert_eq!(
            form.problems()[0].text,
            "Enter the date it is to be done by"
        );
        assert_eq!(form.problems().len(), 1);
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for (day, month, year) in [
            ("31", "2", "2022"),
            ("0", "1", "2022"),
            ("1", "ma", "2022"),
            ("1", "1", "202"),
        ] {
            let mut form = typed(day, month, year);
            assert_eq!(form.date("due", "The date"), None);
            assert_eq!(form.problems()[0].text, "The date must be a real date");
        }
    }

    proptest! {
        #[test]
        fn a_date_put_in_comes_out(days in 0i32..30_000) {
            let start = date(1990, 1, 1);
            let expected = start.checked_add(jiff::Span::new().days(days)).unwrap();
            let mut form = FormState::empty().with_date("due", expected);
            prop_assert_eq!(form.date("due", "The date"), Some(expected));
        }
    }
}
