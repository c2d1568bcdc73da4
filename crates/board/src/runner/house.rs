use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait};

use super::{Act, Permission, Randomness, RunnerError};
use crate::audit;
use crate::database::{Database, DatabaseError};
use crate::thread::{JoinRule, Registry, store};
use crate::vocabulary::{Actor, RecordId};

/// Who acts, and when by both clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Who.
    pub actor: Actor,
    /// The board's date: due, late, expired, clear days.
    pub today: Date,
    /// The machine's time: sessions, tokens, audit.
    pub now: Timestamp,
}

/// Called at named points of an act. Drills stop the process there to see what survives; otherwise it does nothing.
pub type Marker = fn(&str);

/// One installation: its database, its folder, and what its capabilities have registered.
#[derive(Clone)]
pub struct House {
    database: Database,
    data_folder: Arc<Path>,
    registry: Arc<Registry>,
    randomness: Arc<dyn Randomness>,
    marker: Marker,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("House")
            .field("data_folder", &self.data_folder)
            .finish_non_exhaustive()
    }
}

impl House {
    /// Opens a house over an open database, with every capability registered.
    #[must_use]
    pub fn new(database: Database, data_folder: PathBuf, randomness: Arc<dyn Randomness>) -> Self {
        Self {
            database,
            data_folder: data_folder.into(),
            registry: Arc::new(crate::registry()),
            randomness,
            marker: |_| {},
        }
    }

    /// The same house, calling `marker` at named points of every act.
    #[must_use]
    pub fn with_marker(mut self, marker: Marker) -> Self {
        self.marker = marker;
        self
    }

    /// The folder that holds the database file, data files and attachments.
    #[must_use]
    pub fn data_folder(&self) -> &Path {
        &self.data_folder
    }

    /// What the capabilities have registered.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The open database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Random bytes.
    #[must_use]
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.fill(&mut bytes);
        bytes
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        self.database.reader()
    }

    pub(crate) fn mark(&self, point: &str) {
        (self.marker)(point);
    }

    /// Begins an act in a body (`None`: in the installation), if the actor may do it there.
    ///
    /// # Errors
    /// [`RunnerError::Forbidden`] when none of the actor's roles allows it.
    pub async fn begin(
        &self,
        who: &Who,
        permission: &'static Permission,
        body_id: Option<RecordId>,
    ) -> Result<Act, RunnerError> {
        if !permission.allows(&who.actor, body_id) {
            return Err(RunnerError::Forbidden {
                act: permission.act,
                roles: permission.roles,
            });
        }
        let options = TransactionOptions {
            // An immediate transaction waits for its turn at the start, instead of failing in the middle.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self
            .database
            .writer()
            .begin_with_options(options)
            .await
            .map_err(DatabaseError::from)?;
        self.mark("begun");
        Ok(Act::new(
            self.clone(),
            transaction,
            who.clone(),
            permission,
            body_id,
        ))
    }

    /// Makes a new installation usable: its audit chain, and the join rules that ship. Doing it again adds only what a
    /// newer version brought.
    pub async fn install(&self, who: &Who) -> Result<(), RunnerError> {
        const INSTALL: Permission = Permission::open("set up the installation");
        let mut act = self.begin(who, &INSTALL, None).await?;
        if audit::store::heads(act.connection()).await?.is_empty() {
            let chain = act.new_id();
            audit::store::insert_chain(act.connection(), chain.0, None).await?;
            act.note(serde_json::json!({ "made": "audit chain of the installation" }));
        }
        let present = store::join_rules(act.connection()).await?;
        for rule in self.registry.shipped_rules().iter().map(JoinRule::from) {
            let known = present.iter().any(|standing| {
                let row = &standing.rule;
                row.kind == rule.kind
                    && row.states == rule.states
                    && row.direction == rule.direction
                    && row.expects == rule.expects
            });
            if !known {
                let id = act.new_id();
                store::insert_rule(act.connection(), id.0, &rule, true).await?;
                act.note(serde_json::json!({ "join rule": { "kind": rule.kind, "expects": rule.expects } }));
            }
        }
        act.commit().await?;
        Ok(())
    }
}
