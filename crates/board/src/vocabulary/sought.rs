//! What somebody looks for, in words: found in a text as it stands there, or in another form of the word, so that “smoking” finds the
//! adults who smoke.

use std::collections::HashSet;

use rust_stemmers::{Algorithm, Stemmer};

/// Shorter words have no other forms that are told apart from other words.
const SHORTEST_STEMMED: usize = 4;

/// The words of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// One of them is enough, with every one of its words.
    topics: Vec<Vec<String>>,
}

impl Sought {
    /// Every word is looked for. Without a word everything is found.
    #[must_use]
    pub fn words(search: &str) -> Self {
        Self {
            topics: vec![words_of(search)],
        }
    }

    /// Every word of one of the topics, which commas part. Without a topic nothing is found.
    #[must_use]
    pub fn topics(search: &str) -> Self {
        let topics = search.split(',').map(words_of);
        Self {
            topics: topics.filter(|topic| !topic.is_empty()).collect(),
        }
    }

    /// Whether a text has what is looked for, in capitals or not, in any order.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut stems = None;
        self.topics.iter().any(|topic| {
            topic.iter().all(|word| {
                text.contains(word.as_str())
                    || stem(word).is_some_and(|stem| {
                        stems.get_or_insert_with(|| stems_of(&text)).contains(&stem)
                    })
            })
        })
    }
}

fn words_of(search: &str) -> Vec<String> {
    let search = search.to_lowercase();
    search.split_whitespace().map(str::to_owned).collect()
}

/// What the forms of an English word have in common.
fn stem(word: &str) -> Option<String> {
    let is_stemmed = word.len() >= SHORTEST_STEMMED && word.chars().all(char::is_alphabetic);
    is_stemmed.then(|| Stemmer::create(Algorithm::English).stem(word).into_owned())
}

fn stems_of(text: &str) -> HashSet<String> {
    text.split(|letter: char| !letter.is_alphabetic())
        .filter_map(stem)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Sought;

    #[test]
    fn words_are_found_in_any_order_and_form() {
        for (search, text) in [
            ("smoking", "Adults who smoke"),
            ("SMOKES adults", "Adults who smoke"),
            ("vaccination", "Children vaccinated against measles by two"),
            ("child vaccin", "Children vaccinated against measles by two"),
            ("diabetic", "People known to have diabetes"),
            ("e09", "E09000012"),
            ("", "Anything"),
        ] {
            assert!(Sought::words(search).is_in(text), "{search}: {text}");
        }
        for (search, text) in [
            ("smoking alcohol", "Adults who smoke"),
            ("news", "New infections"),
            ("bus", "But not here"),
            ("<5", "5"),
        ] {
            assert!(!Sought::words(search).is_in(text), "{search}: {text}");
        }
    }

    #[test]
    fn one_topic_is_enough_and_none_finds_nothing() {
        let sought = Sought::topics("air quality, smoking,");
        assert!(sought.is_in("Adults who smoke"));
        assert!(!sought.is_in("Air"));
        assert!(!Sought::topics(" , ").is_in("Adults who smoke"));
    }
}
