//! What an engine must do: take in source files, keep data files named by their hash, read them back into a sink.
//!
//! Must not know: any engine. `evidence-datafusion` holds the real one, [`crate::memory`] the small one that it is compared with.
//!
//! Two steps lead into the store, so that people can look first: [`Engine::stage`] reads, checks and writes a data file that
//! nothing refers to yet; [`Engine::keep`] makes it last. Between the two, questions may already be asked of it.

use std::fmt;
use std::io::Read;
use std::str::FromStr;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::catalogue::Catalogue;
use crate::intake::{Choices, Intake};
use crate::observation::{Row, RowSink};

/// SHA-256 of a file: its name, and the proof that it is unchanged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileHash([u8; 32]);

impl FileHash {
    /// From the 32 bytes of a SHA-256 digest.
    #[must_use]
    pub fn new(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The first four and the last four characters, for people.
    #[must_use]
    pub fn short(&self) -> String {
        let all = self.to_string();
        format!(
            "{}…{}",
            all.get(..4).unwrap_or(""),
            all.get(60..).unwrap_or("")
        )
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileHash({self})")
    }
}

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a file hash is 64 hexadecimal digits")]
pub struct NotAHash;

impl FromStr for FileHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return Err(NotAHash);
        }
        let mut digest = [0; 32];
        for (byte, pair) in digest.iter_mut().zip(bytes.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| NotAHash)?;
            if pair
                .bytes()
                .any(|b| !matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            {
                return Err(NotAHash);
            }
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NotAHash)?;
        }
        Ok(Self(digest))
    }
}

impl Serialize for FileHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A file that somebody brings. The caller opens it; an engine opens nothing outside its own folder.
pub struct Source {
    /// The name that messages use.
    pub name: String,
    /// Its bytes. Gzip is recognised by its first bytes.
    pub content: Box<dyn Read + Send>,
}

impl Source {
    /// A source from a name and anything that reads.
    pub fn new(name: impl Into<String>, content: impl Read + Send + 'static) -> Self {
        Self {
            name: name.into(),
            content: Box::new(content),
        }
    }
}

/// Which rows of a file are wanted. Empty lists mean all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Indicators by number.
    pub indicators: Vec<String>,
    /// Areas by code.
    pub areas: Vec<String>,
    /// Periods as the publisher writes them.
    pub periods: Vec<String>,
    /// Only rows for everyone, or only rows for a category.
    pub categories: Option<bool>,
}

impl Filter {
    /// Whether a row is wanted. Engines may filter more cleverly, not differently.
    #[must_use]
    pub fn wants(&self, row: &Row<'_>) -> bool {
        let listed =
            |list: &[String], item: &str| list.is_empty() || list.iter().any(|x| x == item);
        listed(&self.indicators, row.indicator)
            && listed(&self.areas, row.area_code)
            && listed(&self.periods, row.period)
            && self
                .categories
                .is_none_or(|wanted| wanted != row.category_type.is_empty())
    }
}

/// What became of a file since it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// Its bytes hash to its name.
    Same,
    /// They hash to something else.
    Changed {
        /// The hash that the bytes have now.
        found: FileHash,
    },
    /// It is not there.
    Missing,
}

/// An engine could not do what was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EngineError {
    /// No data file has this hash.
    #[error("no data file {0} is held")]
    NoSuchFile(FileHash),
    /// A data file is there but cannot be read.
    #[error("the data file {file} is damaged: {what}")]
    Damaged {
        /// Which.
        file: FileHash,
        /// What was found.
        what: String,
    },
    /// The data folder does not answer: full, not writable, gone.
    #[error("the data folder: {doing}")]
    Folder {
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A source stopped in the middle of reading.
    #[error("{name} could not be read to its end")]
    Source {
        /// The source's name.
        name: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The work was given up, by a stopped process or a fault of ours.
    #[error("the work was interrupted: {0}")]
    Interrupted(String),
}

/// Takes in, keeps and reads data files.
#[async_trait]
pub trait Engine: Send + Sync {
    /// Reads source files that belong together (data and its descriptions), collecting every problem. Without problems, or with the
    /// choice to leave faulty rows out, it writes one data file, which [`Engine::scan`] can read at once and which lasts
    /// only after [`Engine::keep`].
    async fn stage(&self, sources: Vec<Source>, choices: Choices) -> Result<Intake, EngineError>;

    /// Makes a staged file last. Fine for a file that is kept already.
    async fn keep(&self, file: FileHash) -> Result<(), EngineError>;

    /// Throws a staged file away. A kept file of the same name stays.
    async fn discard(&self, file: FileHash) -> Result<(), EngineError>;

    /// Removes a kept file. The caller has made sure that no record names it.
    async fn remove(&self, file: FileHash) -> Result<(), EngineError>;

    /// All files that are kept.
    async fn kept(&self) -> Result<Vec<FileHash>, EngineError>;

    /// The catalogue inside a file.
    async fn describe(&self, file: FileHash) -> Result<Arc<Catalogue>, EngineError>;

    /// Pushes the rows that the filter wants, in the order of the file.
    async fn scan(
        &self,
        file: FileHash,
        filter: &Filter,
        sink: &mut RowSink<'_>,
    ) -> Result<(), EngineError>;

    /// Reads the whole file and compares its hash with its name.
    async fn verify(&self, file: FileHash) -> Result<Integrity, EngineError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_what_it_prints() {
        let hash = FileHash::of(b"abc");
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            hash.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(hash.short(), "ba78…15ad");
    }

    #[test]
    fn a_name_that_is_no_hash_is_refused() {
        for text in ["", "../../etc/passwd", &"A".repeat(64), &"é".repeat(32)] {
            assert_eq!(text.parse::<FileHash>(), Err(NotAHash));
        }
    }
}
