use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{policy, store};
use crate::frameworks::ELEMENT;
use crate::places::{BODY, PERSON};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Origin, RecordId};

/// Who looks after a cross-cutting area, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stewardship {
    /// Identity.
    pub id: Uuid,
    /// The board that spoke of it.
    pub board_id: RecordId,
    /// The area: an element of a framework.
    pub element_id: RecordId,
    /// The body that looks after it.
    pub body_id: Option<RecordId>,
    /// The person who does it.
    pub person_id: Option<RecordId>,
    /// Since when.
    pub start: Date,
    /// First day on which they no longer do.
    pub end: Option<Date>,
    /// As what: "lead", "for the partners".
    pub position: Option<String>,
    /// Where it comes from. A stewardship is no record, so it says so itself.
    pub origin: Origin,
}

impl Stewardship {
    /// Whether they look after it on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }
}

/// Somebody about to look after an area.
#[derive(Debug, Clone)]
pub struct AppointSteward {
    /// The board that says so.
    pub board_id: RecordId,
    /// The area.
    pub element_id: RecordId,
    /// The body.
    pub body_id: Option<RecordId>,
    /// The person.
    pub person_id: Option<RecordId>,
    /// Since when.
    pub start: Date,
    /// As what.
    pub position: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A stewardship that ends.
#[derive(Debug, Clone)]
pub struct EndStewardship {
    /// The board that says so.
    pub board_id: RecordId,
    /// Which.
    pub id: Uuid,
    /// First day on which they no longer look after it.
    pub end: Date,
}

/// Why a stewardship was not changed.
#[derive(Debug, thiserror::Error)]
pub enum StewardshipError {
    /// Nobody was named.
    #[error("say which body or person looks after it")]
    Nobody,
    /// The same steward, still in place.
    #[error("they look after it already")]
    Already,
    /// No such stewardship, or it has ended.
    #[error("there is no such steward in place")]
    NotInPlace,
    /// An end before the start.
    #[error("it cannot end before it began, on {0}")]
    EndsBeforeStart(Date),
    /// What is looked after is no area of a framework, or whoever looks after it is no body or person.
    #[error("only bodies and people look after areas")]
    NotFitting,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Says who looks after an area from a day on. Others who do so stay in place.
pub async fn appoint_steward(
    house: &House,
    who: &Who,
    input: AppointSteward,
) -> Result<Stewardship, StewardshipError> {
    if input.body_id.is_none() && input.person_id.is_none() {
        return Err(StewardshipError::Nobody);
    }
    let mut act = house
        .begin(who, &policy::CHANGE_STEWARDSHIP, Some(input.board_id))
        .await?;
    let fitting = [
        (Some(input.element_id), ELEMENT),
        (input.body_id, BODY),
        (input.person_id, PERSON),
    ];
    for (id, kind) in fitting {
        if let Some(id) = id
            && act.load(id).await?.kind != kind
        {
            return Err(StewardshipError::NotFitting);
        }
    }
    let held = store::stewardships(act.connection(), input.board_id)
        .await
        .map_err(RunnerError::from)?;
    if held.iter().any(|one| {
        one.element_id == input.element_id
            && one.body_id == input.body_id
            && one.person_id == input.person_id
            && one.end.is_none_or(|end| input.start < end)
    }) {
        return Err(StewardshipError::Already);
    }
    let stewardship = Stewardship {
        id: act.new_id().0,
        board_id: input.board_id,
        element_id: input.element_id,
        body_id: input.body_id,
        person_id: input.person_id,
        start: input.start,
        end: None,
        position: input
            .position
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty()),
        origin: input.origin,
    };
    store::insert_stewardship(act.connection(), &stewardship)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.element_id,
        json!({
            "steward of": input.element_id.to_string(),
            "body": stewardship.body_id.map(|id| id.to_string()),
            "person": stewardship.person_id.map(|id| id.to_string()),
            "from": stewardship.start.to_string(), "position": stewardship.position,
            "origin": stewardship.origin,
        }),
    );
    act.commit().await?;
    Ok(stewardship)
}

/// Ends a stewardship of the board. That it was held stays on record.
pub async fn end_stewardship(
    house: &House,
    who: &Who,
    input: EndStewardship,
) -> Result<(), StewardshipError> {
    let mut act = house
        .begin(who, &policy::CHANGE_STEWARDSHIP, Some(input.board_id))
        .await?;
    let held = store::stewardships(act.connection(), input.board_id)
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .find(|one| one.id == input.id && one.end.is_none())
        .ok_or(StewardshipError::NotInPlace)?;
    if input.end < held.start {
        return Err(StewardshipError::EndsBeforeStart(held.start));
    }
    store::end_stewardship(act.connection(), input.id, input.end)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        held.element_id,
        json!({ "stewardship": input.id.to_string(), "ended": input.end.to_string() }),
    );
    act.commit().await?;
    Ok(())
}
