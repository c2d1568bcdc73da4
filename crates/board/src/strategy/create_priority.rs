use serde_json::json;

use super::{ADOPTED, DRAFT, Horizon, PRIORITY, Priority, policy, store};
use crate::frameworks;
use crate::joins::{ADDRESSES, CITES};
use crate::runner::{Change, House, RunnerError, Who};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility};

/// A priority to add to a strategy, with what it stands on.
#[derive(Debug, Clone)]
pub struct CreatePriority {
    /// The strategy.
    pub strategy_id: RecordId,
    /// Its name.
    pub title: String,
    /// The readable part of its address.
    pub slug: Option<Slug>,
    /// Its place, from 1.
    pub position: i64,
    /// What it means, for anybody.
    pub plain_words: String,
    /// When it is to show.
    pub horizon: Horizon,
    /// The needs that it answers.
    pub needs: Vec<RecordId>,
    /// The evidence that it rests on.
    pub evidence: Vec<RecordId>,
    /// The pillars and other elements that it carries.
    pub elements: Vec<RecordId>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a priority was not added or adopted.
#[derive(Debug, thiserror::Error)]
pub enum CreatePriorityError {
    /// Without a name.
    #[error("give the priority a name")]
    NoTitle,
    /// Without words.
    #[error("say in plain words what the priority means for residents")]
    NoWords,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds a priority, as a draft.
pub async fn create_priority(
    house: &House,
    who: &Who,
    input: CreatePriority,
) -> Result<Priority, CreatePriorityError> {
    if input.title.trim().is_empty() {
        return Err(CreatePriorityError::NoTitle);
    }
    if input.plain_words.trim().is_empty() {
        return Err(CreatePriorityError::NoWords);
    }
    let strategy = crate::thread::by_id(house, input.strategy_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound {
            id: input.strategy_id,
        })?;
    let mut act = house
        .begin(who, &policy::WRITE_PRIORITY, strategy.body_id)
        .await?;
    let mut new = NewRecord::new(PRIORITY, strategy.body_id, input.title.trim(), DRAFT);
    new.slug = input.slug;
    new.origin = input.origin;
    new.visibility = Visibility::Members;
    let priority = Priority {
        record: act.create(new).await?,
        strategy_id: input.strategy_id,
        position: input.position,
        plain_words: input.plain_words,
        horizon: input.horizon,
    };
    store::insert_priority(act.connection(), &priority)
        .await
        .map_err(RunnerError::from)?;
    act.note(
        json!({ "priority": priority.record.id.to_string(), "plain words": priority.plain_words }),
    );
    for need in input.needs {
        act.link(priority.record.id, ADDRESSES, need, None).await?;
    }
    for evidence in input.evidence {
        act.link(priority.record.id, CITES, evidence, None).await?;
    }
    for element in input.elements {
        frameworks::tag(&mut act, priority.record.id, element, None).await?;
    }
    act.commit().await?;
    Ok(priority)
}

/// Records that the board adopted a priority; from then on the public sees it.
pub async fn adopt_priority(
    house: &House,
    who: &Who,
    id: RecordId,
    seen_revision: i64,
) -> Result<Record, CreatePriorityError> {
    let record = crate::thread::by_id(house, id)
        .await
        .map_err(RunnerError::from)?
        .filter(|record| record.kind == PRIORITY)
        .ok_or(RunnerError::NotFound { id })?;
    let mut act = house
        .begin(who, &policy::ADOPT_PRIORITY, record.body_id)
        .await?;
    let change = Change {
        state: Some(ADOPTED),
        visibility: Some(Visibility::Public),
        ..Change::default()
    };
    let record = act.change(id, seen_revision, change).await?;
    act.commit().await?;
    Ok(record)
}
