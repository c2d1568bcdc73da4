//! Attachments in pages: at the desk what belongs to a record, attached, noted as missing or removed; for everybody the files
//! of records that everybody reads.
//!
//! A file is handed over to be saved and never shown as a page of this site: whoever wrote it is not whoever runs the site.
//! Who may read and write is decided by [`board::files::terms_of`], anew at every asking. Other capabilities list the
//! attachments of their records with [`rows`] and the component `attachments`. Start with `attachments_page.rs`.

mod attachments_page;
mod download;

use std::io::Read;

use board::files::{Attachment, MOST_BYTES, policy};
use board::vocabulary::Role;
use evidence::engine::Source;
use serde::Serialize;

use crate::refusal::Refusal;
use crate::routes::{Audience, Routes};

pub(crate) use download::{attachment_at, hand_over};

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

/// What may be attached, for the hint of a field.
pub(crate) const ALLOWED: &str = "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), CSV, plain text, PNG or JPEG, up to 25 MB. \
     An office file may unpack to 150 MB and hold no macros; a photograph may not say where it was taken.";

/// The content of a file that was sent, as far as it may be attached: one byte more tells that it is too long.
pub(crate) fn bytes_of(source: Source) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    source
        .content
        .take(MOST_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| not_kept(&error))?;
    Ok(bytes)
}

/// The data folder failed, which is nobody's fault at the other end.
pub(crate) fn not_kept(cause: &dyn std::fmt::Debug) -> Refusal {
    tracing::error!(?cause, "an attachment could not be kept");
    Refusal::explained(
        axum::http::StatusCode::SERVICE_UNAVAILABLE,
        "The file could not be kept on this server",
        "Nothing was attached. Tell whoever looks after this site, and keep the file.",
    )
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
