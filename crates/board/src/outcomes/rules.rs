//! What a live outcome must have.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil::Date;

use super::{LIVE, OUTCOME, Outcome, store};
use crate::asks::{Ask, RoundPurpose, asks_of_round, rounds_of};
use crate::database::DatabaseError;
use crate::joins::MEASURES_PROGRESS_OF;
use crate::runner::House;
use crate::thread::{Direction, Part, PartCounts, Registry, ShippedRule};
use crate::vocabulary::{Kind, RecordId};

/// A part of an outcome that is there or not.
struct OutcomePart {
    name: &'static str,
    is_there: fn(&Outcome, Date) -> bool,
}

#[async_trait::async_trait]
impl Part for OutcomePart {
    fn kind(&self) -> Kind {
        OUTCOME
    }

    fn name(&self) -> &'static str {
        self.name
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let outcomes = store::outcomes(house.reader(), house.registry(), None).await?;
        Ok(outcomes
            .iter()
            .filter(|it| records.contains(&it.record.id) && (self.is_there)(it, today))
            .map(|it| (it.record.id, 1))
            .collect())
    }
}

/// Whether the body that leads was asked in the newest round of its board. An outcome without a lead has nobody to ask, and
/// a board without rounds has not begun: neither is this rule's business.
struct LeadAsked;

#[async_trait::async_trait]
impl Part for LeadAsked {
    fn kind(&self) -> Kind {
        OUTCOME
    }

    fn name(&self) -> &'static str {
        "lead asked in the newest round"
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let outcomes = store::outcomes(house.reader(), house.registry(), None).await?;
        let mut newest_rounds = HashMap::new();
        let mut counts = PartCounts::new();
        for outcome in outcomes.iter().filter(|it| records.contains(&it.record.id)) {
            let (Some(board), Some(lead)) = (outcome.record.body_id, outcome.lead_on(today)) else {
                counts.insert(outcome.record.id, 1);
                continue;
            };
            let asks = match newest_rounds.entry(board) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(asks_of_newest_round(house, board).await?),
            };
            let asked = |asks: &Vec<Ask>| {
                asks.iter()
                    .any(|ask| ask.about_id == outcome.record.id && ask.to_body == Some(lead))
            };
            if asks.as_ref().is_none_or(asked) {
                counts.insert(outcome.record.id, 1);
            }
        }
        Ok(counts)
    }
}

/// What was asked in the newest round of a board; `None` where there was no round.
async fn asks_of_newest_round(
    house: &House,
    board: RecordId,
) -> Result<Option<Vec<Ask>>, DatabaseError> {
    let rounds = rounds_of(house, board, RoundPurpose::Returns).await?;
    Ok(match rounds.first() {
        Some(round) => Some(asks_of_round(house, round.record.id).await?),
        None => None,
    })
}

const fn rule(
    direction: Direction,
    expects: &'static str,
    message: &'static str,
    mended_by: &'static str,
) -> ShippedRule {
    ShippedRule {
        kind: OUTCOME,
        states: &[LIVE],
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
        Direction::Part,
        "measure with baseline and target",
        "No measure: nobody can tell whether it changes",
        "the public-health analyst",
    ),
    rule(Direction::Part, "lead", "Nobody leads it", "the board"),
    rule(
        Direction::Part,
        "lead asked in the newest round",
        "Not asked: whoever leads it was left out of the newest round",
        "the board officer",
    ),
    rule(
        Direction::Up,
        MEASURES_PROGRESS_OF.0,
        "It shows the progress of no priority",
        "the board officer",
    ),
];

pub(super) fn register(registry: &mut Registry) {
    registry
        .part(OutcomePart {
            name: "measure with baseline and target",
            is_there: |outcome, _| {
                outcome
                    .measure
                    .as_ref()
                    .is_some_and(|measure| measure.task().is_some())
            },
        })
        .part(OutcomePart {
            name: "lead",
            is_there: |outcome, today| outcome.lead_on(today).is_some(),
        })
        .part(LeadAsked)
        .rules(RULES);
}
