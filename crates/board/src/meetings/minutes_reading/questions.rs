//! Questions, and whether the minutes show an answer. An answer is looked for where minutes put it:
//! later in the same paragraph, or after it before anybody asks something new.

use super::reading::{Action, Paragraph, Question};
use super::wording::{Word, sentences, words};

const ASKING: [&str; 5] = ["asked", "queried", "enquired", "inquired", "wondered"];

const QUESTION_WORDS: [&str; 11] = [
    "what", "how", "whether", "why", "when", "who", "which", "where", "if", "about", "whose",
];

/// What one asks for when one asks to be told.
const CLARITY: [&str; 6] = [
    "clarification",
    "clarity",
    "reassurance",
    "assurance",
    "confirmation",
    "explanation",
];

const ANSWERING: [&str; 15] = [
    "confirmed",
    "replied",
    "responded",
    "answered",
    "explained",
    "clarified",
    "advised",
    "assured",
    "reassured",
    "informed",
    "acknowledged",
    "undertook",
    "responding",
    "none",
    "answer",
];

/// Verbs that answer when they come straight after the question.
const PERHAPS_ANSWERING: [&str; 6] = [
    "said",
    "stated",
    "outlined",
    "described",
    "reported",
    "pointed",
];

/// How far behind the verb the question word may stand, in words.
const FURTHEST: usize = 8;

/// True when the sentence asks to be told something; asking someone to act is no question.
fn asks(sentence: &str) -> bool {
    if sentence
        .trim_end_matches(['"', '”', '’', ')', ' '])
        .ends_with('?')
    {
        return true;
    }
    let list: Vec<Word<'_>> = words(sentence).collect();
    list.iter().enumerate().any(|(at, word)| {
        let lower = word.text.to_lowercase();
        let before = at
            .checked_sub(1)
            .and_then(|before| list.get(before))
            .map_or("", |w| w.text);
        let behind = list.get(at + 1..).unwrap_or_default();
        if lower == "sought"
            || (lower == "asked" && behind.first().is_some_and(|w| w.text == "for"))
        {
            return behind
                .iter()
                .take(FURTHEST / 2)
                .any(|word| CLARITY.contains(&word.text));
        }
        if !ASKING.contains(&lower.as_str()) || matches!(before, "be" | "when" | "When" | "being") {
            return false;
        }
        behind
            .iter()
            .take(FURTHEST)
            .take_while(|word| !matches!(word.text, "to" | "that" | "for"))
            .any(|word| QUESTION_WORDS.contains(&word.text))
            || lower == "queried"
    })
}

fn answers(sentence: &str, verbs: &[&str]) -> bool {
    let mut before = "";
    words(sentence).any(|word| {
        let lower = word.text.to_lowercase();
        let reply =
            matches!(lower.as_str(), "response" | "reply") && before.eq_ignore_ascii_case("in");
        before = word.text;
        reply || verbs.contains(&lower.as_str())
    })
}

/// What a paragraph does for the questions around it.
struct Turn {
    asked: Asked,
    answer: Answer,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    /// Its last question is not answered in the paragraph itself.
    Open,
    Answered,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    No,
    /// An answer if the question stands right before it.
    Perhaps,
    Yes,
}

fn turn(paragraph: &Paragraph) -> Turn {
    let mut turn = Turn {
        asked: Asked::Nothing,
        answer: Answer::No,
    };
    for sentence in sentences(&paragraph.words) {
        let answer = if answers(sentence, &ANSWERING) {
            Answer::Yes
        } else if answers(sentence, &PERHAPS_ANSWERING) {
            Answer::Perhaps
        } else {
            Answer::No
        };
        // "In response to what was asked, the Chair confirmed" is an answer, not a question.
        let replies = answer == Answer::Yes && sentence.to_lowercase().starts_with("in re");
        if asks(sentence) && !replies {
            turn.asked = Asked::Open;
        } else if turn.asked == Asked::Nothing {
            turn.answer = turn.answer.max(answer);
        } else if answer > Answer::No {
            turn.asked = Asked::Answered;
        }
    }
    turn
}

/// The questions of the minutes. `sections` says for each paragraph which heading it stands under.
pub(super) fn questions(
    paragraphs: &[Paragraph],
    sections: &[usize],
    actions: &[Action],
) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    // Questions that the next answer would answer, and how the paragraph before it ran.
    let mut pending: Vec<usize> = Vec::new();
    let mut last_asked = false;
    let mut section = None;
    let promised: std::collections::BTreeSet<usize> = actions
        .iter()
        .filter_map(|action| action.position)
        .collect();
    for (paragraph, this_section) in paragraphs.iter().zip(sections) {
        if section != Some(*this_section) {
            pending.clear();
            section = Some(*this_section);
            last_asked = false;
        }
        let turn = turn(paragraph);
        if turn.answer == Answer::Yes || (turn.answer == Answer::Perhaps && last_asked) {
            for index in pending.drain(..) {
                if let Some(question) = found.get_mut(index) {
                    question.answered_in = Some(paragraph.place.clone());
                    question.answered_at = Some(paragraph.position);
                }
            }
        }
        if turn.asked != Asked::Nothing {
            if !last_asked {
                pending.clear();
            }
            let answered = turn.asked == Asked::Answered || promised.contains(&paragraph.position);
            found.push(Question {
                paragraph: paragraph.place.clone(),
                position: paragraph.position,
                answered_in: answered.then(|| paragraph.place.clone()),
                answered_at: answered.then_some(paragraph.position),
            });
            if !answered {
                pending.push(found.len() - 1);
            }
        }
        last_asked = turn.asked == Asked::Open;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_requests() {
        for question in [
            "Ann Bright asked what was known.",
            "The Chair asked the Director whether it was so.",
            "Members asked about the cost.",
            "The Chair asked for clarification on the cost.",
            "Members sought assurance that it was safe.",
            "Is it safe?",
        ] {
            assert!(asks(question), "{question}");
        }
        for request in [
            "The Chair asked officers to report.",
            "The Board would ask for a response.",
            "The Chair asked for an update on how it went.",
            "The Clerk was asked to say what was known.",
            "Members asked that the report be noted.",
        ] {
            assert!(!asks(request), "{request}");
        }
    }
}
