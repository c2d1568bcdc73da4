//! Which numbers count as numbers of paragraphs, and what a letter under a number is called.

use super::super::dates::is_calendar_name;
use super::super::headings::is_title;
use super::super::lines::Line;
use super::super::numbering::{Number, Numbered};
use super::super::wording::{starts_small, words};

/// Where the numbering of the text has got to.
#[derive(Debug, Default)]
pub(super) struct Counting {
    /// The last decimal number, part by part.
    decimal: Vec<u32>,
    /// The section in which it stands.
    decimal_section: Option<usize>,
    /// The last whole number, of a paragraph or a heading.
    whole: Option<u32>,
    /// What letters stand under.
    parent: String,
    /// The last letter, and whether Roman numbers stand under it.
    letter: Option<String>,
    roman: bool,
}

impl Counting {
    /// True when the number at the beginning of a line is one, and no figure of a sentence.
    pub(super) fn accepts(&self, numbered: &Numbered<'_>, line: &Line, wraps: bool) -> bool {
        let month = words(numbered.rest)
            .next()
            .is_some_and(|word| is_calendar_name(word.text));
        match &numbered.number {
            Number::Letter { .. } => !wraps || line.words.chars().take(6).any(|c| c == ')'),
            Number::Whole {
                bare: false, value, ..
            } => !wraps || self.whole.is_some_and(|last| *value == last + 1),
            Number::Whole {
                bare: true, value, ..
            } => {
                let next = self.whole.map_or(*value == 1, |last| *value == last + 1);
                let capital = !numbered.rest.is_empty() && !starts_small(numbered.rest);
                let title = is_title(numbered.rest, line.stands_out);
                !wraps
                    && !month
                    && capital
                    && (numbered.wide || line.stands_out || (line.after_blank && title && next))
            }
            Number::Decimal { parts, .. } => {
                let small = starts_small(numbered.rest) && wraps;
                !small && (!wraps || self.is_next(parts))
            }
        }
    }

    fn is_next(&self, parts: &[u32]) -> bool {
        match (parts.split_last(), self.decimal.split_last()) {
            (Some((last, prefix)), Some((before, before_prefix))) => {
                prefix == before_prefix && (*last == *before || *last == before + 1)
            }
            _ => false,
        }
    }

    /// A heading begins; its number is what letters stand under.
    pub(super) fn heading(&mut self, number: Option<&Number>) {
        self.letter = None;
        self.roman = false;
        self.decimal_section = None;
        self.parent = number
            .map(|number| number.printed().to_owned())
            .unwrap_or_default();
        if let Some(Number::Whole { value, .. }) = number {
            self.whole = Some(*value);
        }
    }

    /// True when whole numbers are a list inside a paragraph numbered `12.5`.
    pub(super) fn is_list_inside(&self, section: usize) -> bool {
        self.decimal_section == Some(section)
    }

    /// Counts a paragraph and gives its number in full.
    pub(super) fn count(&mut self, number: &Number, section: usize) -> String {
        match number {
            Number::Decimal { printed, parts, .. } => {
                self.decimal.clone_from(parts);
                self.decimal_section = Some(section);
                self.begin(printed)
            }
            Number::Whole { printed, value, .. } => {
                self.whole = Some(*value);
                self.begin(printed)
            }
            Number::Letter { printed } => self.lettered(printed),
        }
    }

    fn begin(&mut self, printed: &str) -> String {
        printed.clone_into(&mut self.parent);
        self.letter = None;
        self.roman = false;
        printed.to_owned()
    }

    /// `(a)` under `5` is `5(a)`; `(i)` under `5(a)` is `5(a)(i)`, unless it follows `(h)`.
    fn lettered(&mut self, printed: &str) -> String {
        let is_roman = printed
            .trim_matches(['(', ')'])
            .chars()
            .all(|c| "ivx".contains(c));
        if let Some(letter) = &self.letter {
            let begins = printed == "(i)" && letter != "(h)";
            if is_roman && (begins || self.roman || printed.len() > 3) {
                self.roman = true;
                return format!("{}{letter}{printed}", self.parent);
            }
        }
        self.roman = false;
        self.letter = Some(printed.to_owned());
        format!("{}{printed}", self.parent)
    }
}
