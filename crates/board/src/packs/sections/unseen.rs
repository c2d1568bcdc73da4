//! Whom no figure of the pack shows, group by group, with what is known instead and who is to close the gap.

use papers::{
    Anchor, AnchorProblem, Block, Cell, Column, List, ListKind, Origin, Row, Table, Words,
};

use super::{mark_of_all, paragraph, sentence};
use crate::packs::contents::Contents;
use crate::vocabulary::listed;

/// How a group can stand in a figure, in the order of the columns, and what the columns are called.
const STATES: [(&str, &str); 5] = [
    ("seen", "Shown"),
    ("hidden", "Hidden"),
    ("gap", "No figures"),
    ("insight", "Insight instead"),
    ("not_applicable", "Not applicable"),
];

pub(super) fn of(contents: &Contents<'_>) -> Result<Vec<Block>, AnchorProblem> {
    let origin = mark_of_all(contents);
    let groups = groups(contents);
    let lead = "A figure for everybody can hide a group. This is how often each group is shown in the figures above, and how often \
                it is not.";
    let mut blocks = vec![paragraph("p-groups", lead, Origin::Recorded)?];
    if !groups.is_empty() {
        blocks.push(Block::Table(Table {
            anchor: Anchor::new("t-groups")?,
            caption: format!("In how many of {} each group is shown", figures(contents)),
            columns: std::iter::once(Column::words("Group"))
                .chain(STATES.map(|(_, heading)| Column::figures(heading)))
                .collect(),
            rows: groups.iter().map(|group| row(contents, group)).collect(),
            origin,
        }));
    }
    let items = reasons(contents);
    if !items.is_empty() {
        blocks.push(paragraph(
            "p-reasons",
            "Where a group has no figures, this is why, and who is to close the gap.",
            Origin::Recorded,
        )?);
        blocks.push(Block::List(List {
            kind: ListKind::Points,
            items,
            origin,
        }));
    }
    Ok(blocks)
}

fn figures(contents: &Contents<'_>) -> String {
    match contents.figures.len() {
        1 => "1 figure".to_owned(),
        many => format!("{many} figures"),
    }
}

/// The groups, in the order in which figures name them.
fn groups<'a>(contents: &'a Contents<'_>) -> Vec<&'a str> {
    let mut groups: Vec<&str> = Vec::new();
    for seen in contents.figures.iter().flat_map(|figure| &figure.seen) {
        if !groups.contains(&seen.name.as_str()) {
            groups.push(&seen.name);
        }
    }
    groups
}

fn row(contents: &Contents<'_>, group: &str) -> Row {
    let count = |state: &str| {
        contents
            .figures
            .iter()
            .flat_map(|figure| &figure.seen)
            .filter(|seen| seen.name == group && seen.state == state)
            .count()
    };
    Row {
        heading: group.into(),
        cells: STATES
            .iter()
            .map(|(state, _)| Cell::value(count(state).to_string()))
            .collect(),
    }
}

/// A reason for a gap, with the groups and the figures that it is given for.
struct Reason<'a> {
    groups: Vec<&'a str>,
    why: &'a str,
    figures: Vec<&'a str>,
}

/// The reasons for gaps. What is given for several figures or groups alike is said once.
fn reasons(contents: &Contents<'_>) -> Vec<Words> {
    let mut of_groups: Vec<Reason<'_>> = Vec::new();
    for figure in &contents.figures {
        let name = figure.view().indicator.name.as_str();
        for seen in figure.seen.iter().filter(|seen| seen.state == "gap") {
            let held = of_groups
                .iter_mut()
                .find(|it| it.groups == [seen.name.as_str()] && it.why == seen.text);
            match held {
                Some(reason) => reason.figures.push(name),
                None => of_groups.push(Reason {
                    groups: vec![&seen.name],
                    why: &seen.text,
                    figures: vec![name],
                }),
            }
        }
    }
    let mut reasons: Vec<Reason<'_>> = Vec::new();
    for one in of_groups {
        let held = reasons
            .iter_mut()
            .find(|it| it.why == one.why && it.figures == one.figures);
        match held {
            Some(reason) => reason.groups.extend(one.groups),
            None => reasons.push(one),
        }
    }
    let all = contents.figures.len();
    reasons
        .into_iter()
        .map(|reason| {
            let of = if all > 1 && reason.figures.len() == all {
                String::new()
            } else {
                format!(" ({})", reason.figures.join("; "))
            };
            Words::default()
                .strong(listed(&reason.groups, "and"))
                .plain(format!(": {}{of}", sentence(reason.why)))
        })
        .collect()
}
