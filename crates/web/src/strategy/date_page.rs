//! `/desk/strategy/dates/{slug}`: move the days of a phase, or answer to another board that has moved them.

use axum::extract::State;
use board::strategy::{
    AnswerMove, MoveError, MovePhase, Phase, PlannedDays, ToldMove, WithdrawMove, answer_move,
    move_phase, withdraw_move,
};
use board::vocabulary::{Origin, Role, capital};
use jiff::ToSpan;
use serde::Serialize;

use super::programme_dates::{Dates, MoveShown, dates, happened, planned, shown};
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/date_page.html";
/// How many days another board is given, unless somebody says otherwise.
const DAYS_TO_ANSWER: i64 = 14;

#[derive(Serialize)]
struct DatePage<'a> {
    form: &'a FormState,
    title: String,
    programme: String,
    here: String,
    revision: i64,
    planned: String,
    happened: String,
    shared_with: Vec<String>,
    moves: Vec<MoveShown>,
    /// Whether they may move it now: nothing waits, and it has not ended.
    may_move: bool,
    /// What this board is asked to agree to.
    asked: Option<AskedMove>,
    /// What this board proposed and may take back.
    proposed: Option<AskedMove>,
}

#[derive(Serialize)]
struct AskedMove {
    id: String,
    revision: i64,
}

fn asked(told: &ToldMove) -> AskedMove {
    AskedMove {
        id: told.moved.record.id.to_string(),
        revision: told.moved.record.revision,
    }
}

fn address(phase: &Phase) -> String {
    format!("/desk/strategy/dates/{}", phase.record.slug)
}

fn frame(visitor: &Visitor, dates: &Dates, phase: &Phase) -> Frame {
    let mut frame = visitor.frame(phase.record.title.clone(), "Strategy");
    frame.illustrative = dates.is_illustrative();
    frame.trail = vec![Link::new("Strategy", "/desk/strategy")];
    frame
}

/// The dates of the visitor's programme, and the phase with an address.
async fn phase_at(app: &App, visitor: &Visitor, slug: &str) -> Result<(Dates, Phase), Refusal> {
    let dates = dates(app, visitor).await?.ok_or(Refusal::NotFound)?;
    let phase = dates
        .phases
        .iter()
        .find(|phase| phase.record.slug.as_str() == slug)
        .cloned()
        .ok_or(Refusal::NotFound)?;
    Ok((dates, phase))
}

fn page<'a>(
    visitor: &Visitor,
    dates: &Dates,
    phase: &Phase,
    form: &'a FormState,
) -> Result<DatePage<'a>, Refusal> {
    let board = visitor.board()?.record.id;
    let is_officer = visitor.has(Role::Officer);
    let waiting = dates.of(phase).find(|told| told.is_waiting());
    Ok(DatePage {
        form,
        title: phase.record.title.clone(),
        programme: dates.programme.record.title.clone(),
        here: address(phase),
        revision: phase.record.revision,
        planned: planned(phase),
        happened: happened(phase),
        shared_with: dates.shared_with.clone(),
        moves: dates.of(phase).map(shown).collect(),
        may_move: is_officer && waiting.is_none() && phase.actual_end.is_none(),
        asked: waiting
            .filter(|told| is_officer && told.unanswered_by(board).is_some())
            .map(asked),
        proposed: waiting
            .filter(|told| is_officer && told.may_be_withdrawn_by(board))
            .map(asked),
    })
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let (dates, phase) = phase_at(&app, &visitor, &slug).await?;
    let form = as_planned(&visitor, &phase);
    let page = page(&visitor, &dates, &phase, &form)?;
    app.page(TEMPLATE, &frame(&visitor, &dates, &phase), page)
}

