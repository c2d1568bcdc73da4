//! `/{b}/programme`: the phases of a board's programme with their days, and which shared dates wait for another board.

use axum::extract::State;
use board::strategy::PhaseState;
use serde::Serialize;

use super::programme_dates::{MoveShown, dates, happened, planned, shown, status};
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct ProgrammePage {
    kicker: String,
    finding: String,
    shared_with: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    title: String,
    planned: String,
    happened: String,
    status: Vec<String>,
    moves: Vec<MoveShown>,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let dates = dates(&app, &visitor).await?.ok_or(Refusal::NotFound)?;
    let today = visitor.today;
    let waiting = dates.moves.iter().filter(|told| told.is_waiting()).count();
    let here = dates
        .phases
        .iter()
        .find(|phase| phase.state_on(today) == PhaseState::Here);
    let finding = match (waiting, here) {
        (1, _) => "1 shared date is moved and not yet agreed".to_owned(),
        (0, Some(phase)) => format!("Where we are: {}", phase.record.title),
        (0, None) => dates.programme.record.title.clone(),
        (waiting, _) => format!("{waiting} shared dates are moved and not yet agreed"),
    };
    let mut frame = visitor.frame(finding.clone(), "Priorities");
    frame.illustrative = dates.is_illustrative();
    let rows = dates
        .phases
        .iter()
        .map(|phase| Row {
            title: phase.record.title.clone(),
            planned: planned(phase),
            happened: happened(phase),
            status: status(
                phase,
                today,
                here.is_some_and(|first| first.position < phase.position),
            ),
            moves: dates.of(phase).map(shown).collect(),
            origin: phase.record.origin.as_str(),
        })
        .collect();
    let page = ProgrammePage {
        kicker: dates.programme.record.title,
        finding,
        shared_with: dates.shared_with,
        rows,
    };
    app.page("strategy/programme_page.html", &frame, page)
}
