//! Numbers at the beginning of a line: `12.5`, `12.`, `12)`, `(a)`, `(iv)`. Says what stands there,
//! not whether it counts: the layout decides that from the neighbours.

/// A number as it begins a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// `12.5`, `12.5.1`, `12.5A`: its parts, and the letter after them.
    Decimal {
        printed: String,
        parts: Vec<u32>,
        suffix: Option<char>,
    },
    /// `12.`, `12)`, `(12)`, or `12` alone.
    Whole {
        printed: String,
        value: u32,
        bare: bool,
    },
    /// `(a)`, `b)`, `(iv)`.
    Letter { printed: String },
}

impl Number {
    /// The number without the marks around it; a letter keeps its brackets.
    pub(super) fn printed(&self) -> &str {
        match self {
            Self::Decimal { printed, .. }
            | Self::Whole { printed, .. }
            | Self::Letter { printed } => printed,
        }
    }
}

/// A number and the words behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered<'a> {
    pub(super) number: Number,
    pub(super) rest: &'a str,
    /// A wide gap stands between the two.
    pub(super) wide: bool,
}

/// Words after a decimal that make it a quantity or a time.
const UNITS: [&str; 26] = [
    "per",
    "percent",
    "percentage",
    "million",
    "billion",
    "m",
    "bn",
    "thousand",
    "am",
    "pm",
    "a.m",
    "p.m",
    "years",
    "year",
    "hours",
    "hour",
    "days",
    "weeks",
    "months",
    "times",
    "points",
    "km",
    "miles",
    "kg",
    "hectares",
    "people",
];

/// The number that `text` begins with, if it begins with one.
pub(super) fn number(text: &str) -> Option<Numbered<'_>> {
    bracketed(text)
        .or_else(|| digits(text))
        .or_else(|| letter(text))
}

fn bracketed(text: &str) -> Option<Numbered<'_>> {
    let inner = text.strip_prefix('(')?;
    let close = inner.find(')').filter(|at| *at <= 5)?;
    let (mark, rest) = (inner.get(..close)?, inner.get(close + 1..)?);
    numbered(marked(mark)?, rest)
}

fn marked(mark: &str) -> Option<Number> {
    if let Ok(value) = mark.parse::<u32>() {
        return (mark.len() <= 3).then(|| Number::Whole {
            printed: mark.to_owned(),
            value,
            bare: false,
        });
    }
    let single = mark.len() == 1 && mark.chars().all(|c| c.is_ascii_alphabetic());
    let roman = !mark.is_empty() && mark.chars().all(|c| "ivx".contains(c));
    (single || roman).then(|| Number::Letter {
        printed: format!("({mark})"),
    })
}

fn letter(text: &str) -> Option<Numbered<'_>> {
    let end = text.find([')', '.']).filter(|at| *at <= 4)?;
    let (mark, rest) = text.split_at(end);
    // "A. Bright" is a name and "i.e." is no number: a stop needs a single small letter.
    if rest.starts_with('.') && !(mark.len() == 1 && mark.chars().all(|c| c.is_ascii_lowercase())) {
        return None;
    }
    match marked(mark)? {
        number @ Number::Letter { .. } => numbered(number, rest.get(1..)?),
        _ => None,
    }
}

fn digits(text: &str) -> Option<Numbered<'_>> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    let figures = run.trim_end_matches('.');
    let stop = run.len() - figures.len();
    if figures.is_empty() || stop > 1 || figures.starts_with('.') {
        return None;
    }
    let parts: Vec<u32> = figures
        .split('.')
        .map(|part| (part.len() <= 3).then(|| part.parse().ok()).flatten())
        .collect::<Option<_>>()?;
    if let [value] = parts[..] {
        let closed = rest.starts_with([')', ':']) && stop == 0;
        let rest = if closed { rest.get(1..)? } else { rest };
        let number = Number::Whole {
            printed: figures.to_owned(),
            value,
            bare: stop == 0 && !closed,
        };
        return numbered(number, rest);
    }
    if parts.len() > 5 {
        return None;
    }
    // "12.5A The" has a letter; "12.5The" has lost its space.
    let mut letters = rest.chars();
    let suffix = letters
        .next()
        .filter(|c| c.is_ascii_alphabetic() && !letters.as_str().starts_with(char::is_alphabetic));
    let glued = suffix.is_none()
        && rest.starts_with(char::is_uppercase)
        && rest.chars().nth(1).is_some_and(char::is_lowercase);
    let rest = if suffix.is_some() {
        rest.get(1..)?
    } else {
        rest
    };
    let rest = rest.strip_prefix([')', ':']).unwrap_or(rest);
    let first = rest.split_whitespace().next().unwrap_or_default();
    // "10.5m" and "2.5k" are sums of money.
    if suffix.is_some_and(|letter| "mkp".contains(letter)) {
        return None;
    }
    let unit = first.trim_end_matches(['.', ',', ';']).to_lowercase();
    if rest.starts_with('%') || first.starts_with('%') || UNITS.contains(&unit.as_str()) {
        return None;
    }
    let printed = suffix.map_or_else(|| figures.to_owned(), |letter| format!("{figures}{letter}"));
    let number = Number::Decimal {
        printed,
        parts,
        suffix,
    };
    if glued {
        return Some(Numbered {
            number,
            rest,
            wide: false,
        });
    }
    numbered(number, rest)
}

/// A number must be followed by a gap or by nothing.
fn numbered(number: Number, rest: &str) -> Option<Numbered<'_>> {
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    Some(Numbered {
        number,
        wide: rest.starts_with('\t'),
        rest: rest.trim(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Option<(String, String)> {
        number(text).map(|n| (n.number.printed().to_owned(), n.rest.to_owned()))
    }

    #[test]
    fn numbers_of_every_shape() {
        for (text, expected) in [
            ("12.5 The Chair", "12.5"),
            ("12.5. The Chair", "12.5"),
            ("12.5) The Chair", "12.5"),
            ("12.5A The Chair", "12.5A"),
            ("12.5The Chair", "12.5"),
            ("12.10\tThe Chair", "12.10"),
            ("3.1.2 The Chair", "3.1.2"),
            ("45. The Chair", "45"),
            ("45) The Chair", "45"),
            ("(45) The Chair", "45"),
            ("(a) The Chair", "(a)"),
            ("a) The Chair", "(a)"),
            ("b. The Chair", "(b)"),
            ("(iv) The Chair", "(iv)"),
            ("7 The Chair", "7"),
        ] {
            assert_eq!(
                printed(text),
                Some((expected.into(), "The Chair".into())),
                "{text}"
            );
        }
    }

    #[test]
    fn quantities_times_years_and_names_are_no_numbers() {
        for text in [
            "12.5 per cent of homes",
            "12.5% of homes",
            "7.30 pm",
            "7.30pm",
            "2022 was a year",
            "14.7.2022 was a Thursday",
            "A. Bright asked",
            "i.e. the plan",
            "£12.5 million",
            "1,200 homes",
            "(City) The",
            "14/07/22",
            "10.5m",
        ] {
            assert_eq!(printed(text), None, "{text}");
        }
    }
}
