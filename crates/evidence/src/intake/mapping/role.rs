//! What one column is for, and how that is written: `area code`, `value by period and sex`, `ignore`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::Field;

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It is not read.
    Ignore,
    /// It holds a field of every row.
    Holds(Field),
    /// It holds a figure of a wide table; its heading says of what.
    Spread {
        /// Value, count or denominator.
        figure: Field,
        /// What each row of the heading says, from the top.
        by: Vec<Dimension>,
    },
}

/// What a heading of a wide table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// The period.
    Period,
    /// The sex.
    Sex,
    /// The age.
    Age,
    /// The category.
    Category,
    /// The indicator.
    Indicator,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Period,
        Self::Sex,
        Self::Age,
        Self::Category,
        Self::Indicator,
    ];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::Category => "category",
            Self::Indicator => "indicator",
        }
    }

    /// The field that the heading fills.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::Period => Field::Period,
            Self::Sex => Field::Sex,
            Self::Age => Field::Age,
            Self::Category => Field::Category,
            Self::Indicator => Field::IndicatorName,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignore => f.write_str("ignore"),
            Self::Holds(field) => f.write_str(field.word()),
            Self::Spread { figure, by } => {
                let by: Vec<_> = by.iter().map(|dimension| dimension.word()).collect();
                write!(f, "{} by {}", figure.word(), by.join(" and "))
            }
        }
    }
}

/// A text that is no role, with what would have been.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "“{found}” is nothing that a column can hold; write one of {}, or for a wide table “value by period”, “value by sex”, \
     “value by age”, “value by category” or “value by indicator”, or “ignore”",
    columns()
)]
pub struct NotARole {
    /// What was written.
    pub found: String,
}

fn columns() -> String {
    let words: Vec<_> = Field::ALL
        .into_iter()
        .filter(|field| field.may_be_column())
        .map(Field::word)
        .collect();
    words.join(", ")
}

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        let wrong = || NotARole {
            found: crate::intake::shown(text),
        };
        let text = text.trim();
        if text.eq_ignore_ascii_case("ignore") {
            return Ok(Self::Ignore);
        }
        let Some((figure, by)) = text.split_once(" by ") else {
            return Field::from_word(text)
                .filter(|field| field.may_be_column())
                .map(Self::Holds)
                .ok_or_else(wrong);
        };
        let figure = Field::from_word(figure)
            .filter(|field| field.is_figure())
            .ok_or_else(wrong)?;
        let by = by
            .split(" and ")
            .map(|word| {
                let word = word.trim();
                Dimension::ALL
                    .into_iter()
                    .find(|dimension| dimension.word() == word)
                    .ok_or_else(wrong)
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self::Spread { figure, by })
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_read_back_what_they_print() {
        for text in [
            "ignore",
            "area code",
            "value",
            "value by period",
            "denominator by category",
            "value by period and sex",
            "lower limit by period",
        ] {
            assert_eq!(text.parse::<Role>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_role_is_told_what_would_be() {
        for text in ["", "telephone", "unit", "sex by age", "value by colour"] {
            let words = text.parse::<Role>().unwrap_err().to_string();
            assert!(words.contains("area code, area name"), "{words}");
            assert!(words.contains("value by period"), "{words}");
        }
    }
}