/// The form with the days that stand.
fn as_planned(visitor: &Visitor, phase: &Phase) -> FormState {
    let days = phase.planned();
    let until = visitor.today.saturating_add(DAYS_TO_ANSWER.days());
    FormState::empty()
        .with_date("start", days.start)
        .with_date("last", days.last())
        .with_date("until", until)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let (dates, phase) = phase_at(&app, &visitor, &slug).await?;
    let start = form.required_date("start", "The first day", "Say on which day it starts");
    let last = form.required_date("last", "The last day", "Say on which day it ends");
    let because = form.required("because", &capital(&MoveError::NoReason.to_string()));
    let until = form.date("until", "The last day for an answer");
    if let (true, Some(start), Some(last), Some(because)) = (form.is_sound(), start, last, because)
    {
        let input = MovePhase {
            board_id: visitor.board()?.record.id,
            phase_id: phase.record.id,
            seen_revision: form.text("revision").parse().unwrap_or(0),
            to: PlannedDays {
                start,
                end: last.tomorrow().unwrap_or(last),
            },
            because,
            answer_by: until.unwrap_or_else(|| visitor.today.saturating_add(DAYS_TO_ANSWER.days())),
            origin: Origin::Entered,
        };
        match move_phase(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&address(&phase))),
            Err(problem) => said_beside(&mut form, problem)?,
        }
    }
    let form = form.filled_from(as_planned(&visitor, &phase));
    let page = page(&visitor, &dates, &phase, &form)?;
    app.refused(TEMPLATE, &frame(&visitor, &dates, &phase), page)
}

pub(super) async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let (dates, phase) = phase_at(&app, &visitor, &slug).await?;
    let refuse_because = match form.text("answer") {
        "agree" => Some(None),
        "refuse" => Some(Some(form.text("reason").to_owned())),
        _ => None,
    };
    let wanted = form.text("move");
    let moved = dates
        .of(&phase)
        .map(|told| told.moved.record.id)
        .find(|id| id.to_string() == wanted);
    match (moved, refuse_because) {
        (None, _) => form.problem_with_form(capital(&MoveError::NotAsked.to_string())),
        (_, None) => form.problem("answer", "Say whether the board agrees"),
        (Some(move_id), Some(refuse_because)) => {
            let input = AnswerMove {
                board_id: visitor.board()?.record.id,
                move_id,
                seen_revision: form.text("revision").parse().unwrap_or(0),
                refuse_because,
            };
            match answer_move(&app.house, &visitor.who(), input).await {
                Ok(()) => return Ok(app.see_other(&address(&phase))),
                Err(MoveError::NoReason) => {
                    form.problem("reason", "Say why the board does not agree");
                }
                Err(problem) => said_beside(&mut form, problem)?,
            }
        }
    }
    let form = form.filled_from(as_planned(&visitor, &phase));
    let page = page(&visitor, &dates, &phase, &form)?;
    app.refused(TEMPLATE, &frame(&visitor, &dates, &phase), page)
}

/// Takes back what this board proposed.
pub(super) async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let (dates, phase) = phase_at(&app, &visitor, &slug).await?;
    let wanted = form.text("move");
    let moved = dates
        .of(&phase)
        .map(|told| told.moved.record.id)
        .find(|id| id.to_string() == wanted);
    if let Some(move_id) = moved {
        let input = WithdrawMove {
            board_id: visitor.board()?.record.id,
            move_id,
            seen_revision: form.text("revision").parse().unwrap_or(0),
            because: form.text("withdraw-because").to_owned(),
        };
        match withdraw_move(&app.house, &visitor.who(), input).await {
            Ok(()) => return Ok(app.see_other(&address(&phase))),
            Err(MoveError::NoReason) => {
                form.problem("withdraw-because", "Say why it is withdrawn");
            }
            Err(problem) => said_beside(&mut form, problem)?,
        }
    } else {
        form.problem_with_form(capital(&MoveError::NotProposed.to_string()));
    }
    let form = form.filled_from(as_planned(&visitor, &phase));
    let page = page(&visitor, &dates, &phase, &form)?;
    app.refused(TEMPLATE, &frame(&visitor, &dates, &phase), page)
}

/// Says a refusal beside the field that it is about; what stops any use case stops the page.
fn said_beside(form: &mut FormState, problem: MoveError) -> Result<(), Refusal> {
    let words = capital(&problem.to_string());
    match problem {
        MoveError::Runner(error) => return Err(error.into()),
        MoveError::NoReason => form.problem("because", words),
        MoveError::Dates | MoveError::NothingMoves => form.problem_in("last", "last-day", words),
        MoveError::AnswerPassed => form.problem_in("until", "until-day", words),
        MoveError::Over(_) | MoveError::Waits | MoveError::NotAsked | MoveError::NotProposed => {
            form.problem_with_form(words);
        }
    }
    Ok(())
}
