//! Whether a figure that a document works out from others comes out: `918 to 1,066` is a rise by 16%, `3.6 + 1.7` is not 5.4.
//!
//! The document's figure stays as it stands. Where it does not come out, whoever reads it is told.

/// A sum that a document did.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotedArithmetic {
    /// What it was worked out from, as it was written down.
    pub from: String,
    /// What comes out, on the scale of the figure's unit.
    pub result: f64,
    /// Whether that rounds to the figure of the document.
    pub comes_out: bool,
    /// The result with one decimal more than the document gives.
    shown: String,
    value: String,
}

impl QuotedArithmetic {
    /// The outcome in a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (from, shown, value) = (&self.from, &self.shown, &self.value);
        if self.comes_out {
            format!("Worked out again: {from} comes to {shown}, as the document says.")
        } else {
            format!("{from} comes to {shown}; the document says {value}.")
        }
    }
}

/// Why a sum cannot be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArithmeticError {
    /// Another form than those that are understood.
    #[error(
        "write what it is worked out from as “918 to 1,066”, “3.6 + 1.7”, “13.1 - 10.0” or “57 / 100”"
    )]
    NotUnderstood,
    /// The figure is a word.
    #[error(
        "the value is no number, so nothing can be worked out again; leave out what it is worked out from"
    )]
    NoNumber,
    /// Nothing is a share of nought.
    #[error("nothing can be divided by 0")]
    ByNought,
}

/// Does a document's sum again. `A to B` is the change from A to B, in % of A where the unit is %; `A / B` is in % where the unit is;
/// sums and differences are on the scale of the figure. Equal means equal at the decimals that the document gives.
pub fn quoted_arithmetic(
    value: &str,
    unit: &str,
    from: &str,
) -> Result<QuotedArithmetic, ArithmeticError> {
    let (stated, decimals) = number(value).ok_or(ArithmeticError::NoNumber)?;
    let in_percent = unit.trim().starts_with('%') || unit.trim().starts_with("per cent");
    let scale = if in_percent { 100.0 } else { 1.0 };
    let result = if let Some((before, after)) = pair(from, " to ") {
        if in_percent {
            if before == 0.0 {
                return Err(ArithmeticError::ByNought);
            }
            (after - before) / before * scale
        } else {
            after - before
        }
    } else if let Some((part, whole)) = pair(from, "/") {
        if whole == 0.0 {
            return Err(ArithmeticError::ByNought);
        }
        part / whole * scale
    } else if let Some((more, less)) = pair(from, " - ") {
        more - less
    } else {
        let parts: Option<Vec<f64>> = from
            .split('+')
            .map(|part| number(part).map(|(part, _)| part))
            .collect();
        let parts = parts.filter(|parts| parts.len() > 1);
        parts.ok_or(ArithmeticError::NotUnderstood)?.iter().sum()
    };
    // A fall by 16% is stated as 16 as often as -16.
    let apart = (result.abs() - stated.abs()).abs();
    let half = (0..decimals).fold(0.5, |step, _| step / 10.0);
    Ok(QuotedArithmetic {
        from: from.trim().to_owned(),
        result,
        comes_out: apart <= half * (1.0 + 1e-9),
        shown: format!("{result:.0$}", decimals + 1),
        value: value.trim().to_owned(),
    })
}

/// Two numbers with a word or sign between them.
fn pair(text: &str, between: &str) -> Option<(f64, f64)> {
    let (first, second) = text.split_once(between)?;
    Some((number(first)?.0, number(second)?.0))
}

/// A number as documents write it, with the decimals that it has: `1,066`, `£3.6`, `+16`, `13.1%`.
fn number(text: &str) -> Option<(f64, usize)> {
    let bare: String = text
        .trim()
        .trim_start_matches(['+', '£'])
        .trim_end_matches(['%', ' '])
        .replace(',', "");
    let is_number = !bare.is_empty()
        && bare
            .strip_prefix('-')
            .unwrap_or(&bare)
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.');
    let decimals = bare.split_once('.').map_or(0, |(_, after)| after.len());
    is_number
        .then(|| bare.parse().ok())
        .flatten()
        .map(|number| (number, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_of_the_guide_come_out_or_do_not() {
        // London Councils, guide for new members, 2022: the weekly cost of care, and the two parts of the levy.
        for (value, unit, from, comes_out, shown) in [
            ("16", "%", "918 to 1,066", true, "16.1"),
            ("+16", "%", "£918 to £1,066", true, "16.1"),
            ("5.4", "£ billion", "3.6 + 1.7", false, "5.30"),
            ("3.1", "points", "13.1 - 10.0", true, "3.10"),
            ("57", "%", "57 / 100", true, "57.0"),
            ("0.57", "of all", "57/100", true, "0.570"),
            ("148", "£", "918 to 1,066", true, "148.0"),
            ("14", "%", "1,066 to 918", true, "-13.9"),
            ("15", "%", "918 to 1,066", false, "16.1"),
        ] {
            let found = quoted_arithmetic(value, unit, from);
            assert_eq!(
                found.map(|found| (found.comes_out, found.shown)),
                Ok((comes_out, shown.to_owned())),
                "{value}{unit}: {from}"
            );
        }
        let parts = quoted_arithmetic("5.4", "£ billion", "3.6 + 1.7");
        assert_eq!(
            parts.map(|parts| parts.in_words()),
            Ok("3.6 + 1.7 comes to 5.30; the document says 5.4.".to_owned())
        );
    }

    #[test]
    fn what_cannot_be_worked_out_says_why() {
        for (value, from, why) in [
            ("16", "a survey", ArithmeticError::NotUnderstood),
            ("16", "918", ArithmeticError::NotUnderstood),
            ("16", "3.6 + many", ArithmeticError::NotUnderstood),
            ("five", "1 to 5", ArithmeticError::NoNumber),
            ("16", "0 to 5", ArithmeticError::ByNought),
            ("16", "5 / 0", ArithmeticError::ByNought),
        ] {
            assert_eq!(
                quoted_arithmetic(value, "%", from),
                Err(why),
                "{value}: {from}"
            );
        }
    }
}
