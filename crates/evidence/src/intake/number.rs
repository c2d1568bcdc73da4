//! Numbers as people and publishers write them, and the agreed marks for a figure that is not there.

use crate::observation::State;

/// What stands where a number is expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Read {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// An agreed mark: `*` and `[c]` hidden, `[x]` and `-` missing, `[z]` not applicable.
    Mark(State),
    /// `<5`: a number that is hidden behind a bound.
    LessThan,
}

/// Why a text is not a number, with what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// `16,4`, or commas that do not part thousands.
    Comma,
    /// `12.3%`.
    Percent,
    /// HTML other than the mark for no data.
    Html,
    /// Not finite, or too large.
    TooLarge,
    /// Something else.
    Words,
}

impl NotANumber {
    /// What to do about it.
    #[must_use]
    pub fn mend(self) -> &'static str {
        match self {
            Self::Comma => "Write it with a point: 16.4. Commas may part thousands only: 1,480.",
            Self::Percent => "Take the % sign away; the unit belongs to the indicator.",
            Self::Html => {
                "This is a piece of a web page. Export the table as CSV again, or leave the cell empty."
            }
            Self::TooLarge => "Check the number with the sender.",
            Self::Words => {
                "Write a number, leave the cell empty, or use a mark: * or [c] hidden, [x] missing, [z] not applicable."
            }
        }
    }
}

/// Reads one cell that ought to hold a number.
///
/// Thousands may be parted with commas (`214,022`) and the web's "no data" mark is read as missing, because
/// the publisher's own exports hold both.
#[inline]
pub fn read_number(text: &str) -> Result<Read, NotANumber> {
    if text.is_empty() {
        return Ok(Read::Empty);
    }
    match plain_number(text) {
        Some(number) => Ok(Read::Number(number)),
        None => read_mark(text),
    }
}

/// A number as computers write it, which almost all cells are. None for any other cell: [`read_number`] says what it holds.
#[inline]
#[must_use]
pub fn plain_number(text: &str) -> Option<f64> {
    // What begins with a digit is no word for a number, such as “inf”, which would be read as one.
    let begins_with_digit = matches!(
        text.as_bytes(),
        [b'0'..=b'9', ..] | [b'-', b'0'..=b'9' | b'.', ..]
    );
    if begins_with_digit {
        text.parse().ok().and_then(|number| finite(number).ok())
    } else {
        None
    }
}

/// A cell that is neither empty nor a number as computers write it.
fn read_mark(text: &str) -> Result<Read, NotANumber> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match text {
        "" => return Ok(Read::Empty),
        "*" | "[c]" => return Ok(Read::Mark(State::Suppressed)),
        "-" | "\u{2013}" | "[x]" | "N/A" | "n/a" | "NA" | ".." | ":" => {
            return Ok(Read::Mark(State::Missing));
        }
        "[z]" => return Ok(Read::Mark(State::NotApplicable)),
        _ => {}
    }
    if let Some(bound) = text
        .strip_prefix('<')
        .or_else(|| text.strip_prefix('\u{2264}'))
        && bound.trim().parse::<f64>().is_ok()
    {
        return Ok(Read::LessThan);
    }
    if text.contains('<') {
        let inside = super::plain_note(text);
        return if matches!(inside.as_str(), "" | "-") {
            Ok(Read::Mark(State::Missing))
        } else {
            Err(NotANumber::Html)
        };
    }
    if text.ends_with('%') {
        return Err(NotANumber::Percent);
    }
    if text.contains(',') {
        return parted_by_thousands(text)
            .ok_or(NotANumber::Comma)
            .and_then(finite)
            .map(Read::Number);
    }
    let sound = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    match text.parse::<f64>() {
        Ok(number) if sound => finite(number).map(Read::Number),
        _ => Err(NotANumber::Words),
    }
}

#[inline]
fn finite(number: f64) -> Result<f64, NotANumber> {
    // A count above 2^53 has lost digits already, and no figure about people comes near it.
    if number.abs() <= 9_007_199_254_740_992.0 {
        Ok(number)
    } else {
        Err(NotANumber::TooLarge)
    }
}

fn parted_by_thousands(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let fine = (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3)
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b',')
        && fraction.bytes().all(|b| b.is_ascii_digit());
    fine.then(|| text.replace(',', "").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_real_exports_are_read() {
        for (text, number) in [
            ("94.7261896202678", 94.726_189_620_267_8),
            ("214,022", 214_022.0),
            ("1,480", 1_480.0),
            ("-0.5", -0.5),
            ("1e3", 1000.0),
            (" 7\u{a0}", 7.0),
            ("0", 0.0),
            ("1,234,567.5", 1_234_567.5),
        ] {
            assert_eq!(read_number(text), Ok(Read::Number(number)), "{text}");
        }
    }

    #[test]
    fn agreed_marks_are_not_numbers() {
        for (text, state) in [
            ("*", State::Suppressed),
            ("[c]", State::Suppressed),
            ("-", State::Missing),
            ("[x]", State::Missing),
            ("[z]", State::NotApplicable),
            ("<div class=\"no-data\">-</div>", State::Missing),
        ] {
            assert_eq!(read_number(text), Ok(Read::Mark(state)), "{text}");
        }
        assert_eq!(read_number("  "), Ok(Read::Empty));
        assert_eq!(read_number("<5"), Ok(Read::LessThan));
        assert_eq!(read_number("< 10"), Ok(Read::LessThan));
    }

    #[test]
    fn other_writings_are_refused_with_what_to_do() {
        for (text, why) in [
            ("16,4", NotANumber::Comma),
            ("1,23", NotANumber::Comma),
            (",5", NotANumber::Comma),
            ("12.3%", NotANumber::Percent),
            ("<b>12</b>", NotANumber::Html),
            ("nan", NotANumber::Words),
            ("inf", NotANumber::Words),
            ("twelve", NotANumber::Words),
            ("1e999", NotANumber::TooLarge),
            ("1.2.3", NotANumber::Words),
            ("=1+1", NotANumber::Words),
        ] {
            assert_eq!(read_number(text), Err(why), "{text}");
            assert!(!why.mend().is_empty());
        }
    }
}
