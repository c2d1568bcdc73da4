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
            "reference": "hackney/action/benches-by-the-canal", "title": "Benches by the canal", "state": "open",
            "owner": "Canal Trust Hospital", "due": "2023-05-01", "days_late": null, "level": null, "origin": "imported",
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
