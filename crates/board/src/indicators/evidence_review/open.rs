use jiff::civil::Date;
use serde_json::json;

use super::StoredReview;
use crate::indicators::{EVIDENCE_REVIEW, GATHERING, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId};

/// A review to open.
#[derive(Debug, Clone)]
pub struct OpenEvidenceReview {
    /// The board.
    pub body_id: RecordId,
    /// The workshop.
    pub title: String,
    /// Who gathers the evidence.
    pub working_group: String,
    /// The day of the workshop.
    pub workshop_on: Date,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why no review was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenEvidenceReviewError {
    /// Without a name nobody finds it.
    #[error("say which workshop the evidence is for")]
    NoTitle,
    /// Somebody must gather.
    #[error("say which group or person gathers the evidence")]
    NoGroup,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Opens a review of evidence before a workshop. Nothing is gathered yet.
pub async fn open_evidence_review(
    house: &House,
    who: &Who,
    input: OpenEvidenceReview,
) -> Result<Record, OpenEvidenceReviewError> {
    let (title, group) = (input.title.trim(), input.working_group.trim());
    if title.is_empty() {
        return Err(OpenEvidenceReviewError::NoTitle);
    }
    if group.is_empty() {
        return Err(OpenEvidenceReviewError::NoGroup);
    }
    let mut act = house
        .begin(who, &policy::REVIEW_EVIDENCE, Some(input.body_id))
        .await?;
    let mut new = NewRecord::new(EVIDENCE_REVIEW, Some(input.body_id), title, GATHERING);
    new.origin = input.origin;
    let review = StoredReview {
        record: act.create(new).await?,
        working_group: group.to_owned(),
        workshop_on: input.workshop_on,
        gaps: Vec::new(),
    };
    store::insert_evidence_review(act.connection(), &review)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({
        "evidence review": title, "working group": group, "workshop on": input.workshop_on.to_string(),
    }));
    act.about(review.record.id);
    act.commit().await?;
    Ok(review.record)
}
