//! Words that a spelling checker lets through and that minutes of a board rarely mean. The list is
//! data: a word, what it is often typed for, and words beside it that show that it is meant.

use super::super::wording::words;
use super::{Found, Problem, Rule, Severity, at_paragraph};

struct Slip {
    word: &'static str,
    perhaps: &'static str,
    /// Beginnings of words anywhere in the paragraph that show that the word is meant.
    meant_with: &'static [&'static str],
}

const SLIPS: [Slip; 14] = [
    slip(
        "programmers",
        "programmes",
        &[
            "software",
            "comput",
            "developer",
            "code",
            "coding",
            "digital",
        ],
    ),
    slip(
        "programmer",
        "programme",
        &[
            "software",
            "comput",
            "developer",
            "code",
            "coding",
            "digital",
        ],
    ),
    slip("pubic", "public", &["hair", "bone", "symphysis"]),
    slip(
        "heath",
        "health",
        &["hampstead", "park", "woodland", "common"],
    ),
    slip("manger", "manager", &["away", "nativity"]),
    slip("mangers", "managers", &["nativity"]),
    slip("martial", "marital", &["arts", "law"]),
    slip("untied", "united", &["knot", "string"]),
    slip(
        "statue",
        "statute",
        &["bronze", "stone", "unveil", "monument"],
    ),
    slip("asses", "assess", &["donkey"]),
    slip("councilor", "councillor", &[]),
    slip("councilors", "councillors", &[]),
    slip("commisioning", "commissioning", &[]),
    slip("morality", "mortality", &["moral", "ethic"]),
];

const fn slip(
    word: &'static str,
    perhaps: &'static str,
    meant_with: &'static [&'static str],
) -> Slip {
    Slip {
        word,
        perhaps,
        meant_with,
    }
}

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for paragraph in &found.reading.paragraphs {
        for (word, perhaps) in slips(&paragraph.words) {
            problems.push(at_paragraph(
                paragraph,
                Rule::PerhapsAnotherWord,
                Severity::ToCheck,
                format!("“{word}”: perhaps “{perhaps}”?"),
                "Keep it as it stands with a note, or show the other word; the original is kept.",
            ));
        }
    }
    problems
}

/// Each slip of a paragraph once.
fn slips(text: &str) -> Vec<(&'static str, &'static str)> {
    let mut hits = [false; SLIPS.len()];
    for word in words(text) {
        for (hit, slip) in hits.iter_mut().zip(&SLIPS) {
            // A capital inside a sentence is a name: "Hampstead Heath".
            *hit |= word.text == slip.word;
        }
    }
    let found = hits
        .iter()
        .zip(&SLIPS)
        .filter(|(hit, _)| **hit)
        .map(|(_, slip)| slip);
    let lower = if hits.contains(&true) {
        text.to_lowercase()
    } else {
        String::new()
    };
    found
        .filter(|slip| !slip.meant_with.iter().any(|sign| lower.contains(sign)))
        .map(|slip| (slip.word, slip.perhaps))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_asked_about_unless_its_neighbours_explain_it() {
        assert_eq!(
            slips("an impact assessment of programmers and policy"),
            [("programmers", "programmes")]
        );
        assert!(slips("the software team hired two programmers").is_empty());
        assert!(slips("Riverdale Heath was closed").is_empty());
    }
}
