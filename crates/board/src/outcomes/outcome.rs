use jiff::civil::Date;

use super::{Measure, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, Slug, words};

words! {
    /// How a body is part of an outcome.
    pub enum Part {
        /// Answers for it.
        Lead = "lead",
        /// Works on it.
        Shape = "shape",
        /// Can help by what it does otherwise.
        Influence = "influence",
    }
}

/// A body's part in an outcome, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRole {
    /// Which body.
    pub body_id: RecordId,
    /// In which way.
    pub part: Part,
    /// Since when.
    pub from: Date,
    /// Until when (exclusive).
    pub to: Option<Date>,
}

impl OutcomeRole {
    /// Whether it is held on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// The change that residents should see.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its record: the change in a few words.
    pub record: Record,
    /// What it means, for anybody.
    pub plain_words: String,
    /// Every body that is or was part of it: lead first, then in the order in which they joined.
    pub roles: Vec<OutcomeRole>,
    /// What is counted for it.
    pub measure: Option<Measure>,
}

impl Outcome {
    /// The bodies that are part of it on a day, lead first.
    pub fn roles_on(&self, day: Date) -> impl Iterator<Item = &OutcomeRole> {
        self.roles.iter().filter(move |role| role.holds_on(day))
    }

    /// The body that answers for it on a day.
    #[must_use]
    pub fn lead_on(&self, day: Date) -> Option<RecordId> {
        self.roles_on(day)
            .find(|role| role.part == Part::Lead)
            .map(|role| role.body_id)
    }
}

/// The outcomes of a body, or of all, by title.
pub async fn outcomes_of(
    house: &House,
    body_id: Option<RecordId>,
) -> Result<Vec<Outcome>, DatabaseError> {
    store::outcomes(house.reader(), house.registry(), body_id).await
}

/// The outcome with an id.
pub async fn outcome(house: &House, id: RecordId) -> Result<Option<Outcome>, DatabaseError> {
    Ok(outcomes_of(house, None)
        .await?
        .into_iter()
        .find(|outcome| outcome.record.id == id))
}

/// The outcome of a body with a slug.
pub async fn outcome_by_slug(
    house: &House,
    body_id: RecordId,
    slug: &Slug,
) -> Result<Option<Outcome>, DatabaseError> {
    Ok(outcomes_of(house, Some(body_id))
        .await?
        .into_iter()
        .find(|outcome| &outcome.record.slug == slug))
}
