//! Actions from the command line.

use serde_json::json;

use crate::machine::Machine;

#[test]
fn a_list_is_tried_then_added_whole_or_not_at_all() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let before = machine
        .run(&["actions", "--board", "hackney", "--json"])
        .done()
        .json();
    let faulty = machine.write(
        "faulty.csv",
        "Action,Due\nBenches by the canal,1 May 2023\nShade,soon\n",
    );
    let add = |file: &str, more: &[&str]| {
        let mut words = vec!["actions", "--board", "hackney", "--add", file, "--json"];
        words.extend(more);
        machine.run(&words)
    };
    let refused = add(&faulty, &[]);
    assert_eq!(refused.code, 3, "{refused:?}");
    let said = refused.json();
    assert_eq!(said["added"], 0);
    assert_eq!(
        (&said["problems"][0]["row"], &said["problems"][0]["column"]),
        (&json!(3), &json!("Due"))
    );

    let sound = machine.write(
        "sound.csv",
        "Action,Owner,Due,Priority\nBenches by the canal,Canal Trust Hospital,1 May 2023,\"Warm, safe homes\"\n",
    );
    let tried = add(&sound, &["--dry-run"]);
    let tried = tried.json();
    assert_eq!(
        (&tried["added"], &tried["lines"][0]["known"]),
        (&json!(0), &json!(false)),
        "{tried}"
    );
    assert_eq!(
        machine
            .run(&["actions", "--board", "hackney", "--json"])
            .done()
            .json(),
        before,
        "trying adds nothing"
    );
    assert_eq!(add(&sound, &[]).done().json()["added"], 1);
    let again = add(&sound, &[]).done().json();
    assert_eq!(
        (&again["added"], &again["lines"][0]["known"]),
        (&json!(0), &json!(true))
    );
    let after = machine
        .run(&["actions", "--board", "hackney", "--json"])
        .done()
        .json();
    let made = after
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["title"] == "Benches by the canal")
        .unwrap();
    assert_eq!(
        made,
        &json!({
            "reference": "hackney/action/benches-by-the-canal", "title": "Benches by the canal", "type": "action",
            "part_of": null, "state": "open", "owner": "Canal Trust Hospital", "due": "2023-05-01", "days_late": null,
            "slipping": false, "milestones": [], "parts": null, "level": null, "origin": "imported",
        })
    );
    let late = machine
        .run(&["actions", "--board", "city-of-london", "--late"])
        .done();
    assert!(late.out.contains("6 days late"), "{late:?}");
    let unknown = machine.run(&["actions", "--board", "nowhere"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let no_file = add("/nowhere/at-all.csv", &[]);
    assert_eq!(no_file.code, 1);
}

#[test]
fn milestones_and_the_parts_of_a_programme_are_told() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let plan = machine
        .run(&["actions", "--board", "hackney", "--json"])
        .done()
        .json();
    let named = |title: &str| {
        let mut found = plan.as_array().unwrap().iter();
        found.find(|one| one["title"] == title).unwrap()
    };
    let programme = named("Smoke-free estates");
    assert_eq!(
        (&programme["type"], &programme["slipping"]),
        (&json!("programme"), &json!(true))
    );
    assert_eq!(
        programme["milestones"],
        json!([
            {
                "number": 1, "title": "Every estate has somebody to turn to", "due": "2022-06-30",
                "reached": "2022-07-05", "days_late": null, "origin": "illustrative",
            },
            {
                "number": 2, "title": "Help to stop on the first five estates", "due": "2022-08-26",
                "reached": null, "days_late": 13, "origin": "illustrative",
            },
            {
                "number": 3, "title": "Help to stop on all ten estates", "due": "2022-12-31",
                "reached": null, "days_late": null, "origin": "illustrative",
            },
        ])
    );
    assert_eq!(
        programme["parts"],
        json!({ "all": 5, "done": 1, "stopped": 0, "late": 1, "no_date": 0, "no_owner": 0 })
    );
    assert_eq!(
        named("Stop smoking help on ten estates")["part_of"],
        json!("hackney/action/smoke-free-estates")
    );
    let words = machine.run(&["actions", "--board", "hackney"]).done();
    for said in [
        "1 of 3 milestones reached, 1 is 13 days late; 5 parts: 1 is done and 1 is late",
        "1 of 2 milestones reached; 2 parts: all are on their way, with an owner and a date",
    ] {
        assert!(words.out.contains(said), "{said}: {words:?}");
    }
}

#[test]
fn a_milestone_moves_among_those_of_its_day_alone() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let go = |number: &str, way: &str| {
        let act = ["--move-milestone", "smoke-free-estates", number, way];
        machine.run(&[&["actions", "--board", "hackney"], &act[..]].concat())
    };
    let alone = go("1", "down");
    assert_eq!(alone.code, 3, "{alone:?}");
    assert!(
        alone.err.contains("no other milestone of the same day"),
        "{alone:?}"
    );
    for (number, way) in [("9", "down"), ("1", "sideways")] {
        let wrong = go(number, way);
        assert_eq!(wrong.code, 2, "{wrong:?}");
    }
}

#[test]
fn a_milestone_that_was_not_reached_is_taken_off_with_a_reason() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let off = |action: &str, number: &str| {
        let act = [
            "--take-off-milestone",
            action,
            number,
            "--because",
            "Merged with the third",
        ];
        machine.run(&[&["actions", "--board", "hackney", "--json"], &act[..]].concat())
    };
    let numbers = |plan: &serde_json::Value| -> Vec<i64> {
        let mut found = plan.as_array().unwrap().iter();
        let programme = found
            .find(|one| one["title"] == "Smoke-free estates")
            .unwrap();
        let milestones = programme["milestones"].as_array().unwrap().iter();
        milestones
            .map(|one| one["number"].as_i64().unwrap())
            .collect()
    };
    let reached = off("smoke-free-estates", "1");
    assert_eq!(reached.code, 3, "{reached:?}");
    assert_eq!(
        numbers(&off("smoke-free-estates", "2").done().json()),
        [1, 3]
    );
    let twice = off("smoke-free-estates", "2");
    assert_eq!(twice.code, 2, "{twice:?}");
}
