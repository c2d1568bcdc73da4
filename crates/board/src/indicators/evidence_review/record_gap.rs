use serde_json::json;

use super::{EvidenceLevel, GapOfLevel};
use crate::indicators::{EVIDENCE_REVIEW, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Why there is no evidence at a level.
#[derive(Debug, Clone)]
pub struct RecordGapOfLevel {
    /// The review.
    pub review_id: RecordId,
    /// The level.
    pub level: EvidenceLevel,
    /// Why, as a sentence.
    pub reason: String,
}

/// Why nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordGapOfLevelError {
    /// A gap without a reason tells nobody anything.
    #[error("say why there is no evidence at this level, in a sentence")]
    NoReason,
    /// Not a review.
    #[error("what has the gap is no review of evidence")]
    NotAReview,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records why a review has no evidence at a level, in place of what was said before.
pub async fn record_gap_of_level(
    house: &House,
    who: &Who,
    input: RecordGapOfLevel,
) -> Result<(), RecordGapOfLevelError> {
    let reason = input.reason.trim();
    if reason.is_empty() {
        return Err(RecordGapOfLevelError::NoReason);
    }
    let body_id = crate::thread::by_id(house, input.review_id)
        .await
        .map_err(RunnerError::from)?
        .and_then(|record| record.body_id);
    let mut act = house.begin(who, &policy::REVIEW_EVIDENCE, body_id).await?;
    if act.load(input.review_id).await?.kind != EVIDENCE_REVIEW {
        return Err(RecordGapOfLevelError::NotAReview);
    }
    let gap = GapOfLevel {
        level: input.level,
        reason: reason.to_owned(),
        as_at: who.today,
    };
    let id = act.new_id();
    store::put_gap_of_level(act.connection(), id.0, input.review_id, &gap)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.review_id,
        json!({ "no evidence at level": gap.level, "reason": gap.reason }),
    );
    act.commit().await?;
    Ok(())
}
