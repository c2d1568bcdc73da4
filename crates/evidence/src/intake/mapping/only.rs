//! Which rows of a table are read, where it holds more than is wanted: `org_type=England, ICB`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::synonyms::letters;

/// Stands between the texts that a column may have.
const BETWEEN: char = '|';

/// A column and the texts that it may have in rows that are read. Written as `COLUMN=TEXT` or `COLUMN=TEXT|TEXT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    /// Heading of the column.
    pub heading: String,
    /// The texts, of which there is at least one. Capitals and white space at the ends do not count.
    pub texts: Vec<String>,
}

impl Only {
    /// Whether a heading is this column's: the same letters and digits.
    #[must_use]
    pub fn is_called(&self, heading: &str) -> bool {
        let key = letters(heading);
        self.heading == heading || (!key.is_empty() && letters(&self.heading) == key)
    }

    /// Whether a row with this text in the column is read.
    #[must_use]
    pub fn takes(&self, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        self.texts
            .iter()
            .any(|wanted| wanted.to_lowercase() == text)
    }
}

/// A text that does not say which rows are read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "“{found}” does not say which rows are read; write a column and what stands in it, such as “org_type=England|ICB”"
)]
pub struct NotAChoice {
    /// What was written.
    pub found: String,
}

impl fmt::Display for Only {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = self.texts.join(&BETWEEN.to_string());
        write!(f, "{}={texts}", self.heading)
    }
}

impl FromStr for Only {
    type Err = NotAChoice;

    fn from_str(text: &str) -> Result<Self, NotAChoice> {
        let wrong = || NotAChoice {
            found: crate::intake::shown(text),
        };
        let (heading, texts) = text.split_once('=').ok_or_else(wrong)?;
        let heading = heading.trim();
        let texts: Vec<String> = texts
            .split(BETWEEN)
            .map(|text| text.trim().to_owned())
            .collect();
        if letters(heading).is_empty() || (texts.len() > 1 && texts.iter().any(String::is_empty)) {
            return Err(wrong());
        }
        Ok(Self {
            heading: heading.to_owned(),
            texts,
        })
    }
}

impl Serialize for Only {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Only {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_chosen_by_what_stands_in_a_column() {
        let only: Only = "Org type = England | ICB".parse().unwrap();
        assert!(only.is_called("org_type"));
        assert!(only.takes("icb ") && only.takes("England"));
        assert!(!only.takes("Provider") && !only.takes(""));
        assert_eq!(only.to_string(), "Org type=England|ICB");
        // Nothing is a text too: rows without one.
        let empty: Only = "Remark=".parse().unwrap();
        assert!(empty.takes(" ") && !empty.takes("x"));
        for wrong in ["", "England", "=England", "a=b||c"] {
            assert!(wrong.parse::<Only>().is_err(), "{wrong}");
        }
    }
}
