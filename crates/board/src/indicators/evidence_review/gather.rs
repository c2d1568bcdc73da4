use super::EvidenceReview;
use crate::indicators::{EVIDENCE_ITEM, policy};
use crate::joins::CITES;
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Which statements a review is to have: all of them.
#[derive(Debug, Clone)]
pub struct GatherEvidence {
    /// The review as it was read.
    pub review: EvidenceReview,
    /// The statements that it has from now on.
    pub items: Vec<RecordId>,
}

/// Why a review stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum GatherEvidenceError {
    /// What was read before a workshop stays what was read.
    #[error(
        "the evidence for this workshop is ready: more may be gathered, but nothing is taken away"
    )]
    IsReady,
    /// Only statements are evidence, and only those that whoever gathers may read.
    #[error("what is to be gathered is no statement")]
    NotAStatement,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Gathers statements for a review, and parts from it those that are not among them. That they were gathered stays on record.
pub async fn gather_evidence(
    house: &House,
    who: &Who,
    input: GatherEvidence,
) -> Result<(), GatherEvidenceError> {
    let record = &input.review.record;
    let held: Vec<RecordId> = input.review.items().map(|item| item.record.id).collect();
    let gone: Vec<RecordId> = held
        .iter()
        .copied()
        .filter(|id| !input.items.contains(id))
        .collect();
    if input.review.is_ready() && !gone.is_empty() {
        return Err(GatherEvidenceError::IsReady);
    }
    let mut act = house
        .begin(who, &policy::REVIEW_EVIDENCE, record.body_id)
        .await?;
    for item in &input.items {
        if held.contains(item) {
            continue;
        }
        let found = act.load(*item).await?;
        if found.kind != EVIDENCE_ITEM || !found.is_visible_to(&who.actor) {
            return Err(GatherEvidenceError::NotAStatement);
        }
        act.link(record.id, CITES, *item, None).await?;
    }
    for item in gone {
        act.unlink(record.id, CITES, item).await?;
    }
    act.about(record.id);
    act.commit().await?;
    Ok(())
}
