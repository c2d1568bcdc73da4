use jiff::civil::Date;

use super::grant_role::add_role;
use super::welcome_person::add_person_with_account;
use super::{Account, EmailAddress, GrantRole, WelcomePersonError, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::Role;

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
    /// The name, the account or the role was refused.
    #[error(transparent)]
    Person(#[from] WelcomePersonError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Before any date at which a board's clock may be fixed, so that the first administrator is never locked out by it.
const LONG_AGO: Date = Date::constant(2000, 1, 1);

/// Makes the first person, account and roles of an installation: administrator and officer of everything.
pub async fn set_up_administrator(
    house: &House,
    who: &Who,
    input: SetUpAdministrator,
) -> Result<Account, SetUpAdministratorError> {
    let mut act = house.begin(who, &policy::SET_UP, None).await?;
    let present = store::accounts(act.connection())
        .await
        .map_err(RunnerError::from)?;
    if !present.is_empty() {
        return Err(SetUpAdministratorError::NotEmpty);
    }
    let account = add_person_with_account(&mut act, input.name, input.email).await?;
    for role in [Role::Administrator, Role::Officer] {
        let grant = GrantRole {
            person_id: account.person_id,
            body_id: None,
            role,
            from: Some(LONG_AGO),
            to: None,
        };
        add_role(&mut act, grant)
            .await
            .map_err(WelcomePersonError::from)?;
    }
    act.commit().await?;
    Ok(account)
}
