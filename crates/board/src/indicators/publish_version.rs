use super::indicator::bring_up_to_date;
use super::{DataVersion, PUBLISHED, REPLACED, Release, WAITING, policy, store};
use crate::audit;
use crate::runner::{Act, Change, House, RunnerError, Who};
use crate::vocabulary::{RecordId, Visibility};

/// Why a release was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishVersionError {
    /// It is published, replaced or taken back.
    #[error("this version does not wait to be published; it is {0}")]
    NotWaiting(String),
    /// Whoever loads does not publish.
    #[error("you loaded this version, so somebody else must look at it and publish it")]
    SamePerson,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Publishes a release that somebody else has loaded: from now on answers are given from it.
pub async fn publish_version(
    house: &House,
    who: &Who,
    id: RecordId,
    seen_revision: i64,
) -> Result<DataVersion, PublishVersionError> {
    let mut release = super::version(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id })?;
    let mut act = house
        .begin(who, &policy::PUBLISH_DATA, release.data_set.record.body_id)
        .await?;
    // Two who publish at once take turns, and the second reads what the first has done.
    audit::store::lock_head(act.connection(), None)
        .await
        .map_err(RunnerError::from)?;
    let set = Some(release.data_set.record.id);
    release.version = store::versions(act.connection(), house.registry(), set)
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .find(|version| version.record.id == id)
        .ok_or(RunnerError::NotFound { id })?;
    let state = &release.version.record.state;
    if state != WAITING {
        return Err(PublishVersionError::NotWaiting(state.clone()));
    }
    let same_person =
        who.actor.person().is_some() && who.actor.person() == release.version.loaded_by;
    if same_person {
        return Err(PublishVersionError::SamePerson);
    }
    if release.version.record.revision != seen_revision {
        return Err(RunnerError::Conflict {
            current: Box::new(release.version.record.clone()),
        }
        .into());
    }
    let version = put_in_force(&mut act, &release).await?;
    act.commit().await?;
    Ok(version)
}

/// Makes a waiting version the one that counts, within an act: the earlier one is replaced, indicators say what it says.
pub(super) async fn put_in_force(
    act: &mut Act,
    release: &Release,
) -> Result<DataVersion, RunnerError> {
    let today = act.who().today;
    let house = act.house().clone();
    let held = store::versions(
        act.connection(),
        house.registry(),
        Some(release.data_set.record.id),
    )
    .await?;
    let mut replaces_id = None;
    for earlier in held
        .iter()
        .filter(|version| version.record.state == PUBLISHED)
    {
        replaces_id = Some(earlier.record.id);
        let change = Change {
            state: Some(REPLACED),
            ..Change::default()
        };
        act.change(earlier.record.id, earlier.record.revision, change)
            .await?;
    }
    let change = Change {
        state: Some(PUBLISHED),
        visibility: Some(Visibility::Public),
        ..Change::default()
    };
    let version = &release.version;
    let record = act
        .change(version.record.id, version.record.revision, change)
        .await?;
    store::set_published(act.connection(), version.record.id, today, replaces_id).await?;
    let catalogue = store::catalogue_of(act.connection(), version.record.id).await?;
    bring_up_to_date(act, &catalogue, record.origin).await?;
    act.about(version.record.id);
    Ok(DataVersion {
        record,
        published_on: Some(today),
        replaces_id,
        ..version.clone()
    })
}
