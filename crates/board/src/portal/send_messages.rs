use super::{Message, mark_message_sent, messages_waiting, note_message_problem, policy};
use crate::access::{Letter, NotSent, Postman};
use crate::runner::{House, RunnerError, Who};

/// Which of the messages that wait are to be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Those that nobody tried to send yet.
    New,
    /// Those as well that could not leave before.
    All,
}

/// What became of the messages that were tried.
#[derive(Debug, Default)]
pub struct Sending {
    /// Those that left.
    pub left: Vec<Message>,
    /// Those that did not, and why.
    pub stayed: Vec<(Message, NotSent)>,
}

/// Sends the messages that wait, oldest first. One that cannot leave stays in the outbox with the reason and does not stop
/// the others.
///
/// A message leaves before it is marked as sent: should the program die between the two, it is sent again, because a
/// partner who gets a letter twice is better off than one who never gets it.
pub async fn send_messages(
    house: &House,
    who: &Who,
    postman: &dyn Postman,
    which: Waiting,
) -> Result<Sending, RunnerError> {
    // The messages of every board are sent, so the right is needed everywhere, and before the first one leaves.
    let permission = &policy::SEND_MESSAGES;
    if !permission.allows(&who.actor, None) {
        return Err(RunnerError::Forbidden {
            act: permission.act,
            roles: permission.roles,
        });
    }
    let mut sending = Sending::default();
    for message in messages_waiting(house).await? {
        if which == Waiting::New && message.problem.is_some() {
            continue;
        }
        let sent = match message.to_address.parse() {
            Ok(to) => {
                let letter = Letter {
                    to_name: Some(message.to_name.clone()),
                    to,
                    subject: message.subject.clone(),
                    words: message.words.clone(),
                };
                postman.send(&letter).await
            }
            Err(invalid) => Err(NotSent(format!("{invalid}"))),
        };
        match sent {
            Ok(()) => {
                mark_message_sent(house, who, message.id).await?;
                sending.left.push(message);
            }
            Err(problem) => {
                note_message_problem(house, who, message.id, &problem.to_string()).await?;
                sending.stayed.push((message, problem));
            }
        }
    }
    Ok(sending)
}
