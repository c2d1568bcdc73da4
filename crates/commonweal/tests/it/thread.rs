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
