use serde_json::json;

use super::{EvidenceLevel, EvidenceReview, GapOfLevel};
use crate::indicators::{policy, store};
use crate::runner::{House, RunnerError, Who};

/// Why there is no evidence at a level.
#[derive(Debug, Clone)]
pub struct RecordGapOfLevel {
    /// The review as it was read.
    pub review: EvidenceReview,
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
    let review = &input.review.record;
    let mut act = house
        .begin(who, &policy::REVIEW_EVIDENCE, review.body_id)
        .await?;
    let gap = GapOfLevel {
        level: input.level,
        reason: reason.to_owned(),
        as_at: who.today,
    };
    let id = act.new_id();
    store::put_gap_of_level(act.connection(), id.0, review.id, &gap)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        review.id,
        json!({ "no evidence at level": gap.level, "reason": gap.reason }),
    );
    act.commit().await?;
    Ok(())
}
