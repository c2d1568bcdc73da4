use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use super::{Account, AccountState, Secret, policy, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError, Who};
use crate::thread::{self, Record};
use crate::vocabulary::{Actor, ActorKind, Grant, RecordId};

/// How long a sign-in lasts when nothing is done with it.
pub const IDLE_LIMIT: SignedDuration = SignedDuration::from_hours(2);
/// How long a sign-in lasts at most: a working day.
pub const ABSOLUTE_LIMIT: SignedDuration = SignedDuration::from_hours(12);
/// How exactly "last seen" is kept; writing it down at every request would cost more than it is worth.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// A sign-in that has just begun.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// For the person's browser, and for nobody else.
    pub secret: Secret,
    /// Who signed in.
    pub person_id: RecordId,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
}

/// A sign-in under way.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Identity of the sign-in.
    pub session_id: Uuid,
    /// Whose account it is.
    pub account_id: Uuid,
    /// The person.
    pub person: Record,
    /// The person as an actor, with the roles that they hold today.
    pub actor: Actor,
    /// The board that they chose to work for.
    pub desk_board_id: Option<RecordId>,
    seen_at: Timestamp,
}

/// Who is behind a secret, if their sign-in is still under way: not ended, not idle for too long, the account not
/// suspended. Roles are read anew each time, so that what is taken away is gone at the next request.
pub async fn signed_in(
    house: &House,
    secret: &Secret,
    today: Date,
    now: Timestamp,
) -> Result<Option<SignedIn>, DatabaseError> {
    let connection = house.reader();
    let Some(session) = store::session_with_hash(connection, &secret.hash()).await? else {
        return Ok(None);
    };
    let idle = now.duration_since(session.seen_at) >= IDLE_LIMIT;
    if session.ended_at.is_some() || now >= session.ends_at || idle {
        return Ok(None);
    }
    let Some(stored) = store::account(connection, session.account_id).await? else {
        return Ok(None);
    };
    if stored.account.state != AccountState::Active {
        return Ok(None);
    }
    let person_id = stored.account.person_id;
    let Some(person) = thread::by_id(house, person_id).await? else {
        return Ok(None);
    };
    let grants = store::roles_of(connection, person_id)
        .await?
        .into_iter()
        .filter(|held| held.holds_on(today))
        .map(|held| Grant {
            body_id: held.body_id,
            role: held.role,
        })
        .collect();
    Ok(Some(SignedIn {
        session_id: session.id,
        account_id: session.account_id,
        actor: Actor {
            kind: ActorKind::Person(person_id),
            name: person.title.clone(),
            grants,
        },
        person,
        desk_board_id: session.desk_board_id,
        seen_at: session.seen_at,
    }))
}

/// Remembers that a sign-in is still in use, every few minutes.
pub async fn keep_signed_in(
    house: &House,
    who: &Who,
    signed_in: &SignedIn,
) -> Result<(), RunnerError> {
    if who.now.duration_since(signed_in.seen_at) < SEEN_EVERY {
        return Ok(());
    }
    let act = house.begin(who, &policy::KEEP_BOOKS, None).await?;
    store::touch_session(act.connection(), signed_in.session_id, who.now).await?;
    act.commit_books().await
}

/// Remembers for which board a person works until they choose another.
pub async fn choose_desk_board(
    house: &House,
    who: &Who,
    signed_in: &SignedIn,
    board: RecordId,
) -> Result<(), RunnerError> {
    let act = house.begin(who, &policy::CHOOSE_BOARD, None).await?;
    store::set_desk_board(act.connection(), signed_in.session_id, board).await?;
    act.commit_books().await
}

/// Begins a sign-in within an act, always with a new secret, and ends the one that the browser had before: nobody can
/// hand a person a sign-in that they know already.
pub(super) async fn begin_session(
    act: &mut Act,
    account: &Account,
    replaces: Option<&Secret>,
    how: Value,
) -> Result<NewSession, RunnerError> {
    let now = act.who().now;
    if let Some(earlier) = replaces
        && let Some(session) = store::session_with_hash(act.connection(), &earlier.hash()).await?
    {
        store::end_session(act.connection(), session.id, now).await?;
    }
    let secret = Secret::new(act.house());
    let ends_at = now.saturating_add(ABSOLUTE_LIMIT).unwrap_or(now);
    let id = act.new_id();
    store::insert_session(
        act.connection(),
        id.0,
        secret.hash(),
        account.id,
        now,
        ends_at,
    )
    .await?;
    store::set_wrong_tries(act.connection(), account.id, 0, None).await?;
    act.note_of(account.person_id, how);
    Ok(NewSession {
        secret,
        person_id: account.person_id,
        ends_at,
    })
}
