use serde_json::json;

use super::{ConversationError, TakenUp, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// What became of an offer of support.
#[derive(Debug, Clone, Copy)]
pub struct SettleOffer {
    /// The board that offered.
    pub board_id: RecordId,
    /// The conversation.
    pub conversation_id: RecordId,
    /// Its revision that was seen.
    pub seen_revision: i64,
    /// Whether it was taken up.
    pub taken_up: TakenUp,
}

/// Says whether an offer was taken up.
pub async fn settle_offer(
    house: &House,
    who: &Who,
    input: SettleOffer,
) -> Result<(), ConversationError> {
    let not_found = RunnerError::NotFound {
        id: input.conversation_id,
    };
    let mut act = house
        .begin(who, &policy::RECORD_CONVERSATION, Some(input.board_id))
        .await?;
    let before = store::conversations(act.connection())
        .await
        .map_err(RunnerError::from)?
        .remove(&input.conversation_id);
    let record = act.load(input.conversation_id).await?;
    let Some((_, before)) = before.filter(|_| record.body_id == Some(input.board_id)) else {
        return Err(not_found.into());
    };
    act.change(record.id, input.seen_revision, Change::default())
        .await?;
    store::settle_conversation(act.connection(), record.id, input.taken_up)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        record.id,
        json!({ "before": { "taken up": before }, "after": { "taken up": input.taken_up } }),
    );
    act.commit().await?;
    Ok(())
}
