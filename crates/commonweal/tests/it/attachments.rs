//! Attachments from the command line, and what backup, restore and doctor make of their files.

use std::fs;

use serde_json::json;

use crate::machine::{Machine, Said, run_on};

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
    let found = machine.run(&["search", "wick,12", "--json"]).done().json();
    assert_eq!(
        found,
        json!([{
            "reference": DOCUMENT, "kind": "attachment", "title": "Cold homes by ward", "state": null, "since": null,
            "body": found[0]["body"],
        }])
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

#[test]
fn attached_files_are_saved_restored_looked_over_and_swept() {
    let machine = loaded();
    let file = machine.write("map.txt", "Cold homes in the north.");
    let added = attachments(&machine, &["add", &file, "--title", "Map"])
        .done()
        .json();
    let list = added["attachments"].as_array().unwrap();
    let (id, hash) = (&list[0]["id"], list[0]["sha256"].as_str().unwrap());
    let kept = machine.data().join("attachments/kept");

    let backup = machine.path("backup.tar").to_string_lossy().into_owned();
    machine.run(&["backup", &backup]).done();
    let elsewhere = machine.path("restored");
    run_on(&elsewhere, &["restore", &backup], b"").done();
    let restored = elsewhere.join("attachments/kept").join(hash);
    assert_eq!(fs::read(&restored).unwrap(), b"Cold homes in the north.");

    let finding = |data: &std::path::Path, what: &str| {
        let said = run_on(data, &["doctor", "--json"], b"").json();
        let found = said
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["what"] == what);
        (
            found.unwrap()["state"].clone(),
            found.unwrap()["words"].clone(),
        )
    };
    assert_eq!(finding(&elsewhere, "Attached files").0, "fine");
    fs::write(&restored, b"Other words.").unwrap();
    let (state, words) = finding(&elsewhere, "Attached files");
    assert_eq!(
        (state, words),
        (json!("broken"), json!("the file of “Map” was altered"))
    );
    fs::remove_file(&restored).unwrap();
    let (state, words) = finding(&elsewhere, "Attached files");
    assert_eq!(
        (state, words),
        (json!("broken"), json!("the file of “Map” is gone"))
    );
    let refused = run_on(
        &elsewhere,
        &["backup", &machine.path("no.tar").to_string_lossy()],
        b"",
    );
    assert_eq!(refused.code, 1, "{refused:?}");

    attachments(
        &machine,
        &["remove", id.as_str().unwrap(), "--why", "wrong map"],
    )
    .done();
    assert_eq!(
        finding(&machine.data(), "Attached files that nothing names").0,
        "look_at"
    );
    machine.run(&["doctor", "--sweep"]).done();
    assert!(!kept.join(hash).exists());
    assert_eq!(
        finding(&machine.data(), "Attached files that nothing names").0,
        "fine"
    );
}
