//! Words that stand twice: one word doubled ("the the"), or a phrase of four words of weight that
//! comes again within a few words in the same sentence, as it does when a name was pasted twice.

use std::collections::{BTreeMap, VecDeque};

use super::super::wording::{Word, sentences, words};
use super::{Found, Problem, Rule, Severity, at_paragraph};

/// How many words of weight a phrase needs, so that "Health and Wellbeing" may come again.
const WEIGHT: usize = 4;

/// How many words may stand between the two.
const WIDEST_GAP: usize = 5;

/// The longest phrase that is compared, in words.
const LONGEST: usize = 12;

const LIGHT: [&str; 16] = [
    "the", "a", "an", "and", "of", "for", "in", "to", "at", "on", "with", "by", "or", "is", "was",
    "that",
];

/// Words that may stand twice in good English.
const MAY_DOUBLE: [&str; 6] = ["had", "that", "very", "is", "no", "in"];

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    found
        .reading
        .paragraphs
        .iter()
        .filter_map(|paragraph| {
            let phrase = sentences(&paragraph.words).into_iter().find_map(repeated)?;
            Some(at_paragraph(
                paragraph,
                Rule::RepeatedWords,
                Severity::ToCheck,
                format!("Words stand twice in a row: “{phrase}”."),
                "Keep it as it stands with a note, or show the words once; the original is kept.",
            ))
        })
        .collect()
}

/// The first words of a sentence that stand twice.
fn repeated(sentence: &str) -> Option<String> {
    let mut lasts: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    let list: Vec<Word<'_>> = words(sentence).collect();
    for (at, word) in list.iter().enumerate() {
        let key = word.text.to_lowercase();
        let seen = lasts.entry(key).or_default();
        while seen
            .front()
            .is_some_and(|first| at - first > LONGEST + WIDEST_GAP)
        {
            seen.pop_front();
        }
        let hit = seen.iter().find_map(|first| phrase(&list, *first, at));
        if hit.is_some() {
            return hit;
        }
        seen.push_back(at);
    }
    None
}

/// The phrase that begins at `first` and again at `again`.
fn phrase(list: &[Word<'_>], first: usize, again: usize) -> Option<String> {
    let same = (0..LONGEST.min(again - first))
        .take_while(
            |offset| match (list.get(first + offset), list.get(again + offset)) {
                (Some(one), Some(other)) => {
                    one.text.to_lowercase() == other.text.to_lowercase()
                        && (*offset + 1 == again - first
                            || one.after.is_empty()
                            || first + offset + 1 == again)
                }
                _ => false,
            },
        )
        .count();
    let between = list.get(first + same..again)?;
    let phrase = list.get(first..first + same)?;
    let ending = phrase.last()?;
    let joined = ending.after.is_empty() && list.get(again)?.before.is_empty();
    let doubled = between.is_empty() && joined;
    if doubled && same == 1 {
        let word = ending.text.to_lowercase();
        let letters = word.chars().all(char::is_alphabetic);
        return (letters && !MAY_DOUBLE.contains(&word.as_str())).then(|| ending.text.to_owned());
    }
    let weight = phrase
        .iter()
        .filter(|word| !LIGHT.contains(&word.text.to_lowercase().as_str()))
        .count();
    // "the North East London Health Trust and the North East London Health Board" is a list.
    let joins = |word: &Word<'_>| matches!(word.text, "and" | "or" | "to");
    let nearest = between
        .iter()
        .rev()
        .find(|word| !word.text.eq_ignore_ascii_case("the"));
    let listed = between.first().is_some_and(joins)
        || nearest.is_some_and(joins)
        || !ending.after.is_empty();
    let near = between.len() <= WIDEST_GAP && weight >= WEIGHT && !listed;
    ((doubled && same > 1) || near).then(|| {
        phrase
            .iter()
            .map(|word| word.text)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_words_are_found() {
        for (sentence, expected) in [
            ("The Board noted the the report.", "the"),
            ("It was part of the of the plan.", "of the"),
            (
                "The Warm Homes Working Group had North and River Warm Homes Working Group found a need.",
                "Warm Homes Working Group",
            ),
        ] {
            assert_eq!(repeated(sentence).as_deref(), Some(expected), "{sentence}");
        }
    }

    #[test]
    fn good_english_is_left_alone() {
        for sentence in [
            "He said that that was so and had had enough.",
            "The Health and Wellbeing Board and the Health and Wellbeing Strategy were named.",
            "No, no, that was 5 5.",
            "Step by step and year on year.",
            "the North East London Health Trust and the North East London Health Board met.",
        ] {
            assert_eq!(repeated(sentence), None, "{sentence}");
        }
    }
}
