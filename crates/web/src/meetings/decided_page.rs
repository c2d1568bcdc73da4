//! `/{b}/decisions`: what the board decided, newest first.

use axum::extract::State;
use board::events::days_of_items;
use board::meetings::decisions_of_body;
use board::vocabulary::{RecordId, long_date};
use serde::Serialize;

use super::drawn::outcome_word;
use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::thread::Addresses;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct DecidedPage {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    words: String,
    href: String,
    on: Option<String>,
    meeting: Option<String>,
    votes: Option<String>,
    status: &'static str,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let slug = board.record.slug.as_str();
    let mut decisions = decisions_of_body(&app.house, board.record.id).await?;
    decisions.retain(|decision| decision.record.is_visible_to(&visitor.actor));
    let items: Vec<RecordId> = decisions.iter().map(|decision| decision.item_id).collect();
    let days = days_of_items(&app.house, &items).await?;
    // The newest day first; on one day in the order in which they were recorded.
    decisions.sort_by_key(|decision| std::cmp::Reverse(days.get(&decision.item_id).copied()));
    let addresses = Addresses::load(&app).await?;
    let rows: Vec<Row> = decisions
        .iter()
        .map(|decision| {
            let on = days.get(&decision.item_id).copied();
            Row {
                words: decision.words_as_decided.clone(),
                href: addresses.page(app.house.registry(), &decision.record),
                on: on.map(long_date),
                meeting: on.map(|on| format!("/{slug}/meetings/{on}")),
                votes: decision.votes.clone(),
                status: outcome_word(decision.outcome),
                origin: decision.record.origin.as_str(),
            }
        })
        .collect();
    let title = match rows.len() {
        0 => "The board has not decided anything yet".to_owned(),
        1 => "1 decision".to_owned(),
        many => format!("{many} decisions"),
    };
    let mut frame = visitor.frame(title.clone(), "Meetings");
    frame.illustrative = rows.iter().any(|row| row.origin == "illustrative");
    frame.trail = vec![Link::new("Meetings", format!("/{slug}/meetings"))];
    app.page(
        "meetings/decided_page.html",
        &frame,
        DecidedPage { title, rows },
    )
}
