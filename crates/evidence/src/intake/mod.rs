//! What is said about source files that came in: what was found, what is wrong and how to mend it, what was noticed.
//!
//! Must not know: how files are opened, decoded or stored; that is the engine's. The words are here, so that the web, the
//! command line and every engine use the same ones.
//!
//! A *problem* stops the file. A *note* does not: it says what was read in a way that somebody may want to know.

mod area_codes;
mod areas_by_name;
mod derive;
pub mod mapping;
mod number;
pub mod small_areas;
mod source_text;
mod spelling;

pub use area_codes::{Ended, ended, is_area_code, kind_of_area};
pub use areas_by_name::{Known as KnownArea, areas_named};
pub use derive::{Deriving, Seen};
pub use number::{NotANumber, Read, plain_number, read_number};
pub use source_text::{note_state, plain_note, tidy};
pub use spelling::Spellings;

use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::disclosure::Policy;
use crate::engine::FileHash;

use mapping::{Mapping, Proposal};

/// Reading stops when this many problems have been found.
pub const MOST_PROBLEMS: usize = 100;
/// No source may have more rows.
pub const MOST_ROWS: u64 = 5_000_000;
/// No heading may have more columns.
pub const MOST_COLUMNS: usize = 256;
/// No row may be longer, in bytes.
pub const LONGEST_ROW: u64 = 1024 * 1024;
/// No source may be longer once unpacked, in bytes.
pub const LONGEST_SOURCE: u64 = 4 * 1024 * 1024 * 1024;
/// A packed source may unpack to this many times its size, beyond a first [`FREE_OF_RATIO`] bytes.
pub const MOST_UNPACKING: u64 = 200;
/// So many bytes may be unpacked before [`MOST_UNPACKING`] counts.
pub const FREE_OF_RATIO: u64 = 16 * 1024 * 1024;
/// A file of descriptions may not be longer, in bytes.
pub const LONGEST_DESCRIPTIONS: u64 = 64 * 1024 * 1024;

/// What the person who brings a file has chosen. The defaults refuse rather than guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own, and any of them go together"
)]
pub struct Choices {
    /// Read `<5` and its like as figures that the publisher hides.
    pub less_than_is_hidden: bool,
    /// Write the sound rows although others are faulty.
    pub leave_out_faulty_rows: bool,
    /// What the release needs before it may be shown. Only what has passed it is ever written.
    pub policy: Policy,
    /// Every release of the same data set that readers have seen, the latest first: beside all of them this one must be safe.
    pub before: Vec<FileHash>,
    /// Give areas whose code ended without a change of the area their code of today.
    pub areas_as_today: bool,
    /// Read a text that is not UTF-8 as Windows-1252, which Excel calls plain CSV.
    pub windows_1252: bool,
    /// Read a table whose layout is not known as it is proposed to be read.
    pub as_proposed: bool,
    /// How the last release of the data set was read.
    pub remembered: Option<Mapping>,
    /// What the person says about columns of this file.
    pub said: Mapping,
}

/// One thing that a person must mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Name of the source, as a message may show it.
    pub source: String,
    /// Row as a spreadsheet counts: the heading is row 1. None where the whole file is meant.
    pub row: Option<u64>,
    /// Column as the heading of the file spells it. None where no one column is meant.
    pub column: Option<String>,
    /// What stands there, cut to a readable length.
    pub found: String,
    /// What would have been right.
    pub expected: String,
    /// What to do.
    pub mend: String,
}

impl Problem {
    /// A problem with a file as a whole.
    #[must_use]
    pub fn with_file(source: &str, found: &str, expected: &str, mend: &str) -> Self {
        Self {
            source: shown(source),
            row: None,
            column: None,
            found: shown(found),
            expected: expected.to_owned(),
            mend: mend.to_owned(),
        }
    }

