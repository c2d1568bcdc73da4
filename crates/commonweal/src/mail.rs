//! Carries letters to a mail server, and empties the outbox while the server runs.

use std::sync::Arc;
use std::time::Duration;

use board::House;
use board::access::{Letter, NotSent, Postman};
use board::portal::{Waiting, send_messages};
use board::vocabulary::Actor;
use clap::Args;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use web::Clocks as _;

use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the outbox is looked through.
const EVERY: Duration = Duration::from_secs(30);
/// After how many looks the messages that could not leave are tried again: about once an hour.
const TRY_AGAIN: u64 = 120;

/// Which mail server takes the letters of the installation.
#[derive(Debug, Clone, Args)]
pub(crate) struct MailOptions {
    /// The mail server that takes the board's letters, such as `smtps://name:password@mail.example`.
    #[arg(
        long,
        env = "COMMONWEAL_MAIL_SERVER",
        hide_env_values = true,
        requires = "mail_from",
        value_name = "URL"
    )]
    mail_server: Option<String>,
    /// From whom letters come, such as `Board office <board@council.example>`.
    #[arg(long, env = "COMMONWEAL_MAIL_FROM", value_name = "MAILBOX")]
    mail_from: Option<String>,
}

impl MailOptions {
    /// The mail server, where one is set up.
    pub(crate) fn server(&self) -> Result<Option<MailServer>, Failure> {
        let (Some(url), Some(from)) = (&self.mail_server, &self.mail_from) else {
            return Ok(None);
        };
        let from = from.parse().map_err(|_| {
            Failure::usage(format!(
                "--mail-from “{from}” is no mailbox; write it like Board office <board@council.example>"
            ))
        })?;
        refuse_open_letters(url)?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| no_mail_server())?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Some(MailServer { transport, from }))
    }
}

/// The address may hold a password, so it is never repeated.
fn no_mail_server() -> Failure {
    Failure::usage(
        "--mail-server is no address of a mail server; write it like smtps://name:password@mail.example, or \
         smtp://mail.example:587?tls=required, with signs such as @ and : in a password written as %40 and %3A",
    )
}

/// Letters hold links that sign people in: they travel encrypted, or within one machine.
fn refuse_open_letters(url: &str) -> Result<(), Failure> {
    let Some(rest) = url.strip_prefix("smtp://") else {
        return if url.starts_with("smtps://") {
            Ok(())
        } else {
            Err(no_mail_server())
        };
    };
    let (place, asked) = rest.split_once('?').unwrap_or((rest, ""));
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let place = place.split('/').next().unwrap_or_default();
    let host = match place.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => place.split(':').next().unwrap_or_default(),
    };
    let own_machine = matches!(host, "localhost" | "127.0.0.1" | "::1");
    if own_machine || asked.split('&').any(|one| one == "tls=required") {
        return Ok(());
    }
    Err(Failure::usage(
        "letters hold links that sign people in, and this mail server would get them in the clear; begin its address with \
         smtps://, or end it with ?tls=required",
    ))
}

/// A mail server that takes letters.
#[derive(Debug, Clone)]
pub(crate) struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl MailServer {
    /// Whether it answers, and takes the name and password.
    pub(crate) async fn check(&self) -> Result<(), NotSent> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotSent("the mail server closed the connection".to_owned())),
            Err(error) => Err(NotSent(in_words(&error))),
        }
    }
}

#[async_trait::async_trait]
impl Postman for MailServer {
    async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = written(&self.from, letter)?;
        self.transport
            .send(message)
            .await
            .map(|_| ())
            .map_err(|error| NotSent(in_words(&error)))
    }
}

fn written(from: &Mailbox, letter: &Letter) -> Result<Message, NotSent> {
    let unsound = |what: &dyn std::fmt::Display| NotSent(format!("the letter is unsound: {what}"));
    let address: Address = letter
        .to
        .as_str()
        .parse()
        .map_err(|error| unsound(&error))?;
    // A name with a line break in it could add a heading of its own to the letter.
    let one_line = |words: &str| {
        words
            .split(|letter: char| letter.is_whitespace() || letter.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(
            letter.to_name.as_deref().map(one_line),
            address,
        ))
        .subject(one_line(&letter.subject))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.words.clone())
        .map_err(|error| unsound(&error))
}

/// What stopped a letter, with its causes: "Connection error: connection refused" says more than its first half.
fn in_words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !words.contains(&said) {
            words = format!("{words}: {said}");
        }
        cause = inner.source();
    }
    words
}

/// Empties the outbox for as long as the server runs: new messages within half a minute, those that could not leave about once an hour.
pub(crate) async fn carry(house: House, clocks: SystemClocks, server: Arc<MailServer>) {
    let mut looks = tokio::time::interval(EVERY);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for look in 0_u64.. {
        looks.tick().await;
        let which = if look.is_multiple_of(TRY_AGAIN) {
            Waiting::All
        } else {
            Waiting::New
        };
        let mut who = installation::operator(clocks);
        who.actor = Actor {
            name: "The server".to_owned(),
            ..who.actor
        };
        who.now = clocks.now();
        match send_messages(&house, &who, server.as_ref(), which).await {
            Ok(sending) => {
                for (message, problem) in &sending.stayed {
                    tracing::warn!(message = %message.id, %problem, "a message could not leave");
                }
            }
            Err(error) => tracing::error!(cause = ?error, "the outbox could not be emptied"),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail loudly")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn options(server: &str, from: &str) -> MailOptions {
        MailOptions {
            mail_server: Some(server.to_owned()),
            mail_from: Some(from.to_owned()),
        }
    }

    #[tokio::test]
    async fn letters_travel_encrypted_or_within_one_machine() {
        for fine in [
            "smtps://mail.example",
            "smtps://name:p%40ss@mail.example:465",
            "smtp://mail.example:587?tls=required",
            "smtp://127.0.0.1:25",
            "smtp://localhost",
        ] {
            assert!(
                options(fine, "board@council.example").server().is_ok(),
                "{fine}"
            );
        }
        for open in [
            "smtp://mail.example",
            "smtp://mail.example:587?tls=opportunistic",
            "smtp://localhost:x@mail.example",
            "mail.example",
            "https://mail.example",
            "",
        ] {
            assert!(
                options(open, "board@council.example").server().is_err(),
                "{open}"
            );
        }
        assert!(
            options("smtps://mail.example", "the board")
                .server()
                .is_err()
        );
    }

    proptest! {
        #[test]
        fn no_name_or_subject_adds_a_heading(name in "\\PC{0,20}[\r\n]{0,3}Bcc: a@b.example\\PC{0,20}", subject in "\\PC{0,20}[\r\n]{0,3}Bcc: a@b.example") {
            let letter = Letter {
                to_name: Some(name),
                to: "officer@council.example".parse().unwrap(),
                subject,
                words: "Dear officer".to_owned(),
            };
            let from = "board@council.example".parse().unwrap();
            let message = written(&from, &letter).unwrap();
            let recipients: Vec<_> = message.envelope().to().iter().map(ToString::to_string).collect();
            prop_assert_eq!(recipients, ["officer@council.example"]);
            let bytes = String::from_utf8(message.formatted()).unwrap();
            let head = bytes.split("\r\n\r\n").next().unwrap();
            prop_assert!(head.lines().all(|line| !line.starts_with("Bcc")), "{}", head);
        }
    }
}
