//! Attachments from the command line.

use serde_json::json;

use crate::machine::{Machine, Said};

const DOCUMENT: &str = "hackney/text/inequalities-evidence-pack";

fn attachments(machine: &Machine, words: &[&str]) -> Said {
    machine.run(&[&["attachments", DOCUMENT, "--json"], words].concat())
}

fn loaded() -> Machine {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    machine
}

#[test]
fn a_file_is_attached_noted_as_missing_found_and_removed() {
    let machine = loaded();
    let before = attachments(&machine, &[]).done().json();
    assert_eq!(
        before,
        json!({
            "reference": DOCUMENT, "title": before["title"], "public": true, "attachments": [],
            "unattached_appendices": [],
        })
    );
    let none = machine.run(&["attachments", DOCUMENT]).done();
    assert!(none.out.contains("Supporting documents: none."), "{none:?}");

    let why = [
        "missing",
        "--title",
        "Appendix 2",
        "--why",
        "its link is dead",
    ];
    let missing = attachments(&machine, &why).done().json();
    assert_eq!(
        missing["attachments"][0]["missing_because"],
        "its link is dead"
    );
    let file = machine.write("homes.csv", "ward,homes\nWick,12\n");
    let add = [
        "add",
        &file,
        "--title",
        "Cold homes by ward",
        "--role",
        "source",
        "--version",
        "2",
        "--dated",
        "2022-07-04",
    ];
    let added = attachments(&machine, &add).done().json();
    let one = &added["attachments"][1];
    assert_eq!(
        *one,
        json!({
            "id": one["id"], "role": "source", "title": "Cold homes by ward", "version": "2", "dated": "2022-07-04",
            "file_name": "cold-homes-by-ward.csv", "media_type": "text/csv", "bytes": 19, "sha256": one["sha256"],
            "missing_because": null, "origin": "entered",
        })
    );
    let in_words = machine.run(&["attachments", DOCUMENT]).done();
    for words in [
        "Missing: its link is dead",
        "Source file, 4 July 2022, version 2, CSV, 19 bytes",
    ] {
        assert!(in_words.out.contains(words), "{words}: {in_words:?}");
    }

    let page = machine.write("page.html", "<script>run()</script>");
    let refused = attachments(&machine, &["add", &page, "--title", "Page"]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.err.contains("save it as PDF"), "{refused:?}");
    let id = one["id"].as_str().unwrap();
    let silent = attachments(&machine, &["remove", id, "--why", " "]);
    assert_eq!(silent.code, 3, "{silent:?}");
    let removed = attachments(&machine, &["remove", id, "--why", "it names a home"])
        .done()
        .json();
    assert_eq!(removed["attachments"].as_array().unwrap().len(), 1);
    for wrong in [
        vec!["attachments", "nonsense"],
        vec!["attachments", "hackney/text/nothing"],
        vec!["attachments", "hackney/priority/a-smoke-free-borough"],
        vec![
            "attachments",
            DOCUMENT,
            "add",
            &file,
            "--title",
            "A",
            "--role",
            "novel",
        ],
    ] {
        assert_eq!(machine.run(&wrong).code, 2, "{wrong:?}");
    }
}
