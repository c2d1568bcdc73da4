//! On which terms a return takes attachments. A return is an ask; the record that its files point at bears the identity of
//! the ask and is made with the first of them.

use jiff::civil::Date;

use super::RETURN;
use crate::asks::{self, Ask};
use crate::database::DatabaseError;
use crate::files::{AttachmentTerms, TakesAttachments};
use crate::outcomes::policy;
use crate::runner::House;
use crate::thread::{self, Record, Registry};
use crate::vocabulary::{Kind, RecordId, Visibility};

/// The record that files of a return point at, once it has any.
#[must_use]
pub fn return_record(ask: &Ask) -> RecordId {
    RecordId(ask.id)
}

struct ReturnAttachments;

#[async_trait::async_trait]
impl TakesAttachments for ReturnAttachments {
    fn kind(&self) -> Kind {
        RETURN
    }

    async fn terms(
        &self,
        house: &House,
        record: &Record,
        _today: Date,
    ) -> Result<Option<AttachmentTerms>, DatabaseError> {
        let Some(ask) = asks::ask_by_id(house, record.id.0).await? else {
            return Ok(None);
        };
        let is_closed = match ask.round_id {
            Some(round) => asks::round(house, round)
                .await?
                .is_some_and(|round| round.closed_on.is_some()),
            None => false,
        };
        let is_about_something_public = thread::by_id(house, ask.about_id)
            .await?
            .is_some_and(|about| about.visibility == Visibility::Public);
        Ok(Some(AttachmentTerms {
            write: &policy::CHASE_RETURNS,
            // What a partner says is public once its round is closed; what it began and never sent is not.
            is_public: is_closed && ask.reply.is_some() && is_about_something_public,
            words: ask.reply.and_then(|reply| reply.words).unwrap_or_default(),
        }))
    }
}

/// Registers that returns take attachments.
pub(in crate::outcomes) fn register(registry: &mut Registry) {
    registry.takes_attachments(ReturnAttachments);
}
