//! Where plans are carried out.
//!
//! Whatever this crate asks of data it writes as a plan in a session of DataFusion, and whoever opens sessions decides which
//! machine carries it out: [`Local`] is this process, the crate `cluster` has others. The plans are the same.
//!
//! Must not know: what is asked. Start with [`Sessions`].

use std::fmt;
use std::sync::Arc;

use datafusion::error::{DataFusionError, Result};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};

use crate::storage::Stores;

/// Opens sessions.
pub trait Sessions: fmt::Debug + Send + Sync {
    /// A session for one question. It reads every [`crate::storage::Address`].
    fn session(&self, wish: Wish) -> Result<SessionContext>;

    /// Whether questions are answered by this process, so that it may as well read a file itself.
    fn is_here(&self) -> bool {
        false
    }

    /// What an error of such a session means, where this process alone would not have met it.
    fn fault(&self, error: &DataFusionError) -> Option<Fault>;
}

/// What a question needs of its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Memory of this process. What other machines may use is theirs to say.
    pub memory: Memory,
    /// Rows come in the order of their file.
    pub in_order: bool,
}

/// How much a session may hold in memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Memory {
    /// As much as it needs.
    #[default]
    AsNeeded,
    /// So much; the rest goes to the disk for the time being.
    Spilling(usize),
    /// So much, and what needs more fails: nothing is written to a disk that others share.
    AtMost(usize),
}

/// What went wrong on other machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The question itself cannot be answered; in words, without anything about machines.
    Question(String),
    /// The machines; in words, with what to do.
    Machines(String),
}

/// Sessions in this process.
#[derive(Clone, Debug, Default)]
pub struct Local {
    stores: Arc<Stores>,
}

impl Sessions for Local {
    fn session(&self, wish: Wish) -> Result<SessionContext> {
        let mut settings = SessionConfig::new().with_information_schema(true);
        if wish.in_order {
            // One partition, so that rows come in the order of the file and answers are the same on every machine.
            settings = settings.with_target_partitions(1);
        }
        let runtime = runtime(wish.memory, &self.stores)?;
        Ok(SessionContext::new_with_config_rt(settings, runtime))
    }

    fn is_here(&self) -> bool {
        true
    }

    fn fault(&self, _: &DataFusionError) -> Option<Fault> {
        None
    }
}

/// What a session of this process works with: memory, passing files and stores.
pub fn runtime(memory: Memory, stores: &Arc<Stores>) -> Result<Arc<RuntimeEnv>> {
    let stores: Arc<Stores> = Arc::clone(stores);
    let runtime = RuntimeEnvBuilder::new().with_object_store_registry(stores);
    match memory {
        Memory::AsNeeded => runtime,
        Memory::Spilling(bytes) => runtime.with_memory_pool(Arc::new(FairSpillPool::new(bytes))),
        Memory::AtMost(bytes) => runtime
            .with_memory_limit(bytes, 1.0)
            .with_disk_manager_builder(
                DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled),
            ),
    }
    .build_arc()
}

/// What an engine says, without the names of its own parts, which tell a reader nothing.
#[must_use]
pub fn without_parts(said: &str) -> String {
    let mut words = said;
    for lead in [
        "Error during planning: ",
        "Execution error: ",
        "SQL error: ",
        "Schema error: ",
        "Arrow error: ",
        "This feature is not implemented: ",
    ] {
        words = words.strip_prefix(lead).unwrap_or(words);
    }
    // The engine's own names of the catalogue say nothing to whoever asked.
    words.replace("datafusion.public.", "")
}
