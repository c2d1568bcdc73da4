//! thread show, thread orphans, audit verify.

use serde_json::json;

use crate::fixture::smoking;
use crate::machine::Machine;

fn loaded() -> Machine {
    let machine = Machine::new();
    let file = machine.write("smoking.csv", smoking(18.0));
    machine.run(&["import", &file]).done();
    machine
}

#[test]
fn a_record_is_shown_with_a_step_up_and_a_step_down() {
    let machine = loaded();
    let shown = machine
        .run(&["thread", "show", "-/indicator/adults-who-smoke", "--json"])
        .done()
        .json();
    let keys: Vec<&String> = shown.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "reference",
            "kind",
            "title",
            "state",
            "origin",
            "finding",
            "up",
            "down",
            "asked",
            "missing"
        ]
    );
    assert_eq!(shown["title"], "Adults who smoke");
    let words = machine
        .run(&["thread", "show", "-/indicator/adults-who-smoke"])
        .done();
    assert!(
        words.out.contains("Why\n") && words.out.contains("So what\n"),
        "{words:?}"
    );

    for wrong in ["-/indicator/no-such-thing", "adults"] {
        let said = machine.run(&["thread", "show", wrong]);
        assert_eq!(said.code, 2, "{said:?}");
    }
    let said = machine.run(&["thread", "orphans", "--board", "nowhere"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert_eq!(
        machine.run(&["thread", "orphans", "--json"]).done().json(),
        json!([])
    );
}

#[test]
fn the_log_of_an_untouched_installation_holds() {
    let machine = loaded();
    let log = machine.run(&["audit", "verify", "--json"]).done().json();
    assert_eq!(log["holds"], true);
    let chain = &log["chains"][0];
    assert_eq!(chain["of"], "the installation");
    assert_eq!(chain["entries"], chain["head"]["sequence"]);
    assert_eq!(chain["faults"], json!([]));
}

#[test]
fn a_search_finds_what_has_all_the_words() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let found = machine
        .run(&["search", "SQUARE", "clean", "--json"])
        .done()
        .json();
    let [found] = found.as_array().unwrap().as_slice() else {
        panic!("one record, not {found}")
    };
    assert_eq!(
        found,
        &serde_json::json!({
            "reference": "city-of-london/priority/clean-air-in-the-square-mile",
            "kind": "priority", "title": "Clean air in the Square Mile", "state": "adopted", "since": "2022-05-06",
            "body": found["body"],
        })
    );
    assert!(
        found["body"]
            .as_str()
            .unwrap()
            .starts_with("City of London"),
        "{found}"
    );
    let nothing = machine.run(&["search", "zeppelin"]).done();
    assert!(
        nothing.out.is_empty() && nothing.err.contains("Try fewer words"),
        "{nothing:?}"
    );
}
