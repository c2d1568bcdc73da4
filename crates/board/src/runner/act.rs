use std::collections::HashMap;

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{House, Permission, RunnerError, Who};
use crate::audit::{self, Entry};
use crate::database::DatabaseError;
use crate::thread::{AliasKind, Link, NewRecord, Record, Relation, store};
use crate::vocabulary::{RecordId, Slug};

/// Records that are made with one question: as many as databases take parameters for.
const MANY: usize = 500;

/// One change under way: the only write transaction there is.
pub struct Act {
    house: House,
    transaction: DatabaseTransaction,
    who: Who,
    permission: &'static Permission,
    body_id: Option<RecordId>,
    subject: Option<RecordId>,
    touched: Vec<RecordId>,
    changes: Vec<Value>,
}

/// What a committed act left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The audit entry, or `None` when there was nothing to change and nothing was written.
    pub entry: Option<Uuid>,
}

/// What to change in a record's own columns; fields that are `None` stay as they are.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// A new title. The slug stays: published addresses never change.
    pub title: Option<String>,
    /// A new state.
    pub state: Option<&'static str>,
    /// A new visibility.
    pub visibility: Option<crate::vocabulary::Visibility>,
    /// The first day on which it holds.
    pub valid_from: Option<jiff::civil::Date>,
    /// The day on which it ends (exclusive).
    pub valid_to: Option<jiff::civil::Date>,
}

