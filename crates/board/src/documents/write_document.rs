use super::{has_paper, policy};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, Version, blocks_of_words, store};
use crate::vocabulary::RecordId;

/// The whole of a document as its writer wants it to be.
#[derive(Debug, Clone)]
pub struct WriteDocument {
    /// The document.
    pub document_id: RecordId,
    /// The number of the version that the writer saw.
    pub seen_version: i64,
    /// Its words as typed: an empty line between paragraphs, # in front of a heading.
    pub words: String,
}

/// Why a version was not saved.
#[derive(Debug, thiserror::Error)]
pub enum WriteDocumentError {
    /// Nothing in it.
    #[error("write at least one paragraph")]
    NoWords,
    /// Its words come from figures.
    #[error("this document is made from figures: make it again instead of writing over them")]
    IsMade,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Saves a document as a new version. What is public stays public until the new words are published; saving the same words
/// again changes nothing.
pub async fn write_document(
    house: &House,
    who: &Who,
    input: WriteDocument,
) -> Result<Version, WriteDocumentError> {
    let blocks = blocks_of_words(&input.words);
    if blocks.is_empty() {
        return Err(WriteDocumentError::NoWords);
    }
    let text = texts::text(house, input.document_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound {
            id: input.document_id,
        })?;
    let mut act = house
        .begin(who, &policy::WRITE_DOCUMENT, text.record.body_id)
        .await?;
    let newest = store::newest_version(act.connection(), input.document_id)
        .await
        .map_err(RunnerError::from)?;
    if let Some(newest) = newest {
        if has_paper(house, &newest).await.map_err(RunnerError::from)? {
            return Err(WriteDocumentError::IsMade);
        }
        if newest.number != input.seen_version {
            let current = Box::new(act.load(input.document_id).await?);
            return Err(RunnerError::Conflict { current }.into());
        }
    }
    let version = texts::add_version(&mut act, input.document_id, blocks).await?;
    act.about(input.document_id);
    act.commit().await?;
    Ok(version)
}
