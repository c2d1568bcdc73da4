use jiff::civil::Date;
use serde_json::json;

use super::date_move::PlannedDays;
use super::{ASKED, DATE_MOVE, DateMove, Phase, policy, store};
use crate::asks::{self, AskAct, AskEventKind, NewAsk};
use crate::runner::{Act, Change, House, RunnerError, Who};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, long_date};

/// The planned days of a phase as a board wants them to be.
#[derive(Debug, Clone)]
pub struct MovePhase {
    /// The board that moves them.
    pub board_id: RecordId,
    /// The phase.
    pub phase_id: RecordId,
    /// The revision of the phase that was seen.
    pub seen_revision: i64,
    /// The days.
    pub to: PlannedDays,
    /// Why.
    pub because: String,
    /// Last day on which the other boards answer in time, where there are any.
    pub answer_by: Date,
    /// Where it comes from.
    pub origin: Origin,
}

/// Why a date was not moved, or a move not answered.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// A move or a refusal without its reason.
    #[error("say why")]
    NoReason,
    /// It would end before it starts.
    #[error("the last day must come after the first")]
    Dates,
    /// The days that it has already.
    #[error("it is planned for these days already")]
    NothingMoves,
    /// A phase that is over.
    #[error("it ended on {}, so its planned days stay as they are", long_date(*.0))]
    Over(Date),
    /// The last day for an answer has passed.
    #[error("the last day for an answer has passed already")]
    AnswerPassed,
    /// Another move of the same phase is still to be agreed.
    #[error(
        "a move of this phase waits for an answer already; it can be moved again once that is settled"
    )]
    Waits,
    /// The board was not asked, or has answered.
    #[error("nothing is asked of this board about it")]
    NotAsked,
    /// Not theirs to withdraw, or settled.
    #[error("this board has proposed nothing here that is still to be agreed")]
    NotProposed,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// What came of moving a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// The board has the programme to itself: the days are moved.
    AtOnce,
    /// Other boards share it and were asked to agree; until then the old days stand.
    Asked(Box<DateMove>),
}

/// Moves the planned days of a phase. In a programme that boards share this is a proposal to the others.
pub async fn move_phase(house: &House, who: &Who, input: MovePhase) -> Result<Moved, MoveError> {
    let because = input.because.trim().to_owned();
    if because.is_empty() {
        return Err(MoveError::NoReason);
    }
    if input.to.end <= input.to.start {
        return Err(MoveError::Dates);
    }
    let mut act = house
        .begin(who, &policy::CHANGE_PROGRAMME, Some(input.board_id))
        .await?;
    let (phase, others) = shared_phase(&act, input.phase_id, input.board_id).await?;
    if let Some(end) = phase.actual_end {
        return Err(MoveError::Over(end.yesterday().unwrap_or(end)));
    }
    if phase.planned() == input.to {
        return Err(MoveError::NothingMoves);
    }
    if others.is_empty() {
        set_planned_days(&mut act, &phase, input.seen_revision, input.to, &because).await?;
        act.commit().await?;
        return Ok(Moved::AtOnce);
    }
    if input.answer_by < who.today {
        return Err(MoveError::AnswerPassed);
    }
    if phase.record.revision != input.seen_revision {
        return Err(RunnerError::Conflict {
            current: Box::new(phase.record),
        }
        .into());
    }
    let known = store::date_moves(act.connection(), house.registry())
        .await
        .map_err(RunnerError::from)?;
    if known
        .iter()
        .any(|one| one.phase_id == phase.record.id && one.record.state == ASKED)
    {
        return Err(MoveError::Waits);
    }
    let moved = propose(&mut act, &phase, &input, because).await?;
    for other in others {
        let new = NewAsk {
            round_id: None,
            about_id: moved.record.id,
            act: AskAct::Agree,
            to_body: Some(other),
            to_person: None,
            to_role: None,
            due: input.answer_by,
            step: 0,
        };
        let ask = asks::ask(&mut act, new).await?;
        asks::record_event(&mut act, &ask, AskEventKind::Sent, None).await?;
    }
    act.about(moved.record.id);
    act.commit().await?;
    Ok(Moved::Asked(Box::new(moved)))
}

/// The phase, and the other boards that share its programme. A board that does not share it does not know it.
async fn shared_phase(
    act: &Act,
    phase_id: RecordId,
    board_id: RecordId,
) -> Result<(Phase, Vec<RecordId>), RunnerError> {
    let registry = act.house().registry();
    let not_found = || RunnerError::NotFound { id: phase_id };
    let phase = store::phase(act.connection(), registry, phase_id)
        .await?
        .ok_or_else(not_found)?;
    let programme = store::programmes(act.connection(), registry)
        .await?
        .into_iter()
        .find(|one| one.record.id == phase.programme_id && one.bodies.contains(&board_id))
        .ok_or_else(not_found)?;
    let mut others = programme.bodies;
    others.retain(|&body| body != board_id);
    Ok((phase, others))
}

async fn propose(
    act: &mut Act,
    phase: &Phase,
    input: &MovePhase,
    because: String,
) -> Result<DateMove, RunnerError> {
    let last = long_date(input.to.last());
    let title = format!("“{}” until {last}", phase.record.title);
    let mut new = NewRecord::new(DATE_MOVE, Some(input.board_id), title, ASKED);
    new.programme_id = Some(phase.programme_id);
    new.origin = input.origin;
    let moved = DateMove {
        record: act.create(new).await?,
        phase_id: phase.record.id,
        from: phase.planned(),
        to: input.to,
        because,
    };
    store::insert_date_move(act.connection(), &moved).await?;
    act.note_of(
        moved.record.id,
        json!({ "before": told(moved.from), "after": told(moved.to) }),
    );
    act.note(json!({ "because": moved.because }));
    Ok(moved)
}

/// Writes the planned days of a phase.
pub(super) async fn set_planned_days(
    act: &mut Act,
    phase: &Phase,
    seen_revision: i64,
    to: PlannedDays,
    because: &str,
) -> Result<Record, RunnerError> {
    let record = act
        .change(phase.record.id, seen_revision, Change::default())
        .await?;
    store::set_planned_days(act.connection(), phase.record.id, to).await?;
    act.note(json!({ "before": told(phase.planned()), "after": told(to) }));
    act.note(json!({ "because": because }));
    Ok(record)
}

fn told(days: PlannedDays) -> serde_json::Value {
    json!({ "first day": days.start.to_string(), "last day": days.last().to_string() })
}
