//! Tables whose layout is nobody's that we know: finds the heading, proposes what the columns hold, applies what was said.

use csv::ByteRecord;
use evidence::engine::EngineError;
use evidence::intake::mapping::{
    LOOK_AHEAD, Mapping, Proposal, Reason, find_heading, plan, propose,
};
use evidence::intake::{Choices, MOST_COLUMNS, Problem};

use super::layout::{Column, Kind, Layout, Mapped};
use super::table::Table;

/// So many rows below the heading tell what the columns hold.
const SAMPLE: usize = 200;

/// What is proposed, where anything is recognised, and the layout that follows from it, or what stands in the way.
pub(super) type Recognised = (Option<Proposal>, Result<Layout, Vec<Problem>>);

/// Recognises a table. The rows up to its heading are read; the rows below are not.
pub(super) fn recognise(table: &mut Table, choices: &Choices) -> Result<Recognised, EngineError> {
    let name = table.name().to_owned();
    let ends_where_cells_end = table.ends_where_cells_end();
    let ahead = table.look_ahead(LOOK_AHEAD + SAMPLE)?;
    let numbers: Vec<u64> = ahead.iter().map(|(number, _)| *number).collect();
    let rows: Vec<Vec<String>> = ahead.iter().map(|(_, record)| texts(record)).collect();
    let Some(heading) = find_heading(&rows) else {
        return Ok((None, Err(vec![no_heading(&name, &numbers, &rows)])));
    };
    let last = heading.first_row + heading.rows - 1;
    let number = numbers.get(last).copied().unwrap_or(1);
    if heading.names.len() > MOST_COLUMNS {
        let found = format!("a heading of {} columns", heading.names.len());
        let expected = format!("at most {MOST_COLUMNS}");
        let mend = "Keep the columns that are wanted and delete the others.";
        let problem = Problem::at(&name, number, None, &found, &expected, mend);
        return Ok((None, Err(vec![problem])));
    }
    // Words in one cell alone are no row: they would stand among the cells that tell what a column holds.
    let is_row = |row: &&Vec<String>| {
        heading.names.len() < 3 || row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1
    };
    let below: Vec<Vec<String>> = rows.iter().skip(last + 1).filter(is_row).cloned().collect();
    let mut proposal = propose(&heading, &below);
    proposal.heading_row = number;
    if let Some((sheet, others, _)) = table.sheet() {
        proposal.sheet = Some(sheet.to_owned());
        proposal.other_sheets = others.to_vec();
    }
    if let Some(remembered) = &choices.remembered {
        proposal = proposal.as_remembered(remembered);
    }
    proposal = proposal.overlaid(&choices.said, Reason::Said);
    let remembers_sheet = choices
        .remembered
        .as_ref()
        .is_some_and(|remembered| remembered.sheet.is_some());
    proposal.sheet_is_chosen = choices.said.sheet.is_some() || remembers_sheet;
    let is_said = !choices.said.columns.is_empty() || !choices.said.constants.is_empty();
    if !proposal.recognises() && !is_said {
        return Ok((None, Err(vec![no_heading(&name, &numbers, &rows)])));
    }
    let mapping = whole(&proposal, choices);
    let plan = match plan(&mapping, &heading.names) {
        Ok(plan) => plan,
        Err(faults) => {
            let problems = faults
                .iter()
                .map(|fault| fault.problem(&name, number))
                .collect();
            return Ok((Some(proposal), Err(problems)));
        }
    };
    let is_accepted = choices.as_proposed || choices.remembered.is_some() || is_said;
    if !is_accepted {
        let problem = Problem::at(
            &name,
            number,
            None,
            &heading.names.join(", "),
            "the columns of a layout that we know, or your word that we understood them",
            "Look at what each column is taken for. Then say that it is right, or what is.",
        );
        return Ok((Some(proposal), Err(vec![problem])));
    }
    table.pass_over(number);
    let layout = Layout {
        kind: Kind::Mapped,
        columns: vec![Column::Other; heading.names.len()],
        heading: heading.names,
        // The proposal says of every column what becomes of it.
        unknown: Vec::new(),
        mapped: Some(Mapped {
            plan,
            constants: mapping.constants,
            areas: mapping.areas,
            ends_where_cells_end,
        }),
        small_areas: None,
    };
    Ok((Some(proposal), Ok(layout)))
}

/// The mapping of the proposal, with columns that were named and are not there, so that they are missed.
fn whole(proposal: &Proposal, choices: &Choices) -> Mapping {
    let mut mapping = proposal.mapping();
    let named = choices
        .remembered
        .iter()
        .flat_map(|remembered| &remembered.columns)
        .filter(|column| {
            // What somebody says now goes before what was remembered.
            !choices
                .said
                .columns
                .iter()
                .any(|said| said.role == column.role || said.is_called(&column.heading))
        })
        .chain(&choices.said.columns);
    for column in named {
        let is_there = mapping
            .columns
            .iter()
            .any(|held| held.is_called(&column.heading));
        if !is_there {
            mapping.columns.push(column.clone());
        }
    }
    mapping
}

fn texts(record: &ByteRecord) -> Vec<String> {
    record
        .iter()
        .map(|field| String::from_utf8_lossy(field).into_owned())
        .collect()
}

fn no_heading(name: &str, numbers: &[u64], rows: &[Vec<String>]) -> Problem {
    let first = rows.first().map(|row| row.join(", ")).unwrap_or_default();
    Problem::at(
        name,
        numbers.first().copied().unwrap_or(1),
        None,
        &first,
        "the heading of a table: names of columns such as area code, year and value",
        "Check that this is a table with a heading above its figures, or say what its columns hold.",
    )
}
