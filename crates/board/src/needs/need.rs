use jiff::civil::Date;

use super::{NEED, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::{self, Part, PartCounts, Record, Relation};
use crate::vocabulary::{Kind, RecordId};

/// Something that keeps residents unwell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its record: the need in a few words.
    pub record: Record,
    /// The need in a sentence.
    pub statement: String,
    /// How it is now.
    pub now: Option<String>,
    /// How it will be if nothing changes.
    pub later: Option<String>,
    /// Where.
    pub area_id: Option<RecordId>,
    /// The chapter of the needs assessment that describes it.
    pub chapter_id: Option<RecordId>,
    /// Why no priority answers it, where the board decided so.
    pub unanswered_because: Option<String>,
}

/// The needs of a board, by title.
pub async fn needs_of(house: &House, body_id: RecordId) -> Result<Vec<Need>, DatabaseError> {
    store::needs(house.reader(), house.registry(), Some(body_id)).await
}

/// The need with an id.
pub async fn need(house: &House, id: RecordId) -> Result<Option<Need>, DatabaseError> {
    Ok(store::needs(house.reader(), house.registry(), None)
        .await?
        .into_iter()
        .find(|need| need.record.id == id))
}

/// A priority that answers the need, or the reason why none does.
pub(super) struct PriorityOrReason {
    pub(super) relation: Relation,
}

#[async_trait::async_trait]
impl Part for PriorityOrReason {
    fn kind(&self) -> Kind {
        NEED
    }

    fn name(&self) -> &'static str {
        "priority or reason"
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let links =
            thread::store::links_by_relation(house.reader(), house.registry(), self.relation.0)
                .await?;
        let mut counts = PartCounts::new();
        for link in links.iter().filter(|link| link.holds_on(today)) {
            *counts.entry(link.to_id).or_insert(0) += 1;
        }
        for need in store::needs(house.reader(), house.registry(), None).await? {
            if need.unanswered_because.is_some() {
                *counts.entry(need.record.id).or_insert(0) += 1;
            }
        }
        counts.retain(|id, _| records.contains(id));
        Ok(counts)
    }
}
