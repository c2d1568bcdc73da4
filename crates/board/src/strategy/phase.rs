use jiff::civil::Date;

use super::store;
use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, words};

/// Work that one or more boards do together over some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Its record.
    pub record: Record,
    /// First day.
    pub from: Date,
    /// Day after the last.
    pub to: Date,
    /// The boards that share it.
    pub bodies: Vec<RecordId>,
}

/// A stretch of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its record: what happens.
    pub record: Record,
    /// The programme.
    pub programme_id: RecordId,
    /// Its place, from 1.
    pub position: i64,
    /// When it was to start.
    pub planned_start: Date,
    /// The day after it was to end.
    pub planned_end: Date,
    /// When it did start.
    pub actual_start: Option<Date>,
    /// The day after it did end.
    pub actual_end: Option<Date>,
    /// One more line about it.
    pub words: Option<String>,
}

words! {
    /// Where a phase stands on a day. Worked out, never stored.
    pub enum PhaseState {
        /// Over.
        Done = "done",
        /// Now.
        Here = "here",
        /// Still to come.
        Ahead = "ahead",
    }
}

impl Phase {
    /// Where it stands on a day: by what happened, or else by what was planned. What has begun goes on until somebody records
    /// that it ended.
    #[must_use]
    pub fn state_on(&self, today: Date) -> PhaseState {
        let start = self.actual_start.unwrap_or(self.planned_start);
        let end = match (self.actual_start, self.actual_end) {
            (_, Some(end)) => Some(end),
            (Some(_), None) => None,
            (None, None) => Some(self.planned_end),
        };
        if end.is_some_and(|end| today >= end) {
            PhaseState::Done
        } else if today >= start {
            PhaseState::Here
        } else {
            PhaseState::Ahead
        }
    }

    /// For how many days it goes on past the last day that was planned.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i64> {
        if self.state_on(today) != PhaseState::Here {
            return None;
        }
        days_since(self.planned_end.yesterday().ok()?, today)
    }
}

/// Where each of a programme's phases stands on a day, given in their order. While an earlier one goes on, a phase that was
/// only planned to have begun has not.
#[must_use]
pub fn states_on(phases: &[Phase], today: Date) -> Vec<PhaseState> {
    let mut earlier_goes_on = false;
    phases
        .iter()
        .map(|phase| {
            let state = match phase.state_on(today) {
                PhaseState::Here if earlier_goes_on && phase.actual_start.is_none() => {
                    PhaseState::Ahead
                }
                state => state,
            };
            earlier_goes_on |= state == PhaseState::Here;
            state
        })
        .collect()
}

/// The newest programme that a board takes part in.
pub async fn programme_of(
    house: &House,
    body_id: RecordId,
) -> Result<Option<Programme>, DatabaseError> {
    let mut programmes = store::programmes(house.reader(), house.registry()).await?;
    programmes.retain(|programme| programme.bodies.contains(&body_id));
    programmes.sort_by_key(|programme| programme.from);
    Ok(programmes.pop())
}

/// The phases of a programme, in order.
pub async fn phases_of(house: &House, programme_id: RecordId) -> Result<Vec<Phase>, DatabaseError> {
    store::phases_of(house.reader(), house.registry(), programme_id).await
}
