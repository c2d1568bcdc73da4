//! returns: the rounds, one round, and everything that is done in one.

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

const FIELDS: [&str; 15] = [
    "round",
    "title",
    "opened",
    "last_day",
    "closed_on",
    "sha256",
    "asked",
    "answered",
    "late",
    "more_time",
    "passed_on",
    "did_not_answer",
    "not_asked",
    "silent",
    "origin",
];

#[test]
fn rounds_have_the_documented_shape() {
    let machine = demonstration();
    let rounds = machine.run(&["returns", "hackney", "--json"]).done().json();
    let rounds = rounds.as_array().unwrap();
    assert_eq!(rounds.len(), 3);
    let autumn = &rounds[0];
    assert_eq!(keys(autumn), FIELDS);
    assert_eq!(
        (
            &autumn["round"],
            &autumn["asked"],
            &autumn["answered"],
            &autumn["late"]
        ),
        (&json!("autumn-2022"), &json!(44), &json!(38), &json!(3))
    );
    assert_eq!(autumn["silent"].as_array().unwrap().len(), 4, "{autumn}");
    assert!(rounds[2]["sha256"].is_string(), "what is closed is frozen");
    let words = machine.run(&["returns", "hackney"]).done();
    assert!(
        words.out.contains("38 of 44 answered. 3 are late"),
        "{words:?}"
    );

    let autumn = machine
        .run(&["returns", "hackney", "autumn-2022", "--json"])
        .done()
        .json();
    assert_eq!(keys(&autumn), [&FIELDS[..], &["places", "help"]].concat());
    assert_eq!(
        keys(&autumn["places"][0]),
        [
            "about",
            "title",
            "partner",
            "name",
            "part",
            "state",
            "due",
            "days_late",
            "asked_on",
            "reminded",
            "escalated",
            "more_time_until",
            "passed_to",
            "reply",
            "answered_on",
            "answers"
        ]
    );
    assert_eq!(
        keys(&autumn["help"][0]),
        ["ask", "partner", "about", "words", "since"]
    );
    let nowhere = machine.run(&["returns", "hackney", "winter-1999"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
    assert!(nowhere.err.contains("autumn-2022"), "{nowhere:?}");
    let nobody = machine.run(&["returns", "tower-hamlets"]).done();
    assert!(nobody.err.contains("Nobody has been asked"), "{nobody:?}");
}

#[test]
fn partners_are_chased_and_the_round_is_closed() {
    let machine = demonstration();
    let act =
        |words: &[&str]| machine.run(&[&["returns", "hackney", "autumn-2022"], words].concat());
    let round = |words: &[&str]| act(&[words, &["--json"]].concat()).done().json();
    let state = |round: &Value, partner: &str| -> Value {
        round["places"]
            .as_array()
            .unwrap()
            .iter()
            .find(|place| place["partner"] == partner && place["reply"] == json!(null))
            .unwrap()
            .clone()
    };
    let before = round(&[]);
    let late = before["places"]
        .as_array()
        .unwrap()
        .iter()
        .find(|place| place["state"] == "late")
        .unwrap()["partner"]
        .as_str()
        .unwrap()
        .to_owned();
    let reminded = state(&before, &late)["reminded"].as_array().unwrap().len();
    let after = round(&["remind", &late]);
    assert_eq!(
        state(&after, &late)["reminded"].as_array().unwrap().len(),
        reminded + 1
    );
    let told = round(&[
        "escalate",
        &late,
        "--to",
        "Chair",
        "--mailbox",
        "chair@council.example",
    ]);
    assert_eq!(state(&told, &late)["escalated"], json!("2022-09-08"));
    let early = act(&[
        "extend",
        &late,
        "--until",
        "2022-09-01",
        "--because",
        "They asked",
    ]);
    assert_eq!(early.code, 3, "{early:?}");
    let more = round(&[
        "extend",
        &late,
        "--until",
        "2022-10-01",
        "--because",
        "They asked",
    ]);
    assert_eq!(state(&more, &late)["more_time_until"], json!("2022-10-01"));
    let nobody = act(&["remind", "nobody-at-all"]);
    assert_eq!(nobody.code, 2, "{nobody:?}");
    let silent = act(&["remind", "wick-family-centre"]);
    assert_eq!(silent.code, 3, "it has answered everything: {silent:?}");

    let renewed = act(&["link", &late, "--json"]).done().json();
    assert_eq!(renewed["partner"], json!(late));
    assert!(
        renewed["link"].as_str().unwrap().contains("/r/"),
        "{renewed}"
    );
    assert!(renewed["withdrawn"].as_u64().unwrap() > 0, "{renewed}");
    let once_more = act(&["link", &late]).done();
    assert!(
        once_more.err.contains("opens nothing any more"),
        "{once_more:?}"
    );

    let help = more["help"].as_array().unwrap();
    let ask = help[0]["ask"].as_str().unwrap();
    let helped = round(&["answer-help", ask, "The library has a room."]);
    assert_eq!(helped["help"].as_array().unwrap().len(), help.len() - 1);

    let closed = round(&["close"]);
    assert_eq!(closed["closed_on"], json!("2022-09-08"));
    assert!(closed["did_not_answer"].as_u64().unwrap() > 0, "{closed}");
    let twice = act(&["close"]);
    assert_eq!(twice.code, 3, "{twice:?}");
}

#[test]
fn a_round_is_tried_then_opened_with_a_link_for_each_partner() {
    let machine = demonstration();
    let open = |more: &[&str]| {
        let words = [
            "returns",
            "hackney",
            "open",
            "Winter 2022",
            "--closes",
            "2022-12-31",
            "--json",
        ];
        machine.run(&[&words[..], more].concat())
    };
    let tried = open(&["--dry-run"]).done().json();
    let tried = tried.as_array().unwrap();
    assert_eq!(
        keys(&tried[0]),
        ["partner", "name", "about", "to", "mailbox"]
    );
    assert_eq!(
        machine
            .run(&["returns", "hackney", "--json"])
            .done()
            .json()
            .as_array()
            .unwrap()
            .len(),
        3,
        "trying asks nobody"
    );
    let unknown = open(&["--only", "nobody-at-all"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let unreachable = open(&[
        "--only",
        "wick-family-centre",
        "--to",
        "wick-family-centre",
        "Director",
        "nowhere",
    ]);
    assert_eq!(unreachable.code, 3, "{unreachable:?}");
    let past = machine.run(&[
        "returns",
        "hackney",
        "open",
        "Old",
        "--closes",
        "2022-01-01",
    ]);
    assert_eq!(past.code, 3, "{past:?}");
    let opened = open(&[
        "--only",
        "wick-family-centre,eastside-housing",
        "--to",
        "wick-family-centre",
        "Director",
        "director@wick.example",
        "--links",
    ])
    .done()
    .json();
    assert_eq!(keys(&opened), [&FIELDS[..], &["links"]].concat());
    assert_eq!(opened["round"], "winter-2022");
    let links = opened["links"].as_array().unwrap();
    assert_eq!(links.len(), 2);
    assert!(
        links
            .iter()
            .all(|link| link["link"].as_str().unwrap().contains("/r/")),
        "{opened}"
    );
    let waiting = machine.run(&["outbox", "--json"]).done().json();
    assert!(
        waiting
            .as_array()
            .unwrap()
            .iter()
            .any(|letter| letter["mailbox"] == "director@wick.example"),
        "{waiting}"
    );
}
