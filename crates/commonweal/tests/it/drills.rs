//! The process is stopped dead at each point of a change, and what it had acknowledged is there and nothing else.

use crate::fixture::smoking;
use crate::machine::{Machine, Said, run_with};

const ASK: [&str; 4] = ["compare", "--area", "E09000012", "--json"];

fn verdict(machine: &Machine) -> String {
    let rows = machine.run(&ASK).done().json();
    rows[0]["verdict"].as_str().unwrap().to_owned()
}

fn killed_at(machine: &Machine, point: &str, file: &str) -> Said {
    run_with(
        &machine.data(),
        &["import", file],
        b"",
        &[("COMMONWEAL_DIE_AT", point)],
    )
}

#[test]
fn an_import_that_is_killed_is_there_whole_or_not_at_all() {
    for (point, expected) in [
        ("begun", "Worse"),
        ("file kept", "Worse"),
        ("records written", "Worse"),
        ("audited", "Worse"),
        // The commit was on disk before the process died, though nobody was told.
        ("committed", "Similar"),
    ] {
        let machine = Machine::new();
        let first = machine.write("smoking.csv", smoking(18.0));
        machine.run(&["import", &first]).done();
        let next = machine.write("next.csv", smoking(14.2));
        let killed = killed_at(&machine, point, &next);
        assert_eq!(
            killed.code, -1,
            "it dies by a signal at “{point}”: {killed:?}"
        );
        assert_eq!(killed.out, "", "nothing was acknowledged at “{point}”");

        assert_eq!(verdict(&machine), expected, "{point}");
        let log = machine.run(&["audit", "verify", "--json"]).done().json();
        assert_eq!(log["holds"], true, "{point}");
        // What was left behind is rubbish that the doctor sweeps, and never a record without its file.
        machine.run(&["doctor", "--sweep"]).done();
        let healthy = machine.run(&["doctor", "--json"]).done().json();
        assert!(
            healthy
                .as_array()
                .unwrap()
                .iter()
                .all(|finding| finding["state"] == "fine" || finding["what"] == "Room on the disk"),
            "{point}: {healthy}"
        );
        machine.run(&["import", &next]).done();
        assert_eq!(
            verdict(&machine),
            "Similar",
            "{point}: the same import goes through afterwards"
        );
    }
}

#[test]
fn a_change_that_is_killed_is_there_whole_or_not_at_all() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let ask = ["actions", "--board", "hackney", "--json"];
    let count = || machine.run(&ask).done().json().as_array().unwrap().len();
    for (point, stays) in [
        ("begun", false),
        ("records written", false),
        ("audited", false),
        // The commit was on disk before the process died, though nobody was told.
        ("committed", true),
    ] {
        let list = machine.write(
            "list.csv",
            format!("Action\nFirst {point}\nSecond {point}\n"),
        );
        let before = count();
        let add = ["actions", "--board", "hackney", "--add", list.as_str()];
        let killed = run_with(&machine.data(), &add, b"", &[("COMMONWEAL_DIE_AT", point)]);
        assert_eq!(
            (killed.code, killed.out.as_str()),
            (-1, ""),
            "{point}: {killed:?}"
        );
        assert_eq!(count(), before + if stays { 2 } else { 0 }, "{point}");
        let log = machine.run(&["audit", "verify", "--json"]).done().json();
        assert_eq!(log["holds"], true, "{point}");
        let again = machine.run(&add).done();
        let expected = if stays {
            "0 added, 2 in the plan already"
        } else {
            "2 added, 0 in the plan already"
        };
        assert_eq!(again.out.trim(), expected, "{point}");
    }
}
