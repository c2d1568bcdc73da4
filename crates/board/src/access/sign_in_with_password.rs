use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{AccountState, EmailAddress, NewSession, Secret, password, policy, session, store};
use crate::runner::{House, RunnerError, Who};
use crate::thread;
use crate::vocabulary::{Actor, ActorKind};

/// Wrong tries that cost nothing but the try.
const FREE_TRIES: i64 = 4;
/// The wait after the first try too many; it doubles with each further one.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait, so that nobody can lock another person out for long. A one-time link works meanwhile.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// Why a password did not sign anybody in.
#[derive(Debug, thiserror::Error)]
pub enum PasswordRefused {
    /// No such account, the wrong password, a suspended account, or too many wrong tries: which, is not said.
    #[error("the e-mail address or the password is not right")]
    NotRight,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Signs a person in who knows the password. `replaces` is the sign-in that the browser had before, if any; it ends.
///
/// After a few wrong tries the account waits before it looks at a password again, longer each time. The same work is
/// done and the same answer given whether or not there is such an account.
pub async fn sign_in_with_password(
    house: &House,
    email: &EmailAddress,
    typed: String,
    replaces: Option<&Secret>,
    today: Date,
    now: Timestamp,
) -> Result<NewSession, PasswordRefused> {
    let stored = store::account_with_email(house.reader(), email)
        .await
        .map_err(RunnerError::from)?;
    let hash = stored
        .as_ref()
        .and_then(|stored| stored.password_hash.clone());
    let right = password::is_right(hash, typed).await;
    let Some(stored) = stored else {
        return Err(PasswordRefused::NotRight);
    };
    let person = thread::by_id(house, stored.account.person_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(PasswordRefused::NotRight)?;
    let who = Who {
        actor: Actor {
            kind: ActorKind::Person(person.id),
            name: person.title,
            grants: Vec::new(),
        },
        today,
        now,
    };
    if stored.wait_until.is_some_and(|until| now < until) {
        return Err(PasswordRefused::NotRight);
    }
    if !right || stored.account.state == AccountState::Suspended {
        count_wrong_try(house, &who, &stored).await?;
        return Err(PasswordRefused::NotRight);
    }
    let mut act = house.begin(&who, &policy::SIGN_IN, None).await?;
    let how = json!({ "signed in": "with a password" });
    let new = session::begin_session(&mut act, &stored.account, replaces, how).await?;
    act.commit().await?;
    Ok(new)
}

async fn count_wrong_try(
    house: &House,
    who: &Who,
    stored: &store::StoredAccount,
) -> Result<(), RunnerError> {
    let tries = stored.wrong_tries.saturating_add(1);
    let until = wait_after(tries).and_then(|wait| who.now.saturating_add(wait).ok());
    tracing::warn!(account = %stored.account.id, tries, "a password was not right");
    let act = house.begin(who, &policy::KEEP_BOOKS, None).await?;
    store::set_wrong_tries(act.connection(), stored.account.id, tries, until).await?;
    act.commit_books().await
}

/// How long an account waits after so many wrong tries in a row.
fn wait_after(tries: i64) -> Option<SignedDuration> {
    let too_many = u32::try_from(tries - FREE_TRIES).ok().filter(|&n| n > 0)?;
    let doubled = 2_i32
        .checked_pow(too_many - 1)
        .and_then(|factor| FIRST_WAIT.checked_mul(factor));
    Some(doubled.map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        assert_eq!(wait_after(0), None);
        assert_eq!(wait_after(4), None);
        assert_eq!(wait_after(5), Some(SignedDuration::from_secs(30)));
        assert_eq!(wait_after(7), Some(SignedDuration::from_secs(120)));
        for tries in [10, 30, 36, 40, 1_000_000] {
            assert_eq!(wait_after(tries), Some(LONGEST_WAIT), "{tries}");
        }
    }
}
