use jiff::civil::Date;
use serde_json::json;

use super::{DRAFT, STRATEGY, Strategy, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, NewBlock, NewText, TextType, Version};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId, Slug, Visibility};

/// A strategy to make.
#[derive(Debug, Clone)]
pub struct CreateStrategy {
    /// The board.
    pub body_id: RecordId,
    /// Its name.
    pub title: String,
    /// The readable part of its reference.
    pub slug: Option<Slug>,
    /// First day.
    pub from: Date,
    /// Day after the last.
    pub to: Date,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a strategy was not made, or its text not saved.
#[derive(Debug, thiserror::Error)]
pub enum CreateStrategyError {
    /// Without a name.
    #[error("give the strategy a name")]
    NoTitle,
    /// It would end before it starts.
    #[error("the last day must come after the first")]
    Dates,
    /// A text without words.
    #[error("the text has no words")]
    NoWords,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes a strategy with an empty text.
pub async fn create_strategy(
    house: &House,
    who: &Who,
    input: CreateStrategy,
) -> Result<Strategy, CreateStrategyError> {
    if input.title.trim().is_empty() {
        return Err(CreateStrategyError::NoTitle);
    }
    if input.to <= input.from {
        return Err(CreateStrategyError::Dates);
    }
    let mut act = house
        .begin(who, &policy::WRITE_STRATEGY, Some(input.body_id))
        .await?;
    let mut new = NewRecord::new(STRATEGY, Some(input.body_id), input.title.trim(), DRAFT);
    new.slug = input.slug;
    new.origin = input.origin;
    let record = act.create(new).await?;
    let text = texts::create(
        &mut act,
        NewText {
            body_id: Some(input.body_id),
            text_type: TextType::Strategy,
            title: record.title.clone(),
            slug: Some(record.slug.clone()),
            visibility: Visibility::Members,
            origin: input.origin,
        },
    )
    .await?;
    let strategy = Strategy {
        record,
        from: input.from,
        to: input.to,
        text_id: Some(text.record.id),
    };
    store::insert_strategy(act.connection(), &strategy)
        .await
        .map_err(RunnerError::from)?;
    act.about(strategy.record.id);
    act.note(
        json!({ "strategy": strategy.record.id.to_string(), "from": strategy.from.to_string(),
        "to": strategy.to.to_string() }),
    );
    act.commit().await?;
    Ok(strategy)
}

/// Saves the words of a strategy as a new version; the same words again change nothing.
pub async fn set_strategy_text(
    house: &House,
    who: &Who,
    strategy: &Strategy,
    blocks: Vec<NewBlock>,
) -> Result<Version, CreateStrategyError> {
    if blocks.iter().all(|block| block.words.trim().is_empty()) {
        return Err(CreateStrategyError::NoWords);
    }
    let text_id = strategy.text_id.ok_or(RunnerError::NotFound {
        id: strategy.record.id,
    })?;
    let mut act = house
        .begin(who, &policy::WRITE_STRATEGY, strategy.record.body_id)
        .await?;
    let version = texts::add_version(&mut act, text_id, blocks).await?;
    act.commit().await?;
    Ok(version)
}
