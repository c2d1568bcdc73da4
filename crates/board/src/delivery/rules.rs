//! What an open action must have. Each part is a rule of its own, so that the report names the missing one.

use jiff::civil::Date;

use super::{ACTION, OPEN, store};
use crate::database::DatabaseError;
use crate::joins::{DELIVERS, SERVES};
use crate::runner::House;
use crate::thread::{Direction, Part, PartCounts, Registry, ShippedRule};
use crate::vocabulary::{Kind, RecordId};

/// A part of an action that is there or not.
struct ActionPart {
    name: &'static str,
    is_there: fn(&super::Action) -> bool,
}

#[async_trait::async_trait]
impl Part for ActionPart {
    fn kind(&self) -> Kind {
        ACTION
    }

    fn name(&self) -> &'static str {
        self.name
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        _today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let actions = store::actions(house.reader(), house.registry(), None).await?;
        Ok(actions
            .iter()
            .filter(|action| records.contains(&action.record.id) && (self.is_there)(action))
            .map(|action| (action.record.id, 1))
            .collect())
    }
}

const fn rule(direction: Direction, expects: &'static str, message: &'static str) -> ShippedRule {
    ShippedRule {
        kind: ACTION,
        states: &[OPEN],
        direction,
        expects,
        other_kinds: &[],
        at_least: 1,
        message,
        mended_by: "the board officer",
    }
}

const RULES: &[ShippedRule] = &[
    rule(Direction::Part, "owner", "Nobody owns it"),
    rule(
        Direction::Part,
        "due date",
        "No date by which it is to be done",
    ),
    rule(
        Direction::Part,
        "level with reason",
        "Nobody said at which level it is best done, and why",
    ),
    rule(Direction::Up, DELIVERS.0, "It delivers no priority"),
    rule(
        Direction::Up,
        SERVES.0,
        "It serves no outcome, so nobody will know whether it worked",
    ),
];

pub(super) fn register(registry: &mut Registry) {
    registry
        .part(ActionPart {
            name: "owner",
            is_there: super::Action::has_owner,
        })
        .part(ActionPart {
            name: "due date",
            is_there: |action| action.due.is_some(),
        })
        .part(ActionPart {
            name: "level with reason",
            is_there: |action| action.level.is_some() && action.level_reason.is_some(),
        })
        .rules(RULES);
}
