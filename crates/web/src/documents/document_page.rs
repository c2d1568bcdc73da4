//! `/{b}/documents/{slug}` and `/{b}/documents/{slug}/{version}`: the words of a document as they hold, or as they once did,
//! and its files where it was made as a paper.

use axum::extract::State;
use board::documents::{Document, handed_on, paper_of, shares_of, type_in_words};
use board::files::attachments_of;
use board::texts::{Version, blocks_of};
use board::vocabulary::{capital, long_date};
use papers::{Address, Paper, formats};
use serde::Serialize;

use super::shared::{ShareRow, rows};
use super::{document_at, public_version};
use crate::address::Path;
use crate::app::App;
use crate::files::{AttachmentRow, public_rows};
use crate::paper;
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
    /// The paper that this version was made as, where it was not typed.
    paper: Option<String>,
    downloads: Vec<Link>,
    /// Who was given which version.
    shares: Vec<ShareRow>,
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

/// The paper of a public version as the file that an ending names.
pub(super) async fn download(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug, number, file)): Path<(String, String, String, String)>,
) -> Answer {
    let ending = file.strip_prefix("paper.").ok_or(Refusal::NotFound)?;
    let document = document_at(&app, &visitor, &slug).await?;
    let version = public_version(&document, &number)?;
    let paper = made(&app, &document, version)
        .await?
        .ok_or(Refusal::NotFound)?;
    paper::file(&app, paper, ending).await
}

/// The paper that a version was made as.
async fn made(app: &App, document: &Document, version: &Version) -> Result<Option<Paper>, Refusal> {
    let kept = paper_of(&app.house, version)
        .await
        .map_err(|error| paper::faulty(&error))?;
    let site = Address::new(app.settings.public_address.clone()).ok();
    kept.map(|kept| handed_on(document, version, &kept, site))
        .transpose()
        .map_err(|error| paper::faulty(&error))
}

async fn show(app: &App, visitor: &Visitor, document: &Document, version: &Version) -> Answer {
    let made = made(app, document, version).await?;
    let shares = shares_of(&app.house, document.text.record.id, visitor.today).await?;
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
        blocks: match made {
            Some(_) => Vec::new(),
            None => shown(blocks_of(&app.house, version.id).await?),
        },
        downloads: match made {
            Some(_) => paper::downloads(app, &format!("{here}/{}/paper", version.number)),
            None => Vec::new(),
        },
        shares: rows(document, &shares),
        paper: made.as_ref().map(formats::html::fragment),
    };
    let mut frame = visitor.frame(page.title.clone(), "About");
    frame.trail = vec![Link::new("Documents", format!("/{board}/documents"))];
    frame.illustrative =
        record.origin.is_illustrative() || made.is_some_and(|it| it.is_illustrative());
    app.page(TEMPLATE, &frame, page)
}
