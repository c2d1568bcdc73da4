use serde_json::json;

use super::{CURRENT, SEAT, Seat, Standing, StatutoryRole, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId};

/// A seat to add to a body.
#[derive(Debug, Clone)]
pub struct CreateSeat {
    /// The body.
    pub of_body_id: RecordId,
    /// The role in words, such as "Director of public health".
    pub role: String,
    /// Which of the six it fulfils.
    pub statutory_role: Option<StatutoryRole>,
    /// On what footing.
    pub standing: Standing,
    /// Whether it votes.
    pub votes: bool,
    /// The portfolio that comes with it.
    pub portfolio: Option<String>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a seat was not added.
#[derive(Debug, thiserror::Error)]
pub enum CreateSeatError {
    /// A seat without a role.
    #[error("a seat needs a role in words")]
    NoRole,
    /// A statutory role on a seat that is not statutory, or the other way round.
    #[error("a seat that fulfils a statutory role is a statutory seat, and only such a seat is")]
    Standing,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds a seat to a body.
pub async fn create_seat(
    house: &House,
    who: &Who,
    input: CreateSeat,
) -> Result<Seat, CreateSeatError> {
    let role = input.role.trim();
    if role.is_empty() {
        return Err(CreateSeatError::NoRole);
    }
    if input.statutory_role.is_some() != (input.standing == Standing::Statutory) {
        return Err(CreateSeatError::Standing);
    }
    let mut act = house
        .begin(who, &policy::CHANGE_MEMBERSHIP, Some(input.of_body_id))
        .await?;
    let mut new = NewRecord::new(SEAT, Some(input.of_body_id), role, CURRENT);
    new.origin = input.origin;
    let record = act.create(new).await?;
    let seat = Seat {
        record,
        of_body_id: input.of_body_id,
        statutory_role: input.statutory_role,
        standing: input.standing,
        votes: input.votes,
        portfolio: input.portfolio,
    };
    store::insert_seat(act.connection(), &seat)
        .await
        .map_err(RunnerError::from)?;
    act.note(
        json!({ "seat": seat.record.id.to_string(), "standing": seat.standing, "votes": seat.votes,
        "statutory role": seat.statutory_role }),
    );
    act.commit().await?;
    Ok(seat)
}
