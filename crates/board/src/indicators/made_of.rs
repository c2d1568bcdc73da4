use evidence::analysis::RateMethod;

use super::make_rates::{number_of_rates, word};
use super::{DataSet, DataVersion, PUBLISHED, WAITING, data_sets, versions_of};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::RecordId;

const METHODS: [RateMethod; 3] = [
    RateMethod::Crude,
    RateMethod::DirectlyStandardised,
    RateMethod::IndirectlyStandardised,
];

/// A release that a version of rates was made of here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeOf {
    /// The data set.
    pub data_set: String,
    /// The version that was used.
    pub version: i64,
    /// The version that counts by now, where that is another one.
    pub newer: Option<i64>,
    /// The publisher's numbers of the indicators in what was used.
    pub indicator_ids: Vec<String>,
}

impl MadeOf {
    /// That there is a newer release, in a sentence; none where there is not.
    #[must_use]
    pub fn newer_words(&self) -> Option<String> {
        let newer = self.newer?;
        Some(format!(
            "Made of version {} of “{}”, of which version {newer} counts now.",
            self.version, self.data_set
        ))
    }
}

/// Rates whose counts or people have a newer release than they were made of.
#[derive(Debug, Clone, PartialEq)]
pub struct RatesBehind {
    /// The data set of the rates.
    pub data_set: DataSet,
    /// What its version that counts was made of.
    pub made_of: Vec<MadeOf>,
    /// The number of the rates.
    pub number: String,
}

impl RatesBehind {
    /// Of which counts, among which people and how they were made, as their number says.
    #[must_use]
    pub fn made_with(&self) -> Option<(&str, &str, RateMethod)> {
        let of = || self.made_of.iter().flat_map(|made| &made.indicator_ids);
        of().find_map(|counts| {
            of().find_map(|population| {
                let method = METHODS
                    .into_iter()
                    .find(|&method| number_of_rates(counts, population, method) == self.number)?;
                Some((counts.as_str(), population.as_str(), method))
            })
        })
    }
}

/// What a version was made of here; nothing for one that somebody brought.
pub async fn made_of(house: &House, version: &DataVersion) -> Result<Vec<MadeOf>, DatabaseError> {
    // Nearly every version was brought, and its indicators are not numbered as rates are: then nothing else is looked at.
    let numbered = |id: &String| METHODS.iter().any(|&method| id.ends_with(word(method)));
    if !version.indicator_ids.iter().any(numbered) {
        return Ok(Vec::new());
    }
    let (sets, versions) = (data_sets(house).await?, versions_of(house, None).await?);
    Ok(among(&sets, &versions, version))
}

/// Published rates that are behind what they were made of, by the name of their data set. Those that were made again and wait for
/// a second person are not among them.
pub async fn rates_behind(house: &House) -> Result<Vec<RatesBehind>, DatabaseError> {
    let (sets, versions) = (data_sets(house).await?, versions_of(house, None).await?);
    let published = versions
        .iter()
        .filter(|version| version.record.state == PUBLISHED);
    let is_behind = |made_of: &[MadeOf]| made_of.iter().any(|made| made.newer.is_some());
    let is_on_its_way = |set: RecordId| {
        let mut of_set = versions.iter().filter(|version| version.data_set_id == set);
        of_set.any(|version| {
            version.record.state == WAITING && !is_behind(&among(&sets, &versions, version))
        })
    };
    let mut behind = Vec::new();
    for version in published {
        let made_of = among(&sets, &versions, version);
        let set = sets.iter().find(|set| set.record.id == version.data_set_id);
        if let (Some(set), Some(number)) = (set, version.indicator_ids.first())
            && is_behind(&made_of)
            && !is_on_its_way(set.record.id)
        {
            behind.push(RatesBehind {
                data_set: set.clone(),
                made_of,
                number: number.clone(),
            });
        }
    }
    behind.sort_by(|one, other| one.data_set.record.title.cmp(&other.data_set.record.title));
    Ok(behind)
}

/// Among the sources of a version are the data files that it was made of, by their hashes.
fn among(sets: &[DataSet], versions: &[DataVersion], made: &DataVersion) -> Vec<MadeOf> {
    let mut all = Vec::new();
    for (_, hash) in &made.sources {
        let used = versions
            .iter()
            .find(|used| used.file == *hash && used.data_set_id != made.data_set_id);
        let Some(used) = used else { continue };
        let set = sets.iter().find(|set| set.record.id == used.data_set_id);
        let counts = versions.iter().find(|version| {
            version.data_set_id == used.data_set_id && version.record.state == PUBLISHED
        });
        all.push(MadeOf {
            data_set: set.map_or_else(String::new, |set| set.record.title.clone()),
            version: used.number,
            newer: counts
                .filter(|counts| counts.file != *hash)
                .map(|counts| counts.number),
            indicator_ids: used.indicator_ids.clone(),
        });
    }
    all
}
