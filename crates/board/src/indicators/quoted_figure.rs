use super::{ArithmeticError, QuotedArithmetic, quoted_arithmetic};

/// A figure as a document states it. Nothing is compared with it by the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedFigure {
    /// The number as the document writes it: `1.9`, `39,630`, or a word such as `five`.
    pub value: String,
    /// What it counts: `%`, `£ billion`, `people`.
    pub unit: String,
    /// The time that it is about, as the document says: `2020/21`.
    pub period: String,
    /// What the document compares it with, in words: `England, 10.0%`.
    pub comparator: Option<String>,
    /// What the document works it out from, where it says so: `918 to 1,066`, `3.6 + 1.7`. It is worked out again.
    pub worked_from: Option<String>,
}

impl QuotedFigure {
    /// The value with its unit, as it is said: `£1.9 billion`, `13.1%`, `39,630 people`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.unit.strip_prefix('£') {
            Some("") => format!("£{}", self.value),
            Some(rest) => format!("£{} {}", self.value, rest.trim()),
            None if self.unit == "%" => format!("{}%", self.value),
            None => format!("{} {}", self.value, self.unit),
        }
    }

    /// The document's sum done again, where it says what the figure is worked out from.
    #[must_use]
    pub fn worked_out_again(&self) -> Option<Result<QuotedArithmetic, ArithmeticError>> {
        let from = self.worked_from.as_deref()?;
        Some(quoted_arithmetic(&self.value, &self.unit, from))
    }

    /// What came of that sum, as a sentence for readers.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let found = self.worked_out_again()?.ok()?;
        Some(found.in_words())
    }

    /// Whether the value stands in some words, to the digit: `1,000` stands in “over 1000 people” and `10` does not.
    #[must_use]
    pub fn stands_in(&self, words: &str) -> bool {
        let value = self.value.trim();
        if !value.contains(|letter: char| letter.is_ascii_digit()) {
            let parts = |words: &str| -> Vec<String> {
                words
                    .split(|letter: char| !letter.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_lowercase)
                    .collect()
            };
            let (words, value) = (parts(words), parts(value));
            return !value.is_empty() && words.windows(value.len()).any(|run| run == value);
        }
        let wanted = numbers(value);
        let found = numbers(words);
        !wanted.is_empty() && found.windows(wanted.len()).any(|run| run == wanted)
    }
}

/// The numbers of some words in their order, without what parts thousands.
fn numbers(words: &str) -> Vec<String> {
    words
        .split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ',')))
        .map(|number| number.trim_matches(['.', ',']).replace(',', ""))
        .filter(|number| !number.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: &str, unit: &str) -> QuotedFigure {
        QuotedFigure {
            value: value.to_owned(),
            unit: unit.to_owned(),
            period: "2020".to_owned(),
            comparator: None,
            worked_from: None,
        }
    }

    #[test]
    fn a_figure_is_said_with_its_unit() {
        for (value, unit, said) in [
            ("1.9", "£ billion", "£1.9 billion"),
            ("86,000", "£", "£86,000"),
            ("13.1", "%", "13.1%"),
            ("39,630", "people", "39,630 people"),
        ] {
            assert_eq!(figure(value, unit).in_words(), said);
        }
    }

    #[test]
    fn a_value_stands_in_its_words_whole_or_not_at_all() {
        for (value, words, stands) in [
            ("1,000", "over 1000 people", true),
            ("1.9", "boroughs spent £1.9bn.", true),
            ("10", "10.0%", false),
            ("13.1", "a rate of 13.1%, and rising", true),
            ("3", "£13bn", false),
            ("918 to 1,066", "(from £918 to £1,066)", true),
            ("918 to 1,066", "£1,066 and £918", false),
            ("five", "Five times higher", true),
            ("five", "fivefold", false),
            ("", "anything", false),
        ] {
            assert_eq!(
                figure(value, "%").stands_in(words),
                stands,
                "{value} in {words}"
            );
        }
    }
}
