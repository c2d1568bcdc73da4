use serde_json::json;

use super::{WeakPassword, password, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::thread;
use crate::vocabulary::{RecordId, Role};

/// A password to set.
#[derive(Clone)]
pub struct ChangePassword {
    /// Whose.
    pub person_id: RecordId,
    /// The present one, where there is one and the person changes it themselves.
    pub current: String,
    /// The new one, exactly as typed.
    pub new: String,
    /// The sign-in that stays; every other one of this account ends.
    pub keep_session: Option<uuid::Uuid>,
}

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The person has no account.
    #[error("this person has no account")]
    NoAccount,
    /// The present password was not right.
    #[error("The present password is not right")]
    NotRight,
    /// The new one can be guessed.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Sets a password: a person their own, or an administrator for somebody. Every other sign-in of the account ends.
pub async fn change_password(
    house: &House,
    who: &Who,
    input: ChangePassword,
) -> Result<(), ChangePasswordError> {
    let own = who.actor.person() == Some(input.person_id);
    if !own && !who.actor.has(Role::Administrator, None) {
        return Err(RunnerError::Forbidden {
            act: policy::CHANGE_PASSWORD.act,
            roles: &[Role::Administrator],
        }
        .into());
    }
    let stored = store::account_of(house.reader(), input.person_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(ChangePasswordError::NoAccount)?;
    if own && stored.password_hash.is_some() {
        let right = password::is_right(stored.password_hash.clone(), input.current).await;
        if !right {
            return Err(ChangePasswordError::NotRight);
        }
    }
    let person = thread::by_id(house, input.person_id)
        .await
        .map_err(RunnerError::from)?;
    let name = person.map(|person| person.title).unwrap_or_default();
    password::judge(&input.new, &[&name, stored.account.email.as_str()])?;
    let hash = password::hash(house, input.new).await;

    let mut act = house.begin(who, &policy::CHANGE_PASSWORD, None).await?;
    let account = stored.account.id;
    let keep = input.keep_session;
    let ended = async {
        store::set_password_hash(act.connection(), account, hash).await?;
        store::set_wrong_tries(act.connection(), account, 0, None).await?;
        store::end_sessions_of(act.connection(), account, keep, who.now).await
    }
    .await
    .map_err(RunnerError::from)?;
    act.note_of(
        input.person_id,
        json!({ "password": "changed", "other sign-ins ended": ended }),
    );
    act.commit().await?;
    Ok(())
}
