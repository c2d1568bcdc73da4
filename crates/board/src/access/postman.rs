use jiff::Timestamp;

use super::EmailAddress;

/// A sign-in link on its way to a mailbox.
///
/// It goes straight out and never through a queue that somebody at a desk can read: whoever reads it can sign in as
/// the person.
#[derive(Debug, Clone)]
pub struct SignInLetter {
    /// To which mailbox.
    pub to: EmailAddress,
    /// The whole address of the link.
    pub address: String,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// A letter could not be sent.
#[derive(Debug, thiserror::Error)]
#[error("a sign-in link could not be sent: {0}")]
pub struct NotSent(pub String);

/// Whoever carries sign-in links to mailboxes.
#[async_trait::async_trait]
pub trait Postman: Send + Sync {
    /// Sends one letter.
    async fn send(&self, letter: &SignInLetter) -> Result<(), NotSent>;
}
