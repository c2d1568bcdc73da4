//! Tables of a Word document: a caption above, a marked header row that is repeated on every page, rows that stay whole.

use super::body::{Body, Look};
use crate::{Alignment, Cell, Column, Origin, Row, Run, Table, Words};

/// The width of the text, in twentieths of a point.
const TEXT_WIDTH: usize = 9_072;

/// A table under its caption. `name` is what stands before the caption: “Table 1”.
pub(super) fn captioned(body: &mut Body<'_>, table: &Table, name: &str) {
    body.line("Caption", None, |body| {
        body.mark(&table.anchor);
        body.run(&format!("{name}. "), Look::Plain);
        body.run(&table.caption, Look::Plain);
        body.origin(table.origin);
    });
    let widths = widths(table);
    body.xml.open("w:tbl", &[]);
    body.xml.open("w:tblPr", &[]);
    body.xml.empty("w:tblStyle", &[("w:val", "PaperTable")]);
    body.xml
        .empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
    body.xml.empty(
        "w:tblLook",
        &[
            ("w:val", "00A0"),
            ("w:firstRow", "1"),
            ("w:firstColumn", "1"),
            ("w:noVBand", "1"),
        ],
    );
    body.xml.empty("w:tblCaption", &[("w:val", &table.caption)]);
    body.xml.close("w:tblPr");
    body.xml.open("w:tblGrid", &[]);
    for width in &widths {
        body.xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    body.xml.close("w:tblGrid");
    body.xml
        .raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        cell(body, column, *width, "TableHeading", |body| {
            body.run(&column.heading, Look::Plain);
        });
    }
    body.xml.close("w:tr");
    for row in &table.rows {
        table_row(body, table, row, &widths);
    }
    body.xml.close("w:tbl");
}

fn table_row(body: &mut Body<'_>, table: &Table, row: &Row, widths: &[usize]) {
    body.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    let mut columns = table.columns.iter().zip(widths);
    if let Some((column, width)) = columns.next() {
        cell(body, column, *width, "TableHeading", |body| {
            body.words(&row.heading);
        });
    }
    for ((column, width), one) in columns.zip(&row.cells) {
        cell(body, column, *width, "TableText", |body| {
            content(body, one, table.origin);
        });
    }
    body.xml.close("w:tr");
}

fn cell(
    body: &mut Body<'_>,
    column: &Column,
    width: usize,
    style: &str,
    content: impl FnOnce(&mut Body<'_>),
) {
    body.xml.open("w:tc", &[]);
    body.xml.open("w:tcPr", &[]);
    body.xml
        .empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    body.xml.close("w:tcPr");
    body.xml.open("w:p", &[]);
    body.xml.open("w:pPr", &[]);
    body.xml.empty("w:pStyle", &[("w:val", style)]);
    if column.alignment == Alignment::Figures {
        body.xml.empty("w:jc", &[("w:val", "right")]);
    }
    body.xml.close("w:pPr");
    content(body);
    body.xml.close("w:p");
    body.xml.close("w:tc");
}

fn content(body: &mut Body<'_>, cell: &Cell, table: Origin) {
    match cell {
        Cell::Value { figure, origin } => {
            body.run(figure, Look::Plain);
            // A mark on the whole table says it for every cell.
            if !table.is_illustrative() {
                body.origin(*origin);
            }
        }
        Cell::Words(words) => body.words(words),
        Cell::Status { words, .. } => body.run(words, Look::Strong),
        Cell::Hidden | Cell::Missing | Cell::NotAsked | Cell::NotApplicable => {
            body.run(cell.reason().unwrap_or_default(), Look::Plain);
        }
    }
}

/// The width of each column, by how much is written in it: room for its longest word, and more where it holds sentences.
fn widths(table: &Table) -> Vec<usize> {
    let shares: Vec<usize> = (0..table.columns.len())
        .map(|index| share(table, index))
        .collect();
    let all = shares.iter().sum::<usize>().max(1);
    shares
        .into_iter()
        .map(|share| TEXT_WIDTH * share / all)
        .collect()
}

fn share(table: &Table, index: usize) -> usize {
    let heading = table.columns.get(index).map(|it| it.heading.as_str());
    let said = table.rows.iter().map(|row| match index.checked_sub(1) {
        None => said(&row.heading),
        Some(cell) => row.cells.get(cell).map_or_else(String::new, in_words),
    });
    let all: Vec<String> = heading.map(str::to_owned).into_iter().chain(said).collect();
    let longest = all
        .iter()
        .flat_map(|words| words.split(' '))
        .map(|word| word.chars().count())
        .max();
    let written: usize = all.iter().map(|words| words.chars().count()).sum();
    let mean = written / all.len().max(1);
    (longest.unwrap_or_default() + 2)
        .clamp(7, 22)
        .max(mean.min(40))
}

fn in_words(cell: &Cell) -> String {
    match cell {
        Cell::Value { figure, .. } => figure.clone(),
        Cell::Words(words) => said(words),
        Cell::Status { words, .. } => words.clone(),
        other => other.reason().unwrap_or_default().to_owned(),
    }
}

fn said(words: &Words) -> String {
    let runs = words.runs().iter().map(|run| match run {
        Run::Plain(words) | Run::Strong(words) | Run::Link { words, .. } => words.as_str(),
        Run::Reference(_) => "paragraph",
    });
    runs.collect()
}
