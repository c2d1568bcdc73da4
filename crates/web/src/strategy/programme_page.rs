//! `/{b}/programme`: the phases of a board's programme with their days, and which shared dates wait for another board.

use axum::extract::State;
use board::strategy::{PhaseState, states_on};
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
    let states = states_on(&dates.phases, today);
    let here = dates
        .phases
        .iter()
        .zip(&states)
        .find_map(|(phase, state)| (*state == PhaseState::Here).then_some(phase));
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
        .zip(&states)
        .map(|(phase, &state)| Row {
            title: phase.record.title.clone(),
            planned: planned(phase),
            happened: happened(phase),
            status: status(phase, state, today),
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
