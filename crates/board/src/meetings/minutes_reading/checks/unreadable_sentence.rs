//! Words that cannot follow one another in English: an article before a preposition or an auxiliary
//! ("the at", "the would"), two auxiliaries that take no other ("would should", "be should"). One
//! such pair is a slip to look at; two in one sentence leave nothing that can be read with safety.
//!
//! Only closed classes of words are used, so that names and terms of the field cannot set it off.

use super::super::wording::{Word, sentences, words};
use super::{Found, Problem, Rule, Severity, at_paragraph};

/// Prepositions that begin no noun; "in", "on", "by", "to", "over" do ("the in depth review").
const AFTER_NO_ARTICLE: [&str; 17] = [
    "at", "of", "from", "with", "into", "onto", "upon", "than", "would", "should", "could",
    "shall", "were", "was", "is", "are", "the",
];

const AUXILIARIES: [&str; 5] = ["would", "should", "could", "shall", "cannot"];

/// "What this could be should be plain": a clause with one of these can end in "be".
const CLAUSES: [&str; 8] = [
    "what", "how", "where", "who", "whatever", "wherever", "that", "which",
];

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for paragraph in &found.reading.paragraphs {
        let Some((severity, pair)) = sentences(&paragraph.words)
            .into_iter()
            .filter_map(unreadable)
            .max_by_key(|(severity, _)| *severity)
        else {
            continue;
        };
        let (message, how_to_mend) = if severity == Severity::StopsPublication {
            (
                "A sentence cannot be read. We do not mend it for you.".to_owned(),
                "Ask the person who spoke what was meant, or publish it as it stands with a note.",
            )
        } else {
            (
                format!("“{pair}” can hardly be meant."),
                "Keep it as it stands, or correct it.",
            )
        };
        problems.push(at_paragraph(
            paragraph,
            Rule::UnreadableSentence,
            severity,
            message,
            how_to_mend,
        ));
    }
    problems
}

/// How far a sentence cannot be read, and the first pair of words that cannot be.
fn unreadable(sentence: &str) -> Option<(Severity, String)> {
    let list: Vec<Word<'_>> = words(sentence).collect();
    let mut clause = false;
    let mut pairs = Vec::new();
    for pair in list.windows(2) {
        let [one, next] = pair else { continue };
        clause |= CLAUSES.contains(&one.text.to_lowercase().as_str());
        if impossible(one, next, clause) {
            pairs.push(format!("{} {}", one.text, next.text));
        }
    }
    let severity = if pairs.len() > 1 {
        Severity::StopsPublication
    } else {
        Severity::ToCheck
    };
    pairs.into_iter().next().map(|pair| (severity, pair))
}

fn impossible(one: &Word<'_>, next: &Word<'_>, clause: bool) -> bool {
    // Punctuation or a quotation between the two may make them fit; capitals may be a name.
    if !one.after.is_empty() || !next.before.is_empty() {
        return false;
    }
    if !next.text.starts_with(char::is_lowercase) {
        return false;
    }
    let (first, second) = (one.text.to_lowercase(), next.text);
    let article = matches!(first.as_str(), "the" | "an") && first != second;
    let auxiliary = AUXILIARIES.contains(&second);
    (article && AFTER_NO_ARTICLE.contains(&second))
        || (AUXILIARIES.contains(&first.as_str()) && auxiliary && first != second)
        || (matches!(first.as_str(), "be" | "been") && auxiliary && !clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_sentences_are_found() {
        let broken =
            "Dr Okoro feel the at the pack was of use and an answer would be should on its place.";
        assert_eq!(
            unreadable(broken).map(|u| u.0),
            Some(Severity::StopsPublication)
        );
        assert_eq!(
            unreadable("The Board noted the of report."),
            Some((Severity::ToCheck, "the of".into()))
        );
    }

    #[test]
    fn good_english_is_left_alone() {
        for sentence in [
            "The in depth review and the by election were over.",
            "How good this could be should not be forgotten.",
            "It was what the plan would be, should it pass.",
            "The \"at risk\" group and the At Home team were named.",
            "Option A of the plan and the to do list.",
        ] {
            assert_eq!(unreadable(sentence), None, "{sentence}");
        }
    }
}
