use super::{DOCUMENT_TYPES, policy};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, NewText, Text, TextType, blocks_of_words};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility};

/// A document to make, with its first words.
#[derive(Debug, Clone)]
pub struct CreateDocument {
    /// The board that keeps it.
    pub body_id: RecordId,
    /// Terms of reference, or a pack.
    pub text_type: TextType,
    /// Its title.
    pub title: String,
    /// The readable part of its address, when not made of the title.
    pub slug: Option<Slug>,
    /// Its words as typed: an empty line between paragraphs, # in front of a heading.
    pub words: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Why a document was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateDocumentError {
    /// Without a title.
    #[error("give the document a title")]
    NoTitle,
    /// Without words.
    #[error("write at least one paragraph")]
    NoWords,
    /// A type that has a capability of its own.
    #[error("a document of a board is its terms of reference or a pack")]
    NotADocument,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes a document with a first version, which members alone read until it is published.
pub async fn create_document(
    house: &House,
    who: &Who,
    input: CreateDocument,
) -> Result<Text, CreateDocumentError> {
    if input.title.trim().is_empty() {
        return Err(CreateDocumentError::NoTitle);
    }
    if !DOCUMENT_TYPES.contains(&input.text_type) {
        return Err(CreateDocumentError::NotADocument);
    }
    let blocks = blocks_of_words(&input.words);
    if blocks.is_empty() {
        return Err(CreateDocumentError::NoWords);
    }
    let mut act = house
        .begin(who, &policy::WRITE_DOCUMENT, Some(input.body_id))
        .await?;
    let new = NewText {
        body_id: Some(input.body_id),
        text_type: input.text_type,
        title: input.title.trim().to_owned(),
        slug: input.slug,
        visibility: Visibility::Members,
        origin: input.origin,
    };
    let text = texts::create(&mut act, new).await?;
    texts::add_version(&mut act, text.record.id, blocks).await?;
    act.about(text.record.id);
    act.commit().await?;
    Ok(text)
}
