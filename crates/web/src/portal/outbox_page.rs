//! `/desk/outbox`: what the board wrote to people and what has not left yet.

use axum::extract::State;
use board::portal::{Message, mark_message_sent, messages_of};
use serde::Serialize;

use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct OutboxPage {
    finding: String,
    sends_mail: bool,
    waiting: Vec<Row>,
    sent: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    to: String,
    address: String,
    subject: String,
    words: String,
    queued_on: String,
    sent_at: Option<String>,
    problem: Option<String>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let messages = messages_of(&app.house, visitor.board()?.record.id).await?;
    let (sent, waiting): (Vec<_>, Vec<_>) = messages
        .into_iter()
        .partition(|message| message.sent_at.is_some());
    let finding = match waiting.len() {
        0 => "Every message has left".to_owned(),
        1 => "1 message has not left yet".to_owned(),
        many => format!("{many} messages have not left yet"),
    };
    let mut frame = visitor.frame(&finding, "Returns");
    frame.trail = vec![Link::new("Returns", "/desk/returns")];
    let page = OutboxPage {
        finding,
        sends_mail: app.postman.is_some(),
        waiting: waiting.into_iter().map(row).collect(),
        sent: sent.into_iter().map(row).collect(),
    };
    app.page("portal/outbox_page.html", &frame, page)
}

pub(super) async fn submit(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let id = form
        .text("message")
        .parse()
        .map_err(|_| Refusal::NotFound)?;
    let board = visitor.board()?.record.id;
    let known = messages_of(&app.house, board).await?;
    if !known.iter().any(|message| message.id == id) {
        return Err(Refusal::NotFound);
    }
    mark_message_sent(&app.house, &visitor.who(), id).await?;
    Ok(app.see_other("/desk/outbox"))
}

fn row(message: Message) -> Row {
    Row {
        id: message.id.to_string(),
        to: message.to_name,
        address: message.to_address,
        subject: message.subject,
        words: message.words,
        queued_on: message.queued_on.to_string(),
        sent_at: message.sent_at.map(|at| at.to_string()),
        problem: message.problem,
    }
}
