use jiff::civil::Date;
use serde_json::json;

use super::{ACTION, COURSE_REVIEW, OPEN, RECORDED, STOPPED, policy, store};
use crate::database::DatabaseError;
use crate::frameworks::ELEMENT;
use crate::runner::{Change, House, RunnerError, Who};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, words};

words! {
    /// What was decided about the course.
    pub enum CourseDecision {
        /// Go on as before.
        Continue = "continue",
        /// Go on differently.
        ChangeCourse = "change",
        /// Give it up.
        Stop = "stop",
    }
}

/// What was decided when somebody looked at how an action or a cross-cutting area is going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseReview {
    /// Its record.
    pub record: Record,
    /// What was looked at.
    pub about_id: RecordId,
    /// What was decided.
    pub decision: CourseDecision,
    /// Why.
    pub reason: String,
    /// When.
    pub reviewed_on: Date,
    /// When to look again.
    pub next_review: Option<Date>,
}

/// A review about to be recorded.
#[derive(Debug, Clone)]
pub struct RecordReview {
    /// The board that decided.
    pub body_id: RecordId,
    /// The action or element that was looked at.
    pub about_id: RecordId,
    /// What was decided.
    pub decision: CourseDecision,
    /// Why.
    pub reason: String,
    /// When.
    pub reviewed_on: Date,
    /// When to look again.
    pub next_review: Option<Date>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Why a review was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordReviewError {
    /// A decision without its reason.
    #[error("say why")]
    NoReason,
    /// A review that has not happened.
    #[error("the review is on {0}, which is still to come")]
    StillToCome(Date),
    /// The next review before this one.
    #[error("the next review must be after this one")]
    NextBeforeThis,
    /// Stopping an action that is not open.
    #[error("only an open action can be stopped")]
    NotToStop,
    /// Something stopped that is to be looked at again.
    #[error("what is stopped has no next review")]
    NextAfterStop,
    /// Neither an action nor an area.
    #[error("only actions and areas are reviewed")]
    NotReviewable,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records a review. Deciding to stop an open action stops it in the same commit; an area itself is never stopped, only
/// this board's work in it.
pub async fn record_review(
    house: &House,
    who: &Who,
    input: RecordReview,
) -> Result<CourseReview, RecordReviewError> {
    let reason = input.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(RecordReviewError::NoReason);
    }
    if input.reviewed_on > who.today {
        return Err(RecordReviewError::StillToCome(input.reviewed_on));
    }
    if input
        .next_review
        .is_some_and(|next| next <= input.reviewed_on)
    {
        return Err(RecordReviewError::NextBeforeThis);
    }
    if input.decision == CourseDecision::Stop && input.next_review.is_some() {
        return Err(RecordReviewError::NextAfterStop);
    }
    let mut act = house
        .begin(who, &policy::RECORD_REVIEW, Some(input.body_id))
        .await?;
    let about = act.load(input.about_id).await?;
    if about.body_id.is_some_and(|owner| owner != input.body_id) {
        return Err(RunnerError::NotFound { id: about.id }.into());
    }
    if ![ACTION, ELEMENT].contains(&about.kind) {
        return Err(RecordReviewError::NotReviewable);
    }
    if input.decision == CourseDecision::Stop && about.kind == ACTION {
        if about.state != OPEN {
            return Err(RecordReviewError::NotToStop);
        }
        let change = Change {
            state: Some(STOPPED),
            ..Change::default()
        };
        act.change(about.id, about.revision, change).await?;
    }
    let mut record = NewRecord::new(
        COURSE_REVIEW,
        Some(input.body_id),
        format!("Review of “{}”, {}", about.title, input.reviewed_on),
        RECORDED,
    );
    record.origin = input.origin;
    record.visibility = about.visibility;
    let review = CourseReview {
        record: act.create(record).await?,
        about_id: about.id,
        decision: input.decision,
        reason,
        reviewed_on: input.reviewed_on,
        next_review: input.next_review,
    };
    store::insert_review(act.connection(), &review)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({
        "review of": about.id.to_string(), "decision": review.decision, "reason": review.reason,
        "reviewed on": review.reviewed_on.to_string(),
        "next review": review.next_review.map(|day| day.to_string()),
    }));
    act.about(about.id);
    act.commit().await?;
    Ok(review)
}

/// The reviews of a record, or all, newest first.
pub async fn course_reviews(
    house: &House,
    about_id: Option<RecordId>,
) -> Result<Vec<CourseReview>, DatabaseError> {
    store::reviews(house.reader(), house.registry(), about_id).await
}
