use std::collections::BTreeSet;

use evidence::engine::{Engine, EngineError};
use serde_json::json;

use super::{policy, store};
use crate::audit;
use crate::runner::{House, RunnerError, Who};

/// Why nothing was swept.
#[derive(Debug, thiserror::Error)]
pub enum SweepFilesError {
    /// The data folder failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Removes the kept data files that no version names, and returns how many went. The audit log says which. It holds the
/// same turn as an import from beginning to end, so that a file is never removed between being kept and being named.
pub async fn sweep_files(
    house: &House,
    engine: &dyn Engine,
    who: &Who,
) -> Result<usize, SweepFilesError> {
    let mut act = house.begin(who, &policy::SWEEP_FILES, None).await?;
    audit::store::lock_head(act.connection(), None)
        .await
        .map_err(RunnerError::from)?;
    let mut unnamed = engine.kept().await?;
    let named: BTreeSet<_> = store::versions(act.connection(), house.registry(), None)
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .map(|version| version.file)
        .collect();
    unnamed.retain(|file| !named.contains(file));
    if unnamed.is_empty() {
        return Ok(0);
    }
    for &file in &unnamed {
        engine.remove(file).await?;
    }
    let hashes: Vec<String> = unnamed.iter().map(ToString::to_string).collect();
    act.note(json!({ "files removed": hashes }));
    act.commit().await?;
    Ok(unnamed.len())
}
