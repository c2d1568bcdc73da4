use jiff::civil::Date;
use serde_json::json;

use super::{policy, store};
use crate::database::DatabaseError;
use crate::runner::{House, RunnerError, Who};

/// What sort of installation this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Installation {
    /// Whether it holds the demonstration.
    pub is_demonstration: bool,
    /// The board's date, where it stands still.
    pub today: Option<Date>,
}

/// What sort of installation this is; an ordinary one when nothing else was said.
pub async fn installation(house: &House) -> Result<Installation, DatabaseError> {
    Ok(store::installation(house.reader())
        .await?
        .unwrap_or_default())
}

/// Why an installation was not made a demonstration.
#[derive(Debug, thiserror::Error)]
pub enum BecomeDemonstrationError {
    /// Real work is done here, and invented records must not be mixed with it.
    #[error(
        "this installation has records of its own; load the demonstration into another data folder"
    )]
    NotEmpty,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes an empty installation a demonstration whose board's date stands still. Doing it again changes nothing.
pub async fn become_demonstration(
    house: &House,
    who: &Who,
    today: Date,
) -> Result<(), BecomeDemonstrationError> {
    let mut act = house
        .begin(who, &policy::BECOME_DEMONSTRATION, None)
        .await?;
    let present = store::installation(act.connection())
        .await
        .map_err(RunnerError::from)?;
    if present.is_some_and(|present| present.is_demonstration) {
        return Ok(());
    }
    let records = crate::thread::store::count(act.connection())
        .await
        .map_err(RunnerError::from)?;
    if present.is_some() || records > 0 {
        return Err(BecomeDemonstrationError::NotEmpty);
    }
    let installation = Installation {
        is_demonstration: true,
        today: Some(today),
    };
    let id = act.new_id();
    store::insert_installation(act.connection(), id.0, installation, act.who().now)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({ "demonstration": true, "today": today.to_string() }));
    act.commit().await?;
    Ok(())
}
