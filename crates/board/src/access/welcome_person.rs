use super::create_account::add_account;
use super::grant_role::add_role;
use super::{
    Account, CreateAccount, CreateAccountError, EmailAddress, GrantRole, GrantRoleError, policy,
};
use crate::places::{CreatePerson, CreatePersonError, add_person};
use crate::runner::{Act, House, RunnerError, Who};
use crate::vocabulary::{Origin, RecordId, Role};

/// Somebody who is to work here and is not known yet.
#[derive(Debug, Clone)]
pub struct WelcomePerson {
    /// Name or office.
    pub name: String,
    /// What they type to sign in.
    pub email: EmailAddress,
    /// Their first role.
    pub role: Role,
    /// In which body; `None` for the whole installation.
    pub body_id: Option<RecordId>,
}

/// Why nobody was welcomed.
#[derive(Debug, thiserror::Error)]
pub enum WelcomePersonError {
    /// The name was refused.
    #[error(transparent)]
    Person(#[from] CreatePersonError),
    /// The account was refused.
    #[error(transparent)]
    Account(#[from] CreateAccountError),
    /// The role was refused.
    #[error(transparent)]
    Role(#[from] GrantRoleError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes a person, their account and their first role, all or nothing.
pub async fn welcome_person(
    house: &House,
    who: &Who,
    input: WelcomePerson,
) -> Result<Account, WelcomePersonError> {
    let mut act = house.begin(who, &policy::CHANGE_ACCOUNTS, None).await?;
    let account = add_person_with_account(&mut act, input.name, input.email).await?;
    let grant = GrantRole {
        person_id: account.person_id,
        body_id: input.body_id,
        role: input.role,
        from: None,
        to: None,
    };
    add_role(&mut act, grant).await?;
    act.commit().await?;
    Ok(account)
}

/// A person and their account within another act.
pub(super) async fn add_person_with_account(
    act: &mut Act,
    name: String,
    email: EmailAddress,
) -> Result<Account, WelcomePersonError> {
    let new = CreatePerson {
        name,
        slug: None,
        spoken_name: None,
        contact: None,
        public_contact: false,
        for_body: None,
        origin: Origin::Entered,
    };
    let person_id = add_person(act, new).await?.record.id;
    Ok(add_account(act, CreateAccount { person_id, email }).await?)
}