    /// A problem in one row, and in one column of it where that can be said.
    #[must_use]
    pub fn at(
        source: &str,
        row: u64,
        column: Option<&str>,
        found: &str,
        expected: &str,
        mend: &str,
    ) -> Self {
        Self {
            row: Some(row),
            column: column.map(str::to_owned),
            ..Self::with_file(source, found, expected, mend)
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(
            f,
            ": found {}; expected {}. {}",
            self.found, self.expected, self.mend
        )
    }
}

/// Text from a file as a message may show it: one line, no control characters, not long; `(empty)` for nothing.
#[must_use]
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let flat: String = text
        .chars()
        .take(MOST + 1)
        .map(|c| {
            if c.is_control() || is_direction_mark(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let flat = flat.trim();
    if flat.is_empty() {
        return "(empty)".to_owned();
    }
    if flat.chars().count() > MOST {
        let mut cut: String = flat.chars().take(MOST - 1).collect();
        cut.push('…');
        return cut;
    }
    flat.to_owned()
}

/// Marks that turn the direction of writing: harmless in text, misleading in a message.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Something noticed that does not stop the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What was noticed, as a sentence.
    pub words: String,
    /// In how many rows; 0 for what concerns the whole file.
    pub rows: u64,
    /// The first of them.
    pub first_row: Option<u64>,
}

/// Span of the periods in a file, by label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The earliest.
    pub first: String,
    /// The latest.
    pub last: String,
}

/// What came of reading source files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Intake {
    /// Names of the sources that were read to their end, with the hash of their bytes.
    pub sources: Vec<(String, FileHash)>,
    /// Rows of data that were read, sound or not, without the heading.
    pub rows: u64,
    /// Rows that would be or were written.
    pub sound_rows: u64,
    /// Rows in which something is faulty, among those that were read.
    pub faulty_rows: u64,
    /// How many areas the sound rows name.
    pub areas: u64,
    /// From when to when they reach.
    pub periods: Option<Span>,
    /// The indicators and what is known about them.
    pub catalogue: Catalogue,
    /// Everything that must be mended, in the order of the rows.
    pub problems: Vec<Problem>,
    /// True when reading stopped at [`MOST_PROBLEMS`], so that there may be more.
    pub stopped_early: bool,
    /// What else was noticed.
    pub notes: Vec<Note>,
    /// The policy that the staged rows have passed.
    pub policy: Policy,
    /// The releases beside which they were made safe.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<FileHash>,
    /// For a table whose layout is no publisher's: what each column holds, and why we think so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The staged file. None when a problem stopped it.
    pub staged: Option<FileHash>,
}

impl Intake {
    /// True when nothing has to be mended.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// How a table of no known layout was read, so that the next release can be read the same way.
    #[must_use]
    pub fn mapping(&self) -> Option<Mapping> {
        self.proposal
            .as_ref()
            .map(|proposal| proposal.mapping().to_remember())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_where_what_and_how_to_mend() {
        let problem = Problem::at(
            "homes.csv",
            118,
            Some("Value"),
            "<5",
            "a number",
            "Leave the cell empty.",
        );
        assert_eq!(
            problem.to_string(),
            "homes.csv, row 118, column Value: found <5; expected a number. Leave the cell empty."
        );
    }

    #[test]
    fn what_a_file_is_called_cannot_spoil_a_message() {
        let problem = Problem::with_file("a\u{202e}vsc.exe\n", "x", "y", "Z.");
        assert_eq!(problem.to_string(), "a vsc.exe: found x; expected y. Z.");
        let long = Problem::with_file(&"n".repeat(300), "x", "y", "Z.");
        assert_eq!(long.source.chars().count(), 60);
    }

    #[test]
    fn what_a_file_says_cannot_spoil_a_message() {
        assert_eq!(shown(""), "(empty)");
        assert_eq!(shown(" a\nb\u{202e}c "), "a b c");
        let long = shown(&"x".repeat(10_000_000));
        assert_eq!(long.chars().count(), 60);
        assert!(long.ends_with('…'));
    }
}
