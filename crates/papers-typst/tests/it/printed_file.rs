//! The file as a whole: the same bytes for the same paper, and what other readers say of it.

use std::process::Command;

use jiff::civil::date;
use papers_typst::Printer;

use crate::every_field::paper_of;

#[test]
fn the_same_paper_gives_the_same_bytes_and_another_day_gives_others() {
    let paper = paper_of("words").check().unwrap();
    let first = Printer::new().print(&paper).unwrap();
    let printer = Printer::new();
    printer
        .print(&paper_of("something else").check().unwrap())
        .unwrap();
    assert_eq!(printer.print(&paper).unwrap().bytes, first.bytes);

    let mut later = paper_of("words");
    later.dated = date(2022, 9, 9);
    assert_ne!(
        printer.print(&later.check().unwrap()).unwrap().bytes,
        first.bytes
    );
}

#[test]
fn a_character_that_no_face_has_is_reported_and_does_not_stop_the_paper() {
    let paper = paper_of("glad \u{1F642} indeed").check().unwrap();
    let pdf = Printer::new().print(&paper).unwrap();
    assert_eq!(pdf.not_shown.into_iter().collect::<String>(), "\u{1F642}");
}

#[test]
fn other_readers_find_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(
        &file,
        Printer::new()
            .print(&paper_of("words").check().unwrap())
            .unwrap()
            .bytes,
    )
    .unwrap();

    let asked = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).arg(&file).output();
        if output.is_err() {
            eprintln!("skipped: {program} is not installed");
        }
        output.ok()
    };
    if let Some(output) = asked("qpdf", &["--check"]) {
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
    if let Some(output) = asked("pdfinfo", &["-struct-text"]) {
        let tree = String::from_utf8_lossy(&output.stdout);
        for line in ["  H1 \"words\"", "  Table", "\"1.\u{a0}\""] {
            assert!(tree.contains(line), "{line} is not in\n{tree}");
        }
    }
}
