use evidence::analysis::{self, Over};
use evidence::disclosure::Policy;
use evidence::engine::FileHash;
use evidence::intake::Note;
use evidence::small_areas;
use jiff::civil::Date;

use super::{PUBLISHED, WAITING, indicators, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{Origin, RecordId};

/// What a publisher releases under one licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    /// Its record: its name.
    pub record: Record,
    /// Who publishes it, in words.
    pub source: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The words that the licence asks for.
    pub attribution: Option<String>,
    /// What it needs before it may be shown.
    pub policy: Policy,
    /// Why that is enough.
    pub policy_reason: Option<String>,
    /// When the next release is due.
    pub next_due: Option<Date>,
}

/// One release of a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct DataVersion {
    /// Its record. Its state says whether it is used, its origin where the figures come from.
    pub record: Record,
    /// The data set.
    pub data_set_id: RecordId,
    /// Counts the versions of the data set from 1.
    pub number: i64,
    /// The data file, by the hash that is its name.
    pub file: FileHash,
    /// The board's date on which it was loaded.
    pub as_at: Date,
    /// When it was first published.
    pub published_on: Option<Date>,
    /// The version whose place it takes.
    pub replaces_id: Option<RecordId>,
    /// Rows in the file.
    pub rows: u64,
    /// The files that were brought, with the hash of each.
    pub sources: Vec<(String, FileHash)>,
    /// What was noticed in them.
    pub notes: Vec<Note>,
    /// The publisher's numbers of the indicators in the file.
    pub indicator_ids: Vec<String>,
    /// The person who loaded it, who may not publish it. `None` for the command line.
    pub loaded_by: Option<RecordId>,
    /// Their name.
    pub loaded_by_name: String,
}

/// A version with its data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// The data set.
    pub data_set: DataSet,
    /// The version.
    pub version: DataVersion,
}

impl Release {
    /// Whether it is about small areas alone, of which larger places are built: a lookup, indices of deprivation, residents.
    #[must_use]
    pub fn is_about_small_areas(&self) -> bool {
        let held = &self.version.indicator_ids;
        !held.is_empty() && held.iter().all(|id| small_areas::is_about_small_areas(id))
    }

    /// The data file as questions name it.
    #[must_use]
    pub fn as_asked(&self) -> analysis::DataVersion {
        analysis::DataVersion {
            file: self.version.file,
            policy: self.data_set.policy,
            origin: as_evidence_says(self.version.record.origin),
        }
    }
}

/// Where figures come from, in the words of `evidence`.
pub(super) fn as_evidence_says(origin: Origin) -> evidence::cell::Origin {
    match origin {
        Origin::Entered => evidence::cell::Origin::Entered,
        Origin::Imported => evidence::cell::Origin::Imported,
        Origin::Quoted => evidence::cell::Origin::Quoted,
        Origin::Illustrative => evidence::cell::Origin::Illustrative,
    }
}

/// Where figures come from, in the words of records.
pub(crate) fn as_records_say(origin: evidence::cell::Origin) -> Origin {
    match origin {
        evidence::cell::Origin::Entered => Origin::Entered,
        evidence::cell::Origin::Imported => Origin::Imported,
        evidence::cell::Origin::Quoted => Origin::Quoted,
        evidence::cell::Origin::Illustrative => Origin::Illustrative,
    }
}

/// Every data set, by name.
pub async fn data_sets(house: &House) -> Result<Vec<DataSet>, DatabaseError> {
    store::data_sets(house.reader(), house.registry()).await
}

/// The data set with an id.
pub async fn data_set(house: &House, id: RecordId) -> Result<Option<DataSet>, DatabaseError> {
    Ok(data_sets(house)
        .await?
        .into_iter()
        .find(|set| set.record.id == id))
}

/// The versions of a data set, newest first; of all data sets where none is named.
pub async fn versions_of(
    house: &House,
    data_set_id: Option<RecordId>,
) -> Result<Vec<DataVersion>, DatabaseError> {
    store::versions(house.reader(), house.registry(), data_set_id).await
}

/// The version with an id, with its data set.
pub async fn version(house: &House, id: RecordId) -> Result<Option<Release>, DatabaseError> {
    let found = versions_of(house, None)
        .await?
        .into_iter()
        .find(|version| version.record.id == id);
    let Some(version) = found else {
        return Ok(None);
    };
    let data_set = data_set(house, version.data_set_id).await?;
    Ok(data_set.map(|data_set| Release { data_set, version }))
}

/// The version of a data set that waits for somebody to publish it.
pub async fn waiting_version(
    house: &House,
    data_set_id: RecordId,
) -> Result<Option<DataVersion>, DatabaseError> {
    Ok(versions_of(house, Some(data_set_id))
        .await?
        .into_iter()
        .find(|version| version.record.state == WAITING))
}

/// The releases that answers are given from, the newest first: where two hold the same figure, the newer counts.
pub async fn published_releases(house: &House) -> Result<Vec<Release>, DatabaseError> {
    let sets = data_sets(house).await?;
    let mut releases: Vec<Release> = versions_of(house, None)
        .await?
        .into_iter()
        .filter(|version| version.record.state == PUBLISHED)
        .filter_map(|version| {
            let data_set = sets
                .iter()
                .find(|set| set.record.id == version.data_set_id)?
                .clone();
            Some(Release { data_set, version })
        })
        .collect();
    releases.sort_by(|a, b| {
        let key = |release: &Release| (release.version.published_on, release.version.record.id);
        key(b).cmp(&key(a))
    });
    Ok(releases)
}

/// What questions are asked over: every published file of indicators, with what people have said about them. For a question
/// about one indicator, only the files that hold it: others change nothing in the answer and would spoil its receipt.
pub async fn published_over(house: &House, indicator: Option<&str>) -> Result<Over, DatabaseError> {
    let releases = published_releases(house).await?;
    let wanted = |id: &str| indicator.is_none_or(|wanted| wanted == id);
    let data = releases
        .iter()
        .filter(|release| {
            let held = &release.version.indicator_ids;
            match indicator {
                Some(wanted) => held.iter().any(|id| id == wanted),
                None => !release.is_about_small_areas(),
            }
        })
        .map(Release::as_asked)
        .collect();
    let corrections = indicators(house)
        .await?
        .into_iter()
        .filter(|indicator| wanted(&indicator.described.id))
        .filter_map(|indicator| {
            let correction = indicator.correction()?;
            Some((indicator.described.id, correction))
        })
        .collect();
    Ok(Over { data, corrections })
}

/// What questions about a place that is built of small areas are asked over: every published file about small areas.
pub async fn small_areas_over(house: &House) -> Result<Over, DatabaseError> {
    let releases = published_releases(house).await?;
    Ok(Over {
        data: releases
            .iter()
            .filter(|release| release.is_about_small_areas())
            .map(Release::as_asked)
            .collect(),
        ..Over::default()
    })
}
