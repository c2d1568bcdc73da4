//! Open data: the rows of data files whose publisher has published them, one by one and as they stand, and the forms in
//! which they can be taken away.
//!
//! [`OpenFile::of`] is the one place that decides which files may be read row by row. Everything that gives rows away
//! (SQL, downloads, the interface for programs) takes an [`OpenFile`] and cannot make one. A data set under any other
//! rule is not read here at all: its figures leave this crate as [`crate::disclosure::Publishable`] answers only, because
//! rows that are screened one at a time could be subtracted from one another.
//!
//! Must not know: boards, people, pages, who asks, where files are written to. Start with [`OpenFile`], then [`Package`].
//!
//! Nobody declares a file open by hand:
//!
//! ```compile_fail,E0423
//! let file = evidence::engine::FileHash::of(b"counts over people");
//! let version = evidence::analysis::DataVersion::published(file);
//! let open = evidence::open_data::OpenFile(version);
//! ```

mod columns;
mod comma_separated;
mod csv_on_the_web;
mod frictionless;
mod json;
mod licence;
mod package;
#[cfg(test)]
mod tests;

pub use columns::{Column, ColumnType, INDICATORS, OBSERVATIONS};
pub use comma_separated::{guarded, write_csv, write_indicators_csv};
pub use csv_on_the_web::csv_on_the_web;
pub use frictionless::{data_package, write_data_package};
pub use json::write_json;
pub use licence::{Licence, known_licence};
pub use package::{Package, Part, Wanted};

use std::collections::HashSet;
use std::io::Write;

use async_trait::async_trait;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use thiserror::Error;

use crate::analysis::CellKey;
use crate::analysis::DataVersion;
use crate::catalogue::Indicator;
use crate::cell::{Limits, LimitsBy, Origin};
use crate::disclosure::{Policy, screen};
use crate::engine::{Engine, EngineError, FileHash};
use crate::observation::{Interner, Row, RowSink, starts_on};

/// A data file whose rows everybody may read as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenFile(DataVersion);

/// The rows of a data set may not be read one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("its rows are not given away one by one: {}", .policy.words())]
pub struct NotOpen {
    /// Under which rule it is shown instead.
    pub policy: Policy,
}

impl OpenFile {
    /// The decision: rows are open where their publisher has published them, and under no other rule.
    pub fn of(version: DataVersion) -> Result<Self, NotOpen> {
        if version.policy == Policy::AlreadyPublished {
            Ok(Self(version))
        } else {
            Err(NotOpen {
                policy: version.policy,
            })
        }
    }

    /// The file.
    #[must_use]
    pub fn file(self) -> FileHash {
        self.0.file
    }

    /// Where its figures come from.
    #[must_use]
    pub fn origin(self) -> Origin {
        self.0.origin
    }
}

/// One open row, with the place of its file among those that were read.
#[derive(Clone, Copy, Debug)]
pub struct OpenRow<'a> {
    /// The row.
    pub row: &'a Row<'a>,
    /// Which of the files it stands in, from 0.
    pub part: usize,
    /// Where its figure comes from.
    pub origin: Origin,
}

impl OpenRow<'_> {
    /// The publisher's limits, in the one shape in which limits are written.
    #[must_use]
    pub fn limits(&self) -> Option<Limits> {
        let (at_95, at_998) = (self.row.limits_95, self.row.limits_998);
        (at_95.is_some() || at_998.is_some()).then_some(Limits {
            at_95,
            at_998,
            by: LimitsBy::Publisher,
        })
    }

    /// The first day of the period as an ISO date, where its label could be read.
    #[must_use]
    pub fn period_start(&self) -> Option<String> {
        let (year, month, day) = starts_on(self.row.period_start);
        (year > 0).then(|| format!("{year:04}-{month:02}-{day:02}"))
    }

    /// The length of the period in months; none for a single day, or where its label could not be read.
    #[must_use]
    pub fn period_months(&self) -> Option<u16> {
        Some(self.row.period_months).filter(|months| *months > 0)
    }
}

