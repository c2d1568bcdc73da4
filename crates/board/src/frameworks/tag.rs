use serde_json::json;

use super::store;
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::vocabulary::RecordId;

/// A record that carries an element, today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagging {
    /// The record.
    pub record_id: RecordId,
    /// The element.
    pub element_id: RecordId,
    /// Who said so.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
}

/// Lets a record carry an element from today on. Doing it twice changes nothing.
pub async fn tag(
    act: &mut Act,
    record_id: RecordId,
    element_id: RecordId,
    reason: Option<String>,
) -> Result<(), RunnerError> {
    let who = act.who().clone();
    let present = store::taggings(act.connection(), Some(record_id), None).await?;
    if present
        .iter()
        .any(|tagging| tagging.element_id == element_id)
    {
        return Ok(());
    }
    let tagging = Tagging {
        record_id,
        element_id,
        by: who.actor.name,
        reason,
    };
    let id = act.new_id();
    store::insert_tagging(act.connection(), id.0, &tagging, who.today).await?;
    act.note_of(
        record_id,
        json!({ "tagged": record_id.to_string(), "with": element_id.to_string(), "reason": tagging.reason }),
    );
    Ok(())
}

/// Takes an element from a record as of today. Returns whether it carried it.
pub async fn untag(
    act: &mut Act,
    record_id: RecordId,
    element_id: RecordId,
) -> Result<bool, RunnerError> {
    let today = act.who().today;
    let ended = store::end_tagging(act.connection(), record_id, element_id, today).await? > 0;
    if ended {
        act.note_of(
            record_id,
            json!({ "untagged": record_id.to_string(), "from": element_id.to_string() }),
        );
    }
    Ok(ended)
}

/// The elements that a record carries today.
pub async fn taggings_of(
    house: &House,
    record_id: RecordId,
) -> Result<Vec<Tagging>, DatabaseError> {
    store::taggings(house.reader(), Some(record_id), None).await
}

/// The records that carry an element today.
pub async fn carriers_of(
    house: &House,
    element_id: RecordId,
) -> Result<Vec<RecordId>, DatabaseError> {
    let taggings = store::taggings(house.reader(), None, None).await?;
    Ok(taggings
        .into_iter()
        .filter(|tagging| tagging.element_id == element_id)
        .map(|tagging| tagging.record_id)
        .collect())
}
