//! Words to consider for an action that has none: the last sentence before it that promises
//! something, or failing that the last sentence. Taken whole; putting it better is for a person.

use super::wording::{sentences, words};

const PROMISING: [&str; 9] = [
    "would",
    "will",
    "shall",
    "should",
    "must",
    "agreed",
    "undertook",
    "requested",
    "need",
];

/// The sentence of a paragraph to propose.
pub(super) fn proposed(paragraph: &str) -> Option<String> {
    let list = sentences(paragraph);
    list.iter()
        .rev()
        .find(|sentence| words(sentence).any(|word| PROMISING.contains(&word.text)))
        .or(list.last())
        .map(|sentence| sentence.trim_start_matches(['•', ' ']).to_owned())
        .filter(|sentence| !sentence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_promise_is_proposed() {
        for (text, expected) in [
            (
                "It was raised. Options would be drawn up. All were thanked.",
                "Options would be drawn up.",
            ),
            ("It was raised. All were thanked.", "All were thanked."),
        ] {
            assert_eq!(proposed(text).as_deref(), Some(expected));
        }
        assert_eq!(proposed(""), None);
    }
}
