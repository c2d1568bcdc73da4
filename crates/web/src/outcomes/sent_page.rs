//! `/r/{token}/sent`: what a partner sent, as it stands.

use axum::extract::State;
use board::asks::AskState;
use board::outcomes::returns::{GOING, HAPPENED, HELP, NOT_HELD, NUMBER, UNCHANGED};
use serde::Serialize;

use super::return_files_page::{address, files_of};
use super::task_list_page::{frame, opened};
use crate::address::Path;
use crate::app::App;
use crate::files::{AttachmentRow, rows};
use crate::refusal::Answer;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct SentPage {
    title: String,
    board: String,
    round: String,
    partner: String,
    /// Whether everything is answered.
    is_whole: bool,
    list: String,
    answers: Vec<Sent>,
}

#[derive(Serialize)]
struct Sent {
    title: String,
    href: Option<String>,
    answered_on: String,
    /// What was said without typing, if that is what was said.
    said: Option<&'static str>,
    lines: Vec<(&'static str, String)>,
    files: Vec<AttachmentRow>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let is_whole = returns.answered() == returns.tasks.len();
    let open = returns.round.closed_on.is_none();
    let mut answers = Vec::new();
    for (place, task) in returns.tasks.iter().enumerate() {
        let (AskState::Answered(on), Some(reply)) = (task.state, &task.ask.reply) else {
            continue;
        };
        let lines = [
            (GOING, "How it is going"),
            (NUMBER, "The number"),
            (HAPPENED, "What happened"),
            (HELP, "Help needed"),
        ];
        answers.push(Sent {
            title: task.about.title.clone(),
            href: open.then(|| format!("/r/{token}/{}", place + 1)),
            answered_on: on.to_string(),
            said: match reply.word.as_str() {
                UNCHANGED => Some("Nothing has changed"),
                NOT_HELD => Some("We do not hold this"),
                _ => None,
            },
            lines: lines
                .into_iter()
                .filter_map(|(id, label)| {
                    let answer = task.answers.get(id).filter(|it| !it.is_empty())?;
                    Some((label, answer.clone()))
                })
                .collect(),
            files: rows(&files_of(&app, task).await?, &address(&token, place)),
        });
    }
    let title = if is_whole {
        "Thank you. We have your answers"
    } else {
        "What you have sent so far"
    };
    let page = SentPage {
        title: title.to_owned(),
        board: returns.board.title.clone(),
        round: returns.round.record.title.clone(),
        partner: returns.partner.title.clone(),
        is_whole,
        list: format!("/r/{token}"),
        answers,
    };
    app.page(
        "outcomes/sent_page.html",
        &frame(&visitor, &returns, title),
        page,
    )
}
