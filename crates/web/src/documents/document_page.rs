//! `/{b}/documents/{slug}` and `/{b}/documents/{slug}/{version}`: the words of a document as they hold, or as they once did.

use axum::extract::State;
use board::documents::{Document, type_in_words};
use board::files::attachments_of;
use board::texts::{Version, blocks_of};
use board::vocabulary::{capital, long_date};
use serde::Serialize;

use super::{document_at, public_version};
use crate::address::Path;
use crate::app::App;
use crate::files::{AttachmentRow, public_rows};
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::texts::{ShownBlock, shown};
use crate::visitor::Visitor;

const TEMPLATE: &str = "documents/document_page.html";

#[derive(Serialize)]
struct DocumentPage {
    kicker: String,
    title: String,
    origin: &'static str,
    number: i64,
    hash: String,
    /// The version that took the place of this one.
    superseded_by: Option<Link>,
    changes: Option<Link>,
    versions: Vec<VersionRow>,
    blocks: Vec<ShownBlock>,
    /// The file that it was made from, and what goes with it.
    papers: Vec<AttachmentRow>,
}

#[derive(Serialize)]
struct VersionRow {
    name: String,
    saved_on: String,
    href: String,
    is_here: bool,
    holds: bool,
    hash: String,
    changes: Option<String>,
}

pub(super) async fn newest(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> Answer {
    let document = document_at(&app, &visitor, &slug).await?;
    let version = document.published().ok_or(Refusal::NotFound)?;
    show(&app, &visitor, &document, version).await
}

pub(super) async fn version(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug, number)): Path<(String, String, String)>,
) -> Answer {
    let document = document_at(&app, &visitor, &slug).await?;
    let version = public_version(&document, &number)?;
    show(&app, &visitor, &document, version).await
}

async fn show(app: &App, visitor: &Visitor, document: &Document, version: &Version) -> Answer {
    let board = &visitor.board()?.record.slug;
    let record = &document.text.record;
    let here = format!("/{board}/documents/{}", record.slug);
    let changes = |version: &Version| {
        document
            .public_before(version)
            .map(|before| (before.number, format!("{here}/{}/changes", version.number)))
    };
    let holds = document.published();
    let attached = attachments_of(&app.house, &[record.id]).await?;
    let page = DocumentPage {
        papers: public_rows(attached.values().flatten(), board.as_str()),
        kicker: format!(
            "{}, {}",
            capital(type_in_words(document.text.text_type)),
            version.name()
        ),
        title: record.title.clone(),
        origin: record.origin.as_str(),
        number: version.number,
        hash: version.hash.clone(),
        superseded_by: holds
            .filter(|holds| holds.number != version.number)
            .map(|holds| Link::new(holds.name(), here.clone())),
        changes: changes(version)
            .map(|(before, href)| Link::new(format!("What changed since version {before}"), href)),
        versions: document
            .public_versions()
            .rev()
            .map(|one| VersionRow {
                name: format!("Version {}", one.number),
                saved_on: long_date(one.made_on),
                href: format!("{here}/{}", one.number),
                is_here: one.number == version.number,
                holds: holds.is_some_and(|holds| holds.number == one.number),
                hash: one.hash.chars().take(12).collect(),
                changes: changes(one).map(|(_, href)| href),
            })
            .collect(),
        blocks: shown(blocks_of(&app.house, version.id).await?),
    };
    let mut frame = visitor.frame(page.title.clone(), "About");
    frame.trail = vec![Link::new("Documents", format!("/{board}/documents"))];
    frame.illustrative = record.origin.is_illustrative();
    app.page(TEMPLATE, &frame, page)
}
