use jiff::civil::Date;

use super::{ACTION, ActionLevel, NewAction, action, policy};
use crate::database::DatabaseError;
use crate::lists::{ListLine, ListProblem, ListRows, ReadList};
use crate::outcomes::OUTCOME;
use crate::places::bodies;
use crate::runner::{House, RunnerError, Who};
use crate::strategy::{ADOPTED, PRIORITY};
use crate::thread::{Record, of_kind};
use crate::vocabulary::{Origin, RecordId, Slug};

/// One line of a list of actions, as it would be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionLine {
    /// Its row, counted as a spreadsheet does: the heading is row 1.
    pub row: usize,
    /// What is to be done.
    pub title: String,
    /// Who is to do it, in the words of the list.
    pub owner: Option<String>,
    /// The body that the words name, where one does.
    pub owner_body_id: Option<RecordId>,
    /// By when.
    pub due: Option<Date>,
    /// At which level.
    pub level: Option<ActionLevel>,
    /// Why at that level.
    pub level_reason: Option<String>,
    /// The priority that it delivers.
    pub priority: Option<Record>,
    /// The outcome that it serves.
    pub outcome: Option<Record>,
    /// Whether the plan holds an action of these words already; it is then left alone.
    pub is_known: bool,
}

impl ListLine for ActionLine {
    fn is_known(&self) -> bool {
        self.is_known
    }
}

/// A list as it was read.
pub type ActionList = ReadList<ActionLine>;

/// What a list may name: bodies, and the priorities, outcomes and actions of its board.
#[derive(Debug, Clone, Default)]
pub struct ListKnows {
    /// Names of bodies.
    pub bodies: Vec<(String, RecordId)>,
    /// Priorities.
    pub priorities: Vec<Record>,
    /// Outcomes.
    pub outcomes: Vec<Record>,
    /// Actions that the plan holds.
    pub actions: Vec<Record>,
}

impl ListKnows {
    /// What there is for a board: every body, its adopted priorities, its outcomes and its actions.
    pub async fn load(house: &House, board_id: RecordId) -> Result<Self, DatabaseError> {
        let mut priorities = of_kind(house, PRIORITY, Some(board_id)).await?;
        priorities.retain(|priority| priority.state == ADOPTED);
        Ok(Self {
            bodies: bodies(house)
                .await?
                .into_iter()
                .map(|body| (body.public_name, body.record.id))
                .collect(),
            priorities,
            outcomes: of_kind(house, OUTCOME, Some(board_id)).await?,
            actions: of_kind(house, ACTION, Some(board_id)).await?,
        })
    }
}

/// A column that a list may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Title,
    Owner,
    Due,
    Level,
    Reason,
    Priority,
    Outcome,
}

/// The headings that boards use, in small letters.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Title,
        &["action", "actions", "what", "description", "task", "title"],
    ),
    (
        Column::Owner,
        &[
            "owner",
            "lead",
            "who",
            "responsible",
            "action owner",
            "lead organisation",
        ],
    ),
    (
        Column::Due,
        &[
            "due",
            "due date",
            "by when",
            "deadline",
            "when",
            "target date",
        ],
    ),
    (Column::Level, &["level"]),
    (
        Column::Reason,
        &["reason", "why at this level", "level reason"],
    ),
    (Column::Priority, &["priority"]),
    (Column::Outcome, &["outcome"]),
];

/// Reads a list that was pasted from a spreadsheet or saved as CSV. Tabs, commas and semicolons may separate its columns.
#[must_use]
pub fn read_action_list(text: &str, knows: &ListKnows) -> ActionList {
    let without = "No column says what is to be done. Call one of them “Action”.";
    let read = ListRows::read(text, HEADINGS, Column::Title, without);
    ReadList::of(&read, |list, number, row| {
        line(list, &read, row, number, knows);
    })
}

