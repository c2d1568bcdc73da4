use jiff::civil::Date;
use serde_json::json;

use super::list::pairs_of;
use super::{NeighbourGroup, NeighbourList};
use crate::indicators::{CURRENT, NEIGHBOUR_GROUP, REPLACED, policy, store};
use crate::joins::SUPERSEDES;
use crate::runner::{Change, House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId, Slug};

/// A group of neighbours to load.
#[derive(Debug, Clone)]
pub struct LoadNeighbours {
    /// The board whose people load it; `None` for the installation. Every board may compare with it.
    pub body_id: Option<RecordId>,
    /// What it is called. A group of the same name is replaced.
    pub title: String,
    /// Who made the list, and by what likeness.
    pub source: String,
    /// When it held.
    pub as_at: Date,
    /// Where it comes from: a published list, or one made up to show the product.
    pub origin: Origin,
    /// The list, without a problem.
    pub list: NeighbourList,
}

/// Why a group was not loaded. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum LoadNeighboursError {
    /// A group without a name cannot be asked for.
    #[error("give the group a name, such as “Statistical neighbours”")]
    NoTitle,
    /// Whoever compares must know who says that these places are alike.
    #[error("say who made the list, and by what likeness")]
    NoSource,
    /// Something must be mended first.
    #[error("{0} things in this list must be mended first")]
    Problems(usize),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Loads a group of neighbours. One of the same name, of the same board, is kept as replaced: answers that were given
/// against it name its places, and can be recomputed.
pub async fn load_neighbours(
    house: &House,
    who: &Who,
    input: LoadNeighbours,
) -> Result<NeighbourGroup, LoadNeighboursError> {
    let (title, source) = (input.title.trim(), input.source.trim());
    if title.is_empty() {
        return Err(LoadNeighboursError::NoTitle);
    }
    if source.is_empty() {
        return Err(LoadNeighboursError::NoSource);
    }
    if !input.list.problems.is_empty() {
        return Err(LoadNeighboursError::Problems(input.list.problems.len()));
    }
    let mut act = house
        .begin(who, &policy::LOAD_NEIGHBOURS, input.body_id)
        .await?;
    let before = store::neighbour_groups(act.connection(), house.registry())
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .find(|group| {
            group.record.body_id == input.body_id
                && Slug::from_words(&group.record.title) == Slug::from_words(title)
        });
    let mut new = NewRecord::new(NEIGHBOUR_GROUP, input.body_id, title, CURRENT);
    new.origin = input.origin;
    let group = NeighbourGroup {
        record: act.create(new).await?,
        source: source.to_owned(),
        as_at: input.as_at,
        pairs: pairs_of(&input.list),
    };
    let ids: Vec<_> = group.pairs.iter().map(|_| act.new_id().0).collect();
    store::insert_neighbour_group(act.connection(), &group, &ids)
        .await
        .map_err(RunnerError::from)?;
    if let Some(before) = before {
        let change = Change {
            state: Some(REPLACED),
            ..Change::default()
        };
        act.change(before.record.id, before.record.revision, change)
            .await?;
        act.link(group.record.id, SUPERSEDES, before.record.id, None)
            .await?;
    }
    act.note(json!({
        "neighbours": title, "source": source, "as at": group.as_at.to_string(),
        "places": group.places(), "pairs": group.pairs.len(),
    }));
    act.about(group.record.id);
    act.commit().await?;
    Ok(group)
}
