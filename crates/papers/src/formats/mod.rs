//! The formats of a paper. Each takes a checked [`Paper`](crate::Paper) and gives text or bytes; the same paper always
//! gives the same bytes.

pub mod docx;
pub mod html;
mod package;
pub mod text;
pub mod xlsx;
mod xml;

/// Why an office file could not be put together. A checked paper should never meet one: report it.
#[derive(Debug, thiserror::Error)]
#[error("the file could not be put together")]
pub struct NotWritten(#[source] pub(crate) Box<dyn std::error::Error + Send + Sync>);

/// What is said at the head of every paper that holds something made up.
pub(crate) const ILLUSTRATIVE_NOTE: &str =
    "Parts of this paper marked as illustrative are made up to show how it looks.";
