//! The table behind a chart, as data: a page renders it, a download writes it.

use crate::cell::{Cell, Verdict};
use crate::unit::Unit;

/// A table with a caption. Every row has one entry for each column.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The columns, the first naming the rows.
    pub columns: Vec<Column>,
    /// The rows, in the order of the drawing.
    pub rows: Vec<Vec<Entry>>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its words.
    pub head: String,
    /// Whether it holds numbers, which line up at the right.
    pub numeric: bool,
}

/// One entry of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// Words: a name, a verdict, or why there is no figure.
    Words(String),
    /// A number: as it is for a download, and as a reader sees it.
    Number {
        /// The number, not rounded.
        value: f64,
        /// The number with its unit.
        shown: String,
    },
}

impl Entry {
    /// What a reader sees.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Words(words) | Self::Number { shown: words, .. } => words,
        }
    }

    pub(crate) fn number(value: f64, unit: &Unit) -> Self {
        Self::Number {
            value,
            shown: unit.full(value),
        }
    }

    pub(crate) fn verdict(cell: &Cell, verdict: Verdict) -> Self {
        let verdict = if cell.estimate().is_some() {
            verdict
        } else {
            Verdict::NotCompared
        };
        Self::Words(verdict.word().to_owned())
    }
}

impl Table {
    pub(crate) fn new(caption: &str, columns: Vec<Column>) -> Self {
        Self {
            caption: caption.to_owned(),
            columns,
            rows: Vec::new(),
        }
    }
}

pub(crate) fn words_column(head: &str) -> Column {
    Column {
        head: head.to_owned(),
        numeric: false,
    }
}

pub(crate) fn number_column(head: &str) -> Column {
    Column {
        head: head.to_owned(),
        numeric: true,
    }
}

/// Heads of the three columns that [`figure_entries`] fills.
pub(crate) fn figure_columns(value: &str) -> [Column; 3] {
    [
        number_column(value),
        number_column("Lower 95% limit"),
        number_column("Upper 95% limit"),
    ]
}

/// Value, lower and upper limit. Without a figure the reason stands in the place of the value, and
/// the limits say that there are none: a table has no empty entries.
pub(crate) fn figure_entries(cell: &Cell, unit: &Unit) -> [Entry; 3] {
    let none = || Entry::Words("none".to_owned());
    let Some(estimate) = cell.estimate() else {
        return [
            Entry::Words(cell.state_words().unwrap_or_default()),
            none(),
            none(),
        ];
    };
    let value = Entry::number(estimate.value.get(), unit);
    match estimate.limits {
        Some(limits) => [
            value,
            Entry::number(limits.lower(), unit),
            Entry::number(limits.upper(), unit),
        ],
        None => [value, none(), none()],
    }
}
