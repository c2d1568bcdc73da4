use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Relation, ShippedRule};
use crate::database::DatabaseError;
use crate::files::TakesAttachments;
use crate::runner::House;
use crate::vocabulary::{Kind, RecordId};

/// What the thread must know about a kind of record.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// The kind; also the word in references.
    pub kind: Kind,
    /// One of them, in a sentence: "priority".
    pub one: &'static str,
    /// Several of them: "priorities".
    pub many: &'static str,
    /// The plural path word of its public page: `priorities` gives `/{body}/priorities/{slug}`. `None` when it has no
    /// page of its own; its thread page serves.
    pub path: Option<&'static str>,
    /// The states that it can be in, first to last.
    pub states: &'static [&'static str],
}

/// What the thread must know about a relation.
#[derive(Debug, Clone, Copy)]
pub struct RelationSpec {
    /// Its name in links and rules.
    pub relation: Relation,
    /// Kinds that may be joined, from and to; empty for any.
    pub joins: &'static [(Kind, Kind)],
    /// The sentence part seen from below: "rests on".
    pub up: &'static str,
    /// The sentence part seen from above: "is the evidence for".
    pub down: &'static str,
}

/// How many of a part each record has; records that are absent have none.
pub type PartCounts = HashMap<RecordId, u64>;

/// A part of a record that is no link, such as an owner or a date, counted by the capability that holds it.
#[async_trait::async_trait]
pub trait Part: Send + Sync {
    /// The kind of record.
    fn kind(&self) -> Kind;
    /// The name that rules use: `owner`.
    fn name(&self) -> &'static str;
    /// Counts the part for many records at once.
    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        today: Date,
    ) -> Result<PartCounts, DatabaseError>;
    /// Since which day the part is missing, for records that know one of their own, such as a day set for it. The others
    /// count from the day on which they came to be as they are.
    async fn missing_since(
        &self,
        _house: &House,
        _records: &[RecordId],
    ) -> Result<HashMap<RecordId, Date>, DatabaseError> {
        Ok(HashMap::new())
    }
}

/// Everything that capabilities tell the engines about themselves.
#[derive(Clone, Default)]
pub struct Registry {
    kinds: Vec<KindSpec>,
    relations: Vec<RelationSpec>,
    parts: Vec<Arc<dyn Part>>,
    rules: Vec<ShippedRule>,
    taking_attachments: Vec<Arc<dyn TakesAttachments>>,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registry")
            .field("kinds", &self.kinds.len())
            .finish_non_exhaustive()
    }
}

impl Registry {
    /// Adds kinds.
    pub fn kinds(&mut self, kinds: &[KindSpec]) -> &mut Self {
        self.kinds.extend_from_slice(kinds);
        self
    }

    /// Adds relations.
    pub fn relations(&mut self, relations: &[RelationSpec]) -> &mut Self {
        self.relations.extend_from_slice(relations);
        self
    }

    /// Adds a part that rules may expect.
    pub fn part(&mut self, part: impl Part + 'static) -> &mut Self {
        self.parts.push(Arc::new(part));
        self
    }

    /// Adds rules that ship.
    pub fn rules(&mut self, rules: &[ShippedRule]) -> &mut Self {
        self.rules.extend_from_slice(rules);
        self
    }

    /// Adds a kind of record that takes attachments.
    pub fn takes_attachments(&mut self, takes: impl TakesAttachments + 'static) -> &mut Self {
        self.taking_attachments.push(Arc::new(takes));
        self
    }

    /// What capabilities say about attachments of records of a kind.
    pub fn taking_attachments(&self, kind: Kind) -> impl Iterator<Item = &dyn TakesAttachments> {
        self.taking_attachments
            .iter()
            .map(AsRef::as_ref)
            .filter(move |takes| takes.kind() == kind)
    }

    /// The kind with a name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&KindSpec> {
        self.kinds.iter().find(|spec| spec.kind.0 == name)
    }

    /// The kind whose pages lie under a plural path word.
    #[must_use]
    pub fn kind_by_path(&self, path: &str) -> Option<&KindSpec> {
        self.kinds.iter().find(|spec| spec.path == Some(path))
    }

    /// The relation with a name.
    #[must_use]
    pub fn relation(&self, name: &str) -> Option<&RelationSpec> {
        self.relations.iter().find(|spec| spec.relation.0 == name)
    }

    /// The part of a kind with a name.
    #[must_use]
    pub fn part_of(&self, kind: &str, name: &str) -> Option<&Arc<dyn Part>> {
        self.parts
            .iter()
            .find(|part| part.kind().0 == kind && part.name() == name)
    }

    /// The rules that ship.
    #[must_use]
    pub fn shipped_rules(&self) -> &[ShippedRule] {
        &self.rules
    }

    /// Every relation.
    #[must_use]
    pub fn all_relations(&self) -> &[RelationSpec] {
        &self.relations
    }

    /// Every part that rules may expect, by kind and name.
    pub fn all_parts(&self) -> impl Iterator<Item = (Kind, &'static str)> {
        self.parts.iter().map(|part| (part.kind(), part.name()))
    }

    /// Every kind.
    #[must_use]
    pub fn all_kinds(&self) -> &[KindSpec] {
        &self.kinds
    }
}
