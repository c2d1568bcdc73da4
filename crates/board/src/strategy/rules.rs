//! What an adopted priority must be joined to.

use jiff::civil::Date;

use super::{ADOPTED, PRIORITY};
use crate::database::DatabaseError;
use crate::frameworks;
use crate::joins::{ADDRESSES, DELIVERS, MEASURES_PROGRESS_OF};
use crate::runner::House;
use crate::thread::{Direction, Part, PartCounts, Registry, ShippedRule};
use crate::vocabulary::{Kind, RecordId};

const fn rule(
    direction: Direction,
    expects: &'static str,
    message: &'static str,
    mended_by: &'static str,
) -> ShippedRule {
    ShippedRule {
        kind: PRIORITY,
        states: &[ADOPTED],
        direction,
        expects,
        other_kinds: &[],
        at_least: 1,
        message,
        mended_by,
    }
}

const RULES: &[ShippedRule] = &[
    rule(
        Direction::Up,
        ADDRESSES.0,
        "No need stands behind it",
        "the public-health analyst",
    ),
    rule(
        Direction::Part,
        "pillar",
        "It stands on no pillar",
        "the board officer",
    ),
    rule(
        Direction::Down,
        DELIVERS.0,
        "Nobody has promised anything for it",
        "the board",
    ),
    rule(
        Direction::Down,
        MEASURES_PROGRESS_OF.0,
        "Nobody will know whether it worked: it has no outcome",
        "the public-health analyst",
    ),
];

/// The pillars that a priority carries.
struct Pillar;

#[async_trait::async_trait]
impl Part for Pillar {
    fn kind(&self) -> Kind {
        PRIORITY
    }

    fn name(&self) -> &'static str {
        "pillar"
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        _today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let mut counts = PartCounts::new();
        let Some(pillars) = frameworks::framework_by_slug(house, "pillars").await? else {
            return Ok(counts);
        };
        for tagging in
            frameworks::store::taggings(house.reader(), None, Some(pillars.record.id)).await?
        {
            if records.contains(&tagging.record_id) {
                *counts.entry(tagging.record_id).or_insert(0) += 1;
            }
        }
        Ok(counts)
    }
}

pub(super) fn register(registry: &mut Registry) {
    registry.part(Pillar).rules(RULES);
}
