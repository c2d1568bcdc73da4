use serde_json::json;

use super::{BODY, ENDED, Succession, policy, store};
use crate::runner::{Act, Change, House, RunnerError, Who};

/// What became of a body.
pub type RecordSuccession = Succession;

/// Why a succession was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordSuccessionError {
    /// A body as its own successor.
    #[error("a body cannot succeed itself")]
    Itself,
    /// One of the two is no body.
    #[error("“{0}” is not a body")]
    NotABody(String),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records what became of a body. Unless only functions moved, the earlier body ends on that day.
pub async fn record_succession(
    house: &House,
    who: &Who,
    input: RecordSuccession,
) -> Result<(), RecordSuccessionError> {
    let mut act = house.begin(who, &policy::CHANGE_BODIES, None).await?;
    add_succession(&mut act, input).await?;
    act.commit().await?;
    Ok(())
}

/// The same within another act.
pub(super) async fn add_succession(
    act: &mut Act,
    input: RecordSuccession,
) -> Result<(), RecordSuccessionError> {
    if input.from_id == input.to_id {
        return Err(RecordSuccessionError::Itself);
    }
    let from = act.load(input.from_id).await?;
    let to = act.load(input.to_id).await?;
    for record in [&from, &to] {
        if record.kind != BODY {
            return Err(RecordSuccessionError::NotABody(record.title.clone()));
        }
    }
    let known = store::successions(act.connection())
        .await
        .map_err(RunnerError::from)?;
    if known
        .iter()
        .any(|step| step.from_id == input.from_id && step.to_id == input.to_id)
    {
        return Ok(());
    }
    let id = act.new_id();
    store::insert_succession(act.connection(), id.0, &input)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.from_id,
        json!({ "body": input.from_id.to_string(), "succeeded by": input.to_id.to_string(), "on": input.on.to_string(), "kind": input.kind }),
    );
    if input.kind != super::SuccessionKind::Functions && from.valid_to.is_none() {
        let ended = Change {
            state: (input.on <= act.who().today).then_some(ENDED),
            valid_to: Some(input.on),
            ..Change::default()
        };
        act.change(from.id, from.revision, ended).await?;
    }
    Ok(())
}
