use jiff::civil::Date;

use super::{INDICATOR, store};
use crate::database::DatabaseError;
use crate::frameworks;
use crate::runner::House;
use crate::thread::{Part, PartCounts};
use crate::vocabulary::{Kind, RecordId, words};

/// The framework whose elements are the nine characteristics that equality law names.
pub(super) const CHARACTERISTICS: &str = "characteristics";

words! {
    /// What an indicator can say about a group.
    pub enum CoverageState {
        /// It has figures.
        Figures = "figures",
        /// It has figures that are hidden to protect people.
        Hidden = "hidden",
        /// It has none.
        Gap = "gap",
        /// Figures would make no sense.
        NotApplicable = "not applicable",
        /// It has none, and something else is known.
        InsightInstead = "insight instead",
    }
}

/// What a person has said about an indicator and a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The indicator or service.
    pub subject_id: RecordId,
    /// The characteristic or local group.
    pub element_id: RecordId,
    /// What can be said.
    pub state: CoverageState,
    /// Why, or what there is, as a sentence.
    pub reason: String,
    /// Who is to close the gap; `None` is nobody yet.
    pub owner: Option<String>,
    /// Since when that is said.
    pub as_at: Date,
}

/// What people had said before they said something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PastCoverage {
    /// The indicator or service.
    pub(super) subject_id: RecordId,
    /// The characteristic or local group.
    pub(super) element_id: RecordId,
    /// What could be said.
    pub(super) state: CoverageState,
    /// Since when.
    pub(super) from: Date,
    /// The day on which something else was said.
    pub(super) until: Date,
}

/// What people have said about a subject.
pub async fn coverage_of(
    house: &House,
    subject_id: RecordId,
) -> Result<Vec<Coverage>, DatabaseError> {
    store::coverage(house.reader(), Some(subject_id)).await
}

/// How many of the nine characteristics an indicator has a state for.
pub(super) struct CoveredCharacteristics;

#[async_trait::async_trait]
impl Part for CoveredCharacteristics {
    fn kind(&self) -> Kind {
        INDICATOR
    }

    fn name(&self) -> &'static str {
        "coverage"
    }

    async fn counts(
        &self,
        house: &House,
        records: &[RecordId],
        _today: Date,
    ) -> Result<PartCounts, DatabaseError> {
        let mut counts = PartCounts::new();
        let Some(framework) = frameworks::framework_by_slug(house, CHARACTERISTICS).await? else {
            return Ok(counts);
        };
        let elements: Vec<RecordId> = frameworks::elements_of(house, framework.record.id)
            .await?
            .into_iter()
            .map(|element| element.record.id)
            .collect();
        for said in store::coverage(house.reader(), None).await? {
            if records.contains(&said.subject_id) && elements.contains(&said.element_id) {
                *counts.entry(said.subject_id).or_insert(0) += 1;
            }
        }
        Ok(counts)
    }
}
