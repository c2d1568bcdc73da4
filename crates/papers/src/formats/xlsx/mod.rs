//! A workbook: a cover that says what it is, and each table of the paper on a sheet of its own.
//!
//! Figures are typed, so that they can be worked with, and read as the paper prints them; a hidden, missing, not asked or
//! not applicable one is that word. Nothing is ever a formula: whatever a person wrote is text, whichever character it
//! begins with. Made to be read by everybody: one marked table a sheet, a title above it, no blank rows in it, no merged
//! cells. Reading a figure as a number is in `figure.rs`.

mod cover;
mod figure;
mod sheet;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::NotWritten;
use crate::{Block, Paper, Table, plain};

/// A table with the names that the workbook gives it.
struct Shown<'a> {
    table: &'a Table,
    /// What stands before its caption: “Table 1”.
    name: String,
    /// The name of its sheet.
    sheet: String,
}

/// The tables of a paper as a workbook.
///
/// # Errors
/// [`NotWritten`] when the workbook cannot be put together.
pub fn write(paper: &Paper) -> Result<Vec<u8>, NotWritten> {
    workbook(paper).map_err(|error| NotWritten(Box::new(error)))
}

fn workbook(paper: &Paper) -> Result<Vec<u8>, XlsxError> {
    let tables = tables(paper);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(paper)?);
    cover::write(workbook.add_worksheet(), paper, &tables)?;
    for (number, shown) in (1..).zip(&tables) {
        sheet::write(workbook.add_worksheet(), paper, shown, number)?;
    }
    workbook.save_to_buffer()
}

fn properties(paper: &Paper) -> Result<DocProperties, XlsxError> {
    let day = paper.dated;
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    )?;
    Ok(DocProperties::new()
        .set_title(plain(&paper.title))
        .set_author(plain(&paper.organisation))
        .set_creation_datetime(&made))
}

/// Every table in reading order, those behind figures with them.
fn tables(paper: &Paper) -> Vec<Shown<'_>> {
    let mut taken = BTreeSet::from([cover::NAME.to_lowercase()]);
    let mut tables = Vec::new();
    for block in paper.sections.iter().flat_map(|section| &section.blocks) {
        let (table, numbered) = match block {
            Block::Table(table) => (table, &table.anchor),
            Block::Figure(figure) => (&figure.table, &figure.anchor),
            _ => continue,
        };
        let name = paper.number(numbered).unwrap_or_default().to_owned();
        let sheet = sheet_name(&name, &table.caption, &mut taken);
        tables.push(Shown { table, name, sheet });
    }
    tables
}

/// More characters the name of a sheet may not have.
const LONGEST_NAME: usize = 31;

/// A name for a sheet: the table's number and the beginning of its title. Names are told apart whatever their capitals.
fn sheet_name(name: &str, title: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed =
        |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let title: String = plain(title).chars().filter(allowed).collect();
    let mut sheet = name.to_owned();
    for word in title.split_whitespace() {
        if sheet.encode_utf16().count() + 1 + word.encode_utf16().count() > LONGEST_NAME {
            break;
        }
        sheet.push(' ');
        sheet.push_str(word);
    }
    if !taken.insert(sheet.to_lowercase()) {
        name.clone_into(&mut sheet);
        taken.insert(sheet.to_lowercase());
    }
    sheet
}

/// So many characters a cell holds.
const LONGEST_CELL: usize = 32_000;

/// Words that fit into a cell. What is longer is cut, and says so; the paper itself has it whole.
fn fitting(words: &str) -> String {
    let words = plain(words);
    if words.encode_utf16().count() <= LONGEST_CELL {
        return words.into_owned();
    }
    let mut cut = String::new();
    let mut length = 0;
    for c in words.chars() {
        length += c.len_utf16();
        if length > LONGEST_CELL {
            break;
        }
        cut.push(c);
    }
    cut + " … (cut here: a cell holds no more; the paper has it whole)"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_sheet_is_short_allowed_and_its_own() {
        let mut taken = BTreeSet::from(["cover".to_owned()]);
        let first = sheet_name("Table 1", "Adults who smoke: [all] / 2019*", &mut taken);
        assert_eq!(first, "Table 1 Adults who smoke all");
        let second = sheet_name("Table 2", &"w".repeat(60), &mut taken);
        assert_eq!(second, "Table 2");
        assert!(first.chars().count() <= LONGEST_NAME);
    }

    #[test]
    fn words_that_are_too_long_are_cut_and_say_so() {
        assert_eq!(fitting("short"), "short");
        let cut = fitting(&"🙂".repeat(20_000));
        assert!(cut.encode_utf16().count() < 32_767 && cut.ends_with("has it whole)"));
    }
}
