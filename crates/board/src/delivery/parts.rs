//! Programmes, their projects and the actions of both: what is part of what, and how the parts stand together.

use jiff::civil::Date;

use super::{Action, ActionType, DRAFT, FINISHED, OPEN, STOPPED, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{RecordId, listed};

/// A part of a programme or project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanPart<'a> {
    /// The project, action or pledge.
    pub action: &'a Action,
    /// How deep it lies: 1 right under the programme, 2 under one of its projects.
    pub depth: usize,
}

/// The parts of a programme or project among some actions, each before its own parts, in the order given.
#[must_use]
pub fn parts_of(actions: &[Action], whole: RecordId) -> Vec<PlanPart<'_>> {
    let mut parts = Vec::new();
    collect(actions, whole, 1, &mut parts);
    parts
}

fn collect<'a>(
    actions: &'a [Action],
    whole: RecordId,
    depth: usize,
    parts: &mut Vec<PlanPart<'a>>,
) {
    for action in actions.iter().filter(|one| one.parent_id == Some(whole)) {
        parts.push(PlanPart { action, depth });
        collect(actions, action.record.id, depth + 1, parts);
    }
}

/// How the parts of a programme stand together. Counted from them, never typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RollUp {
    /// How many parts there are, at every depth.
    pub all: usize,
    /// Those that were done.
    pub done: usize,
    /// Those that were given up.
    pub stopped: usize,
    /// Those that are promised and late.
    pub late: usize,
    /// Those under way without a day.
    pub no_date: usize,
    /// Those under way without an owner.
    pub no_owner: usize,
}

impl RollUp {
    /// Counts the parts on a day.
    #[must_use]
    pub fn of(parts: &[PlanPart<'_>], today: Date) -> Self {
        let count = |holds: &dyn Fn(&Action) -> bool| {
            parts.iter().filter(|part| holds(part.action)).count()
        };
        let is = |action: &Action, state: &str| action.record.state == state;
        let under_way = |action: &Action| is(action, OPEN) || is(action, DRAFT);
        Self {
            all: parts.len(),
            done: count(&|one| is(one, FINISHED)),
            stopped: count(&|one| is(one, STOPPED)),
            late: count(&|one| one.is_late(today)),
            no_date: count(&|one| under_way(one) && one.due.is_none()),
            no_owner: count(&|one| under_way(one) && !one.has_owner()),
        }
    }

    /// The counts in a sentence without a full stop: "4 parts: 1 is done, 1 is late and 1 has no owner". What does not occur
    /// is left out; nothing where there are no parts.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let of = match self.all {
            0 => return None,
            1 => "1 part".to_owned(),
            many => format!("{many} parts"),
        };
        let said = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let counts: Vec<String> = [
            said(self.done, "is done", "are done"),
            said(self.late, "is late", "are late"),
            said(self.no_date, "has no date", "have no date"),
            said(self.no_owner, "has no owner", "have no owner"),
            said(self.stopped, "was given up", "were given up"),
        ]
        .into_iter()
        .flatten()
        .collect();
        Some(if counts.is_empty() {
            format!("{of}: all are on their way, with an owner and a date")
        } else {
            format!("{of}: {}", listed(&counts, "and"))
        })
    }
}

/// Whether an action of a sort may be part of a programme or project: of the same board, and of a sort that has such parts.
pub(super) async fn is_fitting_whole(
    house: &House,
    whole: RecordId,
    body_id: Option<RecordId>,
    part: ActionType,
) -> Result<bool, DatabaseError> {
    let whole = store::action(house.reader(), house.registry(), whole).await?;
    Ok(whole.is_some_and(|whole| whole.record.body_id == body_id && whole.action_type.holds(part)))
}
