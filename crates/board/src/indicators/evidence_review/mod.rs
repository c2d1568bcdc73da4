//! What a working group looks at before a workshop: evidence of the place, of its region and of the country, or the reason why there
//! is none at a level.
//!
//! A workshop is ready when each of the three levels has a statement or a recorded gap. At which level a statement stands follows
//! from the place that it is about, and is never typed. Must not know what the workshop decides. Start with [`EvidenceReview`].

mod gather;
mod mark_ready;
mod open;
mod record_gap;
#[cfg(test)]
mod tests;

pub use gather::{GatherEvidence, GatherEvidenceError, gather_evidence};
pub use mark_ready::{MarkReadyError, mark_evidence_ready};
pub use open::{OpenEvidenceReview, OpenEvidenceReviewError, open_evidence_review};
pub use record_gap::{RecordGapOfLevel, RecordGapOfLevelError, record_gap_of_level};

use std::collections::HashMap;

use jiff::civil::Date;

use super::{EVIDENCE_READY, EvidenceItem, evidence_items, store};
use crate::database::DatabaseError;
use crate::joins::CITES;
use crate::places::{AreaType, areas};
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, words};

words! {
    /// How far a piece of evidence reaches.
    pub enum EvidenceLevel {
        /// The place of the board, and parts of it.
        Local = "local",
        /// The region, and systems in it.
        Regional = "regional",
        /// The country.
        National = "national",
    }
}

impl EvidenceLevel {
    /// The level of whatever is about a place of this type.
    #[must_use]
    pub fn of(area_type: AreaType) -> Self {
        match area_type {
            AreaType::Country => Self::National,
            AreaType::Region | AreaType::System => Self::Regional,
            AreaType::Authority
            | AreaType::Locality
            | AreaType::Neighbourhood
            | AreaType::Ward
            | AreaType::Combined => Self::Local,
        }
    }
}

/// Why there is no evidence at a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapOfLevel {
    /// The level.
    pub level: EvidenceLevel,
    /// Why, as a sentence.
    pub reason: String,
    /// Since when that is known.
    pub as_at: Date,
}

/// What a review has at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelOfReview {
    /// The level.
    pub level: EvidenceLevel,
    /// The statements gathered, by title.
    pub items: Vec<EvidenceItem>,
    /// Why there are none, where somebody has said so.
    pub gap: Option<GapOfLevel>,
}

impl LevelOfReview {
    /// Whether there is something to read, or a reason why not.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        !self.items.is_empty() || self.gap.is_some()
    }
}

/// The evidence that a working group gathers before a workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceReview {
    /// Its record: the workshop, and whether it is ready.
    pub record: Record,
    /// Who gathers.
    pub working_group: String,
    /// The day of the workshop.
    pub workshop_on: Date,
    /// All levels, in order.
    pub levels: Vec<LevelOfReview>,
    /// Statements gathered that are about no place, so that they stand at no level.
    pub without_place: Vec<EvidenceItem>,
}

impl EvidenceReview {
    /// The levels that have neither a statement nor a reason.
    #[must_use]
    pub fn missing(&self) -> Vec<EvidenceLevel> {
        self.levels
            .iter()
            .filter(|level| !level.is_covered())
            .map(|level| level.level)
            .collect()
    }

    /// Whether somebody has said that the workshop may begin.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.record.state == EVIDENCE_READY
    }

    /// Every statement gathered.
    pub fn items(&self) -> impl Iterator<Item = &EvidenceItem> {
        let levels = self.levels.iter().flat_map(|level| &level.items);
        levels.chain(&self.without_place)
    }
}

/// A review as it lies in the database, before statements are joined to it.
pub(in crate::indicators) struct StoredReview {
    pub(in crate::indicators) record: Record,
    pub(in crate::indicators) working_group: String,
    pub(in crate::indicators) workshop_on: Date,
    pub(in crate::indicators) gaps: Vec<GapOfLevel>,
}

/// The reviews of a board, the latest workshop first.
pub async fn evidence_reviews(
    house: &House,
    body_id: RecordId,
    today: Date,
) -> Result<Vec<EvidenceReview>, DatabaseError> {
    let stored = store::evidence_reviews(house.reader(), house.registry(), body_id).await?;
    let ids: Vec<RecordId> = stored.iter().map(|review| review.record.id).collect();
    let links = crate::thread::store::links_of_many(house.reader(), house.registry(), &ids).await?;
    let items = evidence_items(house, None).await?;
    let levels: HashMap<RecordId, EvidenceLevel> = areas(house)
        .await?
        .into_iter()
        .map(|area| (area.record.id, EvidenceLevel::of(area.area_type)))
        .collect();
    Ok(stored
        .into_iter()
        .map(|review| {
            let gathered: Vec<&EvidenceItem> = items
                .iter()
                .filter(|item| {
                    links.iter().any(|link| {
                        link.relation == CITES
                            && link.from_id == review.record.id
                            && link.to_id == item.record.id
                            && link.holds_on(today)
                    })
                })
                .collect();
            let level_of = |item: &EvidenceItem| levels.get(&item.area_id?).copied();
            let at = |level: Option<EvidenceLevel>| {
                gathered
                    .iter()
                    .filter(|item| level_of(item) == level)
                    .map(|item| (*item).clone())
                    .collect()
            };
            EvidenceReview {
                levels: EvidenceLevel::ALL
                    .iter()
                    .map(|&level| LevelOfReview {
                        level,
                        items: at(Some(level)),
                        gap: review.gaps.iter().find(|gap| gap.level == level).cloned(),
                    })
                    .collect(),
                without_place: at(None),
                record: review.record,
                working_group: review.working_group,
                workshop_on: review.workshop_on,
            }
        })
        .collect())
}

/// One review of a board, by the readable part of its reference.
pub async fn evidence_review(
    house: &House,
    body_id: RecordId,
    today: Date,
    slug: &str,
) -> Result<Option<EvidenceReview>, DatabaseError> {
    Ok(evidence_reviews(house, body_id, today)
        .await?
        .into_iter()
        .find(|review| review.record.slug.as_str() == slug))
}
