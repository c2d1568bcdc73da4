use super::{ASKED, MoveError, WITHDRAWN, policy, store};
use crate::asks::{self, store as asked};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A move of a shared date that the board which proposed it takes back.
#[derive(Debug, Clone)]
pub struct WithdrawMove {
    /// The board that proposed it.
    pub board_id: RecordId,
    /// The move.
    pub move_id: RecordId,
    /// Its revision that was seen.
    pub seen_revision: i64,
    /// Why.
    pub because: String,
}

/// Withdraws a move of a shared date while the other boards are still to agree. The old date stands, and nothing is asked of them
/// any more.
pub async fn withdraw_move(house: &House, who: &Who, input: WithdrawMove) -> Result<(), MoveError> {
    let because = input.because.trim();
    if because.is_empty() {
        return Err(MoveError::NoReason);
    }
    let mut act = house
        .begin(who, &policy::CHANGE_PROGRAMME, Some(input.board_id))
        .await?;
    let moves = store::date_moves(act.connection(), house.registry())
        .await
        .map_err(RunnerError::from)?;
    let is_theirs = moves.iter().any(|one| {
        one.record.id == input.move_id
            && one.record.state == ASKED
            && one.record.body_id == Some(input.board_id)
    });
    if !is_theirs {
        return Err(MoveError::NotProposed);
    }
    let change = Change {
        state: Some(WITHDRAWN),
        ..Change::default()
    };
    act.change(input.move_id, input.seen_revision, change)
        .await?;
    let asks = asked::asks_about_any(act.connection(), &[input.move_id])
        .await
        .map_err(RunnerError::from)?;
    for ask in asks.iter().filter(|ask| ask.reply.is_none()) {
        asks::withdraw(&mut act, ask, because).await?;
    }
    act.about(input.move_id);
    act.commit().await?;
    Ok(())
}
