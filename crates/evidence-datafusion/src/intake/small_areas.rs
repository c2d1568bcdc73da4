//! Tables about small areas: finds out whether a table is one, and reads its rows.

use csv::ByteRecord;
use evidence::engine::EngineError;
use evidence::intake::mapping::Field;
use evidence::intake::small_areas::SmallAreaTable;
use evidence::intake::{Choices, MOST_PROBLEMS, MOST_ROWS, Problem, tidy};

use super::Reading;
use super::layout::{Column, Kind, Layout};
use super::repeats::Standing;
use super::table::{Next, Table};

/// What came of looking at a heading: none where the table is not about small areas.
pub(super) type Recognised = Option<Result<Layout, Box<Problem>>>;

/// Recognises a table by its heading. Where somebody has said what the columns hold, or which indicator it is, that counts.
pub(super) fn recognise(table: &mut Table, choices: &Choices) -> Result<Recognised, EngineError> {
    let is_said = [Some(&choices.said), choices.remembered.as_ref()]
        .into_iter()
        .flatten()
        .any(|said| {
            let named = |field| said.constants.contains_key(&field);
            !said.columns.is_empty() || named(Field::Indicator) || named(Field::IndicatorName)
        });
    if is_said {
        return Ok(None);
    }
    let name = table.name().to_owned();
    let Some((_, record)) = table.look_ahead(1)?.front() else {
        return Ok(None);
    };
    let heading: Vec<String> = record
        .iter()
        .map(|field| tidy(&String::from_utf8_lossy(field)).into_owned())
        .collect();
    let stated = choices.said.constants.get(&Field::Period);
    let Some(recognised) = SmallAreaTable::recognise(&name, &heading, stated.map(String::as_str))
    else {
        return Ok(None);
    };
    table.next(&mut ByteRecord::new())?;
    Ok(Some(recognised.map(|small_areas| Layout {
        kind: Kind::SmallAreas,
        columns: vec![Column::Other; heading.len()],
        heading,
        unknown: Vec::new(),
        mapped: None,
        small_areas: Some(small_areas),
    })))
}

/// Reads all rows. Gives how many there were.
pub(super) fn read(
    reading: &mut Reading,
    table: &mut Table,
    small_areas: &mut SmallAreaTable,
) -> Result<u64, EngineError> {
    small_areas
        .kind()
        .clone_into(&mut reading.intake.catalogue.layout);
    for indicator in small_areas.indicators() {
        let known = &mut reading.intake.catalogue.indicators;
        known.entry(indicator.id.clone()).or_insert(indicator);
    }
    let name = table.name().to_owned();
    let mut record = ByteRecord::new();
    let mut rows = 0;
    loop {
        let number = match table.next(&mut record)? {
            Next::Row(number) => number,
            Next::End => break,
            Next::Broken(problem) => {
                reading.problem(*problem);
                break;
            }
        };
        rows += 1;
        if rows > MOST_ROWS {
            let found = format!("more than {MOST_ROWS} rows");
            let mend = "Keep the rows of your own region and delete the others.";
            reading.problem(Problem::with_file(&name, &found, "fewer rows", mend));
            break;
        }
        reading.intake.rows += 1;
        let problems = take(reading, small_areas, &name, &record, number)?;
        if !problems.is_empty() {
            reading.intake.faulty_rows += 1;
        }
        for problem in problems {
            if reading.intake.problems.len() < MOST_PROBLEMS {
                reading.problem(problem);
            }
        }
        if reading.intake.stopped_early {
            break;
        }
    }
    for note in small_areas.finish() {
        reading.remark(note);
    }
    Ok(rows)
}

fn take(
    reading: &mut Reading,
    small_areas: &mut SmallAreaTable,
    name: &str,
    record: &ByteRecord,
    number: u64,
) -> Result<Vec<Problem>, EngineError> {
    let cells: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
    let Ok(cells) = cells else {
        return Ok(vec![Problem::at(
            name,
            number,
            None,
            "bytes that are not UTF-8",
            "text in UTF-8",
            "In Excel choose Save As, “CSV UTF-8 (Comma delimited)”, and use that file.",
        )]);
    };
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        reading.intake.rows -= 1;
        return Ok(Vec::new());
    }
    if cells.len() != small_areas.width() {
        return Ok(vec![Problem::at(
            name,
            number,
            None,
            &format!("{} fields", cells.len()),
            &format!("{} fields, as in the heading", small_areas.width()),
            "Look for a comma or a quotation mark inside a text that is not in quotation marks.",
        )]);
    }
    let mut repeated = Vec::new();
    let mut problems = small_areas.take(number, &cells, &mut |row, period| match reading
        .repeats
        .look(row, number, reading.written)
    {
        Standing::First => reading.sound(row, period),
        Standing::Contradicts(earlier, figure) => {
            let found = row
                .value
                .map_or_else(String::new, |value| value.to_string());
            let expected = format!("{figure}, the figure of row {earlier} for the same small area");
            repeated.push(Problem::at(
                name,
                number,
                None,
                &found,
                &expected,
                "Find out which of the two rows is right and take the other away.",
            ));
            Ok(())
        }
        _ => {
            reading.note("Rows repeat an earlier row and were read once.", number);
            Ok(())
        }
    })?;
    problems.append(&mut repeated);
    Ok(problems)
}
