//! What pages of a programme say alike: the planned days of a phase, what happened, and the dates that a board has moved.

use board::strategy::{
    Phase, PhaseState, Programme, ToldMove, date_moves, phases_of, programme_of,
};
use board::thread::by_ids;
use board::vocabulary::{days_late, long_date};
use jiff::civil::Date;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// The newest programme of the visitor's board with its phases and moves, as far as the visitor may see them.
pub(super) struct Dates {
    pub(super) programme: Programme,
    /// The other boards that share it, by name.
    pub(super) shared_with: Vec<String>,
    pub(super) phases: Vec<Phase>,
    /// Newest first.
    pub(super) moves: Vec<ToldMove>,
}

/// A move in words.
#[derive(Serialize)]
pub(super) struct MoveShown {
    pub(super) words: String,
    because: String,
    is_waiting: bool,
    origin: &'static str,
}

pub(super) async fn dates(app: &App, visitor: &Visitor) -> Result<Option<Dates>, Refusal> {
    let board = visitor.board()?.record.id;
    let Some(programme) = programme_of(&app.house, board).await? else {
        return Ok(None);
    };
    let mut phases = phases_of(&app.house, programme.record.id).await?;
    phases.retain(|phase| phase.record.is_visible_to(&visitor.actor));
    let mut moves = date_moves(&app.house, programme.record.id, visitor.today).await?;
    moves.retain(|told| told.moved.record.is_visible_to(&visitor.actor));
    let others: Vec<_> = programme
        .bodies
        .iter()
        .copied()
        .filter(|&body| body != board)
        .collect();
    let names = by_ids(&app.house, &others).await?;
    Ok(Some(Dates {
        shared_with: others
            .iter()
            .filter_map(|body| names.get(body))
            .map(|body| body.title.clone())
            .collect(),
        programme,
        phases,
        moves,
    }))
}

impl Dates {
    /// The moves of a phase, newest first.
    pub(super) fn of(&self, phase: &Phase) -> impl Iterator<Item = &ToldMove> {
        let id = phase.record.id;
        self.moves
            .iter()
            .filter(move |told| told.moved.phase_id == id)
    }

    /// Whether anything that the pages show is made up.
    pub(super) fn is_illustrative(&self) -> bool {
        let phases = self.phases.iter().map(|phase| &phase.record);
        phases
            .chain(self.moves.iter().map(|told| &told.moved.record))
            .any(|record| record.origin.is_illustrative())
    }
}

pub(super) fn shown(told: &ToldMove) -> MoveShown {
    MoveShown {
        words: told.in_words(),
        because: told.moved.because.trim_end_matches('.').to_owned(),
        is_waiting: told.is_waiting(),
        origin: told.moved.record.origin.as_str(),
    }
}

/// "1 April 2022 to 30 June 2022".
pub(super) fn planned(phase: &Phase) -> String {
    let days = phase.planned();
    format!("{} to {}", long_date(days.start), long_date(days.last()))
}

/// When it did start and end, as far as anybody has recorded it.
pub(super) fn happened(phase: &Phase) -> String {
    let last = |end: Date| long_date(end.yesterday().unwrap_or(end));
    match (phase.actual_start, phase.actual_end) {
        (Some(start), Some(end)) => format!("{} to {}", long_date(start), last(end)),
        (Some(start), None) => format!("Since {}", long_date(start)),
        (None, Some(end)) => format!("Until {}", last(end)),
        (None, None) => "Nothing is recorded yet".to_owned(),
    }
}

/// The status words of a phase: where it stands, and how late it is.
pub(super) fn status(phase: &Phase, state: PhaseState, today: Date) -> Vec<String> {
    let stands = match state {
        PhaseState::Done => "Finished",
        PhaseState::Here => "You are here",
        PhaseState::Ahead => "Not started",
    };
    let late = phase.days_late(today).map(days_late);
    std::iter::once(stands.to_owned()).chain(late).collect()
}
