//! Papers from the command line.

use crate::machine::Machine;

#[test]
fn a_paper_is_named_by_its_round_or_by_its_meeting_and_item() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let progress = machine.run(&["paper", "hackney/autumn-2022"]).done();
    assert!(progress.out.contains("38 of 44"), "{}", progress.out);

    let report = machine.run(&["paper", "hackney/2022-06-16/4"]).done();
    for words in [
        "How the first quarter went",
        "Equalities implications",
        "Noted",
        "llustrative",
    ] {
        assert!(report.out.contains(words), "{words}: {}", report.out);
    }
    let pdf = machine.path("report.pdf");
    let pdf = pdf.to_str().unwrap();
    machine
        .run(&[
            "paper",
            "hackney/2022-06-16/4",
            "--format",
            "pdf",
            "--output",
            pdf,
        ])
        .done();
    assert!(std::fs::read(pdf).unwrap().starts_with(b"%PDF-"));
    for format in ["docx", "xlsx"] {
        let file = machine.path(&format!("report.{format}"));
        let name = file.to_str().unwrap();
        let wanted = ["paper", "hackney/autumn-2022", "--format", format];
        assert_eq!(machine.run(&wanted).code, 2, "no screen shows {format}");
        machine
            .run(&[&wanted[..], &["--output", name]].concat())
            .done();
        assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
    }

    // A draft, a report whose agenda is not out, an item without one, and what is not there at all.
    for hidden in [
        "hackney/2022-09-22/6",
        "hackney/2022-09-22/5",
        "hackney/2022-06-16/1",
        "hackney/nonsense",
        "nowhere/2022-06-16/4",
        "",
    ] {
        let refused = machine.run(&["paper", hidden]);
        assert_eq!(
            (refused.code, refused.out.as_str()),
            (2, ""),
            "{hidden}: {refused:?}"
        );
        assert!(
            refused.err.contains("as in hackney/autumn-2022"),
            "{}",
            refused.err
        );
    }
}
