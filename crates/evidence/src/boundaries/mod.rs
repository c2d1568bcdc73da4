//! Outlines of areas, from the files in which publishers give them to what a map draws.
//!
//! Must not know: figures, files on disk, how a map looks. It reads GeoJSON, says everything that is wrong with it, and makes
//! outlines that are small enough for a page. Neighbours stay neighbours: a boundary that two areas share is made simpler
//! once, for both. Start with [`read()`].

mod plane;
mod read;
mod simpler;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use read::{MOST_AREAS, MOST_BYTES, read};

/// A kind of area, by the codes that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Regions of England.
    Region,
    /// Upper and lower tier and unitary authorities.
    Authority,
    /// Electoral wards.
    Ward,
    /// Middle layer super output areas.
    MiddleArea,
    /// Lower layer super output areas.
    SmallArea,
}

impl Level {
    /// All of them, largest first.
    pub const ALL: [Self; 5] = [
        Self::Region,
        Self::Authority,
        Self::Ward,
        Self::MiddleArea,
        Self::SmallArea,
    ];

    /// The word for it in commands and records.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Authority => "authority",
            Self::Ward => "ward",
            Self::MiddleArea => "msoa",
            Self::SmallArea => "lsoa",
        }
    }

    /// Several of them, in a sentence.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Region => "regions",
            Self::Authority => "authorities",
            Self::Ward => "wards",
            Self::MiddleArea => "middle layer super output areas",
            Self::SmallArea => "lower layer super output areas",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    /// The kind that a code is of; `None` for other kinds and for what is no code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|level| level.begins().iter().any(|begins| code.starts_with(begins)))
    }

    /// What codes of this kind begin with, by the code list of the Office for National Statistics.
    fn begins(self) -> &'static [&'static str] {
        match self {
            Self::Region => &["E12"],
            Self::Authority => &["E06", "E07", "E08", "E09", "E10"],
            Self::Ward => &["E05"],
            Self::MiddleArea => &["E02"],
            Self::SmallArea => &["E01"],
        }
    }
}

/// The outlines of many areas on one plane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlines {
    /// The kind of area.
    pub level: Level,
    /// The areas, by code.
    pub areas: Vec<Outline>,
}

/// The outline of one area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Its code.
    pub code: String,
    /// Its name, or its code where the file has none.
    pub name: String,
    /// Outlines and holes, each closed, in units of [`plane::UNIT_METRES`]: across, then down. Inside is what an odd number
    /// of rings surround.
    pub rings: Vec<Vec<(i32, i32)>>,
}

/// Something wrong with a file of boundaries: where, what, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{place}: {what}. {mend}")]
pub struct Fault {
    /// Where in the file.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl Fault {
    fn new(place: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
            mend: mend.into(),
        }
    }
}
