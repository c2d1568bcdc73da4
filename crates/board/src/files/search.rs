use std::collections::HashMap;

use jiff::civil::Date;

use super::{Attachment, AttachmentTerms, store, terms_of};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::{Record, by_ids};
use crate::vocabulary::{Actor, RecordId};

/// An attachment that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAttachment {
    /// The attachment.
    pub attachment: Attachment,
    /// The record that it belongs to.
    pub record: Record,
    /// Whether the public reads it.
    pub is_public: bool,
}

/// The attachments whose titles hold all the words, or whose text does where it is a text file, and which the actor may
/// read. `words` are in small letters; without any, none.
pub async fn search_attachments(
    house: &House,
    actor: &Actor,
    today: Date,
    words: &[String],
) -> Result<Vec<FoundAttachment>, DatabaseError> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut hits = store::attachments_by_title(house.reader()).await?;
    for word in words {
        let said_in = store::files_with_word(house.reader(), word).await?;
        hits.retain(|one| {
            one.title.to_lowercase().contains(word)
                || one.file().is_some_and(|file| said_in.contains(&file.id))
        });
    }
    let ids: Vec<RecordId> = hits.iter().map(|attachment| attachment.record_id).collect();
    let records = by_ids(house, &ids).await?;
    let mut readable = HashMap::new();
    for record in records.values() {
        let terms = terms_of(house, record, today).await?;
        let may_read =
            |terms: &AttachmentTerms| terms.is_public || terms.write.allows(actor, record.body_id);
        if let Some(terms) = terms.filter(may_read) {
            readable.insert(record.id, terms.is_public);
        }
    }
    let mut found = Vec::new();
    for attachment in hits {
        let id = attachment.record_id;
        if let (Some(record), Some(&is_public)) = (records.get(&id), readable.get(&id)) {
            found.push(FoundAttachment {
                attachment,
                record: record.clone(),
                is_public,
            });
        }
    }
    Ok(found)
}
