use board::strategy::{
    AnswerComment, CommentError, CommentOnParagraph, Strategy, answer_comment,
    comment_on_paragraph, comments_of,
};
use board::texts::{CommentAnswer, CommentPlace, PlacedComment, blocks_of, newest_version};
use board::vocabulary::{capital, long_date};
use clap::Args;
use serde_json::{Value, json};

use super::Desk;
use crate::commands::word;
use crate::failure::{Failure, refused};
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(super) struct Comment {
    /// The paragraph, by its printed number in the newest version.
    #[arg(value_name = "PARAGRAPH")]
    paragraph: String,
    /// What should change, or what must stay.
    #[arg(value_name = "WORDS")]
    words: String,
}

#[derive(Debug, Args)]
pub(super) struct AnswerOptions {
    /// The comment, by its number.
    #[arg(value_name = "NUMBER")]
    number: usize,
    /// What becomes of it: accepted, "accepted in part", "not accepted" or closed.
    #[arg(value_parser = word::<CommentAnswer>, value_name = "ANSWER")]
    answer: CommentAnswer,
    /// Why.
    #[arg(long, value_name = "WORDS")]
    because: String,
}

/// Comments on a paragraph of the newest version.
pub(super) async fn comment(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: &Comment,
) -> Result<(), Failure> {
    let newest = match strategy.text_id {
        Some(text) => newest_version(desk.house, text).await?,
        None => None,
    };
    let newest = newest.ok_or_else(|| Failure::usage("there are no words to comment on yet"))?;
    let paragraph = blocks_of(desk.house, newest.id)
        .await?
        .into_iter()
        .find(|block| block.number.as_deref() == Some(options.paragraph.as_str()))
        .ok_or_else(|| {
            Failure::usage(format!(
                "{} has no paragraph {}",
                newest.name(),
                options.paragraph
            ))
        })?;
    let input = CommentOnParagraph {
        strategy_id: strategy.record.id,
        version: newest.number,
        paragraph_id: paragraph.paragraph_id,
        words: options.words.clone(),
    };
    refused!(
        comment_on_paragraph(desk.house, &desk.who, input).await,
        CommentError
    )?;
    list(desk, strategy).await
}

/// Answers a comment or closes it.
pub(super) async fn answer(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: &AnswerOptions,
) -> Result<(), Failure> {
    let comment = comments_of(desk.house, strategy)
        .await?
        .into_iter()
        .find(|one| one.number == options.number)
        .ok_or_else(|| Failure::usage(format!("there is no comment {}", options.number)))?;
    let input = AnswerComment {
        strategy_id: strategy.record.id,
        comment_id: comment.comment.id,
        answer: options.answer,
        because: options.because.clone(),
    };
    refused!(
        answer_comment(desk.house, &desk.who, input).await,
        CommentError
    )?;
    list(desk, strategy).await
}

/// Lists the comments on the words of a strategy, oldest first.
pub(super) async fn list(desk: &Desk<'_>, strategy: &Strategy) -> Result<(), Failure> {
    let comments = comments_of(desk.house, strategy).await?;
    if desk.json {
        return print_json(&comments.iter().map(as_json).collect::<Vec<_>>());
    }
    if comments.is_empty() {
        eprintln!("Nobody has commented on it.");
        return Ok(());
    }
    print(
        &comments
            .iter()
            .map(in_words)
            .collect::<Vec<_>>()
            .join("\n\n"),
    )
}

fn in_words(one: &PlacedComment) -> String {
    let comment = &one.comment;
    let place = match (&one.paragraph_number, &one.place) {
        (Some(number), CommentPlace::Beside) => format!("paragraph {number}"),
        (Some(number), CommentPlace::Reworded { .. }) => {
            format!("paragraph {number}, which has other words now")
        }
        (Some(number), CommentPlace::Gone { .. }) => format!("paragraph {number}, which is gone"),
        (None, _) => "a heading".to_owned(),
    };
    let mut lines = vec![
        format!(
            "{}. {}, {}, on {place}, {}",
            one.number,
            comment.by,
            long_date(comment.on),
            one.made_on_version.name()
        ),
        format!("   {}", comment.words),
    ];
    lines.push(match &comment.answer {
        None => "   Not answered yet".to_owned(),
        Some(answered) => format!(
            "   {}: {} ({}, {})",
            capital(answered.answer.as_str()),
            answered.because,
            answered.by,
            long_date(answered.on)
        ),
    });
    lines.join("\n")
}

fn as_json(one: &PlacedComment) -> Value {
    let comment = &one.comment;
    let (place, read) = match &one.place {
        CommentPlace::Beside => ("beside", None),
        CommentPlace::Reworded { read } => ("reworded", Some(read)),
        CommentPlace::Gone { read } => ("gone", Some(read)),
    };
    json!({
        "number": one.number, "by": comment.by, "on": comment.on.to_string(), "words": comment.words,
        "version": one.made_on_version.number, "paragraph": one.paragraph_number, "place": place, "read": read,
        "answer": comment.answer.as_ref().map(|answered| json!({
            "answer": answered.answer, "because": answered.because, "by": answered.by,
            "on": answered.on.to_string(),
        })),
    })
}
