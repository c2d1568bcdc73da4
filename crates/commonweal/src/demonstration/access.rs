//! The people to sign in as: one for each way of working with a board.

use board::access::{CreateAccount, GrantRole, accounts, create_account, grant_role, roles_of};
use board::vocabulary::{RecordId, Role};
use board::{House, Who};

use super::stage::Stage;

/// Somebody to sign in as.
struct Account {
    person: &'static str,
    email: &'static str,
    /// Role, and short name of the body; none for the whole installation.
    roles: &'static [(Role, Option<&'static str>)],
}

const ACCOUNTS: &[Account] = &[
    Account {
        person: "Board officer",
        email: "officer@demonstration.example",
        roles: &[
            (Role::Officer, Some("hackney")),
            (Role::Officer, Some("city-of-london")),
        ],
    },
    Account {
        person: "Public health analyst",
        email: "analyst@demonstration.example",
        roles: &[
            (Role::Analyst, Some("hackney")),
            (Role::Analyst, Some("city-of-london")),
            (Role::Analyst, Some("tower-hamlets")),
        ],
    },
    Account {
        person: "Director of public health, City and Hackney",
        email: "approver@demonstration.example",
        roles: &[
            (Role::Approver, Some("hackney")),
            (Role::Approver, Some("city-of-london")),
        ],
    },
    Account {
        person: "Cabinet member for health, Hackney",
        email: "councillor@demonstration.example",
        roles: &[(Role::Member, Some("hackney"))],
    },
    Account {
        person: "Administrator",
        email: "administrator@demonstration.example",
        roles: &[(Role::Administrator, None)],
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let present = accounts(&stage.house).await?;
    for row in ACCOUNTS {
        let person_id = stage.person(row.person).await?;
        if !present.iter().any(|account| account.person_id == person_id) {
            let new = CreateAccount {
                person_id,
                email: row.email.parse()?,
            };
            create_account(&stage.house, &stage.who, new).await?;
        }
        for &(role, body) in row.roles {
            let body_id = match body {
                Some(slug) => Some(stage.body(slug).await?),
                None => None,
            };
            hold(&stage.house, &stage.who, person_id, body_id, role).await?;
        }
    }
    Ok(())
}

async fn hold(
    house: &House,
    who: &Who,
    person_id: RecordId,
    body_id: Option<RecordId>,
    role: Role,
) -> anyhow::Result<()> {
    let held = roles_of(house, person_id).await?;
    if held
        .iter()
        .any(|held| held.role == role && held.body_id == body_id)
    {
        return Ok(());
    }
    let grant = GrantRole {
        person_id,
        body_id,
        role,
        from: None,
        to: None,
    };
    grant_role(house, who, grant).await?;
    Ok(())
}

/// The people to sign in as, by name, in the order in which they are introduced.
pub(crate) fn people_to_sign_in_as() -> impl Iterator<Item = &'static str> {
    ACCOUNTS.iter().map(|account| account.person)
}
