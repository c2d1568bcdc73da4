use super::policy;
use crate::database::DatabaseError;
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, Comment, PlacedComment, Version, VersionState};
use crate::vocabulary::RecordId;

/// Longest comment, in characters; [`CommentError::TooLong`] says it. What is asked for must be found in it.
const LONGEST: usize = 4_000;

/// Something to say about a paragraph of a draft.
#[derive(Debug, Clone)]
pub struct CommentOnParagraph {
    /// Whose words.
    pub strategy_id: RecordId,
    /// The number of the version that was read.
    pub version: i64,
    /// The paragraph of it.
    pub paragraph_id: RecordId,
    /// What to say.
    pub words: String,
}

/// Why a comment was not kept, or not answered.
#[derive(Debug, thiserror::Error)]
pub enum CommentError {
    /// Nothing said.
    #[error("say what should change, or what must stay")]
    NoWords,
    /// More than anybody answers.
    #[error("a comment may have 4,000 characters; say the rest in a second one")]
    TooLong,
    /// Not a draft.
    #[error("these words are published; comment when the next version is drafted")]
    Published,
    /// Answered without a reason.
    #[error("say why, so that whoever commented can follow")]
    NoReason,
    /// It has its answer.
    #[error("this comment is answered already")]
    AnsweredAlready,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

impl From<DatabaseError> for CommentError {
    fn from(error: DatabaseError) -> Self {
        Self::Runner(error.into())
    }
}

/// Whether a version takes comments: it is no longer what somebody reads and not yet what the public does.
#[must_use]
pub fn takes_comments(version: &Version) -> bool {
    !matches!(
        version.state,
        VersionState::Published | VersionState::Replaced
    )
}

/// Comments on a paragraph of a draft, on the version that was read, even where a newer one was saved meanwhile.
pub async fn comment_on_paragraph(
    house: &House,
    who: &Who,
    input: CommentOnParagraph,
) -> Result<Comment, CommentError> {
    let words = input.words.trim().to_owned();
    if words.is_empty() {
        return Err(CommentError::NoWords);
    }
    if words.chars().count() > LONGEST {
        return Err(CommentError::TooLong);
    }
    let not_found = |id| RunnerError::NotFound { id };
    let strategy = super::strategy(house, input.strategy_id)
        .await?
        .ok_or_else(|| not_found(input.strategy_id))?;
    let text_id = strategy
        .text_id
        .ok_or_else(|| not_found(input.strategy_id))?;
    let mut act = house
        .begin(who, &policy::COMMENT, strategy.record.body_id)
        .await?;
    let version = texts::versions_of(house, text_id)
        .await?
        .into_iter()
        .find(|version| version.number == input.version)
        .ok_or_else(|| not_found(text_id))?;
    if !takes_comments(&version) {
        return Err(CommentError::Published);
    }
    let is_in_it = texts::blocks_of(house, version.id)
        .await?
        .iter()
        .any(|block| block.paragraph_id == input.paragraph_id);
    if !is_in_it {
        return Err(not_found(input.paragraph_id).into());
    }
    let comment = texts::add_comment(&mut act, &version, input.paragraph_id, words).await?;
    act.commit().await?;
    Ok(comment)
}

/// The comments on the words of a strategy, oldest first, each as it stands beside the newest version. For those who may
/// comment; they are never public.
pub async fn comments_of(
    house: &House,
    strategy: &super::Strategy,
) -> Result<Vec<PlacedComment>, DatabaseError> {
    match strategy.text_id {
        Some(text_id) => texts::placed_comments(house, text_id).await,
        None => Ok(Vec::new()),
    }
}
