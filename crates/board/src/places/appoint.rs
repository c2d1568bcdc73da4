use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{SEAT, Tenure, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Somebody to put into a seat.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// The seat.
    pub seat_id: RecordId,
    /// Who; or else `holder_body_id`.
    pub person_id: Option<RecordId>,
    /// The body that may send anybody.
    pub holder_body_id: Option<RecordId>,
    /// The organisation that they speak for.
    pub for_body_id: Option<RecordId>,
    /// First day.
    pub start: Date,
    /// Last day (exclusive).
    pub end: Option<Date>,
    /// The tenure that this one stands in for.
    pub substitute_for: Option<Uuid>,
}

/// Why somebody was not appointed, or a tenure not ended.
#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    /// Neither a person nor a body, or both.
    #[error("say who takes the seat: one person or one body")]
    Holder,
    /// It would end before it starts.
    #[error("the last day must come after the first")]
    Dates,
    /// The seat is held by somebody else at that time.
    #[error("the seat is held until {}; end that first", until.map_or("further notice".to_owned(), |day| day.to_string()))]
    Held {
        /// Until when.
        until: Option<Date>,
    },
    /// No such tenure.
    #[error("nobody held the seat in that way")]
    NoTenure,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Puts somebody into a seat, or names who stands in for its holder.
pub async fn appoint(house: &House, who: &Who, input: Appointment) -> Result<Tenure, AppointError> {
    if input.person_id.is_some() == input.holder_body_id.is_some() {
        return Err(AppointError::Holder);
    }
    if input.end.is_some_and(|end| end <= input.start) {
        return Err(AppointError::Dates);
    }
    let seat = crate::thread::by_id(house, input.seat_id)
        .await
        .map_err(RunnerError::from)?
        .filter(|record| record.kind == SEAT)
        .ok_or(RunnerError::NotFound { id: input.seat_id })?;
    let mut act = house
        .begin(who, &policy::CHANGE_MEMBERSHIP, seat.body_id)
        .await?;
    let tenures = store::tenures_of(act.connection(), &[input.seat_id])
        .await
        .map_err(RunnerError::from)?;
    if input.substitute_for.is_none() {
        let overlap = tenures.iter().find(|held| {
            held.substitute_for.is_none()
                && held.end.is_none_or(|end| input.start < end)
                && input.end.is_none_or(|end| held.start < end)
        });
        if let Some(held) = overlap {
            return Err(AppointError::Held { until: held.end });
        }
    }
    let tenure = Tenure {
        id: act.new_id().0,
        seat_id: input.seat_id,
        person_id: input.person_id,
        holder_body_id: input.holder_body_id,
        for_body_id: input.for_body_id,
        start: input.start,
        end: input.end,
        substitute_for: input.substitute_for,
    };
    store::insert_tenure(act.connection(), &tenure)
        .await
        .map_err(RunnerError::from)?;
    let holder = tenure
        .person_id
        .or(tenure.holder_body_id)
        .map(|id| id.to_string());
    act.note_of(
        input.seat_id,
        json!({ "appointed": holder, "to": input.seat_id.to_string(), "from": tenure.start.to_string(),
            "stands in": tenure.substitute_for.is_some() }),
    );
    act.commit().await?;
    Ok(tenure)
}

/// A tenure to end.
#[derive(Debug, Clone, Copy)]
pub struct EndTenure {
    /// The seat.
    pub seat_id: RecordId,
    /// Which tenure.
    pub tenure_id: Uuid,
    /// First day on which it no longer holds.
    pub end: Date,
}

/// Ends a tenure.
pub async fn end_tenure(house: &House, who: &Who, input: EndTenure) -> Result<(), AppointError> {
    let seat = crate::thread::by_id(house, input.seat_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.seat_id })?;
    let mut act = house
        .begin(who, &policy::CHANGE_MEMBERSHIP, seat.body_id)
        .await?;
    let tenures = store::tenures_of(act.connection(), &[input.seat_id])
        .await
        .map_err(RunnerError::from)?;
    let tenure = tenures
        .iter()
        .find(|held| held.id == input.tenure_id)
        .ok_or(AppointError::NoTenure)?;
    if input.end <= tenure.start {
        return Err(AppointError::Dates);
    }
    store::end_tenure(act.connection(), tenure.id, input.end)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.seat_id,
        json!({ "tenure ended": tenure.id.to_string(), "on": input.end.to_string() }),
    );
    act.commit().await?;
    Ok(())
}
