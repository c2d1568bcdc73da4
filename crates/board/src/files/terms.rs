use jiff::civil::Date;

use crate::database::DatabaseError;
use crate::runner::{House, Permission};
use crate::thread::Record;
use crate::vocabulary::Kind;

/// On which terms a record takes attachments.
#[derive(Debug, Clone)]
pub struct AttachmentTerms {
    /// What somebody must be allowed to do who attaches something: to write the record.
    pub write: &'static Permission,
    /// Whether the public reads the record, and so its attachments, on the day that was asked about.
    pub is_public: bool,
    /// The words of the record, which may name appendices.
    pub words: String,
}

/// What a capability says about the attachments of its records.
#[async_trait::async_trait]
pub trait TakesAttachments: Send + Sync {
    /// The kind of record.
    fn kind(&self) -> Kind;
    /// The terms for one of them on a day, or `None` where it is another capability's or takes none.
    async fn terms(
        &self,
        house: &House,
        record: &Record,
        today: Date,
    ) -> Result<Option<AttachmentTerms>, DatabaseError>;
}

/// On which terms a record takes attachments; `None` where it takes none.
pub async fn terms_of(
    house: &House,
    record: &Record,
    today: Date,
) -> Result<Option<AttachmentTerms>, DatabaseError> {
    for takes in house.registry().taking_attachments(record.kind) {
        if let Some(terms) = takes.terms(house, record, today).await? {
            return Ok(Some(terms));
        }
    }
    Ok(None)
}
