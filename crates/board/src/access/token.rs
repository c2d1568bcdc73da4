use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::{Secret, policy, store};
use crate::runner::{Act, Done, House, RunnerError, Who};
use crate::thread;
use crate::vocabulary::{Actor, ActorKind, RecordId, words};

words! {
    /// What a link is for. A link opens nothing else.
    pub enum Purpose {
        /// Signs a person in, once.
        SignIn = "sign in",
        /// Opens what a body or a person is asked in one round, until the round's last day.
        Return = "return",
    }
}

/// A link to make for somebody without an account.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What it is for.
    pub purpose: Purpose,
    /// The person it is for, if it is for one.
    pub person_id: Option<RecordId>,
    /// The round that it opens.
    pub round_id: Option<RecordId>,
    /// The body that answers by it.
    pub body_id: Option<RecordId>,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// What the house remembers about a link. Its secret is not among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Identity, by which it is withdrawn.
    pub id: Uuid,
    /// What it is for.
    pub purpose: Purpose,
    /// The person it is for.
    pub person_id: Option<RecordId>,
    /// The round that it opens.
    pub round_id: Option<RecordId>,
    /// The body that answers by it.
    pub body_id: Option<RecordId>,
    /// Who made it.
    pub made_by: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// When it was used up, for links that work once.
    pub used_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub revoked_at: Option<Timestamp>,
}

/// Why a link opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum TokenRefused {
    /// No such link: mistyped, cut short by a mail program, or meant for something else.
    #[error("this is no link of ours; it may have been cut short on its way")]
    Unknown,
    /// It worked once, and was used.
    #[error("this link was used at {at}; each link works once")]
    Used {
        /// When.
        at: Timestamp,
    },
    /// Its time is over.
    #[error("this link ended at {at}")]
    Expired {
        /// When.
        at: Timestamp,
    },
    /// Somebody withdrew it.
    #[error("this link was withdrawn at {at}")]
    Revoked {
        /// When.
        at: Timestamp,
    },
    /// The person's account is suspended.
    #[error("this account is suspended")]
    Suspended,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

impl Token {
    /// Whether it still opens something at a moment.
    ///
    /// # Errors
    /// Why not: withdrawn before used before ended, because that is what its holder needs to know.
    pub fn open_at(&self, now: Timestamp) -> Result<(), TokenRefused> {
        if let Some(at) = self.revoked_at {
            return Err(TokenRefused::Revoked { at });
        }
        if let Some(at) = self.used_at {
            return Err(TokenRefused::Used { at });
        }
        if now >= self.expires_at {
            return Err(TokenRefused::Expired {
                at: self.expires_at,
            });
        }
        Ok(())
    }

    /// Whoever holds the link, as an actor without a role: the body or the person that it was made for.
    #[must_use]
    pub fn holder(&self, name: &str) -> Option<Actor> {
        let record = self.body_id.or(self.person_id)?;
        Some(Actor {
            kind: ActorKind::Link(record),
            name: format!("{name}, by its link"),
            grants: Vec::new(),
        })
    }
}

/// Makes a link within the act of another capability, so that asking and its link are one commit. The secret leaves
/// the house once, here.
///
/// # Errors
/// When the database refuses.
pub async fn make_token(act: &mut Act, new: NewToken) -> Result<(Secret, Token), RunnerError> {
    let secret = Secret::new(act.house());
    let token = Token {
        id: act.new_id().0,
        purpose: new.purpose,
        person_id: new.person_id,
        round_id: new.round_id,
        body_id: new.body_id,
        made_by: act.who().actor.name.clone(),
        made_at: act.who().now,
        expires_at: new.expires_at,
        used_at: None,
        revoked_at: None,
    };
    store::insert_token(act.connection(), secret.hash(), &token).await?;
    act.note(json!({
        "link": token.id.to_string(), "for": token.purpose.as_str(),
        "person": token.person_id.map(|id| id.to_string()), "body": token.body_id.map(|id| id.to_string()),
        "round": token.round_id.map(|id| id.to_string()), "ends": token.expires_at.to_string(),
    }));
    Ok((secret, token))
}

/// What a link opens now. Changes nothing, however often it is asked.
///
/// # Errors
/// Why it opens nothing; a link made for another purpose is as unknown as one that was never made.
pub async fn check_token(
    house: &House,
    text: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Token, TokenRefused> {
    let secret = Secret::read(text).ok_or(TokenRefused::Unknown)?;
    let token = store::token_with_hash(house.reader(), &secret.hash())
        .await
        .map_err(RunnerError::from)?
        .filter(|token| token.purpose == purpose)
        .ok_or(TokenRefused::Unknown)?;
    token.open_at(now)?;
    Ok(token)
}

/// Withdraws a link: it opens nothing from now on. An officer of the board whose round it is may, or an administrator.
///
/// # Errors
/// [`RunnerError::NotFound`] when there is no such link.
pub async fn revoke_token(house: &House, who: &Who, id: Uuid) -> Result<Done, RunnerError> {
    let not_found = || RunnerError::NotFound { id: RecordId(id) };
    let token = store::token(house.reader(), id)
        .await?
        .ok_or_else(not_found)?;
    let board = match token.round_id {
        Some(round) => thread::by_id(house, round)
            .await?
            .and_then(|round| round.body_id),
        None => None,
    };
    let mut act = house.begin(who, &policy::REVOKE_LINK, board).await?;
    if store::revoke_token(act.connection(), id, who.now).await? {
        let change = json!({ "withdrawn": id.to_string(), "for": token.purpose.as_str() });
        match token.round_id.or(token.person_id).or(token.body_id) {
            Some(about) => act.note_of(about, change),
            None => act.note(change),
        }
    }
    act.commit().await
}

/// Withdraws, within the act of another capability, every link by which a body answers in a round. Returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_return_links(
    act: &mut Act,
    round: RecordId,
    body: RecordId,
) -> Result<u64, RunnerError> {
    let now = act.who().now;
    let count = store::revoke_return_links(act.connection(), round, body, now).await?;
    act.note_of(
        round,
        json!({ "withdrawn links": count, "body": body.to_string() }),
    );
    Ok(count)
}
