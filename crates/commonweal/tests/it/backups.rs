//! backup, restore and doctor.

use std::fs;

use serde_json::Value;

use crate::fixture::smoking;
use crate::machine::{Machine, run_on};

fn loaded() -> Machine {
    let machine = Machine::new();
    let file = machine.write("smoking.csv", smoking(18.0));
    machine.run(&["import", &file]).done();
    machine
}

/// Every file beneath a folder, for comparing before with after.
fn files_in(machine: &Machine) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(machine.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    all.sort();
    all
}

#[test]
fn what_was_saved_comes_back_and_answers_the_same() {
    let machine = loaded();
    let backup = machine.path("backup.tar").to_string_lossy().into_owned();
    machine.run(&["backup", &backup]).done();
    let twice = machine.run(&["backup", &backup]);
    assert_eq!(twice.code, 2, "no backup is overwritten: {twice:?}");

    let elsewhere = machine.path("restored");
    let restored = run_on(&elsewhere, &["restore", &backup], b"").done();
    assert!(restored.out.contains("the audit log holds"), "{restored:?}");
    let ask = ["compare", "--area", "E09000012", "--json"];
    assert_eq!(
        run_on(&elsewhere, &ask, b"").done().out,
        machine.run(&ask).done().out
    );
    let again = run_on(&elsewhere, &["restore", &backup], b"");
    assert_eq!(again.code, 2, "nothing is overwritten: {again:?}");
    assert_eq!(
        files_in(&machine),
        ["backup.tar", "data", "restored", "smoking.csv"]
    );
}

/// A folder that is there already may be a disk of its own, or the one in which somebody stands: it stays the same folder.
#[test]
#[cfg(unix)]
fn an_empty_folder_is_filled_and_not_replaced() {
    use std::os::unix::fs::MetadataExt;

    let machine = loaded();
    let backup = machine.path("backup.tar").to_string_lossy().into_owned();
    machine.run(&["backup", &backup]).done();
    let here = machine.path("here");
    fs::create_dir(&here).unwrap();
    let before = fs::metadata(&here).unwrap().ino();
    let said = run_on(&here, &["restore", &backup], b"").done();
    assert!(said.out.contains("the audit log holds"), "{said:?}");
    assert_eq!(fs::metadata(&here).unwrap().ino(), before);
    run_on(&here, &["audit", "verify"], b"").done();
    assert!(fs::read_dir(&here).unwrap().all(|entry| {
        !entry
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("restored")
    }));
    let damaged = machine.write("cut.tar", &fs::read(&backup).unwrap()[..2_000]);
    let other = machine.path("other");
    fs::create_dir(&other).unwrap();
    assert_eq!(run_on(&other, &["restore", &damaged], b"").code, 1);
    assert_eq!(fs::read_dir(&other).unwrap().count(), 0, "nothing is left");
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let machine = loaded();
    let backup = machine.path("backup.tar");
    machine.run(&["backup", &backup.to_string_lossy()]).done();
    let whole = fs::read(&backup).unwrap();
    let mut flipped = whole.clone();
    let middle = whole.len() / 2;
    flipped[middle] ^= 1;
    let cases = [
        ("flipped.tar", flipped),
        ("cut.tar", whole[..whole.len() / 2].to_vec()),
        ("other.tar", b"no backup at all".to_vec()),
        ("empty.tar", Vec::new()),
    ];
    let elsewhere = machine.path("restored");
    for (name, content) in cases {
        let file = machine.write(name, content);
        let said = run_on(&elsewhere, &["restore", &file], b"");
        assert_eq!(said.code, 1, "{name}: {said:?}");
        assert!(said.err.contains("backup"), "{name}: {said:?}");
        fs::remove_file(file).unwrap();
    }
    assert_eq!(files_in(&machine), ["backup.tar", "data", "smoking.csv"]);
}

#[test]
fn the_doctor_finds_what_does_not_belong_together() {
    let machine = loaded();
    let states = |said: &Value| -> Vec<String> {
        said.as_array()
            .unwrap()
            .iter()
            // What follows is about the machine that the tests run on.
            .take(4)
            .map(|finding| finding["state"].as_str().unwrap().to_owned())
            .collect()
    };
    let healthy = machine.run(&["doctor", "--json"]).done().json();
    assert_eq!(states(&healthy), ["fine", "fine", "fine", "fine"]);
    assert!(
        healthy[0]["words"]
            .as_str()
            .unwrap()
            .starts_with("SQLite 3.")
    );

    let kept = machine.data().join("evidence/kept");
    let file = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
    let stray = kept.join(format!("{}.parquet", "0".repeat(64)));
    fs::copy(&file, &stray).unwrap();
    let stray_found = machine.run(&["doctor", "--json"]).done().json();
    assert_eq!(states(&stray_found), ["fine", "fine", "fine", "look_at"]);
    machine.run(&["doctor", "--sweep"]).done();
    assert!(!stray.exists() && file.exists());

    fs::remove_file(&file).unwrap();
    let broken = machine.run(&["doctor", "--json"]);
    assert_eq!(broken.code, 1, "{broken:?}");
    assert_eq!(states(&broken.json()), ["fine", "fine", "broken", "fine"]);
    assert!(
        broken.json()[2]["words"]
            .as_str()
            .unwrap()
            .contains("Adults who smoke, version 1")
    );
}

#[test]
fn a_backup_proves_that_nothing_was_cut_from_the_log() {
    let machine = loaded();
    let (early, late) = (machine.path("early.tar"), machine.path("late.tar"));
    let (early, late) = (early.to_str().unwrap(), late.to_str().unwrap());
    machine.run(&["backup", early]).done();
    let next = machine.write("next.csv", smoking(12.0));
    machine.run(&["import", &next]).done();
    machine.run(&["backup", late]).done();
    for backup in [early, late] {
        machine
            .run(&["audit", "verify", "--against", backup])
            .done();
    }

    let put_back = machine.path("put back");
    run_on(&put_back, &["restore", early], b"").done();
    run_on(&put_back, &["audit", "verify"], b"").done();
    run_on(&put_back, &["audit", "verify", "--against", early], b"").done();
    let cut = run_on(
        &put_back,
        &["audit", "verify", "--against", late, "--json"],
        b"",
    );
    assert_eq!(cut.code, 1, "{cut:?}");
    assert_eq!(cut.json()["holds"], false);

    let other = machine.write("other.tar", b"no backup");
    let refused = machine.run(&["audit", "verify", "--against", &other]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused.err.contains("no backup of Commonweal"),
        "{}",
        refused.err
    );
}
