//! `/{b}/attachments/{id}` and `/desk/attachments/{record}/files/{id}`: an attached file, to be saved.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use board::files::{
    Attachment, AttachmentFolder, AttachmentTerms, MediaType, attachment, terms_of,
};
use board::thread::{Record, by_id};

use super::attachments_page::subject;
use crate::address::Path;
use crate::app::App;
use crate::kept_pages::varies_by;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

/// If it is opened as a page all the same, it may do nothing there.
const SANDBOX: &str = "sandbox; default-src 'none'";

/// What a browser wants a file for. Its own header tells, where it sends one.
const WANTED_FOR: &str = "sec-fetch-dest";

pub(super) async fn for_everybody(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let attachment = attachment_at(&app, &id).await?;
    let record = by_id(&app.house, attachment.record_id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let is_here = record.body_id == Some(visitor.board()?.record.id);
    if !is_here || !is_public(&app, &visitor, &record).await? {
        return Err(Refusal::NotFound);
    }
    hand_over(&app, &headers, &attachment).await
}

pub(super) async fn for_writers(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((record, id)): Path<(String, String)>,
) -> Answer {
    let (record, _) = subject(&app, &visitor, &record).await?;
    let attachment = attachment_at(&app, &id).await?;
    if attachment.record_id != record.id {
        return Err(Refusal::NotFound);
    }
    hand_over(&app, &headers, &attachment).await
}

pub(crate) async fn attachment_at(app: &App, id: &str) -> Result<Attachment, Refusal> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    attachment(&app.house, id).await?.ok_or(Refusal::NotFound)
}

async fn is_public(app: &App, visitor: &Visitor, record: &Record) -> Result<bool, Refusal> {
    let terms = terms_of(&app.house, record, visitor.today).await?;
    Ok(terms.is_some_and(|AttachmentTerms { is_public, .. }| is_public))
}

/// Hands over the file of an attachment, to be saved; whether whoever asks may read it is decided before.
pub(crate) async fn hand_over(app: &App, headers: &HeaderMap, attachment: &Attachment) -> Answer {
    // A page may lead to a file or fetch it, and nothing may build it in: as a script, a picture, a frame.
    let wanted_for = headers.get(WANTED_FOR).map(HeaderValue::as_bytes);
    if !matches!(wanted_for, None | Some(b"document" | b"empty")) {
        return Err(Refusal::Forbidden);
    }
    let (Some(file), Some(name)) = (attachment.file(), attachment.file_name()) else {
        return Err(Refusal::explained(
            StatusCode::GONE,
            format!("“{}” is missing", attachment.title),
            format!(
                "The reason: {}",
                attachment.lost_reason().unwrap_or_default()
            ),
        ));
    };
    let (folder, hash) = (AttachmentFolder::of(&app.house), file.hash);
    let read = tokio::task::spawn_blocking(move || folder.read(hash))
        .await
        .map_err(|error| unreadable(&error))?;
    let bytes = read.map_err(|error| unreadable(&error))?;
    let kind = match file.media_type {
        MediaType::Csv | MediaType::Text => format!("{}; charset=utf-8", file.media_type),
        other => other.as_str().to_owned(),
    };
    let response = (
        [
            (header::CONTENT_TYPE, kind),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}\""),
            ),
            (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
        ],
        bytes,
    )
        .into_response();
    Ok(varies_by(response, WANTED_FOR))
}

fn unreadable(cause: &dyn std::fmt::Debug) -> Refusal {
    tracing::error!(?cause, "an attached file cannot be read");
    Refusal::explained(
        StatusCode::SERVICE_UNAVAILABLE,
        "This file cannot be read on this server",
        "It is our fault, and it has been noted. Tell whoever looks after this site.",
    )
}
