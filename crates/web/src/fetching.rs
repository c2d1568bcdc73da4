//! Whoever fetches figures from their publisher for a page. The binary brings one; tests have their own.

use std::fs::File;

use async_trait::async_trait;
use thiserror::Error;

/// What is wanted of a publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresWanted {
    /// The code of the place; the figures of all places like it come too.
    pub area: String,
    /// One indicator, or all of a profile.
    pub of: FiguresOf,
}

/// Which figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiguresOf {
    /// One indicator, by the publisher's number.
    Indicator(u32),
    /// All indicators of a profile, by its number.
    Profile(u32),
}

/// What was fetched.
#[derive(Debug)]
pub struct FiguresFetched {
    /// The data set that it is a release of.
    pub data_set: String,
    /// What each file is called in messages, and the file, to be read from its beginning: the figures, then what they mean.
    pub files: Vec<(String, File)>,
    /// Who publishes it.
    pub source: &'static str,
    /// Under which licence.
    pub licence: &'static str,
    /// The words that the licence asks for.
    pub attribution: &'static str,
}

/// Nothing was fetched.
#[derive(Debug, Error)]
pub enum FetchingError {
    /// Something that whoever asked can mend; in words, with what to do.
    #[error("{0}")]
    Mend(String),
    /// The publisher does not answer; in words.
    #[error("{0}")]
    NoAnswer(String),
}

/// Fetches figures from their publisher. What was fetched before is kept, so that asking again goes on where it broke off.
#[async_trait]
pub trait FigureFetcher: Send + Sync {
    /// Fetches, within the time that a page may take.
    async fn fetch(&self, wanted: &FiguresWanted) -> Result<FiguresFetched, FetchingError>;
}
