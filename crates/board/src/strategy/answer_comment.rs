use uuid::Uuid;

use super::{CommentError, policy};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, Comment, CommentAnswer};
use crate::vocabulary::RecordId;

/// An answer to a comment on the words of a strategy.
#[derive(Debug, Clone)]
pub struct AnswerComment {
    /// Whose words.
    pub strategy_id: RecordId,
    /// The comment.
    pub comment_id: Uuid,
    /// In a word.
    pub answer: CommentAnswer,
    /// Why.
    pub because: String,
}

/// Answers a comment, or closes it, with the reason. An answer stands: whoever thinks otherwise comments again.
pub async fn answer_comment(
    house: &House,
    who: &Who,
    input: AnswerComment,
) -> Result<Comment, CommentError> {
    let because = input.because.trim().to_owned();
    if because.is_empty() {
        return Err(CommentError::NoReason);
    }
    let not_found = || RunnerError::NotFound {
        id: input.strategy_id,
    };
    let strategy = super::strategy(house, input.strategy_id)
        .await?
        .ok_or_else(not_found)?;
    let text_id = strategy.text_id.ok_or_else(not_found)?;
    let mut act = house
        .begin(who, &policy::ANSWER_COMMENT, strategy.record.body_id)
        .await?;
    let comment = texts::store::comments_on(act.connection(), text_id)
        .await?
        .into_iter()
        .find(|comment| comment.id == input.comment_id)
        .ok_or_else(not_found)?;
    if comment.answer.is_some() {
        return Err(CommentError::AnsweredAlready);
    }
    let answered =
        texts::answer_comment(&mut act, text_id, &comment, input.answer, because).await?;
    act.commit().await?;
    Ok(answered)
}
