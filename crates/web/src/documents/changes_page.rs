//! `/{b}/documents/{slug}/{version}/changes`: what a version changed in the one that it replaced, word by word.

use axum::extract::State;
use board::texts::blocks_of;
use serde::Serialize;

use super::{document_at, public_version};
use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::texts::{ComparedRow, compared};
use crate::visitor::Visitor;

const TEMPLATE: &str = "documents/changes_page.html";

#[derive(Serialize)]
struct ChangesPage {
    title: String,
    older: String,
    newer: String,
    changed: usize,
    rows: Vec<ComparedRow>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, slug, number)): Path<(String, String, String)>,
) -> Answer {
    let document = document_at(&app, &visitor, &slug).await?;
    let newer = public_version(&document, &number)?;
    let older = document.public_before(newer).ok_or(Refusal::NotFound)?;
    let rows = compared(
        &blocks_of(&app.house, older.id).await?,
        &blocks_of(&app.house, newer.id).await?,
    );
    let record = &document.text.record;
    let page = ChangesPage {
        title: record.title.clone(),
        older: older.name(),
        newer: newer.name(),
        changed: rows.iter().filter(|row| row.is_changed()).count(),
        rows,
    };
    let mut frame = visitor.frame(format!("What changed: {}", record.title), "About");
    frame.trail = vec![
        Link::new("Documents", format!("/{board}/documents")),
        Link::new(
            record.title.clone(),
            format!("/{board}/documents/{slug}/{}", newer.number),
        ),
    ];
    frame.illustrative = record.origin.is_illustrative();
    app.page(TEMPLATE, &frame, page)
}
