use jiff::civil::Date;

use super::{Assessment, CheckDue, assessments, checks_due};
use crate::database::DatabaseError;
use crate::delivery::{ACTION, OPEN};
use crate::runner::House;
use crate::thread::{self, Record};
use crate::vocabulary::{Actor, RecordId};

/// An open action of a plan with what is known of its equity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedAction {
    /// The action.
    pub record: Record,
    /// Its checks, newest first.
    pub checks: Vec<Assessment>,
    /// By when it is to be checked.
    pub due: Option<Date>,
}

impl PlannedAction {
    /// Whether anybody checked it.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        !self.checks.is_empty()
    }

    /// Whether a check changed it.
    #[must_use]
    pub fn was_changed(&self) -> bool {
        self.checks.iter().any(Assessment::changed_subject)
    }

    /// Whether nobody checked it by its day.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.days_late(today).is_some()
    }

    /// For how many days it is to be checked and nobody has, from the day set for the check.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|_| !self.is_checked())?;
        CheckDue {
            about_id: self.record.id,
            due,
        }
        .days_passed(today)
    }
}

/// How much of a board's plan was checked, and how much of it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChecks {
    /// Every open action that the actor may see: those to be checked soonest first, those without a day last.
    pub actions: Vec<PlannedAction>,
}

impl PlanChecks {
    /// How many were checked.
    #[must_use]
    pub fn checked(&self) -> usize {
        self.count(PlannedAction::is_checked)
    }

    /// How many a check changed.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.count(PlannedAction::was_changed)
    }

    /// How many nobody checked by their day.
    #[must_use]
    pub fn late(&self, today: Date) -> usize {
        self.count(|action| action.is_late(today))
    }

    /// Those that nobody has checked.
    pub fn unchecked(&self) -> impl Iterator<Item = &PlannedAction> {
        self.actions.iter().filter(|action| !action.is_checked())
    }

    /// How it stands, in a sentence: "2 of 5 actions were checked for equity, and 1 changed because of it".
    #[must_use]
    pub fn finding(&self) -> String {
        let all = self.actions.len();
        match (self.checked(), self.changed()) {
            _ if all == 0 => "No action is open that could be checked for equity".to_owned(),
            (0, _) => format!("None of {all} open actions was checked for equity"),
            (checked, changed) => {
                let verb = if checked == 1 { "was" } else { "were" };
                let because = match changed {
                    0 => "none changed".to_owned(),
                    count => format!("{count} changed"),
                };
                format!(
                    "{checked} of {all} open actions {verb} checked for equity, and {because} because of it"
                )
            }
        }
    }

    fn count(&self, holds: impl Fn(&PlannedAction) -> bool) -> usize {
        self.actions.iter().filter(|action| holds(action)).count()
    }
}

/// The open actions of a board with their equity checks.
pub async fn checks_of_plan(
    house: &House,
    actor: &Actor,
    board_id: RecordId,
) -> Result<PlanChecks, DatabaseError> {
    let checks = assessments(house, actor, None).await?;
    let dues = checks_due(house).await?;
    let mut actions: Vec<PlannedAction> = thread::of_kind(house, ACTION, Some(board_id))
        .await?
        .into_iter()
        .filter(|record| record.state == OPEN && record.is_visible_to(actor))
        .map(|record| PlannedAction {
            checks: checks
                .iter()
                .filter(|check| check.about_id == record.id)
                .cloned()
                .collect(),
            due: dues
                .iter()
                .find(|one| one.about_id == record.id)
                .map(|one| one.due),
            record,
        })
        .collect();
    actions.sort_by_key(|action| (action.due.is_none(), action.due));
    Ok(PlanChecks { actions })
}
