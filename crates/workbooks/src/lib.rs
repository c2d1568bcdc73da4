//! Workbooks as tables of text, read in a process of their own.
//!
//! A spreadsheet of two kilobytes can claim more cells than any machine has memory for, and a process that runs out of memory is
//! ended, not told. So whoever wants the table of a workbook starts a [`Reader`]: it runs this program once more with a small
//! allowance of memory and time, hands it the bytes, and reads rows of text back. A workbook that asks for too much ends that
//! process and nothing else.
//!
//! * [`read`] turns the bytes of a workbook into rows; it is what the child does;
//! * [`serve`] is the child: it confines itself, reads, writes;
//! * [`Reader`] is the parent.
//!
//! Must not know: what the columns of a table mean, who reads it and why, databases, pages.

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests fail loudly"))]

mod cells;
mod child;
mod kind;
mod parent;
mod sheet;
#[cfg(test)]
mod tests;

pub use child::{confine, serve};
pub use kind::is_workbook;
pub use parent::{Answer, Reader, Rows};
pub use sheet::{Sheet, read};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// No workbook may be longer, in bytes.
pub const LONGEST_WORKBOOK: u64 = 100 * 1024 * 1024;
/// No workbook may say that it unpacks to more, in bytes.
pub const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// No workbook may have more parts.
pub const MOST_PARTS: usize = 10_000;
/// No sheet may hold more cells.
pub const MOST_CELLS: usize = 5_000_000;
/// The memory that the child may ask for, in bytes.
pub const MOST_MEMORY: u64 = 768 * 1024 * 1024;
/// The time that the child may work, in seconds of a processor.
pub const MOST_SECONDS: u64 = 60;

/// Why there is no table.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refused {
    /// An archive that is no workbook.
    #[error("an archive that is no workbook")]
    Archive,
    /// A text document.
    #[error("a text document and no table")]
    Document,
    /// A workbook with a program in it.
    #[error("a workbook with macros")]
    Macros,
    /// A workbook behind a password.
    #[error("a workbook behind a password")]
    Encrypted,
    /// It cannot be unpacked or understood.
    #[error("a workbook that is damaged or cut off")]
    Damaged {
        /// What the library that reads workbooks says.
        what: String,
    },
    /// It is too long, has too many parts, or unpacks to too much.
    #[error("a workbook that is too large: {what}")]
    TooLarge {
        /// What of it.
        what: String,
    },
    /// Reading asked for more memory than there is for one workbook.
    #[error("a workbook that asks for more memory than one workbook may")]
    Memory,
    /// Reading took too long.
    #[error("a workbook that takes longer to read than one workbook may")]
    Time,
    /// No sheet has a table.
    #[error("a workbook without a table")]
    NoTable,
    /// The sheet that was asked for is not there.
    #[error("no sheet is called that")]
    NoSuchSheet {
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// A cell holds a formula whose result was never worked out.
    #[error("a formula without a result in cell {cell}")]
    Formula {
        /// Which cell.
        cell: String,
    },
    /// The child could not be started, or ended in a way that nobody foresaw.
    #[error("a workbook that could not be read: {what}")]
    Failed {
        /// What is known.
        what: String,
    },
}

impl Refused {
    /// What to do about it.
    #[must_use]
    pub fn mend(&self) -> String {
        match self {
            Self::Archive => "Unpack it and bring the file that holds the table.",
            Self::Document => "Copy the table into a workbook, or ask the sender for it as a spreadsheet.",
            Self::Macros => "Save it as .xlsx, which keeps the figures and leaves the macros out.",
            Self::Encrypted => "Open it with its password and save it without one.",
            Self::Damaged { .. } => "Open it in a spreadsheet program and save it again, or ask the sender to send it again.",
            Self::TooLarge { .. } | Self::Memory | Self::Time => {
                "Keep only the sheet with the table, delete what stands far from it, and save it again; or save the sheet as “CSV UTF-8 (Comma delimited)”."
            }
            Self::NoTable => "Check that this is the right file; a table has a heading and rows below it.",
            Self::NoSuchSheet { sheets } => {
                return format!("Name one of its sheets: {}.", sheets.join(", "));
            }
            Self::Formula { .. } => "Open it in a spreadsheet program, which works formulas out, and save it again.",
            Self::Failed { .. } => "Save the sheet as “CSV UTF-8 (Comma delimited)” and load that file.",
        }
        .to_owned()
    }
}
