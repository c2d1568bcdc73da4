//! What the thread expects of an action: an equity check by the date that the board set for it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::delivery::{ACTION, OPEN};
use crate::runner::House;
use crate::thread::{Direction, Part, PartCounts, Registry, ShippedRule};
use crate::vocabulary::{Kind, RecordId};

/// There where an action was checked, or its date is still to come, or none was set.
struct EquityCheck;

#[async_trait::async_trait]
impl Part for EquityCheck {
    fn kind(&self) -> Kind {
        ACTION
    }

    fn name(&self) -> &'static str {
        "equity check"
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let checked: HashSet<RecordId> = store::assessments(house.reader(), house.registry(), None)
            .await?
            .into_iter()
            .map(|assessment| assessment.about_id)
            .collect();
        let overdue: HashSet<RecordId> = store::dues(house.reader())
            .await?
            .into_iter()
            .filter(|one| one.due < today)
            .map(|one| one.about_id)
            .collect();
        Ok(records
            .iter()
            .filter(|id| checked.contains(id) || !overdue.contains(id))
            .map(|id| (*id, 1))
            .collect())
    }

    /// The day set for the check: it is missing since then, however old the action is.
    async fn missing_since(
        &self,
        house: &House,
        records: &[RecordId],
    ) -> Result<HashMap<RecordId, Date>, DatabaseError> {
        Ok(store::dues(house.reader())
            .await?
            .into_iter()
            .filter(|one| records.contains(&one.about_id))
            .map(|one| (one.about_id, one.due))
            .collect())
    }
}

pub(super) fn register(registry: &mut Registry) {
    registry.part(EquityCheck).rules(&[ShippedRule {
        kind: ACTION,
        states: &[OPEN],
        direction: Direction::Part,
        expects: "equity check",
        other_kinds: &[],
        at_least: 1,
        message: "Nobody checked by the date set whom it may leave behind",
        mended_by: "the board officer",
    }]);
}
