//! What goes wrong with tables that people send as text: each oddity ends in one message that says where, what and how to mend it,
//! or is read for what it is.

use evidence::intake::Choices;
use evidence::intake::mapping::{Field, Mapping};

use crate::export::bench;

fn falls() -> Choices {
    let mut said = Mapping::default();
    said.set_constant(Field::IndicatorName, "Falls");
    Choices {
        said,
        ..Choices::default()
    }
}

/// The first problem of a table, with its row and column, and that nothing was written.
async fn problem(table: impl Into<Vec<u8>>) -> (Option<u64>, String, String) {
    let bench = bench();
    let intake = bench.stage_with("falls.csv", table, falls()).await;
    assert_eq!((intake.staged, bench.files()), (None, 0), "{intake:?}");
    let problem = &intake.problems[0];
    let column = problem.column.clone().unwrap_or_default();
    (problem.row, column, problem.to_string())
}

const HEADING: &str = "Area code,Year,Value\n";

async fn cell(row: &str) -> (Option<u64>, String, String) {
    problem(format!("{HEADING}E09000012,2019,1\n{row}\n")).await
}

#[tokio::test]
async fn a_code_that_a_spreadsheet_ate_is_named() {
    for eaten in ["1.00E+05", "MAR-01", "E09 000012", ""] {
        let (row, column, words) = cell(&format!("{eaten},2020,1")).await;
        assert_eq!((row, column.as_str()), (Some(3), "Area code"), "{eaten}");
        assert!(words.contains("Copy the code from the source"), "{words}");
    }
}

#[tokio::test]
async fn a_period_that_is_none_is_named() {
    for text in ["2022-13", "44865", "last year", "2020-04-01", ""] {
        let (row, column, words) = cell(&format!("E09000012,{text},1")).await;
        assert_eq!((row, column.as_str()), (Some(3), "Year"), "{text}");
        assert!(
            words.contains("Write the period as the rows around it do"),
            "{words}"
        );
    }
}

#[tokio::test]
async fn a_value_that_is_none_is_named() {
    for (text, mend) in [
        ("=1+1", "Write a number"),
        ("@SUM(A1)", "Write a number"),
        ("\"16,4\"", "Write it with a point"),
        ("1e999", "Check the number with the sender"),
        ("<script>1</script>", "piece of a web page"),
        ("#DIV/0!", "Write a number"),
        ("<5", "Choose “hidden”"),
        ("½", "Write a number"),
        ("１２", "Write a number"),
    ] {
        let (row, column, words) = cell(&format!("E09000012,2020,{text}")).await;
        assert_eq!((row, column.as_str()), (Some(3), "Value"), "{text}");
        assert!(words.contains(mend), "{text}: {words}");
    }
}

#[tokio::test]
async fn a_table_without_rows_is_named() {
    let (_, _, words) = problem(HEADING).await;
    assert!(words.contains("a heading and no rows"), "{words}");
    let (_, _, words) = problem("").await;
    assert!(words.contains("an empty file"), "{words}");
}

#[tokio::test]
async fn other_separators_and_encodings_are_named() {
    let table = "Area code,Area,Year,Sex,Value\nE09000012,Hackney,2020,Persons,1\n";
    for separator in [";", "\t"] {
        let (row, _, words) = problem(table.replace(',', separator)).await;
        assert_eq!(row, Some(1));
        assert!(words.contains("parted by semicolons or tabs"), "{words}");
    }
    let utf_16: Vec<u8> = std::iter::once(0xfeff)
        .chain(table.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(problem(utf_16).await.2.contains("text in UTF-16"));
    let mut latin = table.replace("Hackney", "St. Helen@s").into_bytes();
    for byte in &mut latin {
        if *byte == b'@' {
            *byte = 0x92;
        }
    }
    let (row, column, words) = problem(latin).await;
    assert_eq!((row, column.as_str()), (Some(2), "Area"));
    assert!(words.contains("CSV UTF-8"), "{words}");
    let (_, _, words) = problem("Area code,Year\0,Value\nE09000012,2020,1\n").await;
    assert!(words.contains("bytes that are no text"), "{words}");
}

#[tokio::test]
async fn open_quotation_marks_and_ragged_rows_are_named() {
    let (_, _, words) = cell(&format!("E09000012,2020,\"{}", "x".repeat(2_000_000))).await;
    assert!(
        words.contains("quotation mark that is not closed"),
        "{words}"
    );
    let (row, _, words) = cell("E09000012,2020,1,2,3").await;
    assert_eq!(row, Some(3));
    assert!(words.contains("5 fields"), "{words}");
    let (row, _, words) = cell("E09000012,2020").await;
    assert_eq!(row, Some(3));
    assert!(words.contains("2 fields"), "{words}");
}

#[tokio::test]
async fn two_figures_for_one_cell_are_named_with_both_rows() {
    let (row, column, words) = cell("E09000012,2019,2").await;
    assert_eq!((row, column.as_str()), (Some(3), "Value"));
    assert!(words.contains("the figure of row 2"), "{words}");
}

#[tokio::test]
async fn repeats_that_agree_are_read_once_and_told() {
    let bench = bench();
    let table = format!("{HEADING}E09000012,2019,1\nE09000012,2019,1\nE09000012,2019,\n");
    let intake = bench.stage_with("falls.csv", table, falls()).await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows), (3, 1));
    assert_eq!(intake.notes.len(), 2, "{:?}", intake.notes);
}

#[tokio::test]
async fn names_and_texts_of_every_plane_are_read_as_they_are() {
    let bench = bench();
    let table = format!(
        "\u{feff}Area code,Area,Year,Value\r\nE09000012,\"Häckney 😀 {}\",2020,1\r\nE09000001,\"<script> {{{{ }}}} #set\",2020,2\r\n",
        "e\u{301}".repeat(500)
    );
    let intake = bench
        .stage_with("../../\u{202e}x.csv", table, falls())
        .await;
    assert_eq!(intake.problems, []);
    assert_eq!(intake.sound_rows, 2);
}

#[tokio::test]
async fn a_heading_twice_is_two_columns() {
    let bench = bench();
    let table = "Area code,Year,Value,Value\nE09000012,2020,1,2\n";
    let intake = bench.stage_with("falls.csv", table, falls()).await;
    assert_eq!(intake.problems, []);
    let proposal = intake.proposal.unwrap();
    assert_eq!(proposal.columns[3].heading, "Value (2)");
    assert_eq!(proposal.columns[3].role.to_string(), "ignore");
}
