//! `/{b}/evidence-items`: every statement that the board rests something on, by what sort of evidence it is.

use axum::extract::State;
use board::indicators::{EvidenceItem, EvidenceType, QuotedFigure, evidence_items};
use serde::Serialize;

use super::evidence_item_page::{figure_about, source_in_words};
use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::thread::Addresses;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/evidence_items_page.html";

#[derive(Serialize)]
struct ItemsPage {
    title: String,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    statement: String,
    href: String,
    source: String,
    figure: Option<String>,
    about: Option<String>,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let mut items = evidence_items(&app.house, Some(board.record.id)).await?;
    items.retain(|item| item.record.is_visible_to(&visitor.actor));
    let addresses = Addresses::load(&app).await?;
    let row = |item: &EvidenceItem| Row {
        statement: item.statement.clone(),
        href: addresses.page(app.house.registry(), &item.record),
        source: source_in_words(item),
        figure: item.figure.as_ref().map(QuotedFigure::in_words),
        about: item.figure.as_ref().map(figure_about),
        origin: item.record.origin.as_str(),
    };
    let groups: Vec<Group> = EvidenceType::ALL
        .iter()
        .map(|&sort| Group {
            title: sort.heading(),
            rows: items
                .iter()
                .filter(|item| item.evidence_type == sort)
                .map(row)
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect();
    let title = match items.len() {
        0 => "Nothing has been written down as evidence yet".to_owned(),
        1 => "1 statement stands here as evidence".to_owned(),
        many => format!("{many} statements stand here as evidence"),
    };
    let mut frame = visitor.frame(title.clone(), "Evidence");
    frame.trail = vec![Link::new(
        "Evidence",
        format!("/{}/evidence", board.record.slug),
    )];
    frame.illustrative = items
        .iter()
        .any(|item| item.record.origin.is_illustrative());
    app.page(TEMPLATE, &frame, ItemsPage { title, groups })
}
