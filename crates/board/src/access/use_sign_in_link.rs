use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;

use super::{
    Account, AccountState, NewSession, Purpose, Secret, Token, TokenRefused, check_token, policy,
    session, store,
};
use crate::runner::{House, RunnerError, Who};
use crate::thread;
use crate::vocabulary::{Actor, ActorKind};

/// A link that would sign a person in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLink {
    /// Whom.
    pub person_name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// Whose link this is and until when, for the page behind it. Changes nothing: mail scanners open links.
pub async fn look_at_sign_in_link(
    house: &House,
    text: &str,
    now: Timestamp,
) -> Result<OpenLink, TokenRefused> {
    let (token, _, actor) = open(house, text, now).await?;
    Ok(OpenLink {
        person_name: actor.name,
        made_at: token.made_at,
        expires_at: token.expires_at,
    })
}

/// Uses the link up and signs its person in. `replaces` is the sign-in that the browser had before, if any; it ends.
///
/// Of two people who press the button at once, one is signed in and the other is told that the link was used.
pub async fn use_sign_in_link(
    house: &House,
    text: &str,
    replaces: Option<&Secret>,
    today: Date,
    now: Timestamp,
) -> Result<NewSession, TokenRefused> {
    let (token, account, actor) = open(house, text, now).await?;
    let who = Who { actor, today, now };
    let mut act = house.begin(&who, &policy::SIGN_IN, None).await?;
    let first = store::use_up_token(act.connection(), token.id, now)
        .await
        .map_err(RunnerError::from)?;
    if !first {
        return Err(TokenRefused::Used { at: now });
    }
    let how = json!({
        "signed in": "with a one-time link", "link": token.id.to_string(),
        "made by": token.made_by, "made at": token.made_at.to_string(),
    });
    let new = session::begin_session(&mut act, &account, replaces, how).await?;
    act.commit().await?;
    Ok(new)
}

async fn open(
    house: &House,
    text: &str,
    now: Timestamp,
) -> Result<(Token, Account, Actor), TokenRefused> {
    let token = check_token(house, text, Purpose::SignIn, now).await?;
    let person_id = token.person_id.ok_or(TokenRefused::Unknown)?;
    let account = store::account_of(house.reader(), person_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(TokenRefused::Unknown)?
        .account;
    if account.state == AccountState::Suspended {
        return Err(TokenRefused::Suspended);
    }
    let person = thread::by_id(house, person_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(TokenRefused::Unknown)?;
    let actor = Actor {
        kind: ActorKind::Person(person_id),
        name: person.title,
        grants: Vec::new(),
    };
    Ok((token, account, actor))
}
