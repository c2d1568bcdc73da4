use jiff::civil::Date;
use serde_json::json;

use super::{policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// By when an action is to be checked.
#[derive(Debug, Clone, Copy)]
pub struct SetDue {
    /// The action.
    pub about_id: RecordId,
    /// By when.
    pub due: Date,
}

/// Sets, or moves, the date by which an action is to be checked. The same date again writes nothing.
pub async fn set_check_due(house: &House, who: &Who, input: SetDue) -> Result<(), RunnerError> {
    let about = crate::delivery::action(house, input.about_id)
        .await?
        .ok_or(RunnerError::NotFound { id: input.about_id })?
        .record;
    let mut act = house
        .begin(who, &policy::SET_CHECK_DUE, about.body_id)
        .await?;
    let before = store::dues(act.connection())
        .await?
        .into_iter()
        .find(|one| one.about_id == about.id);
    match before {
        Some(before) if before.due == input.due => return Ok(()),
        Some(_) => store::move_due(act.connection(), about.id, input.due).await?,
        None => {
            let id = act.new_id();
            store::insert_due(act.connection(), id.0, about.id, input.due).await?;
        }
    }
    act.note_of(
        about.id,
        json!({
            "equity check by": input.due.to_string(),
            "before": before.map(|before| before.due.to_string()),
        }),
    );
    act.commit().await?;
    Ok(())
}
