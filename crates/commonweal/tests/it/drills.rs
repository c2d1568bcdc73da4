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
