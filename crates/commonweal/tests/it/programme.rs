//! The programme of two boards from the command line.

use serde_json::json;

use crate::machine::Machine;

#[test]
fn a_date_that_waits_for_the_other_board_is_told() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let several = machine.run(&["programme"]);
    assert_eq!(several.code, 2, "{several:?}");
    let of = |board: &str| {
        let found = machine.run(&["programme", "--board", board, "--json"]);
        found.done().json()
    };
    let told = of("hackney");
    assert_eq!(told, of("city-of-london"), "both see the same");
    assert_eq!(
        told["reference"],
        json!("hackney/programme/strategies-2020-22")
    );
    assert_eq!(told["boards"], json!(["hackney", "city-of-london"]));
    assert_eq!(told["phases"].as_array().unwrap().len(), 7);
    let phase = &told["phases"][5];
    assert_eq!(
        phase,
        &json!({
            "number": 6, "title": "Agree it", "state": "here", "days_late": 70,
            "planned": { "first": "2022-04-01", "last": "2022-06-30" }, "began": "2022-04-01", "ended": null,
            "moves": [{
                "by": "city-of-london", "state": "asked",
                "from": { "first": "2022-04-01", "last": "2022-06-30" },
                "to": { "first": "2022-04-01", "last": "2022-09-30" },
                "because": "A paragraph was added, so the words need approval again",
                "asked": [{ "board": "hackney", "due": "2022-09-16", "answer": null, "reason": null }],
                "origin": "illustrative",
            }],
            "origin": "illustrative",
        })
    );
    let words = machine.run(&["programme", "--board", "hackney"]).done();
    for said in [
        "6. Agree it: 1 April 2022 to 30 June 2022, here, 70 days late",
        "from 30 June 2022 to 30 September 2022, not yet agreed by",
        "which has until 16 September 2022",
    ] {
        assert!(words.out.contains(said), "{said}: {words:?}");
    }
    let none = machine
        .run(&["programme", "--board", "tower-hamlets", "--json"])
        .done();
    assert_eq!(none.json(), json!(null));
}

#[test]
fn a_date_that_waits_is_withdrawn_by_the_board_that_proposed_it() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let withdraw = |board: &str, phase: &str| {
        let words = ["--because", "The words are ready", "--json"];
        machine.run(
            &[
                &["programme", "--board", board, "withdraw", phase],
                &words[..],
            ]
            .concat(),
        )
    };
    let other = withdraw("hackney", "6");
    assert_eq!(other.code, 3, "{other:?}");
    let unknown = withdraw("city-of-london", "60");
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let told = withdraw("city-of-london", "6").done().json();
    let moved = &told["phases"][5]["moves"][0];
    assert_eq!(moved["state"], json!("withdrawn"));
    assert_eq!(
        (&moved["asked"][0]["answer"], &moved["asked"][0]["reason"]),
        (&json!("withdrawn"), &json!("The words are ready"))
    );
    let twice = withdraw("city-of-london", "6");
    assert_eq!(twice.code, 3, "{twice:?}");
}
