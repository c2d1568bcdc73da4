//! What invented partners say about the draft of a strategy: one comment with its answer, one that waits.

use anyhow::Context;
use board::strategy::{
    AnswerComment, CommentOnParagraph, answer_comment, comment_on_paragraph, comments_of,
    strategies_of,
};
use board::texts::{CommentAnswer, blocks_of, newest_version};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::stage::Stage;

struct CommentRow {
    /// Which paragraph of the draft.
    paragraph: &'static str,
    by: &'static str,
    on: Date,
    words: &'static str,
    /// Why it was accepted in part, three days later.
    answer: Option<&'static str>,
}

const COMMENTS: &[CommentRow] = &[
    CommentRow {
        paragraph: "1",
        by: "Eastside Housing",
        on: date(2022, 6, 7),
        words: "Children breathe it at home too. Name homes beside main roads.",
        answer: Some("The next version names homes; where to measure is still to be settled."),
    },
    CommentRow {
        paragraph: "3",
        by: "Lower Lea Library Service",
        on: date(2022, 6, 14),
        words: "Tell them where they already are. We have a wall for it.",
        answer: None,
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let board = stage.body("city-of-london").await?;
    let strategy = strategies_of(&stage.house, board)
        .await?
        .into_iter()
        .next()
        .context("an earlier part makes the strategy")?;
    if !comments_of(&stage.house, &strategy).await?.is_empty() {
        return Ok(());
    }
    let text = strategy.text_id.context("a strategy has a text")?;
    let draft = newest_version(&stage.house, text)
        .await?
        .context("its words were saved")?;
    let blocks = blocks_of(&stage.house, draft.id).await?;
    for row in COMMENTS {
        let paragraph = blocks
            .iter()
            .find(|block| block.number.as_deref() == Some(row.paragraph))
            .with_context(|| format!("the draft has a paragraph {}", row.paragraph))?;
        let mut who = stage.on(row.on);
        row.by.clone_into(&mut who.actor.name);
        let said = CommentOnParagraph {
            strategy_id: strategy.record.id,
            version: draft.number,
            paragraph_id: paragraph.paragraph_id,
            words: row.words.to_owned(),
        };
        let comment = comment_on_paragraph(&stage.house, &who, said).await?;
        let Some(because) = row.answer else {
            continue;
        };
        let answered = AnswerComment {
            strategy_id: strategy.record.id,
            comment_id: comment.id,
            answer: CommentAnswer::AcceptedInPart,
            because: because.to_owned(),
        };
        let mut later = stage.on(row.on.checked_add(3.days())?);
        "Board officer".clone_into(&mut later.actor.name);
        answer_comment(&stage.house, &later, answered).await?;
    }
    Ok(())
}
