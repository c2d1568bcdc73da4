//! Sections and what stands in them.

use serde::{Deserialize, Serialize};

use super::{Anchor, Figure, Origin, Recommendation, Table, Words};

/// A section: a heading and what stands under it. The paper's title is the first level of heading, a section the
/// second, a [`Block::Heading`] the third, so no level can be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The name that links use.
    pub anchor: Anchor,
    /// Its heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// One block of a [`Section`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading inside the section.
    Heading {
        /// The name that links use.
        anchor: Anchor,
        /// Its words.
        words: String,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// What the reader is asked to do.
    Recommendations(Vec<Recommendation>),
    /// A drawing with its words and its table.
    Figure(Figure),
    /// A note that stands apart from the text.
    Note(Note),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The name that links use; it stays with the paragraph from version to version, whatever its number.
    pub anchor: Anchor,
    /// How it is numbered.
    pub numbering: Numbering,
    /// What it says.
    pub words: Words,
    /// Where what it says comes from.
    pub origin: Origin,
}

impl Paragraph {
    /// A paragraph that takes the next number, written by a person.
    pub fn new(anchor: Anchor, words: impl Into<Words>) -> Self {
        Self {
            anchor,
            numbering: Numbering::Next,
            words: words.into(),
            origin: Origin::Recorded,
        }
    }
}

/// How a [`Paragraph`] is numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// The number after the last one; numbers run on across headings.
    Next,
    /// A number from an older document, kept as it was printed even where it stands twice: “12.5”.
    Given(String),
    /// No number, as in a summary.
    None,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// How its items are marked.
    pub kind: ListKind,
    /// Its items.
    pub items: Vec<Words>,
    /// Where what it says comes from.
    pub origin: Origin,
}

/// How the items of a [`List`] are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// With a round mark each.
    Points,
    /// With 1, 2, 3: the order matters.
    Steps,
}

/// A note that stands apart from the text: what to know before reading on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it says.
    pub words: Words,
    /// Where what it says comes from.
    pub origin: Origin,
}
