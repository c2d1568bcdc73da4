//! Files that are refused, each with a message that a person can act on, and nothing written.

use std::io::Read;

use evidence::engine::{Engine, EngineError, Source};
use evidence::intake::{Choices, Intake, MOST_COLUMNS, MOST_PROBLEMS, Problem};
use evidence_datafusion::PlainText;
use proptest::prelude::*;

use crate::export::{Bench, HEADING, bench, export, export_with, packed, row};

async fn refused(bytes: impl Into<Vec<u8>>) -> Problem {
    let bench = bench();
    let intake = bench.stage("homes.csv", bytes).await;
    nothing_written(&bench, &intake);
    assert!(!intake.problems.is_empty(), "it was not refused");
    intake.problems[0].clone()
}

fn nothing_written(bench: &Bench, intake: &Intake) {
    assert_eq!(intake.staged, None);
    assert_eq!(bench.files(), 0, "something was written");
}

#[tokio::test]
async fn what_is_no_csv_is_named_for_what_it_is() {
    for (bytes, found) in [
        (&b""[..], "an empty file"),
        (b"\n  \n", "an empty file"),
        (b"PK\x03\x04 and so on", "a workbook or an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a workbook or an archive"),
        (b"%PDF-1.7", "a PDF document"),
        (b"PAR1", "a Parquet file that is damaged or cut off"),
        (b"<!DOCTYPE html><title>Sign in</title>", "a web page"),
        (b"\xff\xfeI\0n\0d\0", "text in UTF-16"),
        (b"I\0n\0d\0i\0c\0a\0t\0o\0r\0", "text in UTF-16, or no text"),
        (
            b"Indicator ID,\0Value,and,more,columns",
            "bytes that are no text",
        ),
    ] {
        let problem = refused(bytes).await;
        assert_eq!(problem.found, found);
        assert_eq!(problem.source, "homes.csv");
        assert!(problem.mend.len() > 20, "{}", problem.mend);
    }
}

#[tokio::test]
async fn windows_1252_is_refused_at_its_row_and_column() {
    let text = export_with("AreaName", "St. Helen@s");
    let bytes: Vec<u8> = text
        .bytes()
        .map(|b| if b == b'@' { 0x92 } else { b })
        .collect();
    let problem = refused(bytes).await;
    assert_eq!(
        (problem.row, problem.column.as_deref()),
        (Some(3), Some("AreaName"))
    );
    assert_eq!(problem.found, "St. Helen’s");
    assert!(problem.mend.contains("CSV UTF-8"));
}

#[tokio::test]
async fn cells_that_are_no_numbers_say_how_to_mend_them() {
    for (column, cell, words) in [
        ("Value", "<5", "Choose “hidden”"),
        ("Count", "<5", "Choose “hidden”"),
        ("Value", "\"16,4\"", "16.4"),
        ("Value", "12.3%", "% sign"),
        ("Value", "<b>12</b>", "web page"),
        ("Denominator", "many", "[x] missing"),
        ("Count", "-3", "Check the number"),
        ("Value", "1e999", "Check the number"),
    ] {
        let problem = refused(export_with(column, cell)).await;
        assert_eq!(
            (problem.row, problem.column.as_deref()),
            (Some(3), Some(column)),
            "{cell}"
        );
        assert_eq!(problem.found, cell.trim_matches('"'), "{cell}");
        assert!(problem.mend.contains(words), "{cell}: {}", problem.mend);
    }
}

#[tokio::test]
async fn faulty_areas_periods_and_limits_are_named() {
    for (column, cell, words) in [
        ("Area Code", "", "Copy the code"),
        ("Area Code", "MAR-01", "Excel turns"),
        ("Area Code", "1.00E+05", "Excel turns"),
        ("Time period", "2022-13", "rows around"),
        ("Time period", "", "rows around"),
        ("Indicator ID", "", "number of its indicator"),
        ("Lower CI 95.0 limit", "3", "leave both"),
    ] {
        let problem = refused(export_with(column, cell)).await;
        assert_eq!(problem.row, Some(3), "{column} {cell}");
        assert!(
            problem.mend.contains(words),
            "{column} {cell}: {}",
            problem.mend
        );
    }
    let swapped = export().replace(",20,,,,,200,", ",20,22,18,,,200,");
    assert!(refused(swapped).await.mend.contains("swapped"));
}

