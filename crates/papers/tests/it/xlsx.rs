//! Workbooks, read back by a reader that is not ours.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use papers::formats::xlsx;
use papers::{Block, Cell, Column, Origin, PaperDraft, Row, Table};

use crate::every_field::{anchor, paper_of};
use crate::office::{names, part};

fn opened(draft: PaperDraft) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(xlsx::write(&draft.check().unwrap()).unwrap())).unwrap()
}

fn with_table(rows: Vec<Row>, origin: Origin) -> PaperDraft {
    let mut draft = paper_of("words");
    draft.sections[0].blocks = vec![Block::Table(Table {
        anchor: anchor("t9"),
        caption: "Smoking and more".into(),
        columns: vec![Column::words("Place"), Column::figures("Share")],
        rows,
        origin,
    })];
    // The paragraph that the head refers to is gone with the other blocks.
    draft.facts.clear();
    draft.author = None;
    draft.receipts.clear();
    draft
}

fn row(cell: Cell) -> Row {
    Row {
        heading: "Hackney".into(),
        cells: vec![cell],
    }
}

#[test]
fn each_table_has_a_sheet_of_its_own_after_the_cover() {
    let book = opened(paper_of("words"));
    assert_eq!(
        book.sheet_names(),
        ["Cover", "Table 1 words", "Figure 1 words"]
    );
}

#[test]
fn figures_are_numbers_and_what_is_none_is_its_word() {
    let rows = vec![
        row(Cell::value("15.4%")),
        row(Cell::value("13.2 to 17.9")),
        row(Cell::Hidden),
        row(Cell::Missing),
        row(Cell::NotAsked),
        row(Cell::NotApplicable),
    ];
    let mut book = opened(with_table(rows, Origin::Recorded));
    let range = book.worksheet_range("Table 1 Smoking and more").unwrap();
    let found: Vec<_> = (3..9)
        .map(|row| range.get_value((row, 1)).unwrap())
        .collect();
    assert_eq!(*found[0], Data::Float(0.154));
    let words = [
        "13.2 to 17.9",
        "Hidden",
        "Missing",
        "Not asked",
        "Not applicable",
    ];
    for (found, word) in found[1..].iter().zip(words) {
        assert_eq!(**found, Data::String(word.to_owned()));
    }
    assert_eq!(
        range.get_value((2, 0)),
        Some(&Data::String("Place".to_owned()))
    );
    assert_eq!(
        range.get_value((0, 0)),
        Some(&Data::String("Table 1. Smoking and more".to_owned()))
    );
}

#[test]
fn nothing_that_a_person_wrote_is_a_formula() {
    for begins in ["=", "+", "-", "@", "\t=", "'="] {
        let words = format!("{begins}HYPERLINK(\"https://example.org\")");
        let file = xlsx::write(&paper_of(&words).check().unwrap()).unwrap();
        for name in names(&file)
            .iter()
            .filter(|name| name.contains("sheets/sheet"))
        {
            let sheet = part(&file, name);
            assert!(!sheet.contains("<f>"), "{name} holds a formula");
        }
        let mut book = Xlsx::new(Cursor::new(file)).unwrap();
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).unwrap();
            assert!(formulas.used_cells().next().is_none(), "{name}");
        }
    }
}

#[test]
fn what_was_made_up_says_so_and_stays_a_number() {
    let made_up = Cell::Value {
        figure: "15.4%".into(),
        origin: Origin::Illustrative,
    };
    let draft = with_table(vec![row(made_up)], Origin::Recorded);
    let file = xlsx::write(&draft.check().unwrap()).unwrap();
    let styles = part(&file, "xl/styles.xml");
    assert!(
        styles.contains("0.0%&quot; (illustrative)&quot;"),
        "{styles}"
    );

    let all = with_table(vec![row(Cell::value("15.4%"))], Origin::Illustrative);
    let mut book = opened(all);
    let range = book.worksheet_range("Table 1 Smoking and more").unwrap();
    let under = range.get_value((1, 0)).unwrap().to_string();
    assert!(under.starts_with("Illustrative: made up"), "{under}");
    let cover = book.worksheet_range("Cover").unwrap();
    let said: Vec<String> = cover
        .used_cells()
        .map(|(.., cell)| cell.to_string())
        .collect();
    assert!(
        said.iter()
            .any(|words| words.contains("made up to show how it looks"))
    );
}

#[test]
fn the_cover_says_what_it_is_of_which_day_from_where_and_what_the_words_mean() {
    let mut book = opened(paper_of("words"));
    let cover = book.worksheet_range("Cover").unwrap();
    let said: Vec<String> = cover
        .used_cells()
        .map(|(.., cell)| cell.to_string())
        .collect();
    for wanted in [
        "words",
        "8 September 2022",
        "Sources",
        "Hidden",
        "How to check the figures",
        "What is in this workbook",
        "Notes",
    ] {
        assert!(
            said.iter().any(|words| words == wanted),
            "{wanted} is not said"
        );
    }
}

#[test]
fn the_header_row_stays_in_sight_and_the_table_is_marked() {
    let file = xlsx::write(&paper_of("words").check().unwrap()).unwrap();
    let sheet = part(&file, "xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("ySplit=\"3\"") && sheet.contains("state=\"frozen\""),
        "{sheet}"
    );
    let marked = part(&file, "xl/tables/table1.xml");
    assert!(marked.contains("displayName=\"Table_1\""), "{marked}");
    // Headings that say the same are told apart, as a marked table needs them to be.
    assert!(marked.contains("name=\"words (2)\"") && marked.contains("name=\"words (3)\""));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let written = || xlsx::write(&paper_of("words").check().unwrap()).unwrap();
    assert_eq!(written(), written());
    assert!(part(&written(), "docProps/core.xml").contains("2022-09-08T00:00:00Z"));
}
