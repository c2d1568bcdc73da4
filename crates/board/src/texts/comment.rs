use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{Block, Version, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::vocabulary::{RecordId, words};

words! {
    /// What whoever writes a text answers to a comment.
    pub enum CommentAnswer {
        /// The words change as it asks.
        Accepted = "accepted",
        /// They change, and not in everything that it asks.
        AcceptedInPart = "accepted in part",
        /// They stay.
        NotAccepted = "not accepted",
        /// There is nothing to answer: it asked something, or was overtaken.
        Closed = "closed",
    }
}

/// What somebody says about a paragraph of one version of a text. Never public, and no record: it has no page and no thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Identity.
    pub id: Uuid,
    /// The version that was read.
    pub version_id: Uuid,
    /// The paragraph.
    pub paragraph_id: RecordId,
    /// Who said it, where it was a person who signed in.
    pub person_id: Option<RecordId>,
    /// Who said it, by name.
    pub by: String,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// On which of the board's days.
    pub on: Date,
    /// What was said.
    pub words: String,
    /// What was answered, if anything was.
    pub answer: Option<AnsweredComment>,
}

/// The answer to a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredComment {
    /// In a word.
    pub answer: CommentAnswer,
    /// Why.
    pub because: String,
    /// Who answered.
    pub by: String,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// On which of the board's days.
    pub on: Date,
}

/// Where a comment stands beside a version of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentPlace {
    /// Beside its paragraph, whose words are those that were read.
    Beside,
    /// Its paragraph has other words now.
    Reworded {
        /// The words that were read.
        read: String,
    },
    /// Its paragraph is gone.
    Gone {
        /// The words that were read.
        read: String,
    },
}

/// A comment as it stands beside a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedComment {
    /// Its number among the comments on the text, from 1, in the order in which they were made. It stays.
    pub number: usize,
    /// The comment.
    pub comment: Comment,
    /// The version that it was made on.
    pub made_on_version: Version,
    /// Where it stands.
    pub place: CommentPlace,
    /// The printed number that its paragraph had when it was read.
    pub paragraph_number: Option<String>,
}

/// Where a comment on `read`, a block of an earlier version, stands beside the blocks of a later one.
#[must_use]
pub fn comment_place(read: &Block, newest: &[Block]) -> CommentPlace {
    let now = newest
        .iter()
        .find(|block| block.paragraph_id == read.paragraph_id);
    let words = || read.words.clone();
    match now {
        Some(block) if block.words == read.words => CommentPlace::Beside,
        Some(_) => CommentPlace::Reworded { read: words() },
        None => CommentPlace::Gone { read: words() },
    }
}

/// Keeps a comment on a paragraph of a version.
pub async fn add_comment(
    act: &mut Act,
    version: &Version,
    paragraph_id: RecordId,
    words: String,
) -> Result<Comment, RunnerError> {
    let who = act.who().clone();
    let comment = Comment {
        id: act.new_id().0,
        version_id: version.id,
        paragraph_id,
        person_id: who.actor.person(),
        by: who.actor.name,
        at: who.now,
        on: who.today,
        words,
        answer: None,
    };
    store::insert_comment(act.connection(), &comment).await?;
    act.note_of(
        version.text_id,
        json!({
            "comment": comment.id.to_string(), "paragraph": paragraph_id.to_string(), "version": version.number,
            "words": comment.words,
        }),
    );
    Ok(comment)
}

/// Answers a comment on a text.
pub async fn answer_comment(
    act: &mut Act,
    text_id: RecordId,
    comment: &Comment,
    answer: CommentAnswer,
    because: String,
) -> Result<Comment, RunnerError> {
    let who = act.who().clone();
    let answered = AnsweredComment {
        answer,
        because,
        by: who.actor.name,
        at: who.now,
        on: who.today,
    };
    store::set_comment_answer(act.connection(), comment.id, &answered).await?;
    act.note_of(
        text_id,
        json!({ "comment": comment.id.to_string(), "answered": answer, "because": answered.because }),
    );
    Ok(Comment {
        answer: Some(answered),
        ..comment.clone()
    })
}

/// The comments on every version of a text, oldest first.
pub async fn comments_on(house: &House, text_id: RecordId) -> Result<Vec<Comment>, DatabaseError> {
    store::comments_on(house.reader(), text_id).await
}

/// The comments on every version of a text, oldest first, each as it stands beside the newest.
pub async fn placed_comments(
    house: &House,
    text_id: RecordId,
) -> Result<Vec<PlacedComment>, DatabaseError> {
    let comments = comments_on(house, text_id).await?;
    let versions = super::versions_of(house, text_id).await?;
    let Some(newest) = versions.last().filter(|_| !comments.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut needed: Vec<Uuid> = comments.iter().map(|comment| comment.version_id).collect();
    needed.push(newest.id);
    needed.sort_unstable();
    needed.dedup();
    let mut blocks: HashMap<Uuid, Vec<Block>> = HashMap::new();
    for id in needed {
        blocks.insert(id, super::blocks_of(house, id).await?);
    }
    let placed = (1..).zip(comments).filter_map(|(number, comment)| {
        let made_on_version = versions.iter().find(|one| one.id == comment.version_id)?;
        let read = blocks
            .get(&comment.version_id)?
            .iter()
            .find(|block| block.paragraph_id == comment.paragraph_id)?;
        Some(PlacedComment {
            number,
            place: comment_place(read, blocks.get(&newest.id)?),
            paragraph_number: read.number.clone(),
            made_on_version: made_on_version.clone(),
            comment,
        })
    });
    Ok(placed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::BlockType;

    fn block(paragraph: u128, number: &str, words: &str) -> Block {
        Block {
            paragraph_id: RecordId(Uuid::from_u128(paragraph)),
            position: 0,
            number: Some(number.to_owned()),
            block_type: BlockType::Paragraph,
            words: words.to_owned(),
            section: None,
        }
    }

    #[test]
    fn a_comment_stays_beside_words_that_stay_wherever_they_stand() {
        let read = block(7, "2", "Homes are warm.");
        let newest = [
            block(1, "1", "Air is clean."),
            block(7, "5", "Homes are warm."),
        ];
        assert_eq!(comment_place(&read, &newest), CommentPlace::Beside);
    }

    #[test]
    fn a_comment_leaves_words_that_changed_or_went() {
        let read = block(7, "2", "Homes are warm.");
        let words = "Homes are warm.".to_owned();
        assert_eq!(
            comment_place(&read, &[block(7, "2", "Homes are warm and dry.")]),
            CommentPlace::Reworded {
                read: words.clone()
            }
        );
        assert_eq!(
            comment_place(&read, &[block(8, "2", "Homes are warm.")]),
            CommentPlace::Gone { read: words },
            "the same words in another paragraph are not what was read"
        );
    }
}
