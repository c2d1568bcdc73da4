//! Documents from the command line.

use serde_json::json;

use crate::machine::Machine;

#[test]
fn documents_are_listed_and_every_version_is_printed() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let listed = machine
        .run(&["documents", "hackney", "--json"])
        .done()
        .json();
    let pack = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["reference"] == "hackney/text/inequalities-evidence-pack")
        .unwrap();
    assert_eq!(
        (
            &pack["published"],
            pack["versions"].as_array().unwrap().len()
        ),
        (&json!(3), 3),
        "{listed}"
    );
    let days: Vec<_> = pack["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| version["made_on"].as_str().unwrap())
        .collect();
    assert_eq!(days, ["2021-04-01", "2022-01-17", "2022-07-20"]);
    let reference = "hackney/inequalities-evidence-pack";
    let newest = machine
        .run(&["documents", reference, "--json"])
        .done()
        .json();
    assert_eq!(
        (&newest["version"], &newest["superseded_by"]),
        (&pack["versions"][2], &json!(null))
    );
    let first = machine
        .run(&["documents", reference, "--version", "1"])
        .done();
    for words in [
        "version 1 of 1 April 2021, replaced",
        "Superseded by version 3 of 20 July 2022.",
        "Illustrative",
    ] {
        assert!(first.out.contains(words), "{words}: {first:?}");
    }
    let in_words = machine.run(&["documents", "hackney"]).done();
    assert!(
        in_words
            .out
            .contains("version 3 of 20 July 2022, published"),
        "{in_words:?}"
    );
    for wrong in [
        vec!["documents", "nowhere"],
        vec!["documents", "hackney/nothing"],
        vec!["documents", reference, "--version", "9"],
        vec!["documents", "hackney", "--version", "1"],
    ] {
        assert_eq!(machine.run(&wrong).code, 2, "{wrong:?}");
    }
}
