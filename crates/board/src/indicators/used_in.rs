use jiff::civil::Date;

use super::{EvidenceItem, evidence_items};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::{Record, walk};
use crate::vocabulary::{Actor, RecordId};

/// What rests on an indicator, through the statements about it: needs, priorities, paragraphs, reviews. Without those
/// that the actor may not see.
pub async fn used_in(
    house: &House,
    actor: &Actor,
    today: Date,
    indicator_id: RecordId,
) -> Result<Vec<Record>, DatabaseError> {
    let about = |item: &EvidenceItem| item.indicator_id == Some(indicator_id);
    resting_on(house, actor, today, about).await
}

/// What rests on the statements that are wanted, each once.
pub(super) async fn resting_on(
    house: &House,
    actor: &Actor,
    today: Date,
    is_wanted: impl Fn(&EvidenceItem) -> bool,
) -> Result<Vec<Record>, DatabaseError> {
    let mut users: Vec<Record> = Vec::new();
    let mut items = evidence_items(house, None).await?;
    items.retain(is_wanted);
    for item in items {
        let Some(found) = walk(house, actor, today, item.record.id).await? else {
            continue;
        };
        for step in found.down {
            if !users.iter().any(|user| user.id == step.record.id) {
                users.push(step.record);
            }
        }
    }
    Ok(users)
}
