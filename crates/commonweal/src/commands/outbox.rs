use board::House;
use board::portal::{Message, Waiting, messages_waiting, send_messages};
use board::vocabulary::long_date;
use clap::Args;
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::mail::{MailOptions, MailServer};
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Outbox {
    /// Send what waits, now, through the mail server.
    #[arg(long, requires = "mail_server")]
    send: bool,
    #[command(flatten)]
    mail: MailOptions,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists what has not left yet. The words stay unprinted: they hold links that answer in a partner's name.
pub(crate) async fn run(place: &Place, options: Outbox) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let server = options.mail.server()?.filter(|_| options.send);
    let house = installation::open(place).await?;
    let waiting = emptied(&house, server.as_ref()).await;
    house.database().clone().close().await;
    let waiting = waiting?;
    if options.json {
        print_json(&waiting.iter().map(as_json).collect::<Vec<_>>())?;
    } else if !waiting.is_empty() {
        print(&columns(&rows(&waiting)))?;
    } else {
        eprintln!("Every message has left.");
    }
    if options.send && !waiting.is_empty() {
        return Err(Failure::failed(match waiting.len() {
            1 => "1 message could not leave; why stands beside it".to_owned(),
            many => format!("{many} messages could not leave; why stands beside each"),
        }));
    }
    Ok(())
}

/// What waits, after it was sent where there is somebody to send it with.
async fn emptied(house: &House, server: Option<&MailServer>) -> Result<Vec<Message>, Failure> {
    if let Some(server) = server {
        let who = installation::operator(SystemClocks::of(house).await?);
        let sending = send_messages(house, &who, server, Waiting::All).await?;
        eprintln!(
            "{} sent.",
            match sending.left.len() {
                1 => "1 message".to_owned(),
                many => format!("{many} messages"),
            }
        );
    }
    Ok(messages_waiting(house).await?)
}

fn rows(waiting: &[Message]) -> Vec<Vec<String>> {
    let mut rows = vec![
        ["Written", "To", "Mailbox", "Subject", "Could not leave"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(waiting.iter().map(|message| {
        vec![
            long_date(message.queued_on),
            message.to_name.clone(),
            message.to_address.clone(),
            message.subject.clone(),
            message.problem.clone().unwrap_or_default(),
        ]
    }));
    rows
}

fn as_json(message: &Message) -> Value {
    json!({
        "id": message.id.to_string(),
        "written": message.queued_on.to_string(),
        "to": message.to_name,
        "mailbox": message.to_address,
        "subject": message.subject,
        "problem": message.problem,
    })
}
