//! Tables: a caption, a row of headings, and rows named by their first cell.

use serde::{Deserialize, Serialize};

use super::{Anchor, Origin, Words};

/// A table. The first column names the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The name that links use.
    pub anchor: Anchor,
    /// What the table shows; formats put its number in front.
    pub caption: String,
    /// The columns, the first of which names the rows.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column after the first.
    pub rows: Vec<Row>,
    /// Where all its values come from.
    pub origin: Origin,
}

/// One column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// How its cells line up.
    pub alignment: Alignment,
}

impl Column {
    /// A column of words.
    pub fn words(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            alignment: Alignment::Words,
        }
    }

    /// A column of figures, lined up at the right.
    pub fn figures(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            alignment: Alignment::Figures,
        }
    }
}

/// How the cells of a column line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// At the start of the line.
    Words,
    /// At the end of the line.
    Figures,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What the row is about: its first cell.
    pub heading: Words,
    /// Its other cells.
    pub cells: Vec<Cell>,
}

/// One cell: a figure, words, a status, or the reason that there is none. Nothing is ever left blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// A figure as it is to be read, with its unit: “15.4%”, “13.2 to 17.9”.
    Value {
        /// The figure.
        figure: String,
        /// Where this one comes from, when it is not where the whole table comes from.
        origin: Origin,
    },
    /// Words.
    Words(Words),
    /// A word of judgement with its shape and colour.
    Status {
        /// Which way it points.
        tone: Tone,
        /// The word or words.
        words: String,
    },
    /// There is a figure, and it is not shown because it could tell about a person.
    Hidden,
    /// There should be a figure, and nobody has it.
    Missing,
    /// Nobody was asked for it.
    NotAsked,
    /// There can be none.
    NotApplicable,
}

impl Cell {
    /// A figure from the records.
    pub fn value(figure: impl Into<String>) -> Self {
        Self::Value {
            figure: figure.into(),
            origin: Origin::Recorded,
        }
    }

    /// Words.
    pub fn words(words: impl Into<Words>) -> Self {
        Self::Words(words.into())
    }

    /// A status word.
    pub fn status(tone: Tone, words: impl Into<String>) -> Self {
        Self::Status {
            tone,
            words: words.into(),
        }
    }

    /// What is printed for a cell that holds no figure; nothing for the others.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Hidden => Some("Hidden"),
            Self::Missing => Some("Missing"),
            Self::NotAsked => Some("Not asked"),
            Self::NotApplicable => Some("Not applicable"),
            Self::Value { .. } | Self::Words(_) | Self::Status { .. } => None,
        }
    }
}

/// The way a status word points. Each has a shape and a colour of its own, and the word says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Better, on course: a filled circle.
    Better,
    /// Worse, off course, late: a diamond.
    Worse,
    /// Similar, no clear change: a ring.
    Similar,
    /// Higher or lower where neither is good: a triangle.
    NoJudgement,
    /// To do, behind, too early: a clock.
    Waiting,
    /// Somebody should have said something and did not: a speech mark in a dashed box.
    Silent,
    /// Finished, answered, agreed: a tick and no box.
    Done,
}
