//! strategy, needs.

use serde_json::{Value, json};

use crate::machine::Machine;

fn demonstration() -> Machine {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    machine
}

fn keys(value: &Value) -> Vec<&String> {
    value.as_object().unwrap().keys().collect()
}

#[test]
fn strategies_have_the_documented_shape_and_say_what_makes_an_approval_void() {
    let machine = demonstration();
    let all = machine
        .run(&["strategy", "city-of-london", "--json"])
        .done()
        .json();
    let strategy = &all[0];
    assert_eq!(
        keys(strategy),
        [
            "reference",
            "title",
            "state",
            "from",
            "to",
            "versions",
            "approvals",
            "priorities",
            "origin"
        ]
    );
    assert_eq!(
        keys(&strategy["versions"][0]),
        [
            "version", "sha256", "state", "made_by", "made_at", "made_on"
        ]
    );
    assert_eq!(
        keys(&strategy["approvals"][0]),
        ["office", "state", "due", "on", "why", "sha256"]
    );
    assert_eq!(
        keys(&strategy["priorities"][0]),
        [
            "number",
            "reference",
            "title",
            "state",
            "plain_words",
            "horizon"
        ]
    );
    assert_eq!(
        (&strategy["to"], &strategy["approvals"][0]["state"]),
        (&json!("2026-03-31"), &json!("void")),
        "{strategy}"
    );
    assert_eq!(
        strategy["approvals"][0]["sha256"], strategy["versions"][0]["sha256"],
        "it is bound to the words that were approved"
    );
    let words = machine.run(&["strategy", "city-of-london"]).done();
    assert!(
        words
            .out
            .contains("void: other words were approved on 6 May 2022"),
        "{words:?}"
    );

    let compare = ["strategy", "city-of-london", "city-2022-26", "compare"];
    let compared = machine
        .run(&[&compare[..], &["--json"]].concat())
        .done()
        .json();
    assert_eq!(keys(&compared), ["older", "newer", "changed", "paragraphs"]);
    assert_eq!(keys(&compared["older"]), ["version", "sha256", "made_on"]);
    assert_eq!(
        (&compared["older"]["made_on"], &compared["newer"]["made_on"]),
        (&json!("2022-05-06"), &json!("2022-05-27")),
        "the days are the board's, not the machine's"
    );
    assert_eq!(compared["changed"], json!(1));
    assert_eq!(
        keys(&compared["paragraphs"][2]),
        ["number", "type", "what", "words", "pieces"]
    );
    assert_eq!(compared["paragraphs"][2]["what"], "added");
    let words = machine.run(&[&compare[..], &["1", "2"]].concat()).done();
    assert!(
        words
            .out
            .contains("3. {+Progress is told to residents twice a year.+}")
            && words
                .out
                .contains("Version 2 of 27 May 2022 beside version 1 of 6 May 2022"),
        "{words:?}"
    );
    let never = machine.run(&[&compare[..], &["1", "9"]].concat());
    assert_eq!(never.code, 2, "{never:?}");
    let nowhere = machine.run(&["strategy", "city-of-london", "nothing"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}

#[test]
fn a_strategy_is_written_approved_word_for_word_and_published() {
    let machine = demonstration();
    let new = machine
        .run(&[
            "strategy",
            "tower-hamlets",
            "create",
            "Strategy 2022 to 2026",
            "--from",
            "2022-10-01",
            "--to",
            "2026-09-30",
            "--json",
        ])
        .done()
        .json();
    assert_eq!(
        new["reference"],
        "tower-hamlets/strategy/strategy-2022-to-2026"
    );
    let act = |words: &[&str]| {
        machine.run(
            &[
                &["strategy", "tower-hamlets", "strategy-2022-to-2026"],
                words,
            ]
            .concat(),
        )
    };
    let done = |words: &[&str]| act(&[words, &["--json"]].concat()).done().json();
    let wordless = act(&["compare"]);
    assert_eq!(wordless.code, 3, "{wordless:?}");
    let file = machine.write(
        "strategy.txt",
        "# Homes\n\nWarm and\ndry.\n\nNear a park.\n",
    );
    let saved = done(&["save-text", &file]);
    let hash = saved["versions"][0]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(
        act(&["text"]).done().out,
        "# Homes\n\nWarm and dry.\n\nNear a park.\n"
    );
    done(&["ask", "Chair of the board", "--due", "2022-09-30"]);
    let early = act(&["publish"]);
    assert_eq!(early.code, 3, "{early:?}");
    let other = act(&["approve", "Chair of the board", "--hash", "0123456789ab"]);
    assert_eq!(other.code, 3, "{other:?}");
    let stranger = act(&["approve", "Treasurer", "--hash", &hash]);
    assert_eq!(stranger.code, 2, "{stranger:?}");
    let approved = done(&["approve", "chair of the board", "--hash", &hash[..12]]);
    assert_eq!(approved["approvals"][0]["state"], "approved");
    let changed = machine.write(
        "changed.txt",
        "# Homes\n\nWarm and light.\n\nNear a park.\n",
    );
    let void = done(&["save-text", &changed]);
    assert_eq!(void["approvals"][0]["state"], "void");
    let words = act(&["compare"]).done();
    assert!(
        words.out.contains("[-dry.-]") && words.out.contains("{+light.+}"),
        "{words:?}"
    );
    done(&["save-text", &file]);
    let added = done(&[
        "add-priority",
        "Warm homes",
        "Nobody is cold at home.",
        "--horizon",
        "immediate",
    ]);
    assert_eq!(added["priorities"][0]["state"], "draft");
    let adopted = done(&["adopt", "warm-homes"]);
    assert_eq!(adopted["priorities"][0]["state"], "adopted");
    let unknown = act(&["add-priority", "A", "B", "--need", "nothing"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");

    let published = done(&["publish"]);
    assert_eq!(published["state"], "adopted");
    let ended = done(&["end", "--because", "It was replaced."]);
    assert_eq!(ended["state"], "ended");
}

#[test]
fn needs_have_the_documented_shape_and_are_published_or_explained() {
    let machine = demonstration();
    let needs = machine.run(&["needs", "hackney", "--json"]).done().json();
    let needs = needs.as_array().unwrap();
    assert_eq!(
        keys(&needs[0]),
        [
            "reference",
            "title",
            "state",
            "statement",
            "now",
            "later",
            "priorities",
            "unanswered_because",
            "origin"
        ]
    );
    let cold = needs
        .iter()
        .find(|need| need["reference"] == "hackney/need/homes-that-are-hard-to-heat")
        .unwrap();
    assert_eq!(
        cold["priorities"],
        json!(["hackney/priority/warm-safe-homes"])
    );
    let run = |words: &[&str]| machine.run(&[&["needs", "hackney"], words].concat());
    let nothing = run(&["add", " ", "Nobody."]);
    assert_eq!(nothing.code, 3, "{nothing:?}");
    run(&["add", "Loud nights", "People by the railway sleep badly."]).done();
    let added = run(&["publish", "loud-nights", "--json"]).done().json();
    let added = added
        .as_array()
        .unwrap()
        .iter()
        .find(|need| need["title"] == "Loud nights")
        .unwrap()
        .clone();
    assert_eq!(
        (&added["state"], &added["priorities"], &added["origin"]),
        (&json!("published"), &json!([]), &json!("entered"))
    );
    let explained = run(&[
        "explain",
        "loud-nights",
        "--because",
        "The railway answers for it.",
    ])
    .done();
    assert!(
        explained
            .out
            .contains("because: The railway answers for it."),
        "{explained:?}"
    );
    let nowhere = run(&["publish", "nothing"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}

#[test]
fn paragraphs_of_a_draft_are_commented_on_and_answered() {
    let machine = demonstration();
    let room = ["strategy", "city-of-london", "city-2022-26"];
    let act = |words: &[&str]| machine.run(&[&room[..], words].concat());
    let before = act(&["comments", "--json"]).done().json();
    assert_eq!(
        keys(&before[0]),
        [
            "number",
            "by",
            "on",
            "words",
            "version",
            "paragraph",
            "place",
            "read",
            "answer"
        ]
    );
    assert_eq!(
        keys(&before[0]["answer"]),
        ["answer", "because", "by", "on"]
    );
    let said = act(&["comment", "3", "Say on which days.", "--json"])
        .done()
        .json();
    let last = said.as_array().unwrap().last().unwrap();
    let number = last["number"].to_string();
    assert_eq!(
        (&last["place"], &last["version"], &last["answer"]),
        (&json!("beside"), &json!(2), &json!(null))
    );
    let answer = ["answer-comment", number.as_str(), "accepted", "--because"];
    let mute = act(&[&answer[..], &[" "]].concat());
    assert_eq!(mute.code, 3, "{mute:?}");
    let answered = act(&[&answer[..], &["The next version does."]].concat()).done();
    assert!(
        answered
            .out
            .contains("Accepted: The next version does. (Command line, 8 September 2022)"),
        "{answered:?}"
    );
    assert_eq!(act(&[&answer[..], &["Again"]].concat()).code, 3);
    for wrong in [
        &["comment", "99", "Nowhere"][..],
        &["answer-comment", "99", "closed", "--because", "Nothing"][..],
        &["answer-comment", "1", "perhaps", "--because", "Nothing"][..],
    ] {
        assert_eq!(act(wrong).code, 2, "{wrong:?}");
    }
    let empty = act(&["comment", "3", " "]);
    assert_eq!(empty.code, 3, "{empty:?}");
}
