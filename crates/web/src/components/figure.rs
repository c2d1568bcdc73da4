//! A chart as a page shows it: what `components/figure.html` is given. Fills the template's inputs from a chart of the
//! `charts` crate, so that finding, key, drawing, table and origin cannot come apart.

use charts::Drawn;
use serde::Serialize;

use crate::templates::Link;

/// A chart with its finding, the sentence that says what is true.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    title: String,
    sub: String,
    level: u8,
    key: Vec<Mark>,
    wide: String,
    narrow: Option<String>,
    note: Option<String>,
    origin: Option<&'static str>,
    source: Option<String>,
    table: Table,
    downloads: Vec<Link>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Mark {
    drawing: String,
    text: String,
}

/// A table as `components/table.html` takes it, of words and numbers that are already written out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// Whether rows become blocks on a phone. A table with a column for each of many periods stays one, and scrolls on its own.
    stack: bool,
}

/// Half of a page has room for so many columns.
const MOST_STACKED: usize = 7;

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Column {
    name: String,
    numeric: bool,
}

impl From<&charts::Table> for Table {
    fn from(table: &charts::Table) -> Self {
        Self {
            caption: table.caption.clone(),
            stack: table.columns.len() <= MOST_STACKED,
            columns: table
                .columns
                .iter()
                .map(|column| Column {
                    name: column.head.clone(),
                    numeric: column.numeric,
                })
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(|entry| entry.shown().to_owned()).collect())
                .collect(),
        }
    }
}

impl Figure {
    /// A figure that opens with `finding`; `counted` says what is counted, when and in which unit.
    pub fn new(finding: impl Into<String>, counted: impl Into<String>, drawn: Drawn) -> Self {
        Self {
            title: finding.into(),
            sub: counted.into(),
            level: 2,
            table: Table::from(&drawn.table),
            key: drawn
                .key
                .into_iter()
                .map(|entry| Mark {
                    drawing: entry.mark,
                    text: entry.words,
                })
                .collect(),
            wide: drawn.wide,
            narrow: drawn.narrow,
            note: None,
            origin: None,
            source: None,
            downloads: Vec::new(),
        }
    }

    /// One line under the drawing: source and period.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The document of a quoted figure. The drawing itself says "Quoted" or "Illustrative"; this names the document.
    #[must_use]
    pub fn quoted_from(mut self, source: impl Into<String>) -> Self {
        self.origin = Some("quoted");
        self.source = Some(source.into());
        self
    }

    /// The same figures to take away.
    #[must_use]
    pub fn with_downloads(mut self, downloads: Vec<Link>) -> Self {
        self.downloads = downloads;
        self
    }

    /// The level of its heading, 2 unless said; it must fit the headings round it.
    #[must_use]
    pub fn at_level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }
}