fn line(
    list: &mut ActionList,
    read: &ListRows<Column>,
    row: &csv::StringRecord,
    number: usize,
    knows: &ListKnows,
) {
    let field = |wanted: Column| read.field(row, wanted);
    let (title_column, title) = field(Column::Title);
    let Some(title) = title else {
        list.problems.push(ListProblem::new(
            number,
            title_column,
            "Nothing says what is to be done.",
        ));
        return;
    };
    let (_, owner) = field(Column::Owner);
    let due = read
        .day(number, row, Column::Due)
        .unwrap_or_else(|problem| {
            list.problems.push(problem);
            None
        });
    let (level_column, level_text) = field(Column::Level);
    let level = level_text.and_then(|text| text.to_lowercase().parse::<ActionLevel>().ok());
    if level.is_none()
        && let Some(text) = level_text
    {
        let words = format!(
            "“{text}” is no level. Write one of: {}.",
            ActionLevel::WORDS.join(", ")
        );
        list.problems
            .push(ListProblem::new(number, level_column, words));
    }
    let (reason_column, reason) = field(Column::Reason);
    if level.is_some() && reason.is_none() {
        list.problems.push(ListProblem::new(
            number,
            reason_column.or(level_column),
            "A level needs the reason for it, in a column called “Reason”.",
        ));
    }
    let mut named = |column: Column, records: &[Record], what: &str| -> Option<Record> {
        let (name, text) = field(column);
        let text = text?;
        let found = records
            .iter()
            .find(|record| record.title.eq_ignore_ascii_case(text) || record.slug.as_str() == text);
        if found.is_none() {
            let words = format!(
                "The board has no {what} “{text}”. Write its name as it stands on its page."
            );
            list.problems.push(ListProblem::new(number, name, words));
        }
        found.cloned()
    };
    let priority = named(Column::Priority, &knows.priorities, "priority");
    let outcome = named(Column::Outcome, &knows.outcomes, "outcome");
    let slug = Slug::from_words(title);
    let is_known = knows.actions.iter().any(|known| known.slug == slug)
        || list
            .lines
            .iter()
            .any(|line| Slug::from_words(&line.title) == slug);
    list.lines.push(ActionLine {
        row: number,
        title: title.to_owned(),
        owner_body_id: owner.and_then(|owner| {
            knows
                .bodies
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(owner))
                .map(|(_, id)| *id)
        }),
        owner: owner.map(str::to_owned),
        due,
        level,
        level_reason: reason.map(str::to_owned),
        priority,
        outcome,
        is_known,
    });
}

/// A list to add to a plan.
#[derive(Debug, Clone)]
pub struct AddActions {
    /// The board whose plan it is.
    pub body_id: RecordId,
    /// The list, without a problem.
    pub list: ActionList,
    /// Where it comes from.
    pub origin: Origin,
}

/// Why a list was not added. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum AddActionsError {
    /// Something must be mended first.
    #[error("{0} things in this list must be mended first")]
    Problems(usize),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds every new line of a list in one act: all of them or none. Returns how many.
pub async fn add_actions(
    house: &House,
    who: &Who,
    input: AddActions,
) -> Result<usize, AddActionsError> {
    if !input.list.problems.is_empty() {
        return Err(AddActionsError::Problems(input.list.problems.len()));
    }
    let mut act = house
        .begin(who, &policy::ADD_ACTION, Some(input.body_id))
        .await?;
    let mut added = 0;
    for line in input.list.new_lines() {
        let mut new = NewAction::new(input.body_id, line.title.clone());
        new.owner_body_id = line.owner_body_id;
        new.owner_words = line.owner.clone().filter(|_| line.owner_body_id.is_none());
        new.due = line.due;
        new.level = line.level;
        new.level_reason.clone_from(&line.level_reason);
        new.origin = input.origin;
        new.delivers
            .extend(line.priority.as_ref().map(|one| one.id));
        new.serves.extend(line.outcome.as_ref().map(|one| one.id));
        action::create(&mut act, new).await?;
        added += 1;
    }
    act.commit().await?;
    Ok(added)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> ActionList {
        let knows = ListKnows {
            bodies: vec![("Eastside Housing".to_owned(), RecordId(uuid::Uuid::nil()))],
            ..ListKnows::default()
        };
        read_action_list(text, &knows)
    }

    #[test]
    fn a_list_from_a_spreadsheet_is_read_whatever_separates_it() {
        for separator in ["\t", ",", ";"] {
            let text = [
                ["Action", "Owner", "Due date", "Notes"].join(separator),
                ["Warm rooms", "eastside housing", "31/03/2023", "x"].join(separator),
                ["Grab rails", "Somebody else", "1 May 2023", ""].join(separator),
            ]
            .join("\r\n");
            let list = read(&text);
            assert_eq!(list.problems, []);
            assert_eq!(list.unknown, ["Notes"]);
            assert_eq!(list.lines.len(), 2, "{separator:?}");
            assert!(list.lines[0].owner_body_id.is_some());
            assert_eq!(list.lines[0].due, Some(date(2023, 3, 31)));
            assert_eq!(list.lines[1].due, Some(date(2023, 5, 1)));
            assert_eq!(list.lines[1].row, 3);
        }
    }

    #[test]
    fn every_problem_has_its_row_and_column() {
        let list = read("What,By when,Level\nWarm rooms,soon,place\n,1/1/2023,\nRails,,moon\n");
        let found: Vec<(usize, Option<&str>)> = list
            .problems
            .iter()
            .map(|problem| (problem.row, problem.column.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                (2, Some("By when")),
                (2, Some("Level")),
                (3, Some("What")),
                (4, Some("Level")),
            ]
        );
    }

    #[test]
    fn what_is_no_list_is_refused_with_what_to_do() {
        assert!(read("").problems[0].words.contains("“Action”"));
        assert!(
            read("Dear board,\nthank you").problems[0]
                .words
                .contains("“Action”")
        );
        assert!(read("Action\n").problems[0].words.contains("no row"));
    }

    #[test]
    fn the_same_line_twice_is_added_once() {
        let list = read("Action\nWarm rooms\nwarm rooms\n\n");
        assert_eq!(list.new_lines().count(), 1);
    }
}
