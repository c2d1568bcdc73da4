use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{Action, DRAFT, OPEN, store};
use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::events::Way;
use crate::runner::{House, RunnerError};
use crate::vocabulary::{Origin, RecordId, days, days_late, long_date};

/// A step on the way of an action, with a day of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Identity.
    pub id: Uuid,
    /// The action, project or programme that it belongs to.
    pub action_id: RecordId,
    /// Its number within the action, from 1, in the order in which milestones were set; those of one day exchange theirs when
    /// they are put in another order.
    pub position: i64,
    /// What is reached by then.
    pub title: String,
    /// By when.
    pub due: Date,
    /// When it was reached.
    pub done: Option<Date>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Milestone {
    /// For how many days it is to be reached and was not.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i64> {
        if self.done.is_some() {
            return None;
        }
        days_since(self.due, today)
    }

    /// How many days after its day it was reached; nothing where it was in time or is still to come.
    #[must_use]
    pub fn reached_late(&self) -> Option<i64> {
        days_since(self.due, self.done?)
    }
}

/// Why a milestone was not set, changed, moved or taken off.
#[derive(Debug, thiserror::Error)]
pub enum MilestoneError {
    /// A milestone without words.
    #[error("say what is reached by then")]
    NoWords,
    /// After the day of the action itself.
    #[error(
        "the action itself is to be done by {}; choose a day until then, or move the action first",
        long_date(*.0)
    )]
    AfterAction(Date),
    /// Reached on a day that is still to come.
    #[error("it cannot have been reached on {}, which is still to come", long_date(*.0))]
    StillToCome(Date),
    /// An action that is finished or was given up.
    #[error("only what is under way has milestones to set; this is {0}")]
    NotUnderWay(String),
    /// Taken off without a reason.
    #[error("say why it is taken off")]
    NoReason,
    /// What was reached happened.
    #[error("it was reached on {}, so it stays", long_date(*.0))]
    Reached(Date),
    /// Nothing to change places with.
    #[error("it cannot move {0}: no other milestone of the same day stands there")]
    AloneOnItsDay(Way),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// The milestones of some actions, those due first before the others; actions without any are left out.
pub async fn milestones_of(
    house: &House,
    actions: &[RecordId],
) -> Result<HashMap<RecordId, Vec<Milestone>>, DatabaseError> {
    store::milestones_of(house.reader(), actions).await
}

/// The milestone by which an action slips, with the days that it is late: of an action under way the one that has waited
/// longest. Nothing where every milestone was reached or is still to come.
#[must_use]
pub fn slipping<'a>(
    action: &Action,
    milestones: &'a [Milestone],
    today: Date,
) -> Option<(&'a Milestone, i64)> {
    if action.record.state != OPEN {
        return None;
    }
    milestones
        .iter()
        .filter_map(|one| Some((one, one.days_late(today)?)))
        .max_by_key(|&(_, late)| late)
}

/// How the milestones of an action stand, in words: "1 of 3 milestones reached, 1 is 8 days late". Nothing where it has
/// none.
#[must_use]
pub fn milestones_in_words(
    action: &Action,
    milestones: &[Milestone],
    today: Date,
) -> Option<String> {
    let reached = milestones.iter().filter(|one| one.done.is_some()).count();
    let of = match milestones.len() {
        0 => return None,
        1 => "1 milestone".to_owned(),
        many => format!("{many} milestones"),
    };
    let slips = slipping(action, milestones, today);
    let late = milestones
        .iter()
        .filter(|one| one.days_late(today).is_some())
        .count();
    let slips = match (slips, late) {
        (None, _) => String::new(),
        (Some((_, most)), 1) => format!(", 1 is {}", days_late(most)),
        (Some((_, most)), late) => format!(", {late} are late, one by {}", days(most)),
    };
    Some(format!("{reached} of {of} reached{slips}"))
}

/// What is wrong with a milestone of an action, wherever it comes from.
pub(super) fn check(
    action: &Action,
    title: &str,
    due: Date,
    done: Option<Date>,
    today: Date,
) -> Result<(), MilestoneError> {
    if title.is_empty() {
        return Err(MilestoneError::NoWords);
    }
    if ![OPEN, DRAFT].contains(&action.record.state.as_str()) {
        return Err(MilestoneError::NotUnderWay(action.record.state.clone()));
    }
    if let Some(end) = action.due.filter(|&end| end < due) {
        return Err(MilestoneError::AfterAction(end));
    }
    match done {
        Some(day) if day > today => Err(MilestoneError::StillToCome(day)),
        _ => Ok(()),
    }
}

/// A milestone for the audit detail.
pub(super) fn told(milestone: &Milestone) -> serde_json::Value {
    json!({
        "milestone": milestone.title, "number": milestone.position, "due": milestone.due.to_string(),
        "reached": milestone.done.map(|day| day.to_string()), "origin": milestone.origin,
    })
}
