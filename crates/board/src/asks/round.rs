use jiff::civil::Date;
use serde_json::json;

use super::{CLOSED, OPEN, ROUND, store};
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility, words};

words! {
    /// What a round is for.
    pub enum RoundPurpose {
        /// Partners say how outcomes and actions are going.
        Returns = "returns",
        /// People approve the exact words of a text.
        Approval = "approval",
        /// Leads say how a cross-cutting area is going.
        Updates = "updates",
        /// Bodies take over work from a body that ended.
        Handover = "handover",
    }
}

/// A time in which a set of asks is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its record: name, owner, open or closed.
    pub record: Record,
    /// What it is for.
    pub purpose: RoundPurpose,
    /// First day.
    pub opens: Date,
    /// Last day on which an answer is in time.
    pub closes: Date,
    /// The day on which it was closed and its answers frozen.
    pub closed_on: Option<Date>,
    /// Hash of what was frozen.
    pub closed_with_hash: Option<String>,
}

/// A round about to be opened.
#[derive(Debug, Clone)]
pub struct NewRound {
    /// The body that asks.
    pub body_id: RecordId,
    /// Its name: "Summer 2022".
    pub title: String,
    /// The readable part of its reference.
    pub slug: Option<Slug>,
    /// What it is for.
    pub purpose: RoundPurpose,
    /// First day.
    pub opens: Date,
    /// Last day on which an answer is in time.
    pub closes: Date,
    /// Where it comes from.
    pub origin: Origin,
}

/// Opens a round.
pub async fn open_round(act: &mut Act, new: NewRound) -> Result<Round, RunnerError> {
    let mut record = NewRecord::new(ROUND, Some(new.body_id), new.title, OPEN);
    record.slug = new.slug;
    record.origin = new.origin;
    record.visibility = Visibility::Public;
    record.valid_from = Some(new.opens);
    let round = Round {
        record: act.create(record).await?,
        purpose: new.purpose,
        opens: new.opens,
        closes: new.closes,
        closed_on: None,
        closed_with_hash: None,
    };
    store::insert_round(act.connection(), &round).await?;
    act.note(
        json!({ "round": round.record.id.to_string(), "purpose": round.purpose,
        "opens": round.opens.to_string(), "closes": round.closes.to_string() }),
    );
    Ok(round)
}

/// Closes a round: whoever has not answered did not answer.
pub async fn close_round(
    act: &mut Act,
    round: &Round,
    frozen_hash: String,
) -> Result<(), RunnerError> {
    let today = act.who().today;
    store::close_round(act.connection(), round.record.id, today, &frozen_hash).await?;
    let closed = Change {
        state: Some(CLOSED),
        ..Change::default()
    };
    act.change(round.record.id, round.record.revision, closed)
        .await?;
    act.note_of(
        round.record.id,
        json!({ "closed": today.to_string(), "hash": frozen_hash }),
    );
    Ok(())
}

/// The round with an id.
pub async fn round(house: &House, id: RecordId) -> Result<Option<Round>, DatabaseError> {
    store::round(house.reader(), house.registry(), id).await
}

/// The rounds of a body for one purpose, newest first.
pub async fn rounds_of(
    house: &House,
    body_id: RecordId,
    purpose: RoundPurpose,
) -> Result<Vec<Round>, DatabaseError> {
    store::rounds_of(house.reader(), house.registry(), body_id, purpose).await
}
