use serde_json::json;

use super::quorum::meeting_and_quorum;
use super::recommend::title;
use super::{
    Cancelled, DECISION, Decision, Outcome, TAKEN, TO_ACT, policy, recommendations_of, store,
};
use crate::events;
use crate::joins::DECIDED_IN;
use crate::runner::{House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId};

/// What a body decided at an item.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The item.
    pub item_id: RecordId,
    /// The recommendation that it was about.
    pub recommendation_id: Option<RecordId>,
    /// What became of it.
    pub outcome: Outcome,
    /// The words as decided; those of the recommendation when empty and agreed, noted, put off or refused.
    pub words: String,
    /// How the votes fell.
    pub votes: Option<String>,
    /// Whether somebody must now do something.
    pub calls_for_action: bool,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a decision was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Nothing was decided.
    #[error("write the words as decided")]
    NoWords,
    /// Not put at this item.
    #[error("this recommendation was not put at this item")]
    NotPutHere,
    /// Each recommendation is decided once at a meeting.
    #[error("this recommendation has been decided: {0}")]
    AlreadyDecided(Outcome),
    /// Too few were there.
    #[error(
        "{present} of the {needed} voting members that a decision needs were present; an inquorate meeting can only put it off"
    )]
    Inquorate {
        /// How many were there.
        present: u32,
        /// How many it takes.
        needed: u32,
    },
    /// It does not take place.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records what was decided, in the words as decided. An inquorate meeting takes no formal decision.
pub async fn decide(house: &House, who: &Who, input: Decide) -> Result<Decision, DecideError> {
    let item = events::item(house, input.item_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.item_id })?;
    let (meeting, quorum) = meeting_and_quorum(house, item.event_id).await?;
    super::takes_place(&meeting)?;
    let mut act = house
        .begin(who, &policy::DECIDE, meeting.record.body_id)
        .await?;
    if let Some(needed) = quorum.needed
        && input.outcome.needs_quorum()
        && quorum.is_quorate() == Some(false)
    {
        return Err(DecideError::Inquorate {
            present: quorum.present,
            needed,
        });
    }
    let mut words = input.words.trim().to_owned();
    if let Some(id) = input.recommendation_id {
        let put = recommendations_of(house, item.record.id)
            .await
            .map_err(RunnerError::from)?;
        let asked = put
            .iter()
            .find(|recommendation| recommendation.record.id == id)
            .ok_or(DecideError::NotPutHere)?;
        let earlier = store::decisions_on(act.connection(), house.registry(), &[id])
            .await
            .map_err(RunnerError::from)?;
        // What was put off comes back to a later meeting; anything else is settled.
        if let Some(decided) = earlier.iter().find(|decided| {
            decided.item_id == item.record.id || decided.outcome != Outcome::Deferred
        }) {
            return Err(DecideError::AlreadyDecided(decided.outcome));
        }
        if words.is_empty() && input.outcome != Outcome::Amended {
            words.clone_from(&asked.words);
        }
    }
    if words.is_empty() {
        return Err(DecideError::NoWords);
    }
    let state = if input.calls_for_action {
        TO_ACT
    } else {
        TAKEN
    };
    let mut record = NewRecord::new(DECISION, meeting.record.body_id, title(&words), state);
    record.origin = input.origin;
    record.visibility = item.record.visibility;
    record.valid_from = Some(meeting.on);
    let decision = Decision {
        record: act.create(record).await?,
        item_id: item.record.id,
        recommendation_id: input.recommendation_id,
        outcome: input.outcome,
        words_as_decided: words,
        votes: input.votes.filter(|votes| !votes.trim().is_empty()),
    };
    store::insert_decision(act.connection(), &decision)
        .await
        .map_err(RunnerError::from)?;
    act.link(decision.record.id, DECIDED_IN, item.record.id, None)
        .await?;
    if let Some(id) = input.recommendation_id {
        act.link(
            id,
            DECIDED_IN,
            item.record.id,
            Some(input.outcome.to_string()),
        )
        .await?;
    }
    act.note(json!({
        "decision": decision.record.id.to_string(), "outcome": decision.outcome,
        "words": decision.words_as_decided, "votes": decision.votes,
    }));
    act.commit().await?;
    Ok(decision)
}