#[tokio::test]
async fn headings_that_cannot_be_read_are_named() {
    let missing = export().replace("Area Code", "Place");
    let problem = refused(missing).await;
    assert_eq!(
        (problem.row, problem.column.as_deref()),
        (Some(1), Some("Area Code"))
    );
    let twice = export().replace("Parent Code", "Area Code");
    assert_eq!(refused(twice).await.found, "the same column twice");
    let other = refused("Name,Telephone,Likes\nA,B,C\n").await;
    assert_eq!(
        (other.row, other.found.as_str()),
        (Some(1), "Name, Telephone, Likes")
    );
    let semicolons = export().replace(',', ";");
    assert!(refused(semicolons).await.mend.contains("semicolons"));
    let wide = format!("{}\n1\n", "x,".repeat(16_384));
    let problem = refused(wide).await;
    assert_eq!(problem.found, "a heading of 16385 columns");
    assert!(problem.expected.contains(&MOST_COLUMNS.to_string()));
    let bare = refused(format!("{HEADING}\n")).await;
    assert_eq!(bare.found, "a heading and no rows");
}

#[tokio::test]
async fn rows_of_the_wrong_length_and_open_quotation_marks_are_found() {
    let problem = refused(format!("{}900,Adults\n", export())).await;
    assert_eq!((problem.row, problem.found.as_str()), (Some(6), "2 fields"));
    let open = export().replacen("A borough", "\"A borough", 1);
    assert!(refused(open).await.mend.contains("quotation mark"));
    let blank_lines = export().replacen('\n', "\n\n\n", 1) + "900,Adults\n";
    assert_eq!(
        refused(blank_lines).await.row,
        Some(8),
        "empty lines count as a spreadsheet counts them"
    );
}

#[tokio::test]
async fn two_figures_for_one_cell_are_a_problem() {
    let problem = refused(format!("{}{}\n", export(), row("E09000001", "2020", 270))).await;
    assert_eq!((problem.row, problem.found.as_str()), (Some(6), "27"));
    assert!(problem.expected.contains("row 5"), "{}", problem.expected);
}

#[tokio::test]
async fn all_problems_are_collected_up_to_the_stated_limit() {
    let bench = bench();
    let three = export()
        .replace(",1000,", ",many,")
        .replace("2019,20,", "2019,none,");
    let intake = bench.stage("homes.csv", three).await;
    assert_eq!(
        (
            intake.problems.len(),
            intake.faulty_rows,
            intake.stopped_early
        ),
        (5, 4, false)
    );
    let rows = vec![row("E09000001", "2020", 1).replace("1000", "many"); 500];
    let intake = bench
        .stage("homes.csv", format!("{HEADING}\n{}", rows.join("\n")))
        .await;
    assert_eq!(intake.problems.len(), MOST_PROBLEMS);
    assert!(intake.stopped_early);
    nothing_written(&bench, &intake);
}

#[tokio::test]
async fn choices_let_marks_and_faulty_rows_through() {
    let bench = bench();
    let hide = Choices {
        less_than_is_hidden: true,
        ..Choices::default()
    };
    let intake = bench
        .stage_with("homes.csv", export_with("Value", "<5"), hide)
        .await;
    assert_eq!((intake.problems.len(), intake.sound_rows), (0, 4));
    let leave_out = Choices {
        leave_out_faulty_rows: true,
        ..Choices::default()
    };
    let intake = bench
        .stage_with("homes.csv", export_with("Value", "<5"), leave_out.clone())
        .await;
    assert_eq!(
        (intake.problems.len(), intake.sound_rows, intake.faulty_rows),
        (1, 3, 1)
    );
    assert!(intake.staged.is_some());
    let intake = bench.stage_with("homes.csv", &b"%PDF"[..], leave_out).await;
    assert_eq!(
        intake.staged, None,
        "a choice about rows is no choice about files"
    );
}

/// A stream without end: a heading, then one field that never closes.
struct Endless(u64, &'static [u8]);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if let Some((first, rest)) = self.1.split_first() {
            self.1 = rest;
            buffer[0] = *first;
            return Ok(1);
        }
        self.0 += u64::try_from(buffer.len()).unwrap();
        assert!(self.0 < 8_000_000, "read on long after the limit");
        buffer.fill(b'x');
        Ok(buffer.len())
    }
}

