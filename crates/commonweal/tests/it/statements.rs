//! Statements and quoted figures from the command line.

use serde_json::json;

use crate::machine::Machine;

const HEADING: &str = "Statement,Value,Unit,Area,Period,Comparator,Document,Place,Words";

#[test]
fn quoted_figures_are_tried_then_added_and_explained() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let listed = || {
        machine
            .run(&["evidence", "--board", "hackney", "--json"])
            .done()
            .json()
    };
    let add = |file: &str, more: &[&str]| {
        let mut words = vec!["evidence", "--board", "hackney", "--add", file, "--json"];
        words.extend(more);
        machine.run(&words)
    };
    let before = listed();
    let faulty = machine.write(
        "faulty.csv",
        format!("{HEADING}\nOne home in five,20,%,Narnia,2021,,Survey,page 3,one fifth\n"),
    );
    let refused = add(&faulty, &[]);
    assert_eq!(refused.code, 3, "{refused:?}");
    let said = refused.json();
    assert_eq!(said["added"], 0);
    assert_eq!(
        (
            &said["problems"][0]["column"],
            &said["problems"][1]["column"]
        ),
        (&json!("Words"), &json!("Area"))
    );

    let sound = machine.write(
        "sound.csv",
        format!(
            "{HEADING}\nOne home in five is damp.,20,%,E09000012,2021,\"England, 4%\",Survey of homes,page 3,\"20% of homes\"\n"
        ),
    );
    let tried = add(&sound, &["--dry-run"]).done().json();
    assert_eq!(
        (&tried["added"], &tried["lines"][0]["figure"]),
        (&json!(0), &json!("20%")),
        "{tried}"
    );
    assert_eq!(listed(), before, "trying adds nothing");
    assert_eq!(add(&sound, &[]).done().json()["added"], 1);
    let again = add(&sound, &[]).done().json();
    assert_eq!(
        (&again["added"], &again["lines"][0]["known"]),
        (&json!(0), &json!(true))
    );
    let after = listed();
    let made = after
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["statement"] == "One home in five is damp.")
        .unwrap();
    assert_eq!(
        (&made["type"], &made["figure"], &made["area"]),
        (
            &json!("quoted"),
            &json!({ "value": "20", "unit": "%", "period": "2021", "comparator": "England, 4%" }),
            &json!("E09000012")
        )
    );

    let receipt = made["receipt"].as_str().unwrap();
    let explained = machine.run(&["explain", receipt]).done();
    for words in [
        "“20% of homes”",
        "Document: Survey of homes",
        "Place: page 3",
    ] {
        assert!(explained.out.contains(words), "{words}: {explained:?}");
    }
    let explained = machine.run(&["explain", receipt, "--json"]).done().json();
    assert_eq!(
        (&explained["outcome"], &explained["quotation"]),
        (&json!("not_computed"), &json!("20% of homes"))
    );
    let words = machine.run(&["evidence", "--board", "hackney"]).done();
    assert!(
        words
            .out
            .contains("20% (2021). Survey of homes, page 3, R-"),
        "{words:?}"
    );
    let unknown = machine.run(&["evidence", "--board", "nowhere"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
}
