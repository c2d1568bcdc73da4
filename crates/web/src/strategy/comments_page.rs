//! `/desk/strategy/{slug}/comments`: the draft paragraph by paragraph with what people say about it, a form beside each
//! paragraph, and for officers an answer to each comment. Never public.

use axum::extract::State;
use board::strategy::{
    AnswerComment, CommentError, CommentOnParagraph, answer_comment, comment_on_paragraph,
    comments_of, policy, takes_comments,
};
use board::texts::{Block, BlockType, CommentAnswer, CommentPlace, PlacedComment, Version};
use board::vocabulary::{RecordId, capital, long_date};
use serde::Serialize;

use super::room::Room;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/comments_page.html";
const TITLE: &str = "Comments on the strategy";

#[derive(Serialize)]
struct CommentsPage<'a> {
    form: &'a FormState,
    name: String,
    title: String,
    here: String,
    version: Option<i64>,
    /// "Version 3 of 7 September 2022".
    version_name: Option<String>,
    may_comment: bool,
    answers: Vec<Choice>,
    blocks: Vec<CommentedBlock>,
    /// Comments on words that have changed since or are gone.
    elsewhere: Vec<Shown>,
}

/// A paragraph or heading with what was said about it.
#[derive(Serialize)]
struct CommentedBlock {
    is_heading: bool,
    number: String,
    id: String,
    paragraph: String,
    words: String,
    comments: Vec<Shown>,
}

/// A comment, as `strategy/comment.html` draws it.
#[derive(Serialize)]
struct Shown {
    id: String,
    words: String,
    /// "Housing officer, 6 September 2022, on version 2 of 5 September 2022".
    who: String,
    answer: Option<ShownAnswer>,
    may_answer: bool,
    /// The paragraph, for a comment that no longer stands beside one: "Paragraph 4, which has other words now".
    about: Option<String>,
    /// The words that were read, for such a comment.
    read: Option<String>,
}

#[derive(Serialize)]
struct ShownAnswer {
    word: String,
    because: String,
    who: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let form = FormState::empty();
    let page = page(&app, &visitor, &room, &form).await?;
    app.page(TEMPLATE, &room.frame(&visitor, TITLE, "Comments"), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let paragraph = form.text("paragraph").to_owned();
    let field = format!("words-{paragraph}");
    let input = CommentOnParagraph {
        strategy_id: room.strategy.record.id,
        version: form.text("version").parse().unwrap_or(0),
        paragraph_id: paragraph
            .parse()
            .map(RecordId)
            .map_err(|_| Refusal::NotFound)?,
        words: form.raw(&field).to_owned(),
    };
    match comment_on_paragraph(&app.house, &visitor.who(), input).await {
        Ok(comment) => {
            let here = room.address("comments");
            return Ok(app.see_other(&format!("{here}#comment-{}", comment.id)));
        }
        Err(problem) => said_beside(&mut form, &field, problem)?,
    }
    let page = page(&app, &visitor, &room, &form).await?;
    app.refused(TEMPLATE, &room.frame(&visitor, TITLE, "Comments"), page)
}

pub(super) async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let comment = form.text("comment").to_owned();
    let (answer, because) = (format!("answer-{comment}"), format!("because-{comment}"));
    let word = form.text(&answer).parse::<CommentAnswer>().ok();
    if word.is_none() {
        form.problem(&answer, "Say what becomes of it");
    }
    if let Some(word) = word {
        let input = AnswerComment {
            strategy_id: room.strategy.record.id,
            comment_id: comment.parse().map_err(|_| Refusal::NotFound)?,
            answer: word,
            because: form.raw(&because).to_owned(),
        };
        match answer_comment(&app.house, &visitor.who(), input).await {
            Ok(_) => {
                let here = room.address("comments");
                return Ok(app.see_other(&format!("{here}#comment-{comment}")));
            }
            Err(problem) => said_beside(&mut form, &because, problem)?,
        }
    }
    let page = page(&app, &visitor, &room, &form).await?;
    app.refused(TEMPLATE, &room.frame(&visitor, TITLE, "Comments"), page)
}

