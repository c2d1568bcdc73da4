//! What a recommendation and a decision must have.

use jiff::civil::Date;

use super::{DECISION, MADE, RECOMMENDATION, TO_ACT, store};
use crate::database::DatabaseError;
use crate::events;
use crate::joins::AROSE_FROM;
use crate::runner::House;
use crate::thread::{Direction, Part, PartCounts, Registry, ShippedRule};
use crate::vocabulary::{Kind, RecordId};

/// Whether anybody answered a recommendation. Until its meeting was held, nobody could.
struct Answer;

#[async_trait::async_trait]
impl Part for Answer {
    fn kind(&self) -> Kind {
        RECOMMENDATION
    }

    fn name(&self) -> &'static str {
        "decision or reply"
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let mut counts = PartCounts::new();
        let made_at = store::made_at(house.reader(), records).await?;
        let items: Vec<RecordId> = made_at.iter().map(|(_, item)| *item).collect();
        let days = events::days_of_items(house, &items).await?;
        for (recommendation, item) in made_at {
            if days.get(&item).is_some_and(|day| *day >= today) {
                counts.insert(recommendation, 1);
            }
        }
        for decision in store::decisions_on(house.reader(), house.registry(), records).await? {
            if let Some(id) = decision.recommendation_id {
                *counts.entry(id).or_default() += 1;
            }
        }
        Ok(counts)
    }
}

const RULES: &[ShippedRule] = &[
    ShippedRule {
        kind: RECOMMENDATION,
        states: &[MADE],
        direction: Direction::Part,
        expects: "decision or reply",
        other_kinds: &[],
        at_least: 1,
        message: "Nobody has answered",
        mended_by: "the board officer",
    },
    ShippedRule {
        kind: DECISION,
        states: &[TO_ACT],
        direction: Direction::Down,
        expects: AROSE_FROM.0,
        other_kinds: &[],
        at_least: 1,
        message: "Agreed, and nothing followed",
        mended_by: "the board officer",
    },
];

pub(super) fn register(registry: &mut Registry) {
    registry.part(Answer).rules(RULES);
}
