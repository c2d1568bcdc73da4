use super::import_data::take_back;
use super::{PUBLISHED, WAITING, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Why an import was not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoImportError {
    /// It is neither waiting nor published.
    #[error("only the newest version can be taken back; this one is {0}")]
    NotNewest(String),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Takes a version back. The one that it replaced counts again; without one, its figures are gone from every page. The
/// file stays, so that receipts that used it still work.
pub async fn undo_import(
    house: &House,
    who: &Who,
    id: RecordId,
    seen_revision: i64,
) -> Result<(), UndoImportError> {
    let release = super::version(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id })?;
    let version = release.version;
    let mut act = house
        .begin(who, &policy::UNDO_IMPORT, release.data_set.record.body_id)
        .await?;
    if ![WAITING, PUBLISHED].contains(&version.record.state.as_str()) {
        return Err(UndoImportError::NotNewest(version.record.state));
    }
    if version.record.revision != seen_revision {
        return Err(RunnerError::Conflict {
            current: Box::new(version.record),
        }
        .into());
    }
    take_back(&mut act, &version).await?;
    if version.record.state == PUBLISHED
        && let Some(earlier) = version.replaces_id
    {
        let held = store::versions(
            act.connection(),
            house.registry(),
            Some(version.data_set_id),
        )
        .await
        .map_err(RunnerError::from)?;
        if let Some(earlier) = held.iter().find(|held| held.record.id == earlier) {
            let change = Change {
                state: Some(PUBLISHED),
                ..Change::default()
            };
            act.change(earlier.record.id, earlier.record.revision, change)
                .await?;
        }
    }
    act.about(id);
    act.commit().await?;
    Ok(())
}
