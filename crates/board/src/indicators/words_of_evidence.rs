//! The words under which `evidence` writes its own choices, for columns: the same as in data files and receipts.

use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) const POLARITIES: &[&str] =
    &["low_is_good", "high_is_good", "no_judgement", "not_stated"];
pub(crate) const VALUE_TYPES: &[&str] = &[
    "proportion",
    "crude_rate",
    "directly_standardised_rate",
    "indirectly_standardised",
    "life_expectancy",
    "other",
    "count",
    "not_stated",
];
pub(crate) const KNOWN: &[&str] = &["stated", "derived", "entered", "not"];
pub(crate) const POLICIES: &[&str] = &[
    "already_published",
    "nhs_england",
    "open_safely",
    "open_safely_midpoint",
    "mental_health_services",
    "uk_health_security_agency",
];
pub(crate) const RECEIPT_TYPES: &[&str] = &["computed", "quoted", "counted"];

/// The word of a choice.
pub(crate) fn word(choice: impl Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("a choice of evidence is written as one word, not {other:?}"),
    }
}

/// The choice that a word stands for; its usual value where a newer version wrote a word that this one does not know.
pub(crate) fn choice<T: DeserializeOwned + Default>(word: &str) -> T {
    serde_json::from_value(serde_json::Value::from(word)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use evidence::catalogue::{Known, Polarity, ValueType};
    use evidence::disclosure::Policy;

    use super::*;

    #[test]
    fn columns_take_every_word_that_evidence_writes() {
        for value_type in VALUE_TYPES {
            assert_eq!(word(choice::<ValueType>(value_type)), *value_type);
        }
        for polarity in POLARITIES {
            assert_eq!(word(choice::<Polarity>(polarity)), *polarity);
        }
        for known in KNOWN {
            assert_eq!(word(choice::<Known>(known)), *known);
        }
        assert_eq!(Policy::ALL.map(word), POLICIES);
    }
}
