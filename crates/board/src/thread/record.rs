use std::collections::HashMap;

use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Actor, Kind, Origin, RecordId, Reference, Role, Slug, Visibility, words};

/// Anything that a person can point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Identity.
    pub id: RecordId,
    /// What it is.
    pub kind: Kind,
    /// The body that owns it; `None` for the installation.
    pub body_id: Option<RecordId>,
    /// The slug of that body.
    pub body_slug: Option<Slug>,
    /// The programme that several bodies share it in.
    pub programme_id: Option<RecordId>,
    /// The readable part of its address, unique among records of its kind and body.
    pub slug: Slug,
    /// Its name, in one line.
    pub title: String,
    /// Where it stands; one of the states that its kind declares.
    pub state: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Where its content came from.
    pub origin: Origin,
    /// First day on which it holds.
    pub valid_from: Option<Date>,
    /// First day on which it no longer holds.
    pub valid_to: Option<Date>,
    /// The board's date on which it was made.
    pub made_on: Date,
    /// The board's date since which it is in its state.
    pub state_since: Date,
    /// Counts changes; whoever saves says which revision they saw.
    pub revision: i64,
}

impl Record {
    /// What people type to name it.
    #[must_use]
    pub fn reference(&self) -> Reference {
        Reference {
            body: self.body_slug.clone(),
            kind: self.kind.0.to_owned(),
            slug: self.slug.clone(),
        }
    }

    /// Whether this actor may see it.
    #[must_use]
    pub fn is_visible_to(&self, actor: &Actor) -> bool {
        match self.visibility {
            Visibility::Public => true,
            Visibility::Members => Role::ALL.iter().any(|&role| actor.has(role, self.body_id)),
            Visibility::Restricted => {
                actor.has(Role::Officer, self.body_id)
                    || actor.has(Role::Administrator, self.body_id)
            }
        }
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }
}

/// A record about to be made.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// What it is.
    pub kind: Kind,
    /// The body that owns it.
    pub body_id: Option<RecordId>,
    /// The programme that shares it.
    pub programme_id: Option<RecordId>,
    /// The wished slug; made of the title when `None`. A number is added when it is taken.
    pub slug: Option<Slug>,
    /// Its name, in one line.
    pub title: String,
    /// One of the states of its kind.
    pub state: &'static str,
    /// Who may see it.
    pub visibility: Visibility,
    /// Where its content came from.
    pub origin: Origin,
    /// First day on which it holds.
    pub valid_from: Option<Date>,
    /// First day on which it no longer holds.
    pub valid_to: Option<Date>,
}

impl NewRecord {
    /// A public record, entered by a person, with no dates.
    #[must_use]
    pub fn new(
        kind: Kind,
        body_id: Option<RecordId>,
        title: impl Into<String>,
        state: &'static str,
    ) -> Self {
        Self {
            kind,
            body_id,
            programme_id: None,
            slug: None,
            title: title.into(),
            state,
            visibility: Visibility::Public,
            origin: Origin::Entered,
            valid_from: None,
            valid_to: None,
        }
    }
}

words! {
    /// Why a record answers to another name.
    pub enum AliasKind {
        /// An address that was published before; it redirects.
        Slug = "slug",
        /// An earlier or shorter name.
        Name = "name",
        /// A spelling found in a document.
        Spelling = "spelling",
    }
}

/// The record with an id.
pub async fn by_id(house: &House, id: RecordId) -> Result<Option<Record>, DatabaseError> {
    store::by_id(house.reader(), house.registry(), id).await
}

/// The records with some ids.
pub async fn by_ids(
    house: &House,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Record>, DatabaseError> {
    store::by_ids(house.reader(), house.registry(), ids).await
}

/// The record that a reference names, following an address that was published before.
pub async fn find(house: &House, reference: &Reference) -> Result<Option<Record>, DatabaseError> {
    store::find(house.reader(), house.registry(), reference).await
}

/// All records of a kind, in one body or anywhere, by title.
pub async fn of_kind(
    house: &House,
    kind: Kind,
    body_id: Option<RecordId>,
) -> Result<Vec<Record>, DatabaseError> {
    store::of_kind(house.reader(), house.registry(), kind, body_id).await
}

/// The other names of a record: addresses published before, earlier names, spellings found in documents.
pub async fn aliases_of(
    house: &House,
    record: RecordId,
) -> Result<Vec<(AliasKind, String)>, DatabaseError> {
    store::aliases_of(house.reader(), record).await
}

/// The other names under which records of a kind are found in documents: earlier and shorter ones, other spellings.
pub async fn aliases(
    house: &House,
    kind: Kind,
) -> Result<HashMap<RecordId, Vec<(AliasKind, String)>>, DatabaseError> {
    store::aliases(house.reader(), kind).await
}
