//! `/{b}/meetings`: the next meeting, and those that were.

use axum::extract::State;
use board::meetings::{meetings, next_meeting};
use board::vocabulary::long_date;
use serde::Serialize;

use super::drawn::{Card, address, card_of, place, published_minutes, state_of, when};
use crate::app::App;
use crate::refusal::Answer;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct MeetingsPage {
    title: String,
    next: Option<Card>,
    rows: Vec<Row>,
    decisions: String,
}

#[derive(Serialize)]
struct Row {
    title: String,
    href: String,
    text: String,
    state: &'static str,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let slug = board.record.slug.as_str();
    let all = meetings(&app.house, board.record.id).await?;
    let next = match next_meeting(&all, visitor.today) {
        Some(meeting) => Some((card_of(&app, slug, meeting).await?, long_date(meeting.on))),
        None => None,
    };
    let mut rows = Vec::new();
    for meeting in all.iter().rev() {
        let has_minutes = published_minutes(&app, meeting).await?.is_some();
        rows.push(Row {
            title: long_date(meeting.on),
            href: address(slug, meeting),
            text: format!("{}, {}", when(meeting), place(meeting)),
            state: state_of(meeting, visitor.today, has_minutes),
            origin: meeting.record.origin.as_str(),
        });
    }
    let title = match &next {
        Some((_, day)) => format!("The board meets next on {day}"),
        None if rows.is_empty() => "No meeting has been entered yet".to_owned(),
        None => "No meeting is planned".to_owned(),
    };
    let mut frame = visitor.frame("Meetings", "Meetings");
    frame.illustrative = rows.iter().any(|row| row.origin == "illustrative");
    let page = MeetingsPage {
        title,
        next: next.map(|(card, _)| card),
        rows,
        decisions: format!("/{slug}/decisions"),
    };
    app.page("meetings/meetings_page.html", &frame, page)
}
