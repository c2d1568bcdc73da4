//! Files that people attach to records: appendices, background papers, the source of a document, scans; and those that a
//! record should have and that are lost, each with the reason.
//!
//! An engine: it knows no capability by name. A capability says which of its records take attachments, who may write them
//! and whether the public may read them ([`TakesAttachments`]); the attachments follow, always. A file is kept under the
//! hash of its content and made to last before the one commit that names it, so that no row ever names a file that is not
//! there. Start with [`add_attachment()`].

mod add_attachment;
mod appendices;
mod attachment;
mod content;
mod folder;
mod note_missing_attachment;
mod picture_location;
pub mod policy;
mod remove_attachment;
mod search;
pub(crate) mod store;
mod sweep_attachments;
mod terms;
#[cfg(test)]
mod tests;

pub use add_attachment::{AddAttachment, AddAttachmentError, add_attachment};
pub(crate) use add_attachment::{NewAttachment, attach, read_file, take_turn, titled};
pub use appendices::unattached_appendices;
pub use attachment::{
    Attached, Attachment, AttachmentRole, StoredFile, attachment, attachments_of, stored_files,
};
pub use content::{Content, ContentError, MOST_BYTES, MediaType};
pub use folder::{AttachmentFolder, FolderError};
pub use note_missing_attachment::{
    NoteMissingAttachment, NoteMissingAttachmentError, note_missing_attachment,
};
pub(crate) use remove_attachment::detach;
pub use remove_attachment::{RemoveAttachment, RemoveAttachmentError, remove_attachment};
pub use search::{FoundAttachment, search_attachments};
pub use sweep_attachments::{SweepAttachmentsError, sweep_attachments};
pub use terms::{AttachmentTerms, TakesAttachments, terms_of};
