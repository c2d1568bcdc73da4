use serde_json::json;
use uuid::Uuid;

use super::{AccountState, policy, store};
use crate::runner::{Done, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Suspends an account: every sign-in of it ends and every open sign-in link of its person is withdrawn, at once.
/// Roles stay as they are; whoever leaves for good has them ended too.
///
/// # Errors
/// [`RunnerError::NotFound`] when there is no such account.
pub async fn suspend_account(house: &House, who: &Who, id: Uuid) -> Result<Done, RunnerError> {
    change(house, who, id, AccountState::Suspended).await
}

/// Lets a suspended account be used again.
///
/// # Errors
/// [`RunnerError::NotFound`] when there is no such account.
pub async fn restore_account(house: &House, who: &Who, id: Uuid) -> Result<Done, RunnerError> {
    change(house, who, id, AccountState::Active).await
}

async fn change(
    house: &House,
    who: &Who,
    id: Uuid,
    state: AccountState,
) -> Result<Done, RunnerError> {
    let mut act = house.begin(who, &policy::CHANGE_ACCOUNTS, None).await?;
    let account = store::account(act.connection(), id)
        .await?
        .ok_or(RunnerError::NotFound { id: RecordId(id) })?
        .account;
    if account.state != state {
        store::set_state(act.connection(), id, state).await?;
        let (mut sign_ins, mut links) = (0, 0);
        if state == AccountState::Suspended {
            sign_ins = store::end_sessions_of(act.connection(), id, None, who.now).await?;
            links =
                store::revoke_sign_in_links(act.connection(), account.person_id, who.now).await?;
        }
        act.note_of(
            account.person_id,
            json!({ "account": state.as_str(), "sign-ins ended": sign_ins, "links withdrawn": links }),
        );
    }
    act.commit().await
}
