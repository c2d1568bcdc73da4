use crate::database::DatabaseError;
use crate::delivery::ACTION;
use crate::frameworks::{Coverage, coverage};
use crate::needs::NEED;
use crate::outcomes::OUTCOME;
use crate::runner::House;
use crate::strategy::PRIORITY;
use crate::vocabulary::{Actor, Kind, RecordId};

/// The kinds of a board's records that a framework is held against, in the order of the thread.
const COVERING: &[Kind] = &[NEED, PRIORITY, ACTION, OUTCOME];

/// Which records of a board carry which element of a framework, from needs to outcomes.
pub async fn covered_by_board(
    house: &House,
    actor: &Actor,
    framework: RecordId,
    board_id: RecordId,
) -> Result<Coverage, DatabaseError> {
    coverage(house, actor, framework, COVERING, Some(board_id)).await
}
