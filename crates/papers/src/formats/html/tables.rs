//! Tables and their cells.

use crate::{Alignment, Cell, Column, Origin, Row, Table, Tone};

use super::icon::{Icon, tag_class};
use super::markup::Markup;

/// A table with its caption. `name` is its number, “Table 1”, or empty for the table behind a figure.
pub(super) fn table(markup: &mut Markup<'_>, table: &Table, name: &str) {
    markup.open_with(
        "table",
        "govuk-table cw-table-stack",
        &[("id", table.anchor.as_str())],
    );
    markup.open("caption", "govuk-table__caption");
    if !name.is_empty() {
        markup.text(name);
        markup.raw(". ");
    }
    markup.text(&table.caption);
    markup.origin(table.origin);
    markup.close("caption");
    markup.open("thead", "govuk-table__head");
    markup.open("tr", "govuk-table__row");
    for column in &table.columns {
        let class = match column.alignment {
            Alignment::Words => "govuk-table__header",
            Alignment::Figures => "govuk-table__header govuk-table__header--numeric",
        };
        markup.open_with("th", class, &[("scope", "col")]);
        markup.text(&column.heading);
        markup.close("th");
    }
    markup.close("tr");
    markup.close("thead");
    markup.open("tbody", "govuk-table__body");
    for row in &table.rows {
        table_row(markup, row, table);
    }
    markup.close("tbody");
    markup.close("table");
}

fn table_row(markup: &mut Markup<'_>, row: &Row, table: &Table) {
    markup.open("tr", "govuk-table__row");
    markup.open_with("th", "govuk-table__header", &[("scope", "row")]);
    markup.words(&row.heading);
    markup.close("th");
    for (column, cell) in table.columns.iter().skip(1).zip(&row.cells) {
        table_cell(markup, column, cell, table.origin);
    }
    markup.close("tr");
}

fn table_cell(markup: &mut Markup<'_>, column: &Column, cell: &Cell, table_origin: Origin) {
    let class = match column.alignment {
        Alignment::Words => "govuk-table__cell",
        Alignment::Figures => "govuk-table__cell govuk-table__cell--numeric",
    };
    if markup.is_bare() {
        markup.open("td", "");
    } else {
        markup.open_with("td", class, &[("data-label", &column.heading)]);
    }
    match cell {
        Cell::Value { figure, origin } => {
            markup.text(figure);
            // A mark on the whole table says it for every cell.
            if !table_origin.is_illustrative() {
                markup.origin(*origin);
            }
        }
        Cell::Words(words) => markup.words(words),
        Cell::Status { tone, words } => tag(markup, *tone, words),
        Cell::Hidden => {
            markup.icon(Icon::Hidden);
            markup.raw("Hidden");
        }
        Cell::Missing | Cell::NotAsked | Cell::NotApplicable => {
            markup.quiet(cell.reason().unwrap_or_default());
        }
    }
    markup.close("td");
}

/// A status word in its box.
pub(super) fn tag(markup: &mut Markup<'_>, tone: Tone, words: &str) {
    markup.open("strong", tag_class(tone));
    markup.icon(Icon::Tone(tone));
    markup.text(words);
    markup.close("strong");
}
