use jiff::civil::Date;

use super::add_attachment::{next_position, record_to_write, said, take_turn};
use super::attachment::{Attached, Attachment, AttachmentRole};
use super::{policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Origin, RecordId};

/// Something that belongs to a record and is not there.
#[derive(Debug, Clone)]
pub struct NoteMissingAttachment {
    /// The record.
    pub record_id: RecordId,
    /// What it is to the record.
    pub role: AttachmentRole,
    /// Its title.
    pub title: String,
    /// Which version of it, in its author's words.
    pub version: Option<String>,
    /// The date that it bears.
    pub dated: Option<Date>,
    /// Why it is missing.
    pub reason: String,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum NoteMissingAttachmentError {
    /// Nobody would know what is missing.
    #[error("give it a title, by which readers know what is missing")]
    NoTitle,
    /// Missing without a reason.
    #[error("say why it is missing: readers see the reason in its place")]
    NoReason,
    /// It stands there already.
    #[error("“{0}” stands among the attachments already")]
    StandsAlready(String),
    /// Not to such a record.
    #[error(
        "nothing can be attached to this record; choose a report, an agenda item or a document"
    )]
    TakesNone,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Says that something which belongs to a record is missing, and why. It stands in its place until it is found.
pub async fn note_missing_attachment(
    house: &House,
    who: &Who,
    input: NoteMissingAttachment,
) -> Result<Attachment, NoteMissingAttachmentError> {
    let title = said(Some(input.title)).ok_or(NoteMissingAttachmentError::NoTitle)?;
    let reason = said(Some(input.reason)).ok_or(NoteMissingAttachmentError::NoReason)?;
    let record = record_to_write(house, who, input.record_id)
        .await?
        .ok_or(NoteMissingAttachmentError::TakesNone)?;
    let mut act = house
        .begin(who, &policy::NOTE_MISSING_ATTACHMENT, record.body_id)
        .await?;
    take_turn(&act).await?;
    let held = store::attachments_of(act.connection(), &[record.id])
        .await
        .map_err(RunnerError::from)?
        .remove(&record.id)
        .unwrap_or_default();
    let stands = held
        .iter()
        .find(|one| one.role == input.role && one.title.to_lowercase() == title.to_lowercase());
    if let Some(stands) = stands {
        return Err(NoteMissingAttachmentError::StandsAlready(
            stands.title.clone(),
        ));
    }
    let attachment = Attachment {
        id: act.new_id().0,
        record_id: record.id,
        position: next_position(&held),
        role: input.role,
        title,
        version: said(input.version),
        dated: input.dated,
        attached: Attached::Missing { reason },
        origin: input.origin,
    };
    store::insert_attachment(act.connection(), &attachment)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(record.id, attachment.told());
    act.about(record.id);
    act.commit().await?;
    Ok(attachment)
}
