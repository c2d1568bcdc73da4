//! `/{b}/documents`: every document that the board has published.

use axum::extract::State;
use board::documents::{documents_of, type_in_words};
use board::vocabulary::capital;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "documents/documents_page.html";

#[derive(Serialize)]
struct DocumentsPage {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    kind: String,
    title: String,
    href: String,
    version: String,
    earlier: usize,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let documents = documents_of(&app.house, board.record.id).await?;
    let rows: Vec<Row> = documents
        .iter()
        .filter_map(|document| {
            let published = document.published()?;
            let record = &document.text.record;
            Some(Row {
                kind: capital(type_in_words(document.text.text_type)),
                title: record.title.clone(),
                href: format!("/{}/documents/{}", board.record.slug, record.slug),
                version: capital(&published.name()),
                earlier: document.public_versions().count() - 1,
                origin: record.origin.as_str(),
            })
        })
        .collect();
    let title = match rows.len() {
        0 => "This board has published no documents yet".to_owned(),
        1 => "1 document of this board".to_owned(),
        many => format!("{many} documents of this board"),
    };
    let mut frame = visitor.frame(title.clone(), "About");
    frame.trail = vec![Link::new("About", format!("/{}/about", board.record.slug))];
    frame.illustrative = rows.iter().any(|row| row.origin == "illustrative");
    app.page(TEMPLATE, &frame, DocumentsPage { title, rows })
}
