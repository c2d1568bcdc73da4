//! The page that says what the study found.

use std::fmt::Write;
use std::sync::Mutex;

use super::trial::{Cell, Column, Held, REPLICATES, Result, SEED, Section};

/// Where it is, from the folder of the crate.
pub(crate) const PATH: &str = "../../docs/measures/coverage.md";

/// Runs every cell and writes the page.
pub(crate) fn write(sections: &[Section]) -> String {
    let cells: Vec<(&Section, &Cell)> = sections
        .iter()
        .flat_map(|section| section.cells.iter().map(move |cell| (section, cell)))
        .collect();
    let results = in_parallel(&cells);
    let mut results = results.iter();
    let mut body = String::new();
    let mut contents = String::new();
    let (mut number, mut short) = (0, 0);
    for section in sections {
        let own: Vec<&Result> = results.by_ref().take(section.cells.len()).collect();
        let below = own
            .iter()
            .filter(|result| is_short(section, result))
            .count();
        number += own.len();
        short += below;
        writeln!(body, "\n## {}\n\n{}\n", title(section), section.about).unwrap();
        writeln!(body, "{}", headings(section)).unwrap();
        for (cell, result) in section.cells.iter().zip(&own) {
            writeln!(body, "{}", row(section, cell, result)).unwrap();
        }
        if below > 0 {
            assert!(
                !section.why.is_empty(),
                "say why {} falls short",
                title(section)
            );
            writeln!(body, "\nBelow its name: {}", section.why).unwrap();
        }
        writeln!(contents, "| {} | {} | {below} |", title(section), own.len()).unwrap();
    }
    format!("{}\n{contents}{body}", introduction(number, short))
}

fn introduction(number: usize, short: usize) -> String {
    format!(
        "# Coverage

How often the limits of each measure hold the truth, where the truth is known.

Each line below is a setting. Data are drawn from it {REPLICATES} times, unless the line says how
often; the measure is asked for its limits at 95% and at 99.8% each time; the line says in how many
per cent of the draws that have limits they held the true value, with the standard error of having
drawn only so often, and in how many per cent there were no limits, for which the measure gives a
reason.

A figure that lies below its name by more than three of its standard errors has a dagger, and the
section says why. There are {short} settings with a dagger among {number}. Read them before you rely
on limits of small numbers.

`cargo run --example coverage` writes this page, with the seed {SEED}. Every run on every platform
writes the same bytes; a test draws parts of it again and compares.

| Measure | Settings | With a dagger |
|---|---|---|"
    )
}

/// The measures of a section.
pub(crate) fn title(section: &Section) -> String {
    let names = section.measures.iter();
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The headings of a table.
fn headings(section: &Section) -> String {
    let [one, other] = section.columns.map(|column| column.heading);
    format!("| Setting | {one} | Error | {other} | Error | No limits |\n|---|---|---|---|---|---|")
}

/// The line of one cell.
fn row(section: &Section, cell: &Cell, result: &Result) -> String {
    let mut line = format!("| {} |", setting(cell));
    for (column, held) in section.columns.iter().zip(result.held) {
        match held {
            Some(held) => {
                let dagger = if falls_short(*column, held) {
                    " †"
                } else {
                    ""
                };
                write!(
                    line,
                    " {:.2}{dagger} | {:.2} |",
                    held.share * 100.0,
                    held.error * 100.0
                )
                .unwrap();
            }
            None => line.push_str(" - | - |"),
        }
    }
    // A column that a cell does not answer has no draws without limits to count.
    let asked = result.held.iter().zip(result.without);
    let without = asked
        .filter(|(held, _)| held.is_some())
        .map(|(_, without)| without)
        .fold(0.0, f64::max);
    write!(line, " {:.2} |", without * 100.0).unwrap();
    line
}

/// How a cell is named on the page.
pub(crate) fn setting(cell: &Cell) -> String {
    if cell.replicates == REPLICATES {
        cell.setting.clone()
    } else {
        format!("{} (drawn {} times)", cell.setting, cell.replicates)
    }
}

fn falls_short(column: Column, held: Held) -> bool {
    column
        .promised
        .is_some_and(|promised| held.share < promised - 3.0 * held.error)
}

fn is_short(section: &Section, result: &Result) -> bool {
    let columns = section.columns.iter().zip(result.held);
    columns
        .filter_map(|(column, held)| Some((*column, held?)))
        .any(|(column, held)| falls_short(column, held))
}

/// Runs cells on as many threads as there are cores. Each has streams of its own, so that the order
/// does not matter.
fn in_parallel(cells: &[(&Section, &Cell)]) -> Vec<Result> {
    let waiting = Mutex::new(cells.iter().enumerate());
    let done: Mutex<Vec<(usize, Result)>> = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().next();
                    let Some((place, (section, cell))) = next else {
                        break;
                    };
                    let result = cell.run(section, cell.replicates);
                    done.lock().unwrap().push((place, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}
