//! What a column can hold, or what can be stated for a whole table.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::synonyms::letters;

/// A field of an observation, or of the indicator that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The indicator's number or short name.
    Indicator,
    /// Its name.
    IndicatorName,
    /// Code of the area.
    AreaCode,
    /// Name of the area.
    AreaName,
    /// Type of the area.
    AreaType,
    /// Year, range of years, quarter or month. `2016-17` is two calendar years.
    Period,
    /// Financial year: `2016-17` is April 2016 to March 2017.
    FinancialYear,
    /// Sex.
    Sex,
    /// Age.
    Age,
    /// Kind of category: ethnic group, deprivation.
    CategoryType,
    /// The category.
    Category,
    /// A category within the category: `Bangladeshi` within `Asian`. `All` or nothing is the category as a whole.
    Subcategory,
    /// The value.
    Value,
    /// Lower 95% limit.
    Lower,
    /// Upper 95% limit.
    Upper,
    /// Numerator.
    Count,
    /// Denominator.
    Denominator,
    /// Note on the value.
    Note,
    /// What values and limits are multiplied by: 100 for shares that are shown as percentages. Stated only.
    Factor,
    /// Unit of the values, as readers see it. Stated only.
    Unit,
    /// Which way is good: `low is good`, `high is good`, `no judgement`. Stated only.
    Polarity,
    /// Kind of value: `proportion`, `crude rate`, `count` … Stated only.
    ValueType,
    /// Definition of the indicator. Stated only.
    Definition,
    /// Where the figures come from. Stated only.
    Source,
}

impl Field {
    /// All fields, in the order in which people think of them.
    pub const ALL: [Self; 24] = [
        Self::AreaCode,
        Self::AreaName,
        Self::AreaType,
        Self::Period,
        Self::FinancialYear,
        Self::Indicator,
        Self::IndicatorName,
        Self::Value,
        Self::Count,
        Self::Denominator,
        Self::Lower,
        Self::Upper,
        Self::Sex,
        Self::Age,
        Self::CategoryType,
        Self::Category,
        Self::Subcategory,
        Self::Note,
        Self::Unit,
        Self::Factor,
        Self::Polarity,
        Self::ValueType,
        Self::Definition,
        Self::Source,
    ];

    /// The word that the command line, forms and records use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::IndicatorName => "indicator name",
            Self::AreaCode => "area code",
            Self::AreaName => "area name",
            Self::AreaType => "area type",
            Self::Period => "period",
            Self::FinancialYear => "financial year",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::CategoryType => "category type",
            Self::Category => "category",
            Self::Subcategory => "subcategory",
            Self::Value => "value",
            Self::Lower => "lower limit",
            Self::Upper => "upper limit",
            Self::Count => "count",
            Self::Denominator => "denominator",
            Self::Note => "note",
            Self::Factor => "multiply by",
            Self::Unit => "unit",
            Self::Polarity => "polarity",
            Self::ValueType => "value type",
            Self::Definition => "definition",
            Self::Source => "source",
        }
    }

    /// Reads the word; letters alone count, so that `area-code` will do.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        let wanted = letters(text);
        Self::ALL
            .into_iter()
            .find(|field| letters(field.word()) == wanted)
    }

    /// Whether a column can hold it; the others are stated for the whole table.
    #[must_use]
    pub fn may_be_column(self) -> bool {
        !matches!(
            self,
            Self::Unit
                | Self::Factor
                | Self::Polarity
                | Self::ValueType
                | Self::Definition
                | Self::Source
        )
    }

    /// Whether it can be stated for all rows; figures cannot.
    #[must_use]
    pub fn may_be_stated(self) -> bool {
        !self.is_figure() && self != Self::Note
    }

    /// Whether it is one of the numbers of a row.
    #[must_use]
    pub fn is_figure(self) -> bool {
        matches!(
            self,
            Self::Value | Self::Lower | Self::Upper | Self::Count | Self::Denominator
        )
    }

    /// Whether two fields exclude each other: the same one, or the two ways to write a period.
    #[must_use]
    pub fn same_place(self, other: Self) -> bool {
        let is_period = |field| matches!(field, Self::Period | Self::FinancialYear);
        self == other || (is_period(self) && is_period(other))
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_word(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("no field is called “{text}”")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_reads_back_its_word() {
        for field in Field::ALL {
            assert_eq!(Field::from_word(field.word()), Some(field));
            assert!(field.may_be_column() || field.may_be_stated(), "{field:?}");
        }
        assert_eq!(Field::from_word("Area-Code"), Some(Field::AreaCode));
        assert_eq!(Field::from_word("telephone"), None);
    }
}
