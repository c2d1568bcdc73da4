use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{policy, store};
use crate::access::EmailAddress;
use crate::database::DatabaseError;
use crate::runner::{Act, Done, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A message on its way to a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Identity.
    pub id: Uuid,
    /// The board in whose name it goes.
    pub board_id: Option<RecordId>,
    /// The record that it is about.
    pub about_id: Option<RecordId>,
    /// The body that it reaches somebody of.
    pub for_body_id: Option<RecordId>,
    /// To whom, by name or office.
    pub to_name: String,
    /// To which mailbox.
    pub to_address: String,
    /// The line that a mail program shows first.
    pub subject: String,
    /// The words.
    pub words: String,
    /// On which of the board's days it was written.
    pub queued_on: Date,
    /// When it was written.
    pub queued_at: Timestamp,
    /// When it left.
    pub sent_at: Option<Timestamp>,
    /// Why it could not leave, the last time that somebody tried.
    pub problem: Option<String>,
}

/// A message to write.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// The board in whose name it goes.
    pub board_id: Option<RecordId>,
    /// The record that it is about.
    pub about_id: Option<RecordId>,
    /// The body that it reaches somebody of.
    pub for_body_id: Option<RecordId>,
    /// To whom, by name or office.
    pub to_name: String,
    /// To which mailbox.
    pub to: EmailAddress,
    /// The line that a mail program shows first.
    pub subject: String,
    /// The words.
    pub words: String,
}

/// Puts a message into the outbox within the act that it tells of, so that both happen or neither.
pub async fn queue_message(act: &mut Act, new: NewMessage) -> Result<Message, RunnerError> {
    let message = Message {
        id: act.new_id().0,
        board_id: new.board_id,
        about_id: new.about_id,
        for_body_id: new.for_body_id,
        to_name: new.to_name,
        to_address: new.to.to_string(),
        subject: new.subject,
        words: new.words,
        queued_on: act.who().today,
        queued_at: act.who().now,
        sent_at: None,
        problem: None,
    };
    store::insert_message(act.connection(), &message).await?;
    // The log names neither mailbox nor words: both can be personal, and the words may hold a link that opens something.
    act.note(json!({ "message": message.id.to_string(), "subject": message.subject }));
    Ok(message)
}

/// The messages of a board, newest first.
pub async fn messages_of(house: &House, board_id: RecordId) -> Result<Vec<Message>, DatabaseError> {
    store::messages(house.reader(), store::Which::Board(board_id)).await
}

/// The messages about a record, newest first.
pub async fn messages_about(
    house: &House,
    about_id: RecordId,
) -> Result<Vec<Message>, DatabaseError> {
    store::messages(house.reader(), store::Which::About(about_id)).await
}

/// What has not left yet, oldest first.
pub async fn messages_waiting(house: &House) -> Result<Vec<Message>, DatabaseError> {
    let mut waiting = store::messages(house.reader(), store::Which::Waiting).await?;
    waiting.reverse();
    Ok(waiting)
}

/// Records that a message left, by the mail server or by an officer's own hand. Links in it are struck out: once it has
/// left, nobody at a desk needs them, and whoever holds one can answer in a partner's name.
///
/// # Errors
/// When somebody without the right asks, or there is no such message.
pub async fn mark_message_sent(house: &House, who: &Who, id: Uuid) -> Result<Done, RunnerError> {
    let not_found = RunnerError::NotFound { id: RecordId(id) };
    let message = store::message(house.reader(), id).await?.ok_or(not_found)?;
    let mut act = house
        .begin(who, &policy::SEND_MESSAGES, message.board_id)
        .await?;
    if message.sent_at.is_none() {
        let words = without_secrets(&message.words);
        store::mark_message_sent(act.connection(), id, who.now, &words).await?;
        act.note(json!({ "message sent": id.to_string() }));
    }
    act.commit().await
}

/// Remembers why a message could not leave.
///
/// # Errors
/// When the database refuses.
pub async fn note_message_problem(
    house: &House,
    who: &Who,
    id: Uuid,
    problem: &str,
) -> Result<(), RunnerError> {
    let act = house.begin(who, &policy::SEND_MESSAGES, None).await?;
    store::set_message_problem(act.connection(), id, problem).await?;
    act.commit_books().await
}

/// The words with every secret of a link replaced. A secret is 64 hexadecimal digits.
fn without_secrets(words: &str) -> String {
    const DIGITS: usize = 64;
    let mut plain = String::with_capacity(words.len());
    let mut run = String::new();
    let finish = |run: &mut String, plain: &mut String| {
        plain.push_str(if run.len() == DIGITS { "…" } else { run });
        run.clear();
    };
    for letter in words.chars() {
        if letter.is_ascii_hexdigit() {
            run.push(letter);
        } else {
            finish(&mut run, &mut plain);
            plain.push(letter);
        }
    }
    finish(&mut run, &mut plain);
    plain
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn a_link_is_struck_out_and_nothing_else() {
        let secret = "a1".repeat(32);
        let words = format!("Dear Eastside,\n\nhttps://board.example/r/{secret}\n\nBy 12 August.");
        assert_eq!(
            without_secrets(&words),
            "Dear Eastside,\n\nhttps://board.example/r/…\n\nBy 12 August."
        );
        assert_eq!(without_secrets("face"), "face");
    }
}
