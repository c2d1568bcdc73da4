use std::collections::HashMap;

use evidence::engine::FileHash;
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{MediaType, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Origin, RecordId, Slug, capital, long_date, words};

words! {
    /// What an attachment is to its record.
    pub enum AttachmentRole {
        /// Part of a report, printed after it.
        Appendix = "appendix",
        /// What a report rests on, open to inspection.
        Background = "background",
        /// The file that a document was made from.
        Source = "source",
        /// A picture of the paper original.
        Scan = "scan",
    }
}

impl AttachmentRole {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Appendix => "appendix",
            Self::Background => "background paper",
            Self::Source => "source file",
            Self::Scan => "scan of the original",
        }
    }
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its row.
    pub id: Uuid,
    /// The hash of its content, which is its name.
    pub hash: FileHash,
    /// Its length in bytes.
    pub bytes: u64,
    /// What it is.
    pub media_type: MediaType,
}

impl StoredFile {
    /// "PDF, 1.2 MB".
    #[must_use]
    pub fn in_words(&self) -> String {
        format!(
            "{}, {}",
            capital(self.media_type.name()),
            length(self.bytes)
        )
    }
}

fn length(bytes: u64) -> String {
    const MEGABYTE: u64 = 1_000_000;
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..MEGABYTE => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / MEGABYTE, bytes % MEGABYTE / 100_000),
    }
}

/// What is there of an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attached {
    /// The file.
    File(StoredFile),
    /// It is lost, or was never handed over.
    Missing {
        /// Why.
        reason: String,
    },
}

/// Something that belongs to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its row.
    pub id: Uuid,
    /// The record.
    pub record_id: RecordId,
    /// Its place among the attachments of the record.
    pub position: i64,
    /// What it is to the record.
    pub role: AttachmentRole,
    /// Its title.
    pub title: String,
    /// Which version of it, in its author's words: "final", "3.1".
    pub version: Option<String>,
    /// The date that it bears.
    pub dated: Option<Date>,
    /// The file, or why there is none.
    pub attached: Attached,
    /// Where it comes from.
    pub origin: Origin,
}

impl Attachment {
    /// The file, if it is there.
    #[must_use]
    pub fn file(&self) -> Option<&StoredFile> {
        match &self.attached {
            Attached::File(file) => Some(file),
            Attached::Missing { .. } => None,
        }
    }

    /// Why it is missing, if it is.
    #[must_use]
    pub fn lost_reason(&self) -> Option<&str> {
        match &self.attached {
            Attached::File(_) => None,
            Attached::Missing { reason } => Some(reason),
        }
    }

    /// The name under which it is saved elsewhere: made of its title and of what it is, whatever it was called before.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        let file = self.file()?;
        Some(format!(
            "{}.{}",
            Slug::from_words(&self.title),
            file.media_type.ending()
        ))
    }

    /// What it is, its date and version, and what is there of it: "Appendix, 4 July 2022, version 2, PDF, 1.2 MB".
    #[must_use]
    pub fn particulars(&self) -> String {
        let mut parts = vec![capital(self.role.name())];
        parts.extend(self.dated.map(long_date));
        parts.extend(
            self.version
                .as_ref()
                .map(|version| format!("version {version}")),
        );
        parts.extend(self.file().map(StoredFile::in_words));
        parts.join(", ")
    }

    /// As the audit log tells it.
    pub(super) fn told(&self) -> Value {
        json!({
            "attachment": self.title, "role": self.role.name(), "version": self.version,
            "dated": self.dated.map(|day| day.to_string()),
            "file": self.file().map(StoredFile::in_words), "sha256": self.file().map(|file| file.hash),
            "missing because": self.lost_reason(),
        })
    }
}

/// The attachments of some records, by record, in order.
pub async fn attachments_of(
    house: &House,
    records: &[RecordId],
) -> Result<HashMap<RecordId, Vec<Attachment>>, DatabaseError> {
    store::attachments_of(house.reader(), records).await
}

/// The attachment with an id.
pub async fn attachment(house: &House, id: Uuid) -> Result<Option<Attachment>, DatabaseError> {
    store::attachment(house.reader(), id).await
}

/// Every file that attachments name, with the title of one of them.
pub async fn stored_files(house: &House) -> Result<Vec<(StoredFile, String)>, DatabaseError> {
    store::stored_files(house.reader()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_said_so_that_people_know_whether_to_wait() {
        for (bytes, said) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_500, "1 kB"),
            (1_250_000, "1.2 MB"),
        ] {
            assert_eq!(length(bytes), said);
        }
    }
}
