//! The words for dates and numbers in templates, one way everywhere.
//!
//! | In a template | On the page |
//! |---|---|
//! | `"2022-09-22" \| date` | 22 September 2022 |
//! | `"2022-09-22" \| day_month` | 22 September |
//! | `"2022-09-22" \| weekday` | Thursday |
//! | `"2022-09-22" \| short_month` | Sept |
//! | `"2022-09-09T15:02:00Z" \| moment` | 9 September 2022, 16:02 |
//! | `1240 \| number` | 1,240 |
//! | `15.4 \| number(1)` | 15.4 |
//! | `2 \| plural("answer", "answers")` | 2 answers |
//! | `2 \| in_words` | two |
//!
//! Dates arrive as ISO text, as `jiff` writes them. A value that is not a date is an error, not an empty space.
//! `x is given` is true where `x` is there, is not none and is not empty.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Value};

/// Greenwich and British Summer Time, written out because not every machine has a time zone database.
const UNITED_KINGDOM: &str = "GMT0BST,M3.5.0/1,M10.5.0";

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("date", |text: &str| civil(text).map(long_date));
    environment.add_filter("day_month", |text: &str| {
        civil(text).map(|date| format!("{} {}", date.day(), month(date)))
    });
    environment.add_filter("weekday", |text: &str| {
        civil(text).map(|date| date.strftime("%A").to_string())
    });
    environment.add_filter("short_month", |text: &str| {
        civil(text).map(|date| short_month(date).to_owned())
    });
    environment.add_filter("day_of_month", |text: &str| civil(text).map(Date::day));
    environment.add_filter("moment", moment);
    environment.add_filter("number", number);
    environment.add_filter("plural", plural);
    environment.add_filter("in_words", in_words);
    environment.add_test("given", given);
}

/// Whether there is something to show.
fn given(value: &Value) -> bool {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => false,
        ValueKind::Bool => value.is_true(),
        _ => value.len() != Some(0),
    }
}

fn civil(text: &str) -> Result<Date, Error> {
    text.parse::<Date>().map_err(|_| {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("\"{text}\" is not a date such as 2022-09-22"),
        )
    })
}

fn month(date: Date) -> String {
    date.strftime("%B").to_string()
}

/// The month in the few letters that fit a calendar leaf, as the newspapers shorten it.
fn short_month(date: Date) -> &'static str {
    match date.month() {
        1 => "Jan",
        2 => "Feb",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "Aug",
        9 => "Sept",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

fn long_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// The day of a moment, in the time of the place.
pub(crate) fn day_of(moment: jiff::Timestamp) -> Date {
    let zone = TimeZone::posix(UNITED_KINGDOM).unwrap_or(TimeZone::UTC);
    moment.to_zoned(zone).date()
}

/// A moment recorded in universal time, said in the time of the place.
fn moment(text: &str) -> Result<String, Error> {
    let refusal = |_| {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("\"{text}\" is not a moment such as 2022-09-09T15:02:00Z"),
        )
    };
    let stamp: jiff::Timestamp = text.parse().map_err(refusal)?;
    let zone = TimeZone::posix(UNITED_KINGDOM).map_err(refusal)?;
    let local = stamp.to_zoned(zone);
    Ok(format!(
        "{}, {}",
        long_date(local.date()),
        local.strftime("%H:%M")
    ))
}

/// A number with thousands set apart by commas; `decimals` digits after the point, none unless asked.
fn number(value: &Value, decimals: Option<u32>) -> Result<String, Error> {
    let places = usize::try_from(decimals.unwrap_or(0)).unwrap_or(0);
    let amount = f64::try_from(value.clone())?;
    let text = format!("{:.places$}", amount.abs());
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), ""), |parts| parts);
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let negative = amount < 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0');
    let sign = if negative { "\u{2212}" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    Ok(format!("{sign}{grouped}{point}{rest}"))
}

/// A count with its noun: `1 answer`, `2 answers`, `0 answers`.
fn plural(count: &Value, one: &str, many: &str) -> Result<String, Error> {
    let noun = if i64::try_from(count.clone()).is_ok_and(|count| count == 1) {
        one
    } else {
        many
    };
    Ok(format!("{} {noun}", number(count, None)?))
}

/// A small count as a word, for the middle of a sentence; ten and more stay figures.
fn in_words(count: &Value) -> Result<String, Error> {
    const WORDS: [&str; 10] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    let word = usize::try_from(count.clone())
        .ok()
        .and_then(|count| WORDS.get(count));
    word.map_or_else(|| number(count, None), |word| Ok((*word).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(source: &str) -> String {
        crate::templates::Templates::new()
            .fragment(
                source,
                minijinja::context! { none_at_all => Value::from(()) },
            )
            .unwrap_or_else(|error| panic!("{error:?}"))
    }

    #[test]
    fn dates_are_said_in_full() {
        assert_eq!(say("{{ '2022-09-22' | date }}"), "22 September 2022");
        assert_eq!(say("{{ '2022-09-02' | day_month }}"), "2 September");
        assert_eq!(say("{{ '2022-09-22' | weekday }}"), "Thursday");
        assert_eq!(say("{{ '2022-09-22' | short_month }}"), "Sept");
    }

    #[test]
    fn moments_are_said_in_the_time_of_the_place() {
        assert_eq!(
            say("{{ '2022-09-09T15:02:00Z' | moment }}"),
            "9 September 2022, 16:02"
        );
        assert_eq!(
            say("{{ '2022-12-31T23:30:00Z' | moment }}"),
            "31 December 2022, 23:30"
        );
    }

    #[test]
    fn numbers_have_commas_and_a_true_minus() {
        assert_eq!(say("{{ 1240 | number }}"), "1,240");
        assert_eq!(say("{{ 1234567.891 | number(2) }}"), "1,234,567.89");
        assert_eq!(say("{{ -0.04 | number(1) }}"), "0.0");
        assert_eq!(say("{{ -12 | number }}"), "\u{2212}12");
        assert_eq!(say("{{ 999 | number }}"), "999");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(say("{{ 1 | plural('answer', 'answers') }}"), "1 answer");
        assert_eq!(say("{{ 0 | plural('answer', 'answers') }}"), "0 answers");
        assert_eq!(
            say("{{ 2000 | plural('answer', 'answers') }}"),
            "2,000 answers"
        );
        assert_eq!(
            say("{{ 2 | in_words }} and {{ 12 | in_words }}"),
            "two and 12"
        );
    }

    #[test]
    fn given_means_there_and_not_empty() {
        assert_eq!(
            say(
                "{{ none_at_all is given }} {{ [] is given }} {{ '' is given }} {{ 'x' is given }} {{ 0 is given }}"
            ),
            "False False False True True"
        );
        assert_eq!(say("{{ ({}).missing is given }}"), "False");
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        let templates = crate::templates::Templates::new();
        for wrong in [
            "{{ 'soon' | date }}",
            "{{ '2022-13-01' | date }}",
            "{{ 'x' | moment }}",
        ] {
            assert!(
                templates.fragment(wrong, Value::from(())).is_err(),
                "{wrong}"
            );
        }
    }
}
