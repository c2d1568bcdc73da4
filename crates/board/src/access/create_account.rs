use serde_json::json;

use super::{Account, AccountState, EmailAddress, policy, store};
use crate::places::PERSON;
use crate::runner::{Act, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// An account to make.
#[derive(Debug, Clone)]
pub struct CreateAccount {
    /// For whom.
    pub person_id: RecordId,
    /// What they type to sign in, and where links are sent.
    pub email: EmailAddress,
}

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateAccountError {
    /// Only people sign in.
    #[error("only a person can have an account")]
    NotAPerson,
    /// One account for each person.
    #[error("this person has an account already")]
    HasOne,
    /// One account for each address.
    #[error("“{0}” belongs to another account")]
    AddressTaken(EmailAddress),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Gives a person the right to sign in. What they may do is for [`super::grant_role()`].
pub async fn create_account(
    house: &House,
    who: &Who,
    input: CreateAccount,
) -> Result<Account, CreateAccountError> {
    let mut act = house.begin(who, &policy::CHANGE_ACCOUNTS, None).await?;
    let account = add_account(&mut act, input).await?;
    act.commit().await?;
    Ok(account)
}

/// The same within another act.
pub(super) async fn add_account(
    act: &mut Act,
    input: CreateAccount,
) -> Result<Account, CreateAccountError> {
    if act.load(input.person_id).await?.kind != PERSON {
        return Err(CreateAccountError::NotAPerson);
    }
    let known = store::account_of(act.connection(), input.person_id)
        .await
        .map_err(RunnerError::from)?;
    if known.is_some() {
        return Err(CreateAccountError::HasOne);
    }
    let taken = store::account_with_email(act.connection(), &input.email)
        .await
        .map_err(RunnerError::from)?;
    if taken.is_some() {
        return Err(CreateAccountError::AddressTaken(input.email));
    }
    let account = Account {
        id: act.new_id().0,
        person_id: input.person_id,
        email: input.email,
        has_password: false,
        state: AccountState::Active,
    };
    store::insert_account(act.connection(), &account, act.who().now)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        account.person_id,
        json!({ "account": account.id.to_string(), "address": account.email.as_str() }),
    );
    Ok(account)
}
