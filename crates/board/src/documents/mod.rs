//! Documents that a board keeps in versions: its terms of reference, and packs of evidence or tools. Part of meetings
//! (capability C10) and evidence (C2), which both rest on them.
//!
//! A document is a text. Everybody reads its newest published version and every one that it replaced; what is being written is
//! for members alone. One that was made from figures keeps the paper that it was made as, with its tables and drawings. Bodies
//! are given a version, and who has which is known. Must not know what any document is about. Start with [`Document`], then
//! [`write_document()`], [`publish_document()`] and [`share_document()`].

mod attachments;
mod consider_document;
mod create_document;
mod document;
mod paper;
pub mod policy;
mod publish_document;
mod share_document;
mod shares;
mod store;
#[cfg(test)]
mod tests;
mod write_document;

pub(crate) use attachments::register;
pub use consider_document::{
    CONSIDERED, ConsiderDocument, ConsiderDocumentError, consider_document,
};
pub use create_document::{CreateDocument, CreateDocumentError, create_document};
pub use document::{DOCUMENT_TYPES, Document, document, documents_of, type_in_words};
pub use paper::{DocumentPaper, DocumentPaperError, handed_on, has_paper, paper_of};
pub(crate) use paper::{blocks_of_paper, keep_paper};
pub use publish_document::{PublishDocument, PublishDocumentError, publish_document};
pub use share_document::{ShareDocument, ShareDocumentError, share_document};
pub use shares::{Share, shared_with, shares_of};
pub use write_document::{WriteDocument, WriteDocumentError, write_document};
