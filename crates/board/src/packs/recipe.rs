use std::collections::BTreeSet;

use evidence::analysis::Against;
use evidence::engine::FileHash;
use serde::{Deserialize, Serialize};

use crate::database::DatabaseError;
use crate::documents::DocumentPaper;
use crate::indicators::published_releases;
use crate::runner::House;
use crate::vocabulary::RecordId;

/// What a pack is made from, kept with each of its versions so that it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Code of the place.
    pub area: String,
    /// What it is compared with.
    #[serde(default)]
    pub against: Against,
    /// The publishers' numbers of the indicators, in the order in which they stand.
    pub indicators: Vec<String>,
    /// The element of a framework that the pack is about: statements that carry it are in the pack too.
    #[serde(default)]
    pub element: Option<RecordId>,
    /// What the pack is about, parted by commas: statements which hold every word of one topic are in the pack too.
    #[serde(default)]
    pub topic: Option<String>,
    /// What the pack is for, in somebody's own words; an empty line between paragraphs.
    #[serde(default)]
    pub introduction: Option<String>,
    /// The data files that its figures come from.
    #[serde(default)]
    pub data: Vec<FileHash>,
}

/// The recipe of a version; nothing for a paper that is no pack.
#[must_use]
pub fn recipe_of(paper: &DocumentPaper) -> Option<Recipe> {
    serde_json::from_value(paper.made_from.clone()).ok()
}

/// Whether figures of a pack come from other data files now than when it was made.
pub async fn has_newer_figures(house: &House, recipe: &Recipe) -> Result<bool, DatabaseError> {
    let releases = published_releases(house).await?;
    let holds = |held: &[String]| held.iter().any(|id| recipe.indicators.contains(id));
    let now: BTreeSet<FileHash> = releases
        .iter()
        .filter(|release| holds(&release.version.indicator_ids))
        .map(|release| release.version.file)
        .collect();
    let then: BTreeSet<FileHash> = recipe.data.iter().copied().collect();
    Ok(now != then)
}
