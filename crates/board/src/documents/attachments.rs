//! On which terms a document takes attachments: the file that it was made from, and what goes with it.

use jiff::civil::Date;

use super::{DOCUMENT_TYPES, policy};
use crate::database::DatabaseError;
use crate::files::{AttachmentTerms, TakesAttachments};
use crate::runner::House;
use crate::texts::{self, TEXT, VersionState, words_of_blocks};
use crate::thread::{Record, Registry};
use crate::vocabulary::{Kind, Visibility};

struct DocumentAttachments;

#[async_trait::async_trait]
impl TakesAttachments for DocumentAttachments {
    fn kind(&self) -> Kind {
        TEXT
    }

    async fn terms(
        &self,
        house: &House,
        record: &Record,
        _today: Date,
    ) -> Result<Option<AttachmentTerms>, DatabaseError> {
        let is_document = texts::text(house, record.id)
            .await?
            .is_some_and(|text| DOCUMENT_TYPES.contains(&text.text_type));
        if !is_document {
            return Ok(None);
        }
        let versions = texts::versions_of(house, record.id).await?;
        let words = match versions.last() {
            Some(newest) => words_of_blocks(&texts::blocks_of(house, newest.id).await?),
            None => String::new(),
        };
        Ok(Some(AttachmentTerms {
            write: &policy::WRITE_DOCUMENT,
            is_public: record.visibility == Visibility::Public
                && versions
                    .iter()
                    .any(|version| version.state == VersionState::Published),
            words,
        }))
    }
}

/// Registers that documents take attachments.
pub(crate) fn register(registry: &mut Registry) {
    registry.takes_attachments(DocumentAttachments);
}
