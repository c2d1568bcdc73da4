use jiff::civil::Date;
use serde_json::json;

use super::{HeldRole, policy, store};
use crate::places::{BODY, PERSON};
use crate::runner::{Act, House, RunnerError, Who};
use crate::vocabulary::{RecordId, Role};

/// A role to give.
#[derive(Debug, Clone, Copy)]
pub struct GrantRole {
    /// To whom.
    pub person_id: RecordId,
    /// In which body; `None` is the whole installation, every body included.
    pub body_id: Option<RecordId>,
    /// Which.
    pub role: Role,
    /// First day; today when `None`.
    pub from: Option<Date>,
    /// First day on which it is no longer held.
    pub to: Option<Date>,
}

/// Why a role was not given.
#[derive(Debug, thiserror::Error)]
pub enum GrantRoleError {
    /// Roles are held by people in bodies.
    #[error("a role is held by a person in a body")]
    NotAPersonInABody,
    /// It would end before it starts.
    #[error("the last day must come after the first")]
    Dates,
    /// The person holds it in those days already.
    #[error("this person is {0} there already")]
    Held(Role),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Gives a person a role in a body, for a time or until it is ended. An administrator of the body may, or of the
/// whole installation.
pub async fn grant_role(
    house: &House,
    who: &Who,
    input: GrantRole,
) -> Result<HeldRole, GrantRoleError> {
    let mut act = house
        .begin(who, &policy::CHANGE_ROLES, input.body_id)
        .await?;
    let held = add_role(&mut act, input).await?;
    act.commit().await?;
    Ok(held)
}

/// The same within another act.
pub(super) async fn add_role(act: &mut Act, input: GrantRole) -> Result<HeldRole, GrantRoleError> {
    let from = input.from.unwrap_or(act.who().today);
    if input.to.is_some_and(|to| to <= from) {
        return Err(GrantRoleError::Dates);
    }
    if act.load(input.person_id).await?.kind != PERSON {
        return Err(GrantRoleError::NotAPersonInABody);
    }
    if let Some(body) = input.body_id
        && act.load(body).await?.kind != BODY
    {
        return Err(GrantRoleError::NotAPersonInABody);
    }
    let present = store::roles_of(act.connection(), input.person_id)
        .await
        .map_err(RunnerError::from)?;
    let overlaps = present.iter().any(|held| {
        held.role == input.role
            && held.body_id == input.body_id
            && held.to.is_none_or(|to| from < to)
            && input.to.is_none_or(|to| held.from < to)
    });
    if overlaps {
        return Err(GrantRoleError::Held(input.role));
    }
    let held = HeldRole {
        id: act.new_id().0,
        person_id: input.person_id,
        body_id: input.body_id,
        role: input.role,
        from,
        to: input.to,
    };
    store::insert_role(act.connection(), &held)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        held.person_id,
        json!({
            "role": held.role.as_str(), "in": held.body_id.map(|body| body.to_string()),
            "from": held.from.to_string(), "to": held.to.map(|to| to.to_string()), "grant": held.id.to_string(),
        }),
    );
    Ok(held)
}
