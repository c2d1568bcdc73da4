use serde_json::json;
use uuid::Uuid;

use super::add_attachment::{record_to_write, said, take_turn};
use super::{Attachment, policy, store};
use crate::runner::{Act, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// An attachment to take off.
#[derive(Debug, Clone)]
pub struct RemoveAttachment {
    /// The record that it must belong to.
    pub record_id: RecordId,
    /// The attachment.
    pub attachment_id: Uuid,
    /// Why.
    pub reason: String,
}

/// Why it was not taken off.
#[derive(Debug, thiserror::Error)]
pub enum RemoveAttachmentError {
    /// Without a reason.
    #[error("say why it is removed: the log keeps the reason")]
    NoReason,
    /// None of this record's.
    #[error("this is no attachment of this record; somebody may have removed it already")]
    NotAttached,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Takes an attachment off its record. The log keeps its title, its hash and the reason. The words of a file that nothing
/// else names leave the search at once; its bytes are nobody's from then on, and the next sweep removes them.
pub async fn remove_attachment(
    house: &House,
    who: &Who,
    input: RemoveAttachment,
) -> Result<Attachment, RemoveAttachmentError> {
    let reason = said(Some(input.reason)).ok_or(RemoveAttachmentError::NoReason)?;
    let record = record_to_write(house, who, input.record_id)
        .await?
        .ok_or(RemoveAttachmentError::NotAttached)?;
    let mut act = house
        .begin(who, &policy::REMOVE_ATTACHMENT, record.body_id)
        .await?;
    let held = detach(&mut act, record.id, input.attachment_id, &reason).await?;
    act.about(record.id);
    act.commit().await?;
    Ok(held)
}

/// Takes an attachment off its record within an act, which a use case began with a permission of its own.
pub(crate) async fn detach(
    act: &mut Act,
    record_id: RecordId,
    attachment_id: Uuid,
    because: &str,
) -> Result<Attachment, RemoveAttachmentError> {
    take_turn(act).await?;
    let held = store::attachment(act.connection(), attachment_id)
        .await
        .map_err(RunnerError::from)?
        .filter(|one| one.record_id == record_id)
        .ok_or(RemoveAttachmentError::NotAttached)?;
    store::delete_attachment(act.connection(), &held)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        record_id,
        json!({
            "attachment removed": held.title, "role": held.role.name(), "because": because,
            "sha256": held.file().map(|file| file.hash),
        }),
    );
    Ok(held)
}