impl Act {
    pub(super) fn new(
        house: House,
        transaction: DatabaseTransaction,
        who: Who,
        permission: &'static Permission,
        body_id: Option<RecordId>,
    ) -> Self {
        Self {
            house,
            transaction,
            who,
            permission,
            body_id,
            subject: None,
            touched: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// The connection that stores write through.
    pub(crate) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Who acts, and when.
    #[must_use]
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// The house in which this happens.
    #[must_use]
    pub fn house(&self) -> &House {
        &self.house
    }

    /// A new time-ordered identity.
    #[must_use]
    pub fn new_id(&self) -> RecordId {
        let milliseconds = u64::try_from(self.who.now.as_millisecond()).unwrap_or(0);
        let random = self.house.random_bytes::<10>();
        RecordId(uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid())
    }

    /// Loads a record to change it.
    ///
    /// # Errors
    /// [`RunnerError::NotFound`] when there is none.
    pub async fn load(&self, id: RecordId) -> Result<Record, RunnerError> {
        store::by_id(&self.transaction, self.house.registry(), id)
            .await?
            .ok_or(RunnerError::NotFound { id })
    }

    /// Makes a record. Its columns in other tables follow through the capability's store.
    pub async fn create(&mut self, new: NewRecord) -> Result<Record, RunnerError> {
        self.create_as(self.new_id(), new).await
    }

    /// Makes the record of something that has its identity already: that becomes the record's, for good.
    pub(crate) async fn create_as(
        &mut self,
        id: RecordId,
        new: NewRecord,
    ) -> Result<Record, RunnerError> {
        let registry = self.house.registry();
        let wished = new
            .slug
            .clone()
            .unwrap_or_else(|| Slug::from_words(&new.title));
        let slug =
            store::free_slug(&self.transaction, registry, new.kind, new.body_id, wished).await?;
        store::insert_records(&self.transaction, [(id, &slug, &new)], self.who.today).await?;
        self.note_made(id, &slug, &new);
        self.load(id).await
    }

    /// Makes records of one kind in one body, in their order, as one by one would, with a few questions to the database for
    /// hundreds of them: a release may bring a thousand indicators.
    ///
    /// # Panics
    /// When they are of several kinds or bodies.
    pub(crate) async fn create_many(
        &mut self,
        new: Vec<NewRecord>,
    ) -> Result<Vec<Record>, RunnerError> {
        let mut made = Vec::with_capacity(new.len());
        for some in new.chunks(MANY) {
            made.extend(self.create_some(some).await?);
        }
        Ok(made)
    }

    async fn create_some(&mut self, new: &[NewRecord]) -> Result<Vec<Record>, RunnerError> {
        let Some(first) = new.first() else {
            return Ok(Vec::new());
        };
        assert!(
            new.iter()
                .all(|new| (new.kind, new.body_id) == (first.kind, first.body_id)),
            "records that are made together are of one kind in one body"
        );
        let wished: Vec<Slug> = new
            .iter()
            .map(|new| new.slug.clone())
            .zip(new)
            .map(|(slug, new)| slug.unwrap_or_else(|| Slug::from_words(&new.title)))
            .collect();
        let (kind, body_id) = (first.kind, first.body_id);
        let mut taken = store::taken_slugs(&self.transaction, kind, body_id, &wished).await?;
        let mut ids = Vec::with_capacity(new.len());
        let mut together = Vec::with_capacity(new.len());
        let mut numbered = Vec::new();
        for (slug, new) in wished.iter().zip(new) {
            let id = self.new_id();
            ids.push(id);
            if taken.insert(slug.as_str().to_owned()) {
                together.push((id, slug, new));
            } else {
                numbered.push((id, slug, new));
            }
        }
        let mut records = HashMap::new();
        if let Some((id, ..)) = together.first() {
            let rows = together.iter().copied();
            store::insert_records(&self.transaction, rows, self.who.today).await?;
            // What all have in common is read with one of them.
            let one = self.load(*id).await?;
            for (id, slug, new) in together {
                self.note_made(id, slug, new);
                records.insert(id, made_like(&one, id, slug, new));
            }
        }
        for (id, _, new) in numbered {
            records.insert(id, self.create_as(id, new.clone()).await?);
        }
        ids.into_iter()
            .map(|id| records.remove(&id).ok_or(RunnerError::NotFound { id }))
            .collect()
    }

    fn note_made(&mut self, id: RecordId, slug: &Slug, new: &NewRecord) {
        self.touch(id);
        self.changes.push(json!({
            "made": new.kind.0, "id": id.to_string(), "slug": slug.as_str(), "title": new.title,
            "state": new.state, "visibility": new.visibility.as_str(), "origin": new.origin.as_str(),
        }));
    }

    /// Changes a record's own columns, if it still is the revision that the caller saw.
    ///
    /// # Errors
    /// [`RunnerError::Conflict`] with the record as it stands now, when somebody else was faster.
    pub async fn change(
        &mut self,
        id: RecordId,
        seen_revision: i64,
        change: Change,
    ) -> Result<Record, RunnerError> {
        let before = self.load(id).await?;
        if before.revision != seen_revision {
            return Err(RunnerError::Conflict {
                current: Box::new(before),
            });
        }
        let mut after = before.clone();
        if let Some(title) = change.title {
            after.title = title;
        }
        if let Some(state) = change.state {
            if after.state != state {
                after.state_since = self.who.today;
            }
            state.clone_into(&mut after.state);
        }
        if let Some(visibility) = change.visibility {
            after.visibility = visibility;
        }
        if let Some(valid_from) = change.valid_from {
            after.valid_from = Some(valid_from);
        }
        if let Some(valid_to) = change.valid_to {
            after.valid_to = Some(valid_to);
        }
        if !store::update_record(&self.transaction, &after).await? {
            return Err(RunnerError::Conflict {
                current: Box::new(self.load(id).await?),
            });
        }
        self.touch(id);
        self.changes.push(json!({
            "changed": before.kind.0, "id": id.to_string(),
            "before": own_columns(&before), "after": own_columns(&after),
        }));
        self.load(id).await
    }

    /// Gives a record another address. The one that it had leads on to it for good.
    ///
    /// # Errors
    /// [`RunnerError::Conflict`] with the record as it stands now, when somebody else was faster.
    pub async fn readdress(
        &mut self,
        id: RecordId,
        seen_revision: i64,
        wished: Slug,
    ) -> Result<Record, RunnerError> {
        let before = self.load(id).await?;
        if before.revision != seen_revision {
            return Err(RunnerError::Conflict {
                current: Box::new(before),
            });
        }
        let house = self.house.clone();
        let registry = house.registry();
        let (kind, body_id) = (before.kind, before.body_id);
        let holder = store::by_slug(&self.transaction, registry, kind.0, body_id, &wished).await?;
        // An address that the record once had is its own, and it may have it back.
        let slug = if holder.is_some_and(|holder| holder.id == id) {
            wished
        } else {
            store::free_slug(&self.transaction, registry, kind, body_id, wished).await?
        };
        if slug == before.slug {
            return Ok(before);
        }
        let after = Record {
            slug,
            ..before.clone()
        };
        if !store::update_record(&self.transaction, &after).await? {
            return Err(RunnerError::Conflict {
                current: Box::new(self.load(id).await?),
            });
        }
        self.changes.push(json!({
            "changed": kind.0, "id": id.to_string(),
            "before": { "slug": before.slug.as_str() }, "after": { "slug": after.slug.as_str() },
        }));
        let known = store::aliases_of(&self.transaction, id).await?;
        let earlier = (AliasKind::Slug, before.slug.as_str().to_owned());
        if !known.contains(&earlier) {
            self.add_alias(id, AliasKind::Slug, &earlier.1).await?;
        }
        self.touch(id);
        self.load(id).await
    }

    /// Gives a record another name.
    pub async fn add_alias(
        &mut self,
        record: RecordId,
        kind: AliasKind,
        value: &str,
    ) -> Result<(), RunnerError> {
        let id = self.new_id();
        store::insert_alias(&self.transaction, id.0, record, kind, value).await?;
        self.touch(record);
        self.changes
            .push(json!({ "alias": value, "of": record.to_string(), "kind": kind.as_str() }));
        Ok(())
    }

    /// Joins two records from today on.
    ///
    /// # Errors
    /// [`RunnerError::NotJoinable`] when the relation does not join such kinds.
    pub async fn link(
        &mut self,
        from: RecordId,
        relation: Relation,
        to: RecordId,
        reason: Option<String>,
    ) -> Result<(), RunnerError> {
        let (from_kind, to_kind) = (self.load(from).await?.kind, self.load(to).await?.kind);
        let joins = self
            .house
            .registry()
            .relation(relation.0)
            .map(|spec| spec.joins);
        if joins.is_none_or(|joins| !joins.is_empty() && !joins.contains(&(from_kind, to_kind))) {
            return Err(RunnerError::NotJoinable {
                from: from_kind,
                relation: relation.0,
                to: to_kind,
            });
        }
        let link = Link {
            from_id: from,
            relation,
            to_id: to,
            reason,
            from_date: self.who.today,
            to_date: None,
            confirmed_by: self.who.actor.person(),
        };
        let id = self.new_id();
        store::insert_link(&self.transaction, id.0, &link).await?;
        self.touch(from);
        self.touch(to);
        self.changes.push(json!({
            "joined": relation.0, "from": from.to_string(), "to": to.to_string(), "reason": link.reason,
        }));
        Ok(())
    }

    /// Ends a join as of today. Returns whether there was one.
    pub async fn unlink(
        &mut self,
        from: RecordId,
        relation: Relation,
        to: RecordId,
    ) -> Result<bool, RunnerError> {
        let ended =
            store::end_link(&self.transaction, from, relation, to, self.who.today).await? > 0;
        if ended {
            self.touch(from);
            self.touch(to);
            self.changes.push(
                json!({ "parted": relation.0, "from": from.to_string(), "to": to.to_string() }),
            );
        }
        Ok(ended)
    }

    /// Names the record that this act is about, when it is not the first one touched.
    pub fn about(&mut self, id: RecordId) {
        self.subject = Some(id);
        self.touch(id);
    }

    /// Records a change in a capability's own table for the audit detail: what it was and what it is.
    pub fn note(&mut self, change: Value) {
        self.changes.push(change);
    }

    /// Records a change in the columns that a capability keeps for a record.
    pub fn note_of(&mut self, id: RecordId, change: Value) {
        self.touch(id);
        self.changes.push(change);
    }

    fn touch(&mut self, id: RecordId) {
        if !self.touched.contains(&id) {
            self.touched.push(id);
        }
    }

    /// Commits without an audit entry: for the books of the house that are no records and tell nothing about anybody's
    /// decisions, such as when a sign-in was last seen, wrong tries, and what waits in a queue.
    ///
    /// # Errors
    /// When the database refuses; then nothing of the act remains.
    ///
    /// # Panics
    /// When a record was touched: that is a change, and changes are logged.
    pub(crate) async fn commit_books(self) -> Result<(), RunnerError> {
        assert!(
            self.touched.is_empty() && self.changes.is_empty(),
            "a change to a record is committed with its audit entry"
        );
        self.transaction
            .commit()
            .await
            .map_err(DatabaseError::from)?;
        Ok(())
    }

    /// Writes the audit entry and commits. An act that changed nothing writes nothing.
    ///
    /// # Errors
    /// When the database refuses; then nothing of the act remains.
    pub async fn commit(mut self) -> Result<Done, RunnerError> {
        if self.changes.is_empty() {
            self.transaction
                .rollback()
                .await
                .map_err(DatabaseError::from)?;
            return Ok(Done { entry: None });
        }
        self.house.mark("records written");
        let head = audit::store::lock_head(&self.transaction, self.body_id)
            .await?
            .ok_or(RunnerError::NotInstalled)?;
        let salt = Uuid::from_bytes(self.house.random_bytes::<16>())
            .simple()
            .to_string();
        let changes = Value::Array(std::mem::take(&mut self.changes));
        let detail = audit::canonical_json(&changes);
        let mut entry = Entry {
            id: self.new_id().0,
            chain_id: head.chain_id,
            sequence: head.sequence + 1,
            at: cut_to_microseconds(self.who.now),
            actor: self.who.actor.name.clone(),
            act: self.permission.act.to_owned(),
            record_id: self.subject.or_else(|| self.touched.first().copied()),
            detail_digest: audit::detail_digest(&salt, &detail),
            previous_hash: head.hash,
            hash: String::new(),
            detail: Some(detail),
        };
        entry.hash = audit::entry_hash(&entry);
        let detail_id = self.new_id();
        audit::store::append(&self.transaction, &entry, detail_id.0, &salt).await?;
        for some in self.touched.chunks(500) {
            store::set_last_entry(&self.transaction, some, entry.id).await?;
        }
        self.house.mark("audited");
        self.transaction
            .commit()
            .await
            .map_err(DatabaseError::from)?;
        self.house.mark("committed");
        Ok(Done {
            entry: Some(entry.id),
        })
    }
}

fn cut_to_microseconds(moment: jiff::Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(moment.as_microsecond()).unwrap_or(moment)
}

/// A new record as it was written, in what it does not have in common with another that was made with it.
fn made_like(one: &Record, id: RecordId, slug: &Slug, new: &NewRecord) -> Record {
    Record {
        id,
        programme_id: new.programme_id,
        slug: slug.clone(),
        title: new.title.clone(),
        state: new.state.to_owned(),
        visibility: new.visibility,
        origin: new.origin,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        ..one.clone()
    }
}

fn own_columns(record: &Record) -> Value {
    json!({
        "title": record.title, "state": record.state, "visibility": record.visibility.as_str(),
        "valid_to": record.valid_to.map(|day| day.to_string()), "revision": record.revision,
    })
}
