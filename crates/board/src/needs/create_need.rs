use serde_json::json;

use super::{DRAFT, NEED, Need, PUBLISHED, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility};

/// A need to add, as a draft.
#[derive(Debug, Clone)]
pub struct CreateNeed {
    /// The board.
    pub body_id: RecordId,
    /// The need in a few words.
    pub title: String,
    /// The readable part of its address.
    pub slug: Option<Slug>,
    /// The need in a sentence.
    pub statement: String,
    /// How it is now.
    pub now: Option<String>,
    /// How it will be if nothing changes.
    pub later: Option<String>,
    /// Where.
    pub area_id: Option<RecordId>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a need was not added or published.
#[derive(Debug, thiserror::Error)]
pub enum CreateNeedError {
    /// A need without words.
    #[error("say in a few words what the need is")]
    NoTitle,
    /// A need without a sentence.
    #[error("say in a sentence who is unwell, and of what")]
    NoStatement,
    /// No reason.
    #[error("say why no priority answers this need")]
    NoReason,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds a need, as a draft.
pub async fn create_need(
    house: &House,
    who: &Who,
    input: CreateNeed,
) -> Result<Need, CreateNeedError> {
    if input.title.trim().is_empty() {
        return Err(CreateNeedError::NoTitle);
    }
    if input.statement.trim().is_empty() {
        return Err(CreateNeedError::NoStatement);
    }
    let mut act = house
        .begin(who, &policy::WRITE_NEED, Some(input.body_id))
        .await?;
    let mut new = NewRecord::new(NEED, Some(input.body_id), input.title.trim(), DRAFT);
    new.slug = input.slug;
    new.origin = input.origin;
    new.visibility = Visibility::Members;
    let need = Need {
        record: act.create(new).await?,
        statement: input.statement,
        now: input.now,
        later: input.later,
        area_id: input.area_id,
        chapter_id: None,
        unanswered_because: None,
    };
    store::insert_need(act.connection(), &need)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({ "need": need.record.id.to_string(), "statement": need.statement }));
    act.commit().await?;
    Ok(need)
}

/// Shows a need to the public.
pub async fn publish_need(
    house: &House,
    who: &Who,
    id: RecordId,
    seen_revision: i64,
) -> Result<Record, CreateNeedError> {
    let need = super::need(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id })?;
    let mut act = house
        .begin(who, &policy::PUBLISH_NEED, need.record.body_id)
        .await?;
    let change = Change {
        state: Some(PUBLISHED),
        visibility: Some(Visibility::Public),
        ..Change::default()
    };
    let record = act.change(id, seen_revision, change).await?;
    act.commit().await?;
    Ok(record)
}

/// Says why no priority answers a need.
pub async fn explain_unanswered(
    house: &House,
    who: &Who,
    id: RecordId,
    reason: &str,
) -> Result<(), CreateNeedError> {
    if reason.trim().is_empty() {
        return Err(CreateNeedError::NoReason);
    }
    let need = super::need(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id })?;
    let mut act = house
        .begin(who, &policy::PUBLISH_NEED, need.record.body_id)
        .await?;
    store::set_reason(act.connection(), id, reason.trim())
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        id,
        json!({ "unanswered because": reason.trim(), "before": need.unanswered_because }),
    );
    act.commit().await?;
    Ok(())
}
