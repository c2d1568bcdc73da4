use std::collections::BTreeSet;

use serde_json::json;

use super::add_attachment::take_turn;
use super::folder::{AttachmentFolder, FolderError};
use super::{policy, store};
use crate::runner::{House, RunnerError, Who};

/// Why nothing was swept.
#[derive(Debug, thiserror::Error)]
pub enum SweepAttachmentsError {
    /// The data folder failed.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Removes the kept files that no attachment names, and returns how many went. The audit log says which. It holds the same
/// turn as whoever attaches a file from beginning to end, so that none is removed between being kept and being named.
pub async fn sweep_attachments(house: &House, who: &Who) -> Result<usize, SweepAttachmentsError> {
    let mut act = house.begin(who, &policy::SWEEP_ATTACHMENTS, None).await?;
    take_turn(&act).await?;
    let folder = AttachmentFolder::of(house);
    let mut unnamed = folder.kept()?;
    let named: BTreeSet<_> = store::stored_files(act.connection())
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .map(|(file, _)| file.hash)
        .collect();
    unnamed.retain(|file| !named.contains(file));
    if unnamed.is_empty() {
        return Ok(0);
    }
    for &file in &unnamed {
        folder.remove(file)?;
    }
    act.note(json!({ "attached files removed": unnamed }));
    act.commit().await?;
    Ok(unnamed.len())
}
