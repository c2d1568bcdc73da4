use super::{DECISION, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, Slug, words};

words! {
    /// What a body is asked to do with a report. "Consider and approve" is two.
    pub enum Verb {
        /// Take notice.
        Note = "note",
        /// Say yes to it.
        Approve = "approve",
        /// Weigh it.
        Consider = "consider",
        /// Say what they think of it.
        Comment = "comment",
        /// Lend their name to it.
        Endorse = "endorse",
    }
}

words! {
    /// What became of a recommendation.
    pub enum Outcome {
        /// As it was put.
        Agreed = "agreed",
        /// In other words.
        Amended = "amended",
        /// Put off.
        Deferred = "deferred",
        /// Refused.
        Rejected = "rejected",
        /// Heard, and nothing more.
        Noted = "noted",
    }
}

impl Outcome {
    /// Whether it takes a quorum: putting off is what an inquorate meeting may do.
    #[must_use]
    pub const fn needs_quorum(self) -> bool {
        !matches!(self, Self::Deferred)
    }
}

/// What a report asks a body to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// Its record.
    pub record: Record,
    /// The report or the item that makes it.
    pub from_id: RecordId,
    /// Its place, from 1.
    pub position: i64,
    /// What the body is asked to do.
    pub verbs: Vec<Verb>,
    /// With what.
    pub words: String,
    /// The body that is asked, when it is not the one that meets.
    pub to_body_id: Option<RecordId>,
}

/// What a body decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its record.
    pub record: Record,
    /// The item at which it was taken.
    pub item_id: RecordId,
    /// What it was asked, where it was asked.
    pub recommendation_id: Option<RecordId>,
    /// What became of it.
    pub outcome: Outcome,
    /// The words as decided.
    pub words_as_decided: String,
    /// How the votes fell, in words.
    pub votes: Option<String>,
}

/// The recommendations made at an item: by the item itself, or by a text that was reported in it.
pub async fn recommendations_of(
    house: &House,
    item_id: RecordId,
) -> Result<Vec<Recommendation>, DatabaseError> {
    let mut from = vec![item_id];
    for link in
        crate::thread::store::links_of_many(house.reader(), house.registry(), &[item_id]).await?
    {
        if link.relation == crate::joins::REPORTED_IN && link.to_id == item_id {
            from.push(link.from_id);
        }
    }
    store::recommendations_from(house.reader(), house.registry(), &from).await
}

/// The decisions taken at items.
pub async fn decisions_of(
    house: &House,
    items: &[RecordId],
) -> Result<Vec<Decision>, DatabaseError> {
    store::decisions_at(house.reader(), house.registry(), items).await
}

/// Every decision of a body, in the order in which they were recorded.
pub async fn decisions_of_body(
    house: &House,
    body_id: RecordId,
) -> Result<Vec<Decision>, DatabaseError> {
    let records =
        crate::thread::store::of_kind(house.reader(), house.registry(), DECISION, Some(body_id))
            .await?;
    let mut decisions = Vec::with_capacity(records.len());
    for record in records {
        decisions.extend(store::decision(house.reader(), house.registry(), record.id).await?);
    }
    decisions.sort_by_key(|decision| decision.record.id);
    Ok(decisions)
}

/// The decision of a body with a slug.
pub async fn decision_by_slug(
    house: &House,
    body_id: RecordId,
    slug: &Slug,
) -> Result<Option<Decision>, DatabaseError> {
    let record = crate::thread::store::by_slug(
        house.reader(),
        house.registry(),
        DECISION.0,
        Some(body_id),
        slug,
    )
    .await?;
    match record {
        Some(record) => store::decision(house.reader(), house.registry(), record.id).await,
        None => Ok(None),
    }
}