impl Serialize for OpenRow<'_> {
    /// The row without its file: columns by their names, limits in their one shape, texts that a source leaves out as null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = self.row;
        let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("indicator", row.indicator)?;
        map.serialize_entry("area_code", row.area_code)?;
        map.serialize_entry("area_name", row.area_name)?;
        map.serialize_entry("area_type", row.area_type)?;
        map.serialize_entry("parent_code", &given(row.parent_code))?;
        map.serialize_entry("parent_name", &given(row.parent_name))?;
        map.serialize_entry("period", row.period)?;
        map.serialize_entry("period_start", &self.period_start())?;
        map.serialize_entry("period_months", &self.period_months())?;
        map.serialize_entry("sex", row.sex)?;
        map.serialize_entry("age", row.age)?;
        map.serialize_entry("category_type", &given(row.category_type))?;
        map.serialize_entry("category", &given(row.category))?;
        map.serialize_entry("state", &row.state)?;
        map.serialize_entry("value", &row.value)?;
        map.serialize_entry("limits", &self.limits())?;
        map.serialize_entry("count", &row.count)?;
        map.serialize_entry("denominator", &row.denominator)?;
        map.serialize_entry("note", &given(row.note))?;
        map.serialize_entry("origin", &self.origin)?;
        map.end()
    }
}

/// Hands over every open row that is wanted, file by file and in the order of each. Where two files hold the same
/// figure, the one in the earlier file counts, as in every answer.
pub async fn each(
    engine: &dyn Engine,
    files: &[OpenFile],
    wanted: &Wanted,
    take: &mut (dyn FnMut(&OpenRow<'_>) + Send),
) -> Result<(), EngineError> {
    let nothing_known = Indicator::default();
    let mut interner = Interner::default();
    let mut held: HashSet<CellKey> = HashSet::new();
    for (part, &OpenFile(version)) in files.iter().enumerate() {
        let mut here = Vec::new();
        let is_last = part + 1 == files.len();
        let mut accept = |row: &Row<'_>| {
            if !wanted.wants(row) {
                return;
            }
            // The gate that all rows pass. Under the one rule that opens a file it lets everything through.
            let row = &screen(version.policy, row, &nothing_known);
            if files.len() > 1 {
                let key = CellKey::of(&interner.observe(row, version.origin));
                if held.contains(&key) {
                    return;
                }
                if !is_last {
                    here.push(key);
                }
            }
            let origin = version.origin;
            take(&OpenRow { row, part, origin });
        };
        engine
            .scan(version.file, &wanted.filter, &mut RowSink::new(&mut accept))
            .await?;
        held.extend(here);
    }
    Ok(())
}

/// Open data could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenDataError {
    /// The rows could not be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// What was read could not be written.
    #[error("the file could not be written")]
    Writing(#[from] std::io::Error),
}

/// Whoever writes open rows as Parquet. Slow to build, so the binary plugs it in beside the engine.
#[async_trait]
pub trait ParquetWriter: Send + Sync {
    /// Writes the rows of a package as one Parquet file with the columns of [`OBSERVATIONS`], and says how many there are.
    /// Licence, source and origin stand in the metadata of the file.
    ///
    /// # Errors
    /// When rows cannot be read or the file cannot be written.
    async fn write_parquet(
        &self,
        package: &Package,
        out: Box<dyn Write + Send>,
    ) -> Result<u64, OpenDataError>;
}

/// The rows of a package, with the first failure of whoever takes them.
async fn each_of(
    engine: &dyn Engine,
    package: &Package,
    take: &mut (dyn FnMut(&OpenRow<'_>, &Part) -> std::io::Result<()> + Send),
) -> Result<u64, OpenDataError> {
    let files: Vec<OpenFile> = package.parts.iter().map(|part| part.file).collect();
    let (mut rows, mut outcome) = (0, Ok(()));
    each(engine, &files, &package.wanted, &mut |row| {
        if let (Ok(()), Some(part)) = (&outcome, package.parts.get(row.part)) {
            outcome = take(row, part);
            rows += 1;
        }
    })
    .await?;
    outcome?;
    Ok(rows)
}
