use evidence::analysis::{
    Answer, AskError, Changes, ChangesAsk, DataVersion as Asked, Over, changes,
};
use evidence::disclosure::Policy;
use evidence::engine::{Engine, FileHash};

use super::data_set::as_evidence_says;
use super::{FiguresError, PUBLISHED, Release, indicators, versions_of};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Origin, Slug};

/// What a waiting version would change: cell by cell, and which verdicts would turn.
pub async fn preview_version(
    house: &House,
    engine: &dyn Engine,
    release: &Release,
) -> Result<Answer<Changes>, FiguresError> {
    let earlier = release_before(house, release).await?;
    compare(house, engine, release.as_asked(), earlier.as_ref()).await
}

/// The same for a file that is only staged under a policy, as a release of the data set with a title, of the installation.
pub async fn preview_file(
    house: &House,
    engine: &dyn Engine,
    file: FileHash,
    title: &str,
    policy: Policy,
    origin: Origin,
) -> Result<Answer<Changes>, FiguresError> {
    let earlier = earlier_release(house, title).await?;
    let asked = Asked {
        file,
        policy,
        origin: as_evidence_says(origin),
    };
    compare(house, engine, asked, earlier.as_ref()).await
}

/// The published release of a data set of the installation, by its title.
pub async fn earlier_release(house: &House, title: &str) -> Result<Option<Release>, DatabaseError> {
    let slug = Slug::from_words(title);
    Ok(super::published_releases(house)
        .await?
        .into_iter()
        .find(|release| {
            release.data_set.record.slug == slug && release.data_set.record.body_id.is_none()
        }))
}

/// The published release whose place a waiting one would take.
pub async fn release_before(
    house: &House,
    release: &Release,
) -> Result<Option<Release>, DatabaseError> {
    let held = versions_of(house, Some(release.data_set.record.id)).await?;
    Ok(held
        .into_iter()
        .find(|version| version.record.state == PUBLISHED)
        .map(|version| Release {
            data_set: release.data_set.clone(),
            version,
        }))
}

async fn compare(
    house: &House,
    engine: &dyn Engine,
    new: Asked,
    earlier: Option<&Release>,
) -> Result<Answer<Changes>, FiguresError> {
    let mut data = vec![new];
    data.extend(earlier.map(Release::as_asked));
    let corrections = indicators(house)
        .await?
        .into_iter()
        .filter_map(|indicator| {
            let correction = indicator.correction()?;
            Some((indicator.described.id, correction))
        })
        .collect();
    let over = Over { data, corrections };
    let answer = changes(engine, &ChangesAsk {}, &over).await;
    answer.map_err(|error: AskError| FiguresError::Ask(error))
}