#[tokio::test]
async fn a_row_without_end_is_given_up_soon() {
    let bench = bench();
    let source = Source::new("long.csv", Endless(0, HEADING.as_bytes()));
    let intake = bench
        .engine
        .stage(vec![source], Choices::default())
        .await
        .unwrap();
    assert_eq!(intake.problems[0].found, "a row longer than 1 MB");
    let started = export() + "900,\"";
    let source = Source::new("long.csv", Endless(0, started.leak().as_bytes()));
    let intake = bench
        .engine
        .stage(vec![source], Choices::default())
        .await
        .unwrap();
    let problem = &intake.problems[0];
    assert_eq!(
        (problem.row, problem.found.as_str()),
        (Some(6), "a row longer than 1 MB")
    );
    nothing_written(&bench, &intake);
}

#[tokio::test]
async fn packed_files_are_bounded_and_checked() {
    // Rows of half a megabyte each, every one sound.
    let note = format!(",{}", "x".repeat(500_000));
    let long = row("E09000001", "2020", 260).replacen(",1000,", &format!(",1000{note}"), 1);
    let bomb = format!("{HEADING}\n{}", format!("{long}\n").repeat(40));
    let problem = refused(packed(bomb.as_bytes())).await;
    assert!(problem.found.contains("200 times"), "{}", problem.found);
    let mut cut = packed(export().as_bytes());
    cut.truncate(cut.len() - 9);
    assert_eq!(
        refused(cut).await.found,
        "a packed file that is damaged or cut off"
    );
}

#[test]
fn a_text_alone_is_read_up_to_its_bound() {
    let open = |bytes: Vec<u8>, longest| {
        let source = Source::new("a.csv", std::io::Cursor::new(bytes));
        PlainText::open(source, longest).unwrap()
    };
    let text = b"area,value\nNorth,1\n".repeat(1_000);
    for bytes in [text.clone(), packed(&text)] {
        let mut read = Vec::new();
        open(bytes.clone(), 20_000)
            .unwrap()
            .read_to_end(&mut read)
            .unwrap();
        assert_eq!(read, text);
        let error = open(bytes, 15_000)
            .unwrap()
            .read_to_end(&mut read)
            .unwrap_err();
        let problem = PlainText::problem("a.csv", error).unwrap();
        assert_eq!(problem.found, "more than 1 MB of text");
    }
    // Nothing is text too; what reads it says what is missing.
    assert!(open(Vec::new(), 100).is_ok());
    let workbook = open(b"PK\x03\x04".to_vec(), 100).unwrap_err();
    assert_eq!(workbook.found, "a workbook or an archive");
}

/// A disk or a network that fails in the middle.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the drive was taken out"))
    }
}

#[tokio::test]
async fn a_source_that_stops_answering_is_no_fault_of_the_file() {
    let bench = bench();
    let source = Source::new("usb.csv", Failing);
    let error = bench
        .engine
        .stage(vec![source], Choices::default())
        .await
        .unwrap_err();
    assert!(matches!(error, EngineError::Source { name, .. } if name == "usb.csv"));
    assert_eq!(bench.files(), 0);
}

#[tokio::test]
async fn descriptions_alone_are_not_data() {
    let problem = refused("[]").await;
    assert_eq!(problem.found, "descriptions alone");
    let problem = refused("[{}]").await;
    assert!(problem.mend.contains("indicator descriptions"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever bytes come, they are read or refused, and refused files leave nothing behind.
    #[test]
    fn any_bytes_are_read_or_refused(
        noise in proptest::collection::vec(any::<u8>(), 0..300),
        at in 0_usize..2_000,
    ) {
        let mut bytes = export().into_bytes();
        let at = at.min(bytes.len());
        bytes.splice(at..at, noise);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let bench = bench();
        let intake = runtime.block_on(bench.stage("noise.csv", bytes));
        prop_assert_eq!(intake.staged.is_some(), intake.problems.is_empty());
        prop_assert_eq!(bench.files(), usize::from(intake.staged.is_some()));
    }
}
