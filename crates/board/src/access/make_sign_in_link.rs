use jiff::{SignedDuration, Timestamp};

use super::{AccountState, EmailAddress, NewToken, Purpose, Secret, policy, store, token};
use crate::runner::{House, Permission, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A one-time link to make for a person.
#[derive(Debug, Clone, Copy)]
pub struct MakeSignInLink {
    /// For whom.
    pub person_id: RecordId,
    /// How long it works.
    pub lasts: SignedDuration,
}

impl MakeSignInLink {
    /// How long a link works that is sent to a mailbox.
    pub const BY_MAIL: SignedDuration = SignedDuration::from_mins(15);
    /// How long a link works that one person hands to another.
    pub const BY_HAND: SignedDuration = SignedDuration::from_hours(1);
}

/// A link, to be handed to its person. This is the only time that it can be read.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// The secret part of its address.
    pub secret: Secret,
    /// Where it may be sent.
    pub email: EmailAddress,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum MakeSignInLinkError {
    /// The person has no account.
    #[error("this person has no account")]
    NoAccount,
    /// The account is suspended.
    #[error("this account is suspended; restore it first")]
    Suspended,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes a link for somebody else: on the command line, or by an administrator.
pub async fn make_sign_in_link(
    house: &House,
    who: &Who,
    input: MakeSignInLink,
) -> Result<NewLink, MakeSignInLinkError> {
    let stored = store::account_of(house.reader(), input.person_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(MakeSignInLinkError::NoAccount)?;
    make(house, who, &policy::MAKE_SIGN_IN_LINK, &stored, input.lasts).await
}

/// Makes a link for whoever asks, to be sent to the mailbox of the account and shown to nobody.
///
/// # Errors
/// As for [`make_sign_in_link`]. Whoever asked must not learn which: they get the same answer in any case.
pub async fn request_sign_in_link(
    house: &House,
    who: &Who,
    email: &EmailAddress,
) -> Result<NewLink, MakeSignInLinkError> {
    let stored = store::account_with_email(house.reader(), email)
        .await
        .map_err(RunnerError::from)?
        .ok_or(MakeSignInLinkError::NoAccount)?;
    let lasts = MakeSignInLink::BY_MAIL;
    make(house, who, &policy::ASK_FOR_SIGN_IN_LINK, &stored, lasts).await
}

async fn make(
    house: &House,
    who: &Who,
    permission: &'static Permission,
    stored: &store::StoredAccount,
    lasts: SignedDuration,
) -> Result<NewLink, MakeSignInLinkError> {
    if stored.account.state == AccountState::Suspended {
        return Err(MakeSignInLinkError::Suspended);
    }
    let mut act = house.begin(who, permission, None).await?;
    act.about(stored.account.person_id);
    let expires_at = who.now.saturating_add(lasts).unwrap_or(who.now);
    let new = NewToken {
        purpose: Purpose::SignIn,
        person_id: Some(stored.account.person_id),
        round_id: None,
        body_id: None,
        expires_at,
    };
    let (secret, _) = token::make_token(&mut act, new).await?;
    act.commit().await?;
    Ok(NewLink {
        secret,
        email: stored.account.email.clone(),
        expires_at,
    })
}
