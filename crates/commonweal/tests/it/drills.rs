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

/// Counts that nobody has published, under a hiding rule: one of them is small.
const VISITS: [&str; 16] = [
    "--data-set",
    "Visits",
    "--map",
    "Group=category",
    "--map",
    "Number=value",
    "--set",
    "category type=Ethnic group",
    "--set",
    "indicator name=Visits",
    "--set",
    "value type=count",
    "--policy",
    "nhs_england",
    "--policy-reason",
    "Counts of the clinic, which nobody has published.",
];

fn visits(of_all: u32) -> String {
    format!(
        "LA code,LA name,Year,Group,Number\nE09000012,Hackney,2021,All,{of_all}\nE09000012,Hackney,2021,Asian,60\n\
         E09000012,Hackney,2021,Black,3\nE09000012,Hackney,2021,White,{}\n",
        of_all - 63
    )
}

/// The states of the versions, newest first.
fn states(machine: &Machine) -> Vec<String> {
    let said = machine.run(&["datasets", "show", "visits", "--json"]);
    if said.code != 0 {
        return Vec::new();
    }
    let versions = said.json()["versions"].as_array().unwrap().clone();
    let state = |version: &serde_json::Value| version["state"].as_str().unwrap().to_owned();
    versions.iter().map(state).collect()
}

/// Whether anybody can read a figure of the visits.
fn is_shown(machine: &Machine) -> bool {
    let said = machine.run(&["compare", "--area", "E09000012", "--json"]);
    said.code == 0 && said.out.contains("Visits")
}

fn is_healthy(machine: &Machine) -> bool {
    machine.run(&["doctor", "--sweep"]).done();
    let healthy = machine.run(&["doctor", "--json"]).done().json();
    let log = machine.run(&["audit", "verify", "--json"]).done().json();
    log["holds"] == true
        && healthy
            .as_array()
            .unwrap()
            .iter()
            .all(|finding| finding["state"] == "fine" || finding["what"] == "Room on the disk")
}

#[test]
fn a_release_under_a_hiding_rule_that_is_killed_is_there_whole_or_not_at_all() {
    for (point, is_there) in [
        ("begun", false),
        ("file kept", false),
        ("records written", false),
        ("audited", false),
        ("committed", true),
    ] {
        let machine = Machine::new();
        // The first import sets the installation up, which commits too.
        let first = machine.write("smoking.csv", smoking(18.0));
        machine.run(&["import", &first]).done();
        let file = machine.write("visits.csv", visits(143));
        let import = [&["import", file.as_str()][..], &VISITS].concat();
        let killed = run_with(
            &machine.data(),
            &import,
            b"",
            &[("COMMONWEAL_DIE_AT", point)],
        );
        assert_eq!(
            (killed.code, killed.out.as_str()),
            (-1, ""),
            "{point}: {killed:?}"
        );
        let published = ["published".to_owned()];
        assert_eq!(
            states(&machine),
            if is_there { &published[..] } else { &[] },
            "{point}"
        );
        assert_eq!(is_shown(&machine), is_there, "{point}");
        assert!(is_healthy(&machine), "{point}");
        let again = machine.run(&import).done();
        assert_eq!(
            again.out.contains("nothing was written"),
            is_there,
            "{point}: {again:?}"
        );
        assert_eq!(states(&machine), published, "{point}");
        assert!(is_shown(&machine), "{point}");
    }
}

#[test]
fn a_publication_that_is_killed_is_public_whole_or_not_at_all() {
    for (point, is_public) in [
        ("begun", false),
        ("records written", false),
        ("audited", false),
        ("committed", true),
    ] {
        let machine = Machine::new();
        let first = machine.write("first.csv", visits(143));
        machine
            .run(&[&["import", first.as_str()][..], &VISITS].concat())
            .done();
        let next = machine.write("next.csv", visits(243));
        machine
            .run(&["import", &next, "--data-set", "Visits", "--wait"])
            .done();
        assert_eq!(states(&machine), ["waiting", "published"]);
        let publish = ["publish", "visits", "--policy", "nhs_england"];
        let killed = run_with(
            &machine.data(),
            &publish,
            b"",
            &[("COMMONWEAL_DIE_AT", point)],
        );
        assert_eq!(
            (killed.code, killed.out.as_str()),
            (-1, ""),
            "{point}: {killed:?}"
        );
        let after = if is_public {
            ["published", "replaced"]
        } else {
            ["waiting", "published"]
        };
        assert_eq!(states(&machine), after, "{point}");
        assert!(is_healthy(&machine), "{point}");
        let again = machine.run(&publish);
        assert_eq!(
            again.code,
            if is_public { 3 } else { 0 },
            "{point}: {again:?}"
        );
        assert_eq!(states(&machine), ["published", "replaced"], "{point}");
        assert!(is_shown(&machine), "{point}");
    }
}

#[test]
fn of_two_who_publish_at_once_one_does_and_the_other_is_told() {
    let machine = Machine::new();
    let first = machine.write("first.csv", visits(143));
    machine
        .run(&[&["import", first.as_str()][..], &VISITS].concat())
        .done();
    let next = machine.write("next.csv", visits(243));
    machine
        .run(&["import", &next, "--data-set", "Visits", "--wait"])
        .done();
    let both = std::thread::scope(|scope| {
        let publish = || scope.spawn(|| machine.run(&["publish", "Visits"]));
        [publish(), publish()].map(|thread| thread.join().unwrap())
    });
    let mut codes = both.each_ref().map(|said| said.code);
    codes.sort_unstable();
    assert_eq!(codes, [0, 3], "{both:?}");
    let told = both.iter().find(|said| said.code == 3).unwrap();
    assert!(
        ["no release of “Visits” waits", "does not wait", "changed"]
            .iter()
            .any(|words| told.err.contains(words)),
        "{told:?}"
    );
    assert_eq!(states(&machine), ["published", "replaced"]);

    // Two releases at once: each is safe beside the other, or its analyst is asked to load it again.
    let files = [343, 443].map(|of_all| machine.write(&format!("{of_all}.csv"), visits(of_all)));
    let load = |file: &String| machine.run(&["import", file, "--data-set", "Visits"]);
    let both = std::thread::scope(|scope| {
        let load = |file| scope.spawn(move || load(file));
        [load(&files[0]), load(&files[1])].map(|thread| thread.join().unwrap())
    });
    for (said, file) in both.iter().zip(&files) {
        if said.code != 0 {
            assert!(said.err.contains("load them again"), "{said:?}");
            load(file).done();
        }
    }
    assert!(both.iter().any(|said| said.code == 0), "{both:?}");
    assert_eq!(
        states(&machine),
        ["published", "replaced", "replaced", "replaced"]
    );
    assert!(is_healthy(&machine));
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
