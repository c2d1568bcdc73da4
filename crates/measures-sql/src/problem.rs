//! What in a table must be mended before anything is measured.

use std::fmt;

/// Something wrong with a cell, a row or a column, in words that say how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The row as a spreadsheet counts it, where one row is to blame; the headings are row 1.
    pub row: Option<usize>,
    /// The column, where one is to blame.
    pub column: Option<String>,
    /// What is wrong and what is expected.
    pub message: String,
}

impl Problem {
    /// The same where rows have no place that a reader could look up.
    pub(crate) fn without_row(mut self) -> Self {
        self.row = None;
        self
    }

    /// About the table as a whole.
    #[must_use]
    pub fn of_table(message: impl Into<String>) -> Self {
        Self {
            row: None,
            column: None,
            message: message.into(),
        }
    }

    /// About a column.
    pub(crate) fn of_column(column: &str, message: impl Into<String>) -> Self {
        Self {
            row: None,
            column: Some(column.to_owned()),
            message: message.into(),
        }
    }

    /// About a cell.
    pub(crate) fn of_cell(row: usize, column: &str, message: impl Into<String>) -> Self {
        Self {
            row: Some(row),
            column: Some(column.to_owned()),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "row {row}, column {column}: ")?,
            (Some(row), None) => write!(f, "row {row}: ")?,
            (None, Some(column)) => write!(f, "column {column}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)
    }
}

/// Everything that must be mended. Nothing was measured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} must be mended before anything is measured", things(.0.len()))]
pub struct Problems(pub Vec<Problem>);

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

fn things(count: usize) -> String {
    match count {
        1 => "1 thing".to_owned(),
        many => format!("{many} things"),
    }
}
