//! Gives each part of a paper its number, once, so that every format prints the same.

use std::collections::BTreeMap;

use super::{Anchor, Block, Numbering, PaperDraft};
use crate::plain;

/// The printed number of each part, and how a sentence names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Numbers(BTreeMap<Anchor, Name>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    printed: Option<String>,
    in_a_sentence: Option<String>,
}

impl Numbers {
    /// Walks the paper in reading order. Paragraphs, tables, figures and recommendations are counted apart, each
    /// through the whole paper; a number that was given moves no counter.
    pub(crate) fn of(draft: &PaperDraft) -> Self {
        let mut numbers = Self::default();
        let (mut paragraphs, mut tables, mut figures, mut asked) = (0, 0, 0, 0);
        for section in &draft.sections {
            numbers.heading(&section.anchor, &section.heading);
            for block in &section.blocks {
                match block {
                    Block::Heading { anchor, words } => numbers.heading(anchor, words),
                    Block::Paragraph(paragraph) => {
                        let number = match &paragraph.numbering {
                            Numbering::Next => {
                                paragraphs += 1;
                                Some(paragraphs.to_string())
                            }
                            Numbering::Given(number) => Some(number.clone()),
                            Numbering::None => None,
                        };
                        let in_a_sentence =
                            number.as_ref().map(|n| format!("paragraph {}", plain(n)));
                        numbers.insert(&paragraph.anchor, number, in_a_sentence);
                    }
                    Block::Table(table) => {
                        tables += 1;
                        numbers.same(&table.anchor, format!("Table {tables}"));
                    }
                    Block::Figure(figure) => {
                        figures += 1;
                        numbers.same(&figure.anchor, format!("Figure {figures}"));
                        numbers.insert(
                            &figure.table.anchor,
                            None,
                            Some(format!("the table of Figure {figures}")),
                        );
                    }
                    Block::Recommendations(recommendations) => {
                        for one in recommendations {
                            asked += 1;
                            let in_a_sentence = format!("recommendation {asked}");
                            numbers.insert(
                                &one.anchor,
                                Some(asked.to_string()),
                                Some(in_a_sentence),
                            );
                        }
                    }
                    Block::List(_) | Block::Note(_) => {}
                }
            }
        }
        numbers
    }

    pub(crate) fn printed(&self, part: &Anchor) -> Option<&str> {
        self.0.get(part)?.printed.as_deref()
    }

    pub(crate) fn in_a_sentence(&self, part: &Anchor) -> Option<&str> {
        self.0.get(part)?.in_a_sentence.as_deref()
    }

    fn heading(&mut self, anchor: &Anchor, words: &str) {
        self.insert(
            anchor,
            None,
            Some(format!("the section “{}”", plain(words))),
        );
    }

    fn same(&mut self, anchor: &Anchor, name: String) {
        self.insert(anchor, Some(name.clone()), Some(name));
    }

    fn insert(&mut self, anchor: &Anchor, printed: Option<String>, in_a_sentence: Option<String>) {
        self.0.insert(
            anchor.clone(),
            Name {
                printed,
                in_a_sentence,
            },
        );
    }
}
