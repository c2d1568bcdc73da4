//! A printed figure as a number that a spreadsheet can work with.
//!
//! “15.4%” becomes the number 0.154, shown as 15.4%. What is no single number, such as “13.2 to 17.9” or “2019/20”, stays text.

/// A number with the format in which it reads as the paper prints it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    pub(super) number: f64,
    /// The format, in the language of spreadsheets.
    pub(super) format: String,
}

/// More digits than this a spreadsheet does not keep.
const MOST_DIGITS: usize = 15;
/// A minus as typography has it.
const MINUS: char = '\u{2212}';

/// The number that a printed figure is; nothing where it is none, or more than one.
pub(super) fn typed(figure: &str) -> Option<Typed> {
    let (minus, rest) = match figure.strip_prefix(['-', MINUS]) {
        Some(rest) => (figure.chars().next(), rest),
        None => (None, figure),
    };
    let (pounds, rest) = match rest.strip_prefix('£') {
        Some(rest) => ("\"£\"", rest),
        None => ("", rest),
    };
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let has_thousands = is_whole(whole)?;
    let places = match decimals {
        None => String::new(),
        Some(decimals) if !decimals.is_empty() && decimals.chars().all(|c| c.is_ascii_digit()) => {
            format!(".{}", "0".repeat(decimals.len()))
        }
        Some(_) => return None,
    };
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    if plain.chars().filter(char::is_ascii_digit).count() > MOST_DIGITS {
        return None;
    }
    let unit = unit_format(unit)?;
    // A share is a share of one: the spreadsheet shows the sign and shifts the point, here without any rounding.
    let written = if unit == "%" {
        format!("{plain}e-2")
    } else {
        plain
    };
    let number: f64 = written.parse().ok()?;
    let whole = if has_thousands { "#,##0" } else { "0" };
    let format = format!("{pounds}{whole}{places}{unit}");
    Some(match minus {
        None => Typed { number, format },
        Some(MINUS) => Typed {
            number: -number,
            format: format!("{format};\"{MINUS}\"{format}"),
        },
        Some(_) => Typed {
            number: -number,
            format,
        },
    })
}

/// Whether the digits before the point are parted into thousands; nothing where they are no number.
fn is_whole(whole: &str) -> Option<bool> {
    let mut parts = whole.split(',');
    let first = parts.next()?;
    let is_number = !first.is_empty() && first.chars().all(|c| c.is_ascii_digit());
    // With a nought in front it is the name of something.
    let is_name = whole.len() > 1 && first.starts_with('0');
    let others: Vec<&str> = parts.collect();
    let in_threes = others
        .iter()
        .all(|part| part.len() == 3 && part.chars().all(|c| c.is_ascii_digit()));
    let has_thousands = !others.is_empty();
    let fits = is_number && !is_name && in_threes && (!has_thousands || first.len() <= 3);
    // Four digits and more without a comma are fine as well: the format says how it was printed.
    fits.then_some(has_thousands)
}

/// The unit as part of a format. Words with digits would make two numbers of one, but for “per 100,000”.
fn unit_format(unit: &str) -> Option<String> {
    match unit {
        "" => return Some(String::new()),
        "%" => return Some("%".to_owned()),
        _ => {}
    }
    let words = unit.strip_prefix(' ')?;
    let apart = words.strip_prefix("per ").map_or(words, |rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',')
    });
    let is_plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '(' | ')');
    (!words.is_empty() && apart.chars().all(is_plain)).then(|| format!("\"{unit}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a spreadsheet shows for a number in one of our formats.
    fn shown(typed: &Typed) -> String {
        let is_negative = typed.number < 0.0;
        let (plain, for_negative) = match typed.format.split_once(';') {
            Some((plain, other)) => (plain, Some(other)),
            None => (typed.format.as_str(), None),
        };
        let sign = match (is_negative, for_negative) {
            (false, _) => "",
            (true, None) => "-",
            (true, Some(other)) => other.split('"').nth(1).unwrap(),
        };
        let (pounds, rest) = match plain.strip_prefix("\"£\"") {
            Some(rest) => ("£", rest),
            None => ("", plain),
        };
        let (digits, unit) = rest.split_at(rest.find(['"', '%']).unwrap_or(rest.len()));
        let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
        let factor = if unit == "%" { 100.0 } else { 1.0 };
        let written = format!("{:.*}", places, typed.number.abs() * factor);
        let (whole, decimals) = match written.split_once('.') {
            Some((whole, decimals)) => (whole, format!(".{decimals}")),
            None => (written.as_str(), String::new()),
        };
        let mut parted = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if digits.starts_with("#,") && index > 0 && (whole.len() - index) % 3 == 0 {
                parted.push(',');
            }
            parted.push(digit);
        }
        format!("{sign}{pounds}{parted}{decimals}{}", unit.trim_matches('"'))
    }

    #[test]
    fn a_figure_is_shown_in_the_spreadsheet_as_the_paper_prints_it() {
        for (figure, number) in [
            ("15.4%", 0.154),
            ("0%", 0.0),
            ("100.0%", 1.0),
            ("12", 12.0),
            ("1,234", 1_234.0),
            ("1234", 1_234.0),
            ("12,345,678", 12_345_678.0),
            ("212.3 per 100,000", 212.3),
            ("78.3 years", 78.3),
            ("£1,200", 1_200.0),
            ("-0.5", -0.5),
            ("\u{2212}0.5%", -0.005),
            ("2.1 points", 2.1),
            ("6.0 per 1,000 people", 6.0),
        ] {
            let typed = typed(figure).unwrap();
            assert_eq!(typed.number.to_bits(), f64::to_bits(number), "{figure}");
            assert_eq!(shown(&typed), figure);
        }
    }

    #[test]
    fn what_is_no_single_number_stays_text() {
        for words in [
            "",
            "hidden",
            "13.2 to 17.9",
            "2019/20",
            "3 of 44",
            "8 September 2022",
            "007",
            "0,001",
            "1,23",
            "1234,567",
            "1.",
            ".5",
            "1.2.3",
            "=1+1",
            "+44",
            "-",
            "5\"",
            "12345678901234567",
            "E09000012",
            "15.4 %%",
            "5;6",
        ] {
            let found = typed(words);
            assert!(found.is_none(), "{words:?} became {found:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_becomes_a_number_reads_as_it_was_printed(
            figure in r"[-−]?£?[0-9]{1,3}(,[0-9]{3}){0,3}(\.[0-9]{1,3})?(%| years| per 100,000| points)?",
        ) {
            if let Some(typed) = typed(&figure)
                && typed.number != 0.0
            {
                proptest::prop_assert_eq!(shown(&typed), figure);
            }
        }
    }
}
