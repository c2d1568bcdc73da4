use std::collections::BTreeSet;

use evidence::boundaries::{Fault, Level, Outlines, read};
use evidence::engine::FileHash;
use serde_json::json;

use super::{BOUNDARIES, CURRENT, REPLACED, policy, store};
use crate::database::DatabaseError;
use crate::runner::{Change, House, RunnerError, Who};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId};

/// The years in which boundaries can have been drawn.
const VINTAGES: std::ops::RangeInclusive<u16> = 1974..=2100;

/// The outlines of one kind of area as they were in one year, without the outlines themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundarySet {
    /// Its record: what it is called; `current`, or `replaced` by another file of the same kind and year.
    pub record: Record,
    /// The kind of area.
    pub level: Level,
    /// The year whose boundaries these are.
    pub vintage: u16,
    /// Under which licence.
    pub licence: String,
    /// The words that must stand under every map of them.
    pub attribution: String,
    /// What the file was called.
    pub file_name: String,
    /// The SHA-256 of the file.
    pub file: FileHash,
    /// How many areas it has.
    pub areas: u32,
}

impl BoundarySet {
    /// What stands under a map: the attribution, the kind and the year.
    #[must_use]
    pub fn source(&self) -> String {
        format!(
            "Boundaries of {}, {}: {}. Licence: {}",
            self.level.plural(),
            self.vintage,
            self.attribution,
            self.licence
        )
    }
}

/// A file of boundaries to load.
#[derive(Debug, Clone)]
pub struct LoadBoundaries {
    /// The board that loads it; none for the whole installation.
    pub body_id: Option<RecordId>,
    /// What the file is called.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// The kind of area.
    pub level: Level,
    /// The year whose boundaries these are.
    pub vintage: u16,
    /// Under which licence.
    pub licence: String,
    /// The words that must stand under every map.
    pub attribution: String,
    /// The property with the codes; found where it is left out.
    pub code_property: Option<String>,
    /// Where they come from.
    pub origin: Origin,
}

/// Why boundaries were not loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadBoundariesError {
    /// What is wrong with the file.
    #[error("{}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
    /// Not a year that boundaries have.
    #[error("{0} is no year of boundaries: give the year that they were in force, such as 2024")]
    Vintage(u16),
    /// Maps may not be shown without it.
    #[error("say under which licence the boundaries are, and whom a map must name")]
    NoLicence,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Reads a file of boundaries and keeps its outlines. The same file again changes nothing; another file of the same kind and year
/// takes the place of the one that the same board loaded before, which stays as a record.
pub async fn load_boundaries(
    house: &House,
    who: &Who,
    input: LoadBoundaries,
) -> Result<BoundarySet, LoadBoundariesError> {
    if !VINTAGES.contains(&input.vintage) {
        return Err(LoadBoundariesError::Vintage(input.vintage));
    }
    let (licence, attribution) = (input.licence.trim(), input.attribution.trim());
    if licence.is_empty() || attribution.is_empty() {
        return Err(LoadBoundariesError::NoLicence);
    }
    // Whoever may not load is told so, and not what is wrong with the file.
    let mut act = house
        .begin(who, &policy::LOAD_BOUNDARIES, input.body_id)
        .await?;
    let property = input.code_property.as_deref().map(str::trim);
    let outlines = read(
        &input.bytes,
        input.level,
        property.filter(|name| !name.is_empty()),
    )
    .map_err(LoadBoundariesError::Faults)?;
    let file = FileHash::of(&input.bytes);
    let registry = act.house().registry();
    let before: Vec<BoundarySet> = store::boundary_sets(act.connection(), registry)
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .filter(|set| set.level == input.level && set.vintage == input.vintage)
        .filter(|set| set.record.state == CURRENT && set.record.body_id == input.body_id)
        .collect();
    if let Some(same) = before.iter().find(|set| set.file == file) {
        return Ok(same.clone());
    }
    for set in &before {
        let change = Change {
            state: Some(REPLACED),
            ..Change::default()
        };
        act.change(set.record.id, set.record.revision, change)
            .await?;
    }
    let title = format!("Boundaries of {}, {}", input.level.plural(), input.vintage);
    let mut new = NewRecord::new(BOUNDARIES, input.body_id, title, CURRENT);
    new.origin = input.origin;
    let set = BoundarySet {
        record: act.create(new).await?,
        level: input.level,
        vintage: input.vintage,
        licence: licence.to_owned(),
        attribution: attribution.to_owned(),
        file_name: input.file_name,
        file,
        areas: u32::try_from(outlines.areas.len()).unwrap_or(u32::MAX),
    };
    store::insert_boundaries(act.connection(), &set, &outlines)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({
        "boundaries": set.record.id.to_string(), "level": set.level.word(), "vintage": set.vintage,
        "areas": set.areas, "file": set.file.to_string(), "licence": set.licence,
    }));
    act.commit().await?;
    Ok(set)
}

/// Every set of boundaries, the newest of each kind first.
pub async fn boundary_sets(house: &House) -> Result<Vec<BoundarySet>, DatabaseError> {
    store::boundary_sets(house.reader(), house.registry()).await
}

/// The current boundaries that fit the most of some areas, the later year where two fit alike; `None` where none fits half of them.
pub async fn boundaries_for(
    house: &House,
    codes: &BTreeSet<String>,
) -> Result<Option<(BoundarySet, Outlines)>, DatabaseError> {
    let level = codes.iter().next().and_then(|code| Level::of_code(code));
    let mut best: Option<(usize, BoundarySet, Outlines)> = None;
    for set in boundary_sets(house).await? {
        if Some(set.level) != level || set.record.state != CURRENT {
            continue;
        }
        let Some(outlines) = store::outlines(house.reader(), set.record.id).await? else {
            continue;
        };
        let fits = outlines
            .areas
            .iter()
            .filter(|area| codes.contains(&area.code))
            .count();
        if fits * 2 >= codes.len() && best.as_ref().is_none_or(|(most, _, _)| fits > *most) {
            best = Some((fits, set, outlines));
        }
    }
    Ok(best.map(|(_, set, outlines)| (set, outlines)))
}
