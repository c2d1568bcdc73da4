//! Counts the records of a service's extract, or the lines of a published table, by code.
//!
//! The file is read where it lies, on this machine or in object storage, and nothing of it is kept. Codes of a file on this
//! machine are counted by their dictionaries; everything else is counted by DataFusion in bounded memory, which spills to the disk; a file of comma-separated values or a workbook is first written to a passing
//! Parquet file with the columns that are asked for. Counts go into [`Counts`], which gives none back.
//!
//! Must not know: what codes stand for, what may be shown.
//!
//! Start with [`Layout`], then [`take_stock()`].

mod dictionaries;
mod opening;
mod passing;
mod query;
mod stock_taker;
mod take_stock;

pub use passing::PassingFolder;
pub use stock_taker::DataFusionStockTaker;
pub use take_stock::{TakeStockError, ToTakeStock, take_stock};

use std::path::Path;
use std::sync::Arc;

use evidence::engine::FileHash;
use evidence::intake::{NotANumber, Problem, Read, read_number, shown};
use evidence::observation::State;
use evidence::stocktake::{CodeList, Counts, Line, NotAGroup, People, Residents};

use crate::sessions::{Local, Sessions};
use crate::storage::Address;
use opening::Opened;
use query::Found;
use workbooks::Reader;

/// A file of records: where it lies, and who counts it.
#[derive(Clone, Debug)]
pub struct RecordsFile {
    /// What messages call it.
    name: String,
    address: Address,
    sessions: Arc<dyn Sessions>,
    passing: PassingFolder,
    workbooks: Option<Reader>,
}

impl RecordsFile {
    /// A file that these sessions count. Every machine that they use must see it at the same address, and, for a file of
    /// comma-separated values, the system's folder for passing files too.
    #[must_use]
    pub fn new(address: Address, sessions: Arc<dyn Sessions>) -> Self {
        Self {
            name: address.name(),
            address,
            sessions,
            passing: PassingFolder::default(),
            workbooks: None,
        }
    }

    /// The same file, which may be a workbook, read by this reader. Without one, workbooks are refused with what to do.
    #[must_use]
    pub fn with_workbooks(self, reader: Option<Reader>) -> Self {
        Self {
            workbooks: reader,
            ..self
        }
    }

    /// The same file; what must be written while it is counted is written there.
    #[must_use]
    pub fn passing_in(self, passing: PassingFolder) -> Self {
        Self { passing, ..self }
    }

    /// The same file under the name that somebody gave it.
    #[must_use]
    pub fn called(self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..self
        }
    }
}

impl<P: AsRef<Path> + ?Sized> From<&P> for RecordsFile {
    /// A file of this machine, counted by this process.
    fn from(path: &P) -> Self {
        Self::new(path.as_ref().into(), Arc::new(Local::default()))
    }
}

/// Where in a file things stand. Columns are named by their headings.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Where codes stand.
    pub codes: Codes,
    /// The column of the service; without one, all records are of [`Layout::service_name`].
    pub service: Option<String>,
    /// What the service is called where no column says so.
    pub service_name: String,
    /// The column of the stage.
    pub stage: Option<String>,
    /// The column that tells people apart, where people are counted and not records.
    pub person: Option<String>,
    /// The column of numbers of people, where a line stands for many.
    pub people: Option<String>,
    /// Only lines that have one of these values in each of these columns.
    pub only: Vec<(String, Vec<String>)>,
}

