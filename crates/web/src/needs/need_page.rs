//! `/{b}/needs/{slug}`: one need, how it is now and how it will be if nothing changes.

use axum::extract::State;
use board::needs::{self, NEED};

use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::thread::{Fact, RecordPage, record_at, shown};
use crate::visitor::Visitor;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> Answer {
    let record = record_at(&app, &visitor, NEED, &slug).await?;
    let need = needs::need(&app.house, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let mut page = RecordPage::of(&app, &visitor, &record).await?;
    page.lead = Some(need.statement);
    page.paragraphs = [("Now", need.now), ("If nothing changes", need.later)]
        .into_iter()
        .filter_map(|(when, words)| Some(format!("{when}: {}", words?)))
        .collect();
    if let Some(reason) = need.unanswered_because {
        page.facts.push(Fact {
            name: "No priority",
            value: reason,
        });
    }
    shown(&app, &visitor, &record, &slug, page).await
}
