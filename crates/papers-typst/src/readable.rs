//! Words as type can show them.
//!
//! PDF/UA refuses a character that no face can draw, and one resident's rare character must not stop a paper. Such
//! a character is printed as a replacement mark and reported to the caller. A letter and the marks over and under it
//! are drawn from one face, so a mark that the letter's face lacks is replaced as well.

use std::collections::BTreeSet;

use papers::plain;
use typst::text::{FontInfo, is_default_ignorable};
use typst_kit::fonts::FontStore;
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::FAMILIES;

/// A word longer than this may be broken anywhere, because it would run off the page.
const LONGEST_WORD: usize = 24;

/// How many characters of such a word stay together.
const PIECE: usize = 4;

/// Makes words readable with the faces there are, and remembers what it could not show.
pub(crate) struct Readable<'a> {
    fonts: &'a FontStore,
    not_shown: BTreeSet<char>,
}

impl<'a> Readable<'a> {
    pub(crate) fn new(fonts: &'a FontStore) -> Self {
        Self {
            fonts,
            not_shown: BTreeSet::new(),
        }
    }

    /// The characters that were replaced so far.
    pub(crate) fn not_shown(self) -> BTreeSet<char> {
        self.not_shown
    }

    /// Words for the page.
    pub(crate) fn words(&mut self, words: &str) -> String {
        let whole = Self::unseen(words);
        let mut shown = String::with_capacity(whole.len());
        for letter in whole.graphemes(true) {
            if self.has_in_one_face(letter) {
                shown.push_str(letter);
            } else {
                shown.extend(
                    letter
                        .chars()
                        .enumerate()
                        .map(|(at, c)| self.character(c, at == 0)),
                );
            }
        }
        with_places_to_break(&shown)
    }

    /// Words for a place that is read but not drawn, such as the title or an alternative text.
    pub(crate) fn unseen(words: &str) -> String {
        plain(words).chars().filter(|c| !is_override(*c)).collect()
    }

    /// Letters are shown from whatever face has them; marks only where their letter's face does, which was asked.
    fn character(&mut self, c: char, is_letter: bool) -> char {
        // A face may have a drawing at a private code point, but nobody can say what it means, which PDF/UA refuses.
        if is_default_ignorable(c) || (is_letter && !is_private(c) && self.has(c)) {
            return c;
        }
        self.not_shown.insert(c);
        if self.has(char::REPLACEMENT_CHARACTER) {
            char::REPLACEMENT_CHARACTER
        } else {
            '?'
        }
    }

    fn has_in_one_face(&self, letter: &str) -> bool {
        if letter.is_ascii() {
            return true;
        }
        let book = self.fonts.book();
        FAMILIES.iter().any(|family| {
            let mut faces = book
                .select_family(&family.to_lowercase())
                .filter_map(|index| book.info(index))
                .peekable();
            // A family without faces has nothing.
            faces.peek().is_some() && faces.all(|face| covers(face, letter))
        })
    }

    fn has(&self, c: char) -> bool {
        let book = self.fonts.book();
        (0..)
            .map_while(|index| book.info(index))
            .any(|face| face.coverage.contains(u32::from(c)))
    }
}

fn covers(face: &FontInfo, letter: &str) -> bool {
    letter
        .chars()
        .all(|c| is_default_ignorable(c) || face.coverage.contains(u32::from(c)))
}

/// Marks that PDF/UA forbids (a byte order mark), or that would print the letters in another order than they are
/// read in (directional overrides).
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

fn is_override(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{202D}' | '\u{202E}')
}

/// Adds places to break, which take no room and are not read, to words that would run off the page.
fn with_places_to_break(words: &str) -> String {
    let mut broken = String::with_capacity(words.len());
    for (index, word) in words.split(' ').enumerate() {
        if index > 0 {
            broken.push(' ');
        }
        let long = word.chars().count() > LONGEST_WORD;
        for (at, c) in word.chars().enumerate() {
            if long && at > 0 && at % PIECE == 0 {
                broken.push('\u{200B}');
            }
            broken.push(c);
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts;

    #[test]
    fn a_character_without_a_face_is_replaced_and_reported() {
        let store = fonts::store();
        let mut readable = Readable::new(&store);
        assert_eq!(
            readable.words("a\u{1F642}b\u{202E}c\u{FEFF}"),
            "a\u{FFFD}bc\u{202C}"
        );
        assert_eq!(readable.not_shown(), BTreeSet::from(['\u{1F642}']));
    }

    #[test]
    fn a_mark_that_the_face_of_its_letter_lacks_is_replaced() {
        let store = fonts::store();
        let mut readable = Readable::new(&store);
        assert_eq!(
            readable.words("e\u{301} \u{A1}\u{20D0}"),
            "e\u{301} \u{A1}\u{FFFD}"
        );
        assert_eq!(readable.not_shown(), BTreeSet::from(['\u{20D0}']));
    }

    #[test]
    fn only_long_words_may_be_broken() {
        let long = "w".repeat(30);
        let broken = with_places_to_break(&format!("short {long} words"));
        assert_eq!(
            broken.replace('\u{200B}', ""),
            format!("short {long} words")
        );
        assert!(broken.starts_with("short wwww\u{200B}wwww\u{200B}") && broken.ends_with(" words"));
    }
}
