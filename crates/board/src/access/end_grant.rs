use serde_json::json;
use uuid::Uuid;

use super::{policy, store};
use crate::runner::{Done, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Ends a role as of today: it is gone at the person's next request. One that had not begun never begins.
///
/// # Errors
/// [`RunnerError::NotFound`] when there is no such role.
pub async fn end_grant(house: &House, who: &Who, id: Uuid) -> Result<Done, RunnerError> {
    let held = store::role(house.reader(), id)
        .await?
        .ok_or(RunnerError::NotFound { id: RecordId(id) })?;
    let mut act = house
        .begin(who, &policy::CHANGE_ROLES, held.body_id)
        .await?;
    let ended = held.to.is_some_and(|to| to <= who.today);
    if !ended {
        let on = who.today.max(held.from);
        store::end_role(act.connection(), id, on).await?;
        act.note_of(
            held.person_id,
            json!({ "role ended": held.role.as_str(), "in": held.body_id.map(|body| body.to_string()),
                    "on": on.to_string(), "grant": id.to_string() }),
        );
    }
    act.commit().await
}
