//! Conversations in which support was offered to whoever leads an area: an event that carries the area, with what was
//! offered and whether it was taken up. Who took part is attendance, what followed is an action that arose from it.

use std::collections::HashMap;

use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::events::{self, Event, EventType, attendance_of};
use crate::frameworks::store as frameworks;
use crate::joins::AROSE_FROM;
use crate::runner::{House, RunnerError};
use crate::thread::{self, Record, store as links};
use crate::vocabulary::{Actor, Origin, RecordId, long_date, words};

words! {
    /// Whether an offer of support was taken up.
    pub enum TakenUp {
        /// They are still to say.
        NotKnown = "not known",
        /// It was, so that both worked on the area together.
        Yes = "yes",
        /// It was not.
        No = "no",
    }
}

/// A conversation in which support was offered to whoever leads an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// The event: the day, the board that held it.
    pub event: Event,
    /// The areas that it was about.
    pub elements: Vec<RecordId>,
    /// What was offered.
    pub offer: String,
    /// Whether it was taken up.
    pub taken_up: TakenUp,
    /// The bodies that it was held with, by the names that the actor may see.
    pub with: Vec<String>,
    /// The actions that arose from it, as far as the actor may see them.
    pub follow_ups: Vec<Record>,
    /// Where it comes from: what was said to somebody who was made up is made up too.
    pub origin: Origin,
}

impl Conversation {
    /// Whether the board looked at the area in it. An offer alone tells the board nothing about how the area is going: only
    /// one that was taken up counts as a review.
    #[must_use]
    pub fn is_a_review(&self) -> bool {
        self.taken_up == TakenUp::Yes
    }

    /// What became of the offer, in words.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self.taken_up {
            TakenUp::NotKnown => "They have not said yet whether they take it up",
            TakenUp::Yes => "It was taken up",
            TakenUp::No => "It was not taken up",
        }
    }
}

/// Why a conversation was not recorded or changed.
#[derive(Debug, thiserror::Error)]
pub enum ConversationError {
    /// A conversation without an offer.
    #[error("say what support was offered")]
    NoOffer,
    /// A conversation that has not happened.
    #[error("the conversation is on {}, which is still to come", long_date(*.0))]
    StillToCome(Date),
    /// About something else than an area, with somebody else than a body, or followed by something else than an action of the
    /// board.
    #[error(
        "a conversation is about an area, held with a body and followed by an action of the same board"
    )]
    NotFitting,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// The conversations of a board that an actor may see, newest first.
pub async fn conversations(
    house: &House,
    actor: &Actor,
    board_id: RecordId,
) -> Result<Vec<Conversation>, DatabaseError> {
    let mut kept = store::conversations(house.reader()).await?;
    let mut held = events::events_of(house, board_id, EventType::Conversation).await?;
    held.retain(|event| event.record.is_visible_to(actor) && kept.contains_key(&event.record.id));
    held.reverse();
    let ids: Vec<RecordId> = held.iter().map(|event| event.record.id).collect();
    let arose: Vec<_> = links::links_of_many(house.reader(), house.registry(), &ids)
        .await?
        .into_iter()
        .filter(|link| link.relation == AROSE_FROM && ids.contains(&link.to_id))
        .collect();
    let follow_ups: Vec<RecordId> = arose.iter().map(|link| link.from_id).collect();
    let follow_ups: HashMap<RecordId, Record> = thread::by_ids(house, &follow_ups).await?;
    let mut told = Vec::new();
    for event in held {
        let id = event.record.id;
        let Some((offer, taken_up)) = kept.remove(&id) else {
            continue;
        };
        let attended: Vec<RecordId> = attendance_of(house, id)
            .await?
            .into_iter()
            .filter_map(|one| one.attending_body_id)
            .collect();
        let bodies = thread::by_ids(house, &attended).await?;
        told.push(Conversation {
            elements: frameworks::taggings(house.reader(), Some(id), None)
                .await?
                .into_iter()
                .map(|tagging| tagging.element_id)
                .collect(),
            offer,
            taken_up,
            with: attended
                .iter()
                .filter_map(|body| bodies.get(body))
                .filter(|body| body.is_visible_to(actor))
                .map(|body| body.title.clone())
                .collect(),
            follow_ups: arose
                .iter()
                .filter(|link| link.to_id == id)
                .filter_map(|link| follow_ups.get(&link.from_id))
                .filter(|action| action.is_visible_to(actor))
                .cloned()
                .collect(),
            origin: bodies
                .values()
                .fold(event.record.origin, |origin, body| origin.with(body.origin)),
            event,
        });
    }
    Ok(told)
}
