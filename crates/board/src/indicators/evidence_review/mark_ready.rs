use super::{EvidenceLevel, EvidenceReview};
use crate::indicators::{EVIDENCE_READY, policy};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::listed;

/// Why a workshop is not ready.
#[derive(Debug, thiserror::Error)]
pub enum MarkReadyError {
    /// Whoever comes would see one side only.
    #[error("there is no {} evidence yet: gather a statement about such a place, or say why there is none", in_words(.0))]
    Missing(Vec<EvidenceLevel>),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Marks the evidence for a workshop as ready, once every level has a statement or the reason why not. Saying so again writes nothing.
pub async fn mark_evidence_ready(
    house: &House,
    who: &Who,
    review: &EvidenceReview,
) -> Result<(), MarkReadyError> {
    let missing = review.missing();
    if !missing.is_empty() {
        return Err(MarkReadyError::Missing(missing));
    }
    if review.is_ready() {
        return Ok(());
    }
    let record = &review.record;
    let mut act = house
        .begin(who, &policy::REVIEW_EVIDENCE, record.body_id)
        .await?;
    let change = Change {
        state: Some(EVIDENCE_READY),
        ..Change::default()
    };
    act.change(record.id, record.revision, change).await?;
    act.commit().await?;
    Ok(())
}

/// "local or national".
fn in_words(levels: &[EvidenceLevel]) -> String {
    let words: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
    listed(&words, "or")
}
