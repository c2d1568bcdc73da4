//! Words and sentences of running text, with their places. Knows nothing about minutes.

/// A word with the punctuation around it taken off, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word itself.
    pub(super) text: &'a str,
    /// Where the word begins, in bytes.
    pub(super) start: usize,
    /// Where the word ends, in bytes.
    pub(super) end: usize,
    /// Punctuation directly before the word.
    pub(super) before: &'a str,
    /// Punctuation directly after the word.
    pub(super) after: &'a str,
}

/// The words of a text in order. A token without a letter or digit is no word.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = Word<'_>> {
    text.split_whitespace().filter_map(move |token| {
        let token_start = token.as_ptr() as usize - text.as_ptr() as usize;
        let inner = token.trim_matches(|c: char| !c.is_alphanumeric());
        if inner.is_empty() {
            return None;
        }
        let offset = inner.as_ptr() as usize - token.as_ptr() as usize;
        let (before, rest) = token.split_at(offset);
        let (text, after) = rest.split_at(inner.len());
        let start = token_start + offset;
        Some(Word {
            text,
            start,
            end: start + inner.len(),
            before,
            after,
        })
    })
}

/// True when the first letter or digit is a small letter.
pub(super) fn starts_small(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
}

/// True when there are letters and none is small.
pub(super) fn is_all_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// True when the text ends a sentence or a clause (a closing quote or bracket may follow).
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’)]*".contains(c))
        .ends_with(['.', '?', '!', ':', ';'])
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 16] = [
    "dr", "mr", "mrs", "ms", "prof", "cllr", "rev", "st", "no", "e.g", "i.e", "etc", "para", "p",
    "pp", "vs",
];

/// The sentences of a text. A new line always ends one.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    text.lines().flat_map(sentences_of_a_line).collect()
}

fn sentences_of_a_line(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut list = words(line).peekable();
    while let Some(word) = list.next() {
        let Some(next) = list.peek() else { break };
        let stops = word.after.contains(['.', '?', '!']);
        let abbreviation = word.after.starts_with('.')
            && (ABBREVIATIONS.contains(&word.text.to_lowercase().as_str())
                || word.text.chars().count() == 1);
        if stops && !abbreviation && !starts_small(next.text) {
            let to = next.start - next.before.len();
            found.extend(line.get(from..to).map(str::trim));
            from = to;
        }
    }
    found.extend(
        line.get(from..)
            .map(str::trim)
            .filter(|rest| !rest.is_empty()),
    );
    found
}

/// `text` with white space of every kind and length as one space.
pub(super) fn flattened(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(token);
    }
    out
}

/// What follows `prefix` when `text` begins with it, capitals aside.
pub(super) fn after_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| text.get(prefix.len()..))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_place_and_punctuation() {
        let list: Vec<_> = words("A (small) word, – then.").collect();
        assert_eq!(
            list.iter().map(|w| w.text).collect::<Vec<_>>(),
            ["A", "small", "word", "then"]
        );
        assert_eq!(
            (list[1].before, list[1].after, list[1].start, list[1].end),
            ("(", ")", 3, 8)
        );
    }

    #[test]
    fn a_title_or_an_initial_ends_no_sentence() {
        assert_eq!(
            sentences("Dr. Okoro spoke. J. Bright replied? Yes.\nNew line"),
            ["Dr. Okoro spoke.", "J. Bright replied?", "Yes.", "New line"]
        );
    }
}
