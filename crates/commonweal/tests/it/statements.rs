//! Statements and quoted figures from the command line.

use serde_json::json;

use crate::machine::Machine;

const HEADING: &str =
    "Statement,Value,Unit,Area,Period,Comparator,Document,Place,Words,Worked out from";

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
        format!("{HEADING}\nOne home in five,20,%,Narnia,2021,,Survey,page 3,one fifth,\n"),
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
            "{HEADING}\nOne home in five is damp.,20,%,E09000012,2021,\"England, 4%\",Survey of homes,page 3,\"20% of homes\",1 / 5\n"
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
            &json!({
                "value": "20", "unit": "%", "period": "2021", "comparator": "England, 4%",
                "worked_from": "1 / 5", "note": "Worked out again: 1 / 5 comes to 20.0, as the document says.",
            }),
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
            .contains("20% (2021). Worked out again: 1 / 5 comes to 20.0, as the document says. Survey of homes, page 3, R-"),
        "{words:?}"
    );
    let unknown = machine.run(&["evidence", "--board", "nowhere"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
}

#[test]
fn what_was_shown_to_work_is_written_down_and_found() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let words = [
        "evidence",
        "write",
        "--board",
        "hackney",
        "--type",
        "intervention",
        "--statement",
        "Zither classes calm people.",
        "--source",
        "A small trial, 2021",
        "--population",
        "adults in one hall",
        "--effect",
        "12 of 20 slept better",
        "--supports",
        "hackney/priority/a-smoke-free-borough",
        "--json",
    ];
    let refused = machine.run(&words);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.err.contains("how far it can be relied on"),
        "{refused:?}"
    );
    let strength = ["--strength", "one small study"];
    let said = machine.run(&[&words[..], &strength].concat()).done().json();
    assert_eq!(
        said["intervention"],
        json!({ "population": "adults in one hall", "effect": "12 of 20 slept better" })
    );
    let reference = said["reference"].as_str().unwrap();
    let thread = machine
        .run(&["thread", "show", reference, "--json"])
        .done()
        .json();
    assert!(
        thread.to_string().contains("a-smoke-free-borough"),
        "{thread}"
    );
    let search = |words: &str, sort: &str| {
        let list = machine.run(&[
            "evidence", "--board", "hackney", "--search", words, "--type", sort, "--json",
        ]);
        list.done().json().as_array().unwrap().len()
    };
    assert_eq!(search("SLEPT zither", "intervention"), 1);
    assert_eq!(search("zither", "insight"), 0);
}

#[test]
fn what_our_figures_show_rests_on_their_receipt() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let compared = machine
        .run(&["compare", "--area", "E09000012", "--json"])
        .done()
        .json();
    let receipt = compared[0]["receipt"].as_str().unwrap();
    let write = |more: &[&str]| {
        let words = [
            "evidence",
            "write",
            "--board",
            "hackney",
            "--type",
            "computed",
            "--statement",
            "Hackney is unlike England.",
            "--json",
        ];
        machine.run(&[&words[..], more].concat())
    };
    for (more, why) in [
        (&[][..], "add `--receipt NUMBER`"),
        (&["--receipt", "12"], "looks like R-7K3M-Q2XD"),
        (
            &["--receipt", "R-0000-0000"],
            "no answer with the receipt R-0000-0000 was given here",
        ),
    ] {
        let refused = write(more);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains(why), "{refused:?}");
    }
    // As people type it.
    let typed = receipt.to_lowercase().replace('-', " ");
    let said = write(&["--receipt", &typed]).done().json();
    assert_eq!(
        (&said["type"], &said["receipt"], &said["area"]),
        (&json!("computed"), &json!(receipt), &json!("E09000012"))
    );
    let explained = machine.run(&["explain", receipt, "--json"]).done().json();
    assert_eq!(explained["outcome"], json!("same"));
}

#[test]
fn evidence_is_gathered_before_a_workshop_level_by_level() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let review = |more: &[&str]| {
        let words = ["evidence", "review"];
        let board = ["--board", "hackney", "--json"];
        machine.run(&[&words[..], more, &board].concat())
    };
    let opened = review(&[
        "open",
        "Second workshop",
        "--group",
        "Strategy working group",
        "--on",
        "2023-06-08",
    ]);
    let opened = opened.done().json();
    assert_eq!(
        opened[0],
        json!({
            "reference": "hackney/evidence-review/second-workshop",
            "title": "Second workshop",
            "state": "gathering",
            "group": "Strategy working group",
            "on": "2023-06-08",
            "levels": [
                { "level": "local", "statements": [], "gap": null },
                { "level": "regional", "statements": [], "gap": null },
                { "level": "national", "statements": [], "gap": null },
            ],
            "without_place": [],
            "origin": "entered",
        })
    );
    let compared = machine.run(&["compare", "--area", "E09000012", "--json"]);
    let receipt = compared.done().json()[0]["receipt"].clone();
    let said = machine
        .run(&[
            "evidence",
            "write",
            "--board",
            "hackney",
            "--type",
            "computed",
            "--receipt",
            receipt.as_str().unwrap(),
            "--statement",
            "Hackney is unlike England.",
            "--json",
        ])
        .done()
        .json();
    let statement = said["reference"].as_str().unwrap();
    let gathered = review(&["gather", "second-workshop", statement]);
    let gathered = gathered.done().json();
    assert_eq!(gathered[0]["levels"][0]["statements"], json!([statement]));

    let early = review(&["ready", "second-workshop"]);
    assert_eq!(early.code, 2, "{early:?}");
    assert!(
        early
            .err
            .contains("there is no regional or national evidence yet"),
        "{early:?}"
    );
    for level in ["regional", "national"] {
        let why = [
            "gap",
            "second-workshop",
            "--level",
            level,
            "--reason",
            "Not published.",
        ];
        review(&why).done();
    }
    let ready = review(&["ready", "second-workshop"]).done().json();
    assert_eq!(ready[0]["state"], "ready");
    let unknown = review(&["ready", "third-workshop"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let thread = machine.run(&[
        "thread",
        "show",
        "hackney/evidence-review/second-workshop",
        "--json",
    ]);
    let thread = thread.done().json();
    assert!(
        thread.to_string().contains("Hackney is unlike England"),
        "{thread}"
    );
}
