//! Texts in publishers' files: names with stray line ends, notes wrapped in HTML, notes that say why there is no value.

use std::borrow::Cow;

use crate::observation::State;

/// White space at the ends gone, every run of it inside a single space. Costs nothing for text that is tidy.
#[must_use]
#[inline]
pub fn tidy(text: &str) -> Cow<'_, str> {
    if is_plainly_tidy(text) {
        Cow::Borrowed(text)
    } else {
        tidied(text)
    }
}

fn tidied(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let mut last_was_space = false;
    let untidy = trimmed.chars().any(|c| {
        let space = c.is_whitespace();
        let bad = space && (c != ' ' || last_was_space);
        last_was_space = space;
        bad
    });
    if untidy {
        Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// Almost every text of a file: letters of ASCII in words, each after one space, or none at all.
#[inline]
fn is_plainly_tidy(text: &str) -> bool {
    // All letters are looked at, without a way out: they are few, and a guess that fails costs more than the rest of them.
    let (mut fine, mut before) = (true, b' ');
    for byte in text.bytes() {
        fine &= byte.is_ascii_graphic() || (byte == b' ' && before != b' ');
        before = byte;
    }
    text.is_empty() || (fine && before != b' ')
}

/// A note without the HTML and the leading asterisk that web exports put round it.
#[must_use]
pub fn plain_note(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tail) = rest.split_at(open);
        plain.push_str(before);
        let is_tag = tail
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
        match tail.find('>') {
            Some(close) if is_tag => rest = tail.get(close + 1..).unwrap_or(""),
            _ => {
                plain.push('<');
                rest = tail.get(1..).unwrap_or("");
            }
        }
    }
    plain.push_str(rest);
    for (entity, letter) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        if plain.contains(entity) {
            plain = plain.replace(entity, letter);
        }
    }
    tidy(plain.trim().trim_start_matches('*')).into_owned()
}

/// Why a row without a value has none, as far as its note tells.
#[must_use]
pub fn note_state(note: &str) -> State {
    let note = note.to_ascii_lowercase();
    let hidden = ["suppress", "disclos", "confidential", "small number"];
    if hidden.iter().any(|word| note.contains(word)) {
        State::Suppressed
    } else {
        State::Missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_feed_in_a_name_becomes_a_space() {
        assert_eq!(tidy("Incidence rate/100,000\n"), "Incidence rate/100,000");
        assert_eq!(tidy("two \r\n lines"), "two lines");
        assert!(matches!(tidy("tidy as it is"), Cow::Borrowed(_)));
    }

    #[test]
    fn notes_lose_their_wrapping() {
        let wrapped = "<span class=\"tooltipValueNote\">* Value for Hackney and City of London combined</span>";
        assert_eq!(
            plain_note(wrapped),
            "Value for Hackney and City of London combined"
        );
        assert_eq!(
            plain_note("fewer than < 5 &amp; rounded"),
            "fewer than < 5 & rounded"
        );
        assert_eq!(plain_note("<unclosed"), "<unclosed");
        assert_eq!(plain_note("<div class=\"no-data\">-</div>"), "-");
    }

    #[test]
    fn a_note_tells_hidden_from_missing() {
        let hidden = "Value suppressed for disclosure control due to small count";
        assert_eq!(note_state(hidden), State::Suppressed);
        assert_eq!(
            note_state("Value for Hackney and City of London combined"),
            State::Missing
        );
        assert_eq!(note_state(""), State::Missing);
    }
}
