//! Documents that a board keeps in versions: its terms of reference, and packs of evidence or tools. Part of meetings
//! (capability C10) and evidence (C2), which both rest on them.
//!
//! A document is a text. Everybody reads its newest published version and every one that it replaced; what is being written is
//! for members alone. Must not know what any document is about. Start with [`Document`], then [`write_document()`] and
//! [`publish_document()`].

mod attachments;
mod create_document;
mod document;
pub mod policy;
mod publish_document;
#[cfg(test)]
mod tests;
mod write_document;

pub(crate) use attachments::register;
pub use create_document::{CreateDocument, CreateDocumentError, create_document};
pub use document::{DOCUMENT_TYPES, Document, document, documents_of, type_in_words};
pub use publish_document::{PublishDocument, PublishDocumentError, publish_document};
pub use write_document::{WriteDocument, WriteDocumentError, write_document};
