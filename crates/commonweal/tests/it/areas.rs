//! areas, coverage.

use serde_json::{Value, json};

use crate::machine::Machine;

fn keys(value: &Value) -> Vec<&String> {
    value.as_object().unwrap().keys().collect()
}

fn demonstration() -> Machine {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    machine
}

#[test]
fn areas_have_the_documented_shape() {
    let machine = demonstration();
    let several = machine.run(&["areas"]);
    assert_eq!(several.code, 2, "{several:?}");
    assert!(several.err.contains("--board"), "{several:?}");
    let areas = machine
        .run(&["areas", "--board", "hackney", "--json"])
        .done()
        .json();
    let areas = areas.as_array().unwrap();
    assert_eq!(areas.len(), 10);
    let numbers: Vec<&str> = areas
        .iter()
        .map(|area| area["number"].as_str().unwrap())
        .collect();
    assert_eq!(
        numbers,
        ["5", "7", "8", "9", "1", "2", "3", "4", "6", "10"],
        "those that need somebody first"
    );
    assert_eq!(
        keys(&areas[0]),
        [
            "number",
            "title",
            "stewards",
            "earlier",
            "last_reviewed",
            "next_review",
            "days_late",
            "reviews",
            "conversations",
            "actions",
            "overlaps"
        ]
    );
    assert_eq!(areas[0]["last_reviewed"], json!(null));
    let ninth = &areas[3];
    assert_eq!(
        (
            &ninth["stewards"],
            &ninth["next_review"],
            &ninth["days_late"]
        ),
        (&json!([]), &json!("2022-08-19"), &json!(20))
    );
    assert_eq!(
        ninth["earlier"],
        json!([{
            "name": "Lower Lea Library Service", "position": "lead", "from": "2021-04-01", "until": "2022-06-30",
            "origin": "illustrative",
        }])
    );
    assert_eq!(
        ninth["reviews"][0],
        json!({
            "on": "2022-06-09", "decision": "change",
            "reason": "Help goes to the halls, because few came to the desk.", "origin": "illustrative",
        })
    );
    assert_eq!(
        ninth["conversations"],
        json!([
            {
                "on": "2022-07-07", "with": ["Eastside Housing"], "offer": "Two volunteers to help at the desk of a hall",
                "taken_up": "not known", "follow_ups": [], "origin": "illustrative",
            },
            {
                "on": "2021-10-14", "with": ["Lower Lea Library Service"], "offer": "Forty devices to lend",
                "taken_up": "yes", "follow_ups": ["hackney/action/a-warm-room-in-every-library"], "origin": "illustrative",
            },
        ])
    );
    assert_eq!(
        ninth["actions"],
        json!(["hackney/action/a-warm-room-in-every-library"])
    );
    let words = machine.run(&["areas", "--board", "hackney"]).done();
    for said in [
        "Of 10 areas, 3 were never reviewed and 1 has nobody leading it",
        "Nobody leads it since Lower Lea Library Service left",
        "20 days late",
        "Support offered on 7 July 2022: They have not said yet whether they take it up",
    ] {
        assert!(words.out.contains(said), "{said}: {words:?}");
    }
}

#[test]
fn coverage_has_the_documented_shape() {
    let machine = demonstration();
    let coverage = ["coverage", "ten-areas", "--board", "hackney"];
    let found = machine
        .run(&[&coverage[..], &["--json"]].concat())
        .done()
        .json();
    assert_eq!(
        keys(&found),
        [
            "framework",
            "title",
            "board",
            "kinds",
            "elements",
            "empty_cells"
        ]
    );
    assert_eq!(
        found["kinds"],
        json!(["need", "priority", "action", "outcome"])
    );
    assert_eq!(keys(&found["elements"][8]), ["number", "title", "carriers"]);
    assert_eq!(
        found["elements"][8]["carriers"]["action"],
        json!(["hackney/action/a-warm-room-in-every-library"])
    );
    let empty = found["elements"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|element| element["carriers"].as_object().unwrap().values())
        .filter(|carriers| carriers.as_array().unwrap().is_empty())
        .count();
    assert_eq!(found["empty_cells"], json!(empty));
    let words = machine.run(&coverage).done();
    assert!(words.out.contains("none"), "{words:?}");
    let wrong = machine.run(&["coverage", "nothing", "--board", "hackney"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(wrong.err.contains("ten-areas"), "{wrong:?}");
    let nowhere = machine.run(&["coverage", "ten-areas", "--board", "nowhere"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}
