//! Attachments in pages: at the desk what belongs to a record, attached, noted as missing or removed; for everybody the files
//! of records that everybody reads.
//!
//! A file is handed over to be saved and never shown as a page of this site: whoever wrote it is not whoever runs the site.
//! Who may read and write is decided by [`board::files::terms_of`], anew at every asking. Other capabilities list the
//! attachments of their records with [`rows`] and the component `attachments`. Start with `attachments_page.rs`.

mod attachments_page;
mod download;

use board::files::{Attachment, policy};
use board::vocabulary::Role;
use serde::Serialize;

use crate::routes::{Audience, Routes};

/// The roles that may write something to which files are attached; which of them may write a record, its terms say.
const WRITERS: &[Role] = &[Role::Officer, Role::Analyst];

/// This engine's routes.
pub fn routes(routes: Routes) -> Routes {
    let writers = Audience::Roles(WRITERS);
    routes
        .get(
            "/{b}/attachments/{id}",
            Audience::Public,
            download::for_everybody,
        )
        .get(
            "/desk/attachments/{record}",
            writers,
            attachments_page::show,
        )
        .upload(
            "/desk/attachments/{record}",
            writers,
            &policy::ADD_ATTACHMENT,
            attachments_page::add,
        )
        .post(
            "/desk/attachments/{record}/missing",
            writers,
            &policy::NOTE_MISSING_ATTACHMENT,
            attachments_page::note_missing,
        )
        .post(
            "/desk/attachments/{record}/remove",
            writers,
            &policy::REMOVE_ATTACHMENT,
            attachments_page::remove,
        )
        .get(
            "/desk/attachments/{record}/files/{id}",
            writers,
            download::for_writers,
        )
}

/// The page at the desk on which attachments of a record are kept.
pub(crate) fn desk_address(record: board::vocabulary::RecordId) -> String {
    format!("/desk/attachments/{record}")
}

/// An attachment, as `components/attachments.html` draws it.
#[derive(Serialize)]
pub(crate) struct AttachmentRow {
    id: String,
    title: String,
    particulars: String,
    href: Option<String>,
    missing: Option<String>,
    origin: &'static str,
}

/// Rows of attachments whose files lie under an address.
pub(crate) fn rows<'a>(
    attachments: impl IntoIterator<Item = &'a Attachment>,
    files: &str,
) -> Vec<AttachmentRow> {
    attachments
        .into_iter()
        .map(|attachment| AttachmentRow {
            id: attachment.id.to_string(),
            title: attachment.title.clone(),
            particulars: attachment.particulars(),
            href: attachment
                .file()
                .map(|_| format!("{files}/{}", attachment.id)),
            missing: attachment.lost_reason().map(str::to_owned),
            origin: attachment.origin.as_str(),
        })
        .collect()
}

/// Rows of attachments that everybody reads, on a page of a board.
pub(crate) fn public_rows<'a>(
    attachments: impl IntoIterator<Item = &'a Attachment>,
    board: &str,
) -> Vec<AttachmentRow> {
    rows(attachments, &format!("/{board}/attachments"))
}