/// Where codes stand.
#[derive(Clone, Debug)]
pub enum Codes {
    /// A column for each characteristic.
    Columns(Vec<(&'static CodeList, String)>),
    /// A line for each group: one column names the characteristic, others together the group.
    Lines {
        /// The column that names the characteristic.
        characteristic: String,
        /// The columns that name the group: "White" and "Irish" are read as "White: Irish".
        groups: Vec<String>,
        /// What the first column says for each characteristic.
        named: Vec<(&'static CodeList, String)>,
    },
}

impl Codes {
    fn lists(&self) -> &[(&'static CodeList, String)] {
        match self {
            Self::Columns(lists) | Self::Lines { named: lists, .. } => lists,
        }
    }
}

/// Why a file was not counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordsError {
    /// The file is not what it should be.
    #[error("{0}")]
    Problem(Box<Problem>),
    /// A column that was asked for is not there.
    #[error(
        "{file} has no column “{column}”, which was to tell {tells}; it has {}. Name the right one with --map {tells}=COLUMN",
        .there.join(", ")
    )]
    NoColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// What it was to tell, as `--map` names it.
        tells: String,
        /// The columns that are there.
        there: Vec<String>,
    },
    /// A value that is no number of people.
    #[error("{file}, column {column}: “{found}” is no number of people. {mend}")]
    NotACount {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// What stands there.
        found: String,
        /// What to do.
        mend: &'static str,
    },
    /// A label of residents that is no group.
    #[error("{file}: {error}")]
    NotAGroup {
        /// The file.
        file: String,
        /// Which label, and what to do.
        error: NotAGroup,
    },
    /// The file cannot be opened or read on.
    #[error("{file} cannot be read")]
    Io {
        /// The file.
        file: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The store that it lies in does not give it; in words, with what to do.
    #[error("{file} cannot be read: {words}")]
    Store {
        /// The file.
        file: String,
        /// What happened, and what to do.
        words: String,
    },
    /// The machines that were to count it did not; in words, with what to do.
    #[error("{file} could not be counted: {words}")]
    Machines {
        /// The file.
        file: String,
        /// What happened, and what to do.
        words: String,
    },
    /// Counting stopped, by a full disk or a damaged file.
    #[error("{file} could not be counted: {what}")]
    Stopped {
        /// The file.
        file: String,
        /// What was said.
        what: String,
    },
}

/// Counts a file and gives the hash of its bytes.
///
/// A code that stands for nothing is counted as such; a column that is missing and a number that is none are errors.
pub async fn count(
    file: impl Into<RecordsFile>,
    layout: &Layout,
    counts: &mut Counts,
) -> Result<FileHash, RecordsError> {
    let opened = Opened::open(file.into(), layout).await?;
    for (list, column) in layout.codes.lists() {
        let query = query::Query::of(layout, column);
        if layout.person.is_some() {
            let mut people = counts.people(list);
            opened
                .each(&query, &mut |found| {
                    let person = found.person.unwrap_or_default();
                    let line = line(layout, &found, People::Count(1));
                    people.add(person, line, found.times);
                    Ok(())
                })
                .await?;
            people.finish();
        } else {
            opened
                .each(&query, &mut |found| {
                    let people = match found.people {
                        None => Some(People::Count(found.times)),
                        Some(text) => number(&opened.name, layout, text)?
                            .map(|people| times(people, found.times)),
                    };
                    if let Some(people) = people {
                        counts.add(list, line(layout, &found, people));
                    }
                    Ok(())
                })
                .await?;
        }
    }
    opened.hash().await
}

/// Reads residents by group and gives the hash of the file.
pub async fn residents(
    file: impl Into<RecordsFile>,
    layout: &Layout,
    residents: &mut Residents,
) -> Result<FileHash, RecordsError> {
    let opened = Opened::open(file.into(), layout).await?;
    for (list, column) in layout.codes.lists() {
        let query = query::Query::of(layout, column);
        opened
            .each(&query, &mut |found| {
                if !Residents::is_group(list, found.code) {
                    return Ok(());
                }
                let people = match found.people {
                    None => People::Count(found.times),
                    Some(text) => match number(&opened.name, layout, text)? {
                        Some(people) => times(people, found.times),
                        None => return Ok(()),
                    },
                };
                let People::Count(people) = people else {
                    return Ok(());
                };
                residents
                    .add(list, found.code, exact(people))
                    .map_err(|error| RecordsError::NotAGroup {
                        file: opened.name.clone(),
                        error,
                    })
            })
            .await?;
    }
    opened.hash().await
}

fn line<'a>(layout: &'a Layout, found: &Found<'a>, people: People) -> Line<'a> {
    Line {
        service: found.service.unwrap_or(&layout.service_name),
        stage: found.stage,
        code: found.code,
        people,
    }
}

fn times(people: People, times: u64) -> People {
    match people {
        People::Count(people) => People::Count(people.saturating_mul(times)),
        People::Hidden => People::Hidden,
    }
}

/// A number of people; none where the cell has none.
fn number(file: &str, layout: &Layout, text: &str) -> Result<Option<People>, RecordsError> {
    let wrong = |mend| RecordsError::NotACount {
        file: file.to_owned(),
        column: layout.people.clone().unwrap_or_default(),
        found: shown(text),
        mend,
    };
    match read_number(text.trim()) {
        Ok(Read::Number(number)) => whole(number).map(|people| Some(People::Count(people))).ok_or_else(|| {
            wrong("A number of people is whole and not negative: name another column, or leave such lines out.")
        }),
        Ok(Read::Mark(State::Suppressed) | Read::LessThan) => Ok(Some(People::Hidden)),
        Ok(_) => Ok(None),
        Err(_) if text.trim().eq_ignore_ascii_case("null") => Ok(None),
        Err(error) => Err(wrong(NotANumber::mend(error))),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not negative and below 2^53"
)]
fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.fract() == 0.0).then_some(number as u64)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no number of residents is above 2^53"
)]
fn exact(people: u64) -> f64 {
    people as f64
}
