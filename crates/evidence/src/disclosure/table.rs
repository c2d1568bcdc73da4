//! Counts over people as they go into disclosure control. Nothing gives them back.
//!
//! Must not know: rules. A table has rows and columns, or rows alone; a breakdown by more than two characteristics is a table
//! whose rows are their combinations.

use std::fmt;

use crate::cell::Figure;

use super::network::Shape;

/// Positions, totals among them, above which a table is refused, for the work grows faster than the table.
pub const MOST_POSITIONS: usize = 2_500;

/// One count as it goes in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// So many people.
    Count(u32),
    /// So many people, of whom the largest contributor (a practice, a provider) counted so many.
    Contributed {
        /// So many people.
        count: u32,
        /// Those of the largest contributor.
        largest: u32,
    },
    /// Its source hides it.
    Suppressed,
    /// There is none.
    Missing,
    /// Nobody was asked.
    NotAsked,
    /// It would make no sense.
    NotApplicable,
}

/// A table of counts over people. It has no way to read a count: [`super::publish`] is the only way out.
pub struct Table {
    pub(super) rows: Vec<String>,
    pub(super) columns: Vec<String>,
    pub(super) has_columns: bool,
    pub(super) entries: Vec<Entry>,
}

impl fmt::Debug for Table {
    /// The labels alone: what is logged has not passed disclosure control.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Table")
            .field("rows", &self.rows)
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

/// Why something is not a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Labels and counts do not fit.
    #[error("{rows} rows of {columns} columns need {} counts, but {counts} came: give one for each, in rows", rows * columns)]
    Shape {
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
        /// Counts that came.
        counts: usize,
    },
    /// A label is there twice, so that a count could not be named.
    #[error("the label \"{0}\" is there twice: add the counts up or name them apart")]
    LabelTwice(String),
    /// More than can be worked out in bounded time.
    #[error("{0} counts and totals are more than 2500: publish it in several tables")]
    TooLarge(usize),
    /// The largest contributor cannot count more than all.
    #[error(
        "the largest contributor of row \"{row}\", column \"{column}\" counts more than all: look for exchanged numbers"
    )]
    Contributor {
        /// Label of the row.
        row: String,
        /// Label of the column.
        column: String,
    },
}

impl Table {
    /// Rows and columns with totals of both; entries row by row.
    pub fn two_way(
        rows: Vec<String>,
        columns: Vec<String>,
        entries: Vec<Entry>,
    ) -> Result<Self, TableError> {
        Self::new(rows, columns, true, entries)
    }

    /// Rows with one total.
    pub fn one_way(rows: Vec<String>, entries: Vec<Entry>) -> Result<Self, TableError> {
        Self::new(rows, vec![String::new()], false, entries)
    }

    fn new(
        rows: Vec<String>,
        columns: Vec<String>,
        has_columns: bool,
        entries: Vec<Entry>,
    ) -> Result<Self, TableError> {
        check_shape(&rows, &columns, entries.len())?;
        for (place, entry) in entries.iter().enumerate() {
            if let Entry::Contributed { count, largest } = entry
                && largest > count
            {
                return Err(TableError::Contributor {
                    row: rows[place / columns.len()].clone(),
                    column: columns[place % columns.len()].clone(),
                });
            }
        }
        Ok(Self {
            rows,
            columns,
            has_columns,
            entries,
        })
    }

    pub(super) fn shape(&self) -> Shape {
        Shape {
            rows: self.rows.len(),
            columns: self.columns.len(),
        }
    }

    /// What stands at every position, totals worked out.
    pub(super) fn contents(&self) -> Vec<Content> {
        let shape = self.shape();
        let mut contents = vec![Content::NotGiven; shape.positions()];
        for (place, entry) in self.entries.iter().enumerate() {
            let at = shape.at(place / shape.columns, place % shape.columns);
            contents[at] = match *entry {
                Entry::Count(count) => Content::Counted {
                    count: i64::from(count),
                    largest: 0,
                },
                Entry::Contributed { count, largest } => Content::Counted {
                    count: i64::from(count),
                    largest: i64::from(largest),
                },
                Entry::Suppressed => Content::Unknown,
                Entry::Missing => Content::Empty(Figure::Missing),
                Entry::NotAsked => Content::Empty(Figure::NotAsked),
                Entry::NotApplicable => Content::Empty(Figure::NotApplicable),
            };
        }
        // Row totals come first, so that the grand total is the sum of the column totals' parts.
        for (total, parts) in shape.sums() {
            let (row, column) = shape.row_and_column(total);
            if self.has_columns || row == shape.rows && column != shape.columns {
                contents[total] = total_of(parts.iter().map(|&part| contents[part]));
            }
        }
        contents
    }
}

/// Checks labels against the number of counts.
pub(super) fn check_shape(
    rows: &[String],
    columns: &[String],
    counts: usize,
) -> Result<(), TableError> {
    if rows.is_empty() || columns.is_empty() || rows.len() * columns.len() != counts {
        return Err(TableError::Shape {
            rows: rows.len(),
            columns: columns.len(),
            counts,
        });
    }
    let positions = (rows.len() + 1) * (columns.len() + 1);
    if positions > MOST_POSITIONS {
        return Err(TableError::TooLarge(positions));
    }
    for labels in [rows, columns] {
        let mut seen = std::collections::HashSet::new();
        if let Some(twice) = labels.iter().find(|label| !seen.insert(label.as_str())) {
            return Err(TableError::LabelTwice(twice.clone()));
        }
    }
    Ok(())
}

/// What stands at a position before disclosure control.
#[derive(Clone, Copy)]
pub(super) enum Content {
    /// People were counted.
    Counted {
        /// How many.
        count: i64,
        /// At most so many of them by one contributor.
        largest: i64,
    },
    /// The source hides it or a part of it.
    Unknown,
    /// No count, and why; it adds nothing to totals.
    Empty(Figure),
    /// A total that this table does not print.
    NotGiven,
}

impl Content {
    /// The number by which it enters sums.
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Counted { count, .. } => count,
            _ => 0,
        }
    }
}

fn total_of(parts: impl Iterator<Item = Content>) -> Content {
    let mut total = None;
    let mut empty = None;
    for part in parts {
        match part {
            Content::Unknown => return Content::Unknown,
            Content::Counted { count, largest } => {
                let (sum, most) = total.unwrap_or((0, 0));
                // One contributor may be the largest everywhere.
                total = Some((sum + count, most + largest));
            }
            Content::Empty(why) => {
                empty = Some(match empty {
                    None => why,
                    Some(before) if before == why => why,
                    Some(_) => Figure::Missing,
                });
            }
            Content::NotGiven => {}
        }
    }
    match (total, empty) {
        (Some((count, largest)), _) => Content::Counted { count, largest },
        (None, Some(why)) => Content::Empty(why),
        (None, None) => Content::NotGiven,
    }
}
