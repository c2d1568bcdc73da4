use jiff::Timestamp;

use super::EmailAddress;

/// A letter on its way to a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom, by name or office.
    pub to_name: Option<String>,
    /// To which mailbox.
    pub to: EmailAddress,
    /// The line that a mail program shows first.
    pub subject: String,
    /// The words, as plain text.
    pub words: String,
}

impl Letter {
    /// The letter with a sign-in link.
    ///
    /// It goes straight out and never through a queue that somebody at a desk can read: whoever reads it can sign in as
    /// the person.
    #[must_use]
    pub fn with_sign_in_link(
        to: EmailAddress,
        site: &str,
        address: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Self {
        let minutes = (expires_at.as_second() - now.as_second()) / 60;
        Self {
            to_name: None,
            to,
            subject: "Your link to sign in".to_owned(),
            words: format!(
                "Somebody, probably you, asked to sign in to {site}.\n\n\
                 This link signs you in. It works once, for {minutes} minutes:\n\n{address}\n\n\
                 If it was not you, do nothing: nobody gets in without this link.\n"
            ),
        }
    }
}

/// A letter could not be sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotSent(pub String);

/// Whoever carries letters to mailboxes.
#[async_trait::async_trait]
pub trait Postman: Send + Sync {
    /// Sends one letter. That it is sent means that a mail server took it.
    async fn send(&self, letter: &Letter) -> Result<(), NotSent>;
}
