//! `/desk/strategy/{slug}/compare`: the newest version beside the one before, word by word.

use axum::extract::{Path, State};
use board::strategy::strategies_of;
use board::texts::{blocks_of, versions_of};
use serde::Serialize;

use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::texts::{ComparedRow, compared};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/compare_page.html";

#[derive(Serialize)]
struct ComparePage {
    title: String,
    older: i64,
    newer: i64,
    changed: usize,
    rows: Vec<ComparedRow>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let strategies = strategies_of(&app.house, visitor.board()?.record.id).await?;
    let strategy = strategies
        .into_iter()
        .find(|strategy| strategy.record.slug.as_str() == slug)
        .ok_or(Refusal::NotFound)?;
    let text_id = strategy.text_id.ok_or(Refusal::NotFound)?;
    let versions = versions_of(&app.house, text_id).await?;
    let [.., older, newer] = versions.as_slice() else {
        return Err(Refusal::NotFound);
    };
    let rows = compared(
        &blocks_of(&app.house, older.id).await?,
        &blocks_of(&app.house, newer.id).await?,
    );
    let mut frame = visitor.frame("Compare versions", "Strategy");
    frame.trail = vec![Link::new("Strategy", "/desk/strategy")];
    let page = ComparePage {
        title: strategy.record.title,
        older: older.number,
        newer: newer.number,
        changed: rows.iter().filter(|row| row.is_changed()).count(),
        rows,
    };
    app.page(TEMPLATE, &frame, page)
}
