use super::date_move::{AGREES, REFUSES};
use super::move_phase::set_planned_days;
use super::{AGREED, ASKED, MoveError, REFUSED, policy, store};
use crate::asks::{self, store as asked};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// What a board says to a date that another board has moved.
#[derive(Debug, Clone)]
pub struct AnswerMove {
    /// The board that answers.
    pub board_id: RecordId,
    /// The move.
    pub move_id: RecordId,
    /// Its revision that was seen.
    pub seen_revision: i64,
    /// `None` to agree; the reason to refuse.
    pub refuse_because: Option<String>,
}

/// Agrees to a moved date for a board, or refuses with a reason. The date moves when the last board has agreed; one refusal
/// settles that it stays.
pub async fn answer_move(house: &House, who: &Who, input: AnswerMove) -> Result<(), MoveError> {
    let refusal = input.refuse_because.map(|reason| reason.trim().to_owned());
    if refusal.as_ref().is_some_and(String::is_empty) {
        return Err(MoveError::NoReason);
    }
    let mut act = house
        .begin(who, &policy::AGREE_DATE, Some(input.board_id))
        .await?;
    let moved = store::date_moves(act.connection(), house.registry())
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .find(|one| one.record.id == input.move_id && one.record.state == ASKED)
        .ok_or(MoveError::NotAsked)?;
    let asks = asked::asks_about_any(act.connection(), &[input.move_id])
        .await
        .map_err(RunnerError::from)?;
    let (own, others): (Vec<_>, Vec<_>) = asks
        .into_iter()
        .partition(|ask| ask.to_body == Some(input.board_id));
    let own = own
        .into_iter()
        .find(|ask| ask.reply.is_none())
        .ok_or(MoveError::NotAsked)?;
    let all_others_agree = others
        .iter()
        .all(|ask| ask.reply.as_ref().is_some_and(|reply| reply.word == AGREES));
    let word = if refusal.is_some() { REFUSES } else { AGREES };
    let state = match (&refusal, all_others_agree) {
        (Some(_), _) => Some(REFUSED),
        (None, true) => Some(AGREED),
        (None, false) => None,
    };
    let change = Change {
        state,
        ..Change::default()
    };
    act.change(input.move_id, input.seen_revision, change)
        .await?;
    asks::reply(&mut act, &own, word, refusal, None).await?;
    if state == Some(AGREED) {
        let phase = store::phase(act.connection(), house.registry(), moved.phase_id)
            .await
            .map_err(RunnerError::from)?
            .ok_or(RunnerError::NotFound { id: moved.phase_id })?;
        let seen = phase.record.revision;
        set_planned_days(&mut act, &phase, seen, moved.to, &moved.because).await?;
    }
    act.about(input.move_id);
    act.commit().await?;
    Ok(())
}