/// Says a refusal beside its field; what stops any use case stops the page.
fn said_beside(form: &mut FormState, field: &str, problem: CommentError) -> Result<(), Refusal> {
    let words = capital(&problem.to_string());
    match problem {
        CommentError::Runner(error) => return Err(error.into()),
        // Their forms are gone from the page.
        CommentError::Published | CommentError::AnsweredAlready => form.problem_with_form(words),
        _ => form.problem(field, words),
    }
    Ok(())
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    room: &Room,
    form: &'a FormState,
) -> Result<CommentsPage<'a>, Refusal> {
    let board = visitor.board_id();
    let newest = room.newest();
    let comments = comments_of(&app.house, &room.strategy).await?;
    let waiting = comments
        .iter()
        .filter(|one| one.comment.answer.is_none())
        .count();
    let is_draft = newest.is_some_and(takes_comments);
    let may_answer = policy::ANSWER_COMMENT.allows(&visitor.actor, board);
    let shown = |one: &PlacedComment| shown(one, newest, may_answer);
    let beside = |block: &Block| {
        comments
            .iter()
            .filter(|one| {
                one.place == CommentPlace::Beside && one.comment.paragraph_id == block.paragraph_id
            })
            .map(shown)
            .collect()
    };
    Ok(CommentsPage {
        form,
        name: room.name(),
        title: finding(comments.len(), waiting),
        here: room.address("comments"),
        version: newest.map(|version| version.number),
        version_name: newest.map(|version| capital(&version.name())),
        may_comment: is_draft && policy::COMMENT.allows(&visitor.actor, board),
        answers: CommentAnswer::ALL
            .iter()
            .map(|answer| Choice::new(answer.as_str(), in_the_form(*answer)))
            .collect(),
        blocks: room
            .newest_blocks(app)
            .await?
            .into_iter()
            .map(|block| {
                let comments = beside(&block);
                let number = block
                    .number
                    .unwrap_or_else(|| (block.position + 1).to_string());
                CommentedBlock {
                    is_heading: block.block_type == BlockType::Heading,
                    id: format!("p{number}"),
                    number,
                    paragraph: block.paragraph_id.to_string(),
                    words: block.words,
                    comments,
                }
            })
            .collect(),
        elsewhere: comments
            .iter()
            .filter(|one| one.place != CommentPlace::Beside)
            .map(shown)
            .collect(),
    })
}

fn finding(all: usize, waiting: usize) -> String {
    match (all, waiting) {
        (0, _) => "Nobody has commented yet".to_owned(),
        (_, 0) => "Every comment is answered".to_owned(),
        (_, 1) => "1 comment waits for an answer".to_owned(),
        (_, many) => format!("{many} comments wait for an answer"),
    }
}

const fn in_the_form(answer: CommentAnswer) -> &'static str {
    match answer {
        CommentAnswer::Accepted => "Accept it",
        CommentAnswer::AcceptedInPart => "Accept it in part",
        CommentAnswer::NotAccepted => "Do not accept it",
        CommentAnswer::Closed => "Close it: there is nothing to change",
    }
}

fn shown(one: &PlacedComment, newest: Option<&Version>, may_answer: bool) -> Shown {
    let comment = &one.comment;
    let mut who = format!("{}, {}", comment.by, long_date(comment.on));
    if newest.is_some_and(|newest| newest.id != comment.version_id) {
        who = format!("{who}, on {}", one.made_on_version.name());
    }
    let paragraph = match &one.paragraph_number {
        Some(number) => format!("Paragraph {number}"),
        None => "A paragraph".to_owned(),
    };
    let (about, read) = match &one.place {
        CommentPlace::Beside => (None, None),
        CommentPlace::Reworded { read } => (
            Some(format!("{paragraph}, which has other words now")),
            Some(read.clone()),
        ),
        CommentPlace::Gone { read } => (
            Some(format!("{paragraph}, which is gone")),
            Some(read.clone()),
        ),
    };
    Shown {
        id: comment.id.to_string(),
        words: comment.words.clone(),
        who,
        answer: comment.answer.as_ref().map(|answered| ShownAnswer {
            word: capital(answered.answer.as_str()),
            because: answered.because.clone(),
            who: format!("{}, {}", answered.by, long_date(answered.on)),
        }),
        may_answer: may_answer && comment.answer.is_none(),
        about,
        read,
    }
}
