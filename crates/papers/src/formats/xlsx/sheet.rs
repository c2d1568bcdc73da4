//! One table on a sheet of its own.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    Format, FormatAlign, Table as Marked, TableColumn, TableStyle, Worksheet, XlsxError,
};

use super::figure::{Typed, typed};
use super::{Shown, fitting};
use crate::{Alignment, Cell, Origin, Paper, Table, plain};

/// The row in which the columns are named; what the table is stands above.
const HEADINGS: u32 = 2;
/// How narrow and how wide a column may be, in characters.
const WIDTHS: (usize, usize) = (10, 60);

pub(super) fn write(
    sheet: &mut Worksheet,
    paper: &Paper,
    shown: &Shown<'_>,
    number: u16,
) -> Result<(), XlsxError> {
    let table = shown.table;
    sheet.set_name(&shown.sheet)?;
    let title = Format::new().set_bold().set_font_size(14);
    let caption = format!("{}. {}", shown.name, plain(&table.caption));
    sheet.write_string_with_format(0, 0, fitting(&caption), &title)?;
    sheet.write_string(1, 0, under_the_title(paper, table.origin))?;

    let headings = headings(table);
    let last_row = HEADINGS + u32::try_from(table.rows.len()).unwrap_or(u32::MAX - HEADINGS);
    let last_column = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let columns: Vec<TableColumn> = headings
        .iter()
        .map(|heading| TableColumn::new().set_header(heading))
        .collect();
    let marked = Marked::new()
        .set_name(format!("Table_{number}"))
        .set_columns(&columns)
        .set_style(TableStyle::Light1)
        .set_first_column(true)
        .set_banded_rows(false)
        .set_autofilter(false);
    sheet.add_table(HEADINGS, 0, last_row, last_column, &marked)?;
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    for (column, (heading, alignment)) in (0..).zip(
        headings
            .iter()
            .zip(table.columns.iter().map(|it| it.alignment)),
    ) {
        let format = match alignment {
            Alignment::Words => bold.clone(),
            Alignment::Figures => bold.clone().set_align(FormatAlign::Right),
        };
        sheet.write_string_with_format(HEADINGS, column, heading.as_str(), &format)?;
    }
    for (row, one) in (HEADINGS + 1..).zip(&table.rows) {
        let heading = fitting(&paper.said(&one.heading));
        sheet.write_string_with_format(row, 0, heading, &bold)?;
        for ((column, cell), said_of) in (1..).zip(&one.cells).zip(table.columns.iter().skip(1)) {
            write_cell(
                sheet,
                (row, column),
                cell,
                table.origin,
                said_of.alignment,
                paper,
            )?;
        }
    }
    for (column, width) in (0..).zip(widths(table, paper)) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(HEADINGS + 1, 1)?;
    Ok(())
}

fn under_the_title(paper: &Paper, origin: Origin) -> String {
    let of = format!(
        "{}, {}.",
        plain(&paper.title),
        crate::document::day_in_words(paper.dated)
    );
    if origin.is_illustrative() {
        format!("Illustrative: made up to show how it looks. {of}")
    } else {
        of
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    table: Origin,
    alignment: Alignment,
    paper: &Paper,
) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let words = match alignment {
        Alignment::Words => top.clone().set_text_wrap(),
        Alignment::Figures => top.clone().set_align(FormatAlign::Right),
    };
    match cell {
        Cell::Value { figure, origin } => {
            // A mark on the whole table says it for every cell.
            let mark = origin.is_illustrative() && !table.is_illustrative();
            if let Some(Typed { number, format }) = typed(figure) {
                let format = if mark { marked(&format) } else { format };
                let format = top.set_num_format(format);
                sheet.write_number_with_format(row, column, number, &format)?;
            } else {
                let mark = if mark { " (illustrative)" } else { "" };
                let said = fitting(&format!("{}{mark}", plain(figure)));
                sheet.write_string_with_format(row, column, said, &words)?;
            }
        }
        other => {
            let said = fitting(&in_words(other, paper));
            sheet.write_string_with_format(row, column, said, &words)?;
        }
    }
    Ok(())
}

/// A format that says beside each number that it was made up.
fn marked(format: &str) -> String {
    format
        .split(';')
        .map(|part| format!("{part}\" (illustrative)\""))
        .collect::<Vec<_>>()
        .join(";")
}

fn in_words(cell: &Cell, paper: &Paper) -> String {
    match cell {
        Cell::Value { figure, .. } => figure.clone(),
        Cell::Words(words) => paper.said(words),
        Cell::Status { words, .. } => words.clone(),
        Cell::Hidden | Cell::Missing | Cell::NotAsked | Cell::NotApplicable => {
            cell.reason().unwrap_or_default().to_owned()
        }
    }
}

/// The headings of the columns. In a marked table each must be its own, whatever its capitals.
fn headings(table: &Table) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut headings = Vec::new();
    for column in &table.columns {
        let heading: String = fitting(&column.heading).chars().take(240).collect();
        let mut wanted = heading.clone();
        let mut count = 2;
        while !taken.insert(wanted.to_lowercase()) {
            wanted = format!("{heading} ({count})");
            count += 1;
        }
        headings.push(wanted);
    }
    headings
}

fn widths(table: &Table, paper: &Paper) -> Vec<f64> {
    (0..table.columns.len())
        .map(|index| {
            let heading = table
                .columns
                .get(index)
                .map(|it| it.heading.chars().count());
            let cells = table.rows.iter().map(|row| match index.checked_sub(1) {
                None => paper.said(&row.heading).chars().count(),
                Some(cell) => row
                    .cells
                    .get(cell)
                    .map_or(0, |cell| in_words(cell, paper).chars().count()),
            });
            let widest = cells.chain(heading).max().unwrap_or_default() + 2;
            let fitting = u32::try_from(widest.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(60);
            f64::from(fitting)
        })
        .collect()
}
