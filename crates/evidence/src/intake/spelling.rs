//! Groups that one file spells several ways: `Asian or Asian British`, `asian / asian british`.
//!
//! Two spellings are one group when their letters are the same once case, punctuation and the words that join are gone. The
//! spelling that stands first in the file is used for all, and the others are told.

use std::collections::HashMap;

/// The spellings that were met, by what they have in common.
#[derive(Default)]
pub struct Spellings {
    groups: HashMap<String, Vec<String>>,
}

impl Spellings {
    /// The spelling to use for a text. The first one met stays.
    pub fn settle(&mut self, text: &str) -> &str {
        let spellings = self.groups.entry(key(text)).or_default();
        if !spellings.iter().any(|held| held == text) {
            spellings.push(text.to_owned());
        }
        spellings.first().map_or("", String::as_str)
    }

    /// Groups that were spelled more than one way: the spelling that is used, then the others.
    #[must_use]
    pub fn several(&self) -> Vec<&[String]> {
        let mut several: Vec<&[String]> = self
            .groups
            .values()
            .filter(|spellings| spellings.len() > 1)
            .map(Vec::as_slice)
            .collect();
        several.sort();
        several
    }
}

/// What spellings of one group have in common.
fn key(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric() && c != '+' && c != '<')
        .map(str::to_lowercase)
        .filter(|word| !matches!(word.as_str(), "" | "or" | "and" | "the"));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn five_spellings_are_one_group() {
        let mut spellings = Spellings::default();
        for text in [
            "Asian or Asian British",
            "asian / asian british",
            "Asian, Asian British",
            "ASIAN AND ASIAN BRITISH",
            "Asian/Asian British",
        ] {
            assert_eq!(spellings.settle(text), "Asian or Asian British");
        }
        assert_eq!(spellings.settle("White"), "White");
        let several = spellings.several();
        assert_eq!(several.len(), 1);
        assert_eq!(several[0].len(), 5);
    }

    #[test]
    fn different_groups_stay_apart() {
        let mut spellings = Spellings::default();
        for text in [
            "Asian",
            "Asian British",
            "Other Asian",
            "65+",
            "65",
            "<5",
            "5",
            "White and Asian",
            "White and Black Caribbean",
            "",
        ] {
            assert_eq!(spellings.settle(text), text);
        }
        assert!(spellings.several().is_empty());
    }

    proptest! {
        /// Settling is stable: what was settled once stays what it is.
        #[test]
        fn a_settled_spelling_stays(texts in proptest::collection::vec("[A-Za-z ,/&]{0,12}", 1..20)) {
            let mut spellings = Spellings::default();
            let first: Vec<String> = texts.iter().map(|text| spellings.settle(text).to_owned()).collect();
            for (text, settled) in texts.iter().zip(&first) {
                prop_assert_eq!(spellings.settle(text), settled.as_str());
                prop_assert_eq!(spellings.settle(settled), settled.as_str());
            }
        }
    }
}
