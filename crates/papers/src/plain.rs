//! Text that every format can print as it was written.
//!
//! Words come from many hands and must come out as they went in. Three things cannot: control characters, which
//! no format here can carry; line ends inside one field, which would break a heading or a table cell in two; and
//! direction marks that are opened and never closed, which would turn round the words that follow them.

use std::borrow::Cow;

/// The character printed in place of one that cannot be printed.
const REPLACEMENT: char = '\u{FFFD}';

/// The same text, made fit to print in one field.
///
/// Line ends and tabs become spaces, other control characters and non-characters become U+FFFD, and direction
/// marks left open are closed at the end. Everything else, markup of any kind included, stays as it is.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    let closers = missing_closers(text);
    if closers.is_empty() && !text.chars().any(|c| printable(c) != c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(printable).chain(closers).collect())
}

fn printable(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() || is_noncharacter(c) => REPLACEMENT,
        c => c,
    }
}

/// Whether a reader would see nothing: white space, marks of direction, joins and breaks.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    })
}

/// Code points that Unicode reserves for use inside programs (Unicode 16, section 23.7).
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

#[derive(PartialEq)]
enum Open {
    Embedding,
    Isolate,
}

/// Closers for the explicit direction marks that are still open at the end (Unicode Standard Annex 9, X1 to X8).
fn missing_closers(text: &str) -> Vec<char> {
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => open.push(Open::Embedding),
            '\u{2066}' | '\u{2067}' | '\u{2068}' => open.push(Open::Isolate),
            '\u{202C}' if open.last() == Some(&Open::Embedding) => {
                open.pop();
            }
            '\u{2069}' => {
                // Closing an isolate closes every embedding opened inside it.
                if let Some(at) = open.iter().rposition(|o| *o == Open::Isolate) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    open.iter()
        .rev()
        .map(|o| match o {
            Open::Embedding => '\u{202C}',
            Open::Isolate => '\u{2069}',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_every_kind_stays_as_it_is() {
        let text =
            r"#let x = $1$ \ @ref [box] <b>&amp;</b> *a* _b_ `c` // d /* e */ {{ f }} {% g %}";
        assert_eq!(plain(text), text);
    }

    #[test]
    fn line_ends_become_spaces_and_control_characters_are_shown_as_replaced() {
        assert_eq!(plain("a\r\nb\tc\u{2028}d"), "a  b c d");
        assert_eq!(
            plain("a\0b\u{1b}c\u{7f}d\u{9b}e\u{fffe}f"),
            "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}f"
        );
    }

    #[test]
    fn direction_marks_left_open_are_closed_innermost_first() {
        assert_eq!(
            plain("a\u{202E}b\u{2067}c"),
            "a\u{202E}b\u{2067}c\u{2069}\u{202C}"
        );
    }

    #[test]
    fn what_nobody_sees_is_blank() {
        assert!(is_blank("") && is_blank(" \n\u{200B}\u{FEFF}\u{202E}"));
        assert!(!is_blank("\u{200F}a") && !is_blank("\0"));
    }

    #[test]
    fn balanced_direction_marks_are_left_alone() {
        let text = "a \u{2067}b\u{202E}c\u{2069} d \u{202B}e\u{202C} f";
        assert_eq!(plain(text), text);
    }
}
