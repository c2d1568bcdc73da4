//! Tables of actions with their columns in any order. A table is one of actions when its header
//! says so; every other table is words like any other.

use super::action_words::{names_due, names_owner};
use super::lines::Line;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Action,
    Owner,
    Due,
    /// The number of the paragraph or item.
    Place,
    /// What was said about the item.
    Minute,
    Other,
}

/// The columns of a table of actions, if `line` is the header of one.
pub(super) fn header(line: &Line) -> Option<Vec<Column>> {
    if line.cells.len() < 2 || line.cells.len() > 12 {
        return None;
    }
    let mut columns: Vec<Column> = line.cells.iter().map(|cell| column(cell)).collect();
    let has = |columns: &[Column], wanted: Column| columns.contains(&wanted);
    // A header that calls the column "What", "Task" or "Description" still says who or by when.
    if !has(&columns, Column::Action)
        && let Some(at) = line.cells.iter().position(|cell| {
            matches!(
                label(cell).as_str(),
                "what" | "task" | "description" | "details" | "agreed"
            )
        })
        && let Some(column) = columns.get_mut(at)
    {
        *column = Column::Action;
    }
    // "Minute | Action" and "Item | Minute | Action": what was said, and what follows from it.
    if ![Column::Owner, Column::Due, Column::Minute]
        .into_iter()
        .any(|one| has(&columns, one))
        && let Some(last) = columns
            .iter_mut()
            .rev()
            .find(|column| **column == Column::Place)
    {
        *last = Column::Minute;
    }
    let action = has(&columns, Column::Action);
    let other = [Column::Owner, Column::Due, Column::Minute]
        .into_iter()
        .any(|one| has(&columns, one));
    (action && other).then_some(columns)
}

fn label(cell: &str) -> String {
    cell.trim_end_matches([':', '.', '?', '*'])
        .trim()
        .to_lowercase()
}

fn column(cell: &str) -> Column {
    let label = label(cell);
    match label.as_str() {
        "action" | "actions" | "action point" | "action points" | "action required"
        | "actions required" | "agreed action" | "agreed actions" | "action agreed"
        | "action to be taken" | "action item" | "action description" => Column::Action,
        "minute" | "minute no" | "minute number" | "minute ref" | "minute reference" | "para"
        | "paragraph" | "item no" | "item" | "agenda item" => Column::Place,
        "discussion"
        | "notes of discussion"
        | "minutes"
        | "discussion and decision"
        | "decision"
        | "notes" => Column::Minute,
        "owner(s)" | "name" | "lead(s)" | "officer(s)" | "lead person" | "action lead"
        | "lead organisation" | "lead partner" | "responsible person" | "by who" => Column::Owner,
        "date due"
        | "to be completed"
        | "by date"
        | "action date"
        | "timeline"
        | "timeframe"
        | "target completion date"
        | "date for completion" => Column::Due,
        other if names_owner(other) => Column::Owner,
        other if names_due(other) => Column::Due,
        _ => Column::Other,
    }
}

/// A row of a table of actions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) action: String,
    pub(super) owner: Option<String>,
    pub(super) due: Option<String>,
    pub(super) place: Option<String>,
    pub(super) minute: Option<String>,
}

/// The row that `line` is under `columns`.
pub(super) fn row(line: &Line, columns: &[Column]) -> Row {
    let mut row = Row::default();
    for (column, cell) in columns.iter().zip(&line.cells) {
        let value = (!cell.is_empty()).then(|| cell.clone());
        match column {
            Column::Action => row.action.clone_from(cell),
            Column::Owner => row.owner = row.owner.or(value),
            Column::Due => row.due = row.due.or(value),
            Column::Place => row.place = row.place.or(value),
            Column::Minute => row.minute = row.minute.or(value),
            Column::Other => {}
        }
    }
    row
}

/// True when a heading or header tells of the actions of an earlier meeting.
pub(super) fn is_about_earlier(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    [
        "last meeting",
        "previous",
        "outstanding",
        "matters arising",
        "action log",
        "action tracker",
        "actions tracker",
        "actions log",
        "earlier",
        "update on actions",
        "review of actions",
        "progress on actions",
        "completed actions",
        "closed actions",
    ]
    .iter()
    .any(|sign| lower.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::minutes_reading::lines::lines;

    #[test]
    fn columns_are_found_in_any_order() {
        use Column::{Action, Due, Other, Owner, Place};
        for (text, expected) in [
            ("Action | Owner | Due", vec![Action, Owner, Due]),
            (
                "| By when | Lead officer | Action required |",
                vec![Due, Owner, Action],
            ),
            (
                "No.\tMinute\tWho\tWhat\tWhen",
                vec![Other, Place, Owner, Action, Due],
            ),
        ] {
            let line = lines(text);
            assert_eq!(line.first().and_then(header), Some(expected), "{text}");
        }
        for text in [
            "Indicator | 2020 | 2021",
            "Action plan | Theme",
            "Name | Date",
            "Action",
        ] {
            assert_eq!(lines(text).first().and_then(header), None, "{text}");
        }
    }
}
