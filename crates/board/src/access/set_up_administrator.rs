use super::create_account::add_account;
use super::grant_role::add_role;
use super::{
    Account, CreateAccount, CreateAccountError, EmailAddress, GrantRole, GrantRoleError, policy,
    store,
};
use crate::places::{CreatePerson, CreatePersonError, create_person};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Origin, Role};

/// Whoever will look after an empty installation.
#[derive(Debug, Clone)]
pub struct SetUpAdministrator {
    /// Name or office.
    pub name: String,
    /// What they type to sign in.
    pub email: EmailAddress,
}

/// Why nobody was set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpAdministratorError {
    /// Somebody has an account: they make the next one.
    #[error("this installation has accounts already; an administrator makes further ones")]
    NotEmpty,
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

/// Makes the first person, account and role of an installation: administrator and officer of everything.
pub async fn set_up_administrator(
    house: &House,
    who: &Who,
    input: SetUpAdministrator,
) -> Result<Account, SetUpAdministratorError> {
    let present = store::accounts(house.reader())
        .await
        .map_err(RunnerError::from)?;
    if !present.is_empty() {
        return Err(SetUpAdministratorError::NotEmpty);
    }
    let person = create_person(
        house,
        who,
        CreatePerson {
            name: input.name,
            slug: None,
            spoken_name: None,
            contact: None,
            public_contact: false,
            for_body: None,
            origin: Origin::Entered,
        },
    )
    .await?;
    let person_id = person.record.id;
    let mut act = house.begin(who, &policy::SET_UP, None).await?;
    let account = add_account(
        &mut act,
        CreateAccount {
            person_id,
            email: input.email,
        },
    )
    .await?;
    for role in [Role::Administrator, Role::Officer] {
        let grant = GrantRole {
            person_id,
            body_id: None,
            role,
            from: None,
            to: None,
        };
        add_role(&mut act, grant).await?;
    }
    act.commit().await?;
    Ok(account)
}
