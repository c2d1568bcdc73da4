use super::policy;
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, VersionState, store};
use crate::vocabulary::{RecordId, Visibility};

/// The version to publish.
#[derive(Debug, Clone, Copy)]
pub struct PublishDocument {
    /// The document.
    pub document_id: RecordId,
    /// The number of the version that whoever publishes has read. It must be the newest.
    pub seen_version: i64,
}

/// Why a version was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishDocumentError {
    /// These words are public.
    #[error("these words are published already")]
    AlreadyPublished,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Publishes the newest version of a document. The one before stays readable, and says that it was superseded.
pub async fn publish_document(
    house: &House,
    who: &Who,
    input: PublishDocument,
) -> Result<(), PublishDocumentError> {
    let not_found = || RunnerError::NotFound {
        id: input.document_id,
    };
    let text = texts::text(house, input.document_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let mut act = house
        .begin(who, &policy::PUBLISH_DOCUMENT, text.record.body_id)
        .await?;
    let newest = store::newest_version(act.connection(), input.document_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    if newest.number != input.seen_version {
        let current = Box::new(act.load(input.document_id).await?);
        return Err(RunnerError::Conflict { current }.into());
    }
    if newest.state == VersionState::Published {
        return Err(PublishDocumentError::AlreadyPublished);
    }
    texts::publish_version(&mut act, &newest).await?;
    texts::show_text(&mut act, input.document_id, Visibility::Public).await?;
    texts::show_paragraphs(&mut act, &newest, Visibility::Public).await?;
    act.about(input.document_id);
    act.commit().await?;
    Ok(())
}
