//! meetings: the list, one meeting, and everything that is done at one.

use serde_json::{Value, json};

use crate::machine::{Machine, Said};

const DAY: &str = "2022-11-10";

/// What is listed of each meeting.
const FIELDS: [&str; 13] = [
    "reference",
    "date",
    "starts",
    "ends",
    "place",
    "mode",
    "in_public",
    "state",
    "agenda",
    "quorum",
    "minutes",
    "missing",
    "origin",
];

fn demonstration() -> Machine {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    machine
}

fn keys(value: &Value) -> Vec<&String> {
    value.as_object().unwrap().keys().collect()
}

/// Runs something at the meeting of that day in Hackney.
fn at(machine: &Machine, day: &str, act: &[&str]) -> Said {
    machine.run(&[&["meetings", "hackney", day], act].concat())
}

fn as_json(machine: &Machine, day: &str, act: &[&str]) -> Value {
    at(machine, day, &[act, &["--json"]].concat()).done().json()
}

/// Number and title of each item.
fn agenda(meeting: &Value) -> Vec<(&str, &str)> {
    meeting["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            (
                item["number"].as_str().unwrap(),
                item["title"].as_str().unwrap(),
            )
        })
        .collect()
}

#[test]
fn meetings_have_the_documented_shape() {
    let machine = demonstration();
    let all = machine
        .run(&["meetings", "hackney", "--json"])
        .done()
        .json();
    let all = all.as_array().unwrap();
    assert_eq!(keys(&all[0]), FIELDS);
    let winter = all.iter().find(|one| one["date"] == "2022-01-26").unwrap();
    assert_eq!(
        winter["quorum"]["quorate"],
        json!(false),
        "two members are too few: {winter}"
    );
    let june = all.iter().find(|one| one["date"] == "2022-06-16").unwrap();
    assert_eq!(june["minutes"], "draft");
    let missing: Vec<&str> = june["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|words| words.as_str().unwrap())
        .collect();
    assert!(
        missing.contains(&"Minutes, 12.5: choose a number for the second of two paragraphs"),
        "{missing:?}"
    );
    let next = all.last().unwrap();
    assert_eq!(
        next["agenda"],
        json!({
            "items": 6, "published": null, "late_reason": null, "publish_by": "2022-09-14", "clear_days": 5,
            "reading": "working days",
        })
    );
    assert_eq!(
        next["missing"],
        json!(["The agenda must be out by 14 September 2022"])
    );
    let words = machine.run(&["meetings", "hackney"]).done();
    for said in [
        "2022-09-22",
        "6 items, not published",
        "Not quorate: 2 voting",
    ] {
        assert!(words.out.contains(said), "{said}: {words:?}");
    }
}

#[test]
fn a_meeting_has_the_documented_shape() {
    let machine = demonstration();
    let spring = as_json(&machine, "2022-03-14", &[]);
    assert_eq!(keys(&spring), [&FIELDS[..], &["items", "turns"]].concat());
    let strategy = &spring["items"][3];
    assert_eq!(
        keys(strategy),
        [
            "number",
            "title",
            "reference",
            "type",
            "minutes",
            "presenter",
            "exempt",
            "urgent_reason",
            "changed_on",
            "report",
            "recommendations",
            "decisions"
        ]
    );
    let second = &strategy["recommendations"][1];
    assert_eq!(keys(second), ["number", "verbs", "words", "decision"]);
    assert_eq!(
        keys(&second["decision"]),
        ["reference", "outcome", "words", "votes", "state"]
    );
    assert_eq!(
        (&second["number"], &second["decision"]["outcome"]),
        (&json!(2), &json!("amended"))
    );
    assert_eq!(
        spring["items"][5]["exempt"],
        json!({ "paragraph": 3, "reason": "it names what two firms offered for a contract" })
    );
    let words = at(&machine, "2022-03-14", &[]).done();
    assert!(
        words.out.contains("Heard in private under paragraph 3")
            && words.out.contains("agreed as amended: “That each partner"),
        "{words:?}"
    );

    let nowhere = machine.run(&["meetings", "nowhere"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
    let never = at(&machine, "2022-12-24", &[]);
    assert_eq!(never.code, 2, "{never:?}");
    assert!(never.err.contains("2022-09-22"), "{never:?}");
    let dateless = machine.run(&["meetings", "hackney", "publish-agenda"]);
    assert_eq!(dateless.code, 2, "{dateless:?}");
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, from the day to the published agenda"
)]
fn an_agenda_is_built_ordered_and_published() {
    let machine = demonstration();
    let new = as_json(
        &machine,
        DAY,
        &[
            "create",
            "--starts",
            "16:00",
            "--mode",
            "in-person",
            "--place",
            "Town Hall",
        ],
    );
    assert_eq!(
        (&new["starts"], &new["mode"], &new["state"]),
        (&json!("16:00"), &json!("in person"), &json!("planned"))
    );
    let twice = at(&machine, DAY, &["create"]);
    assert_eq!(twice.code, 3, "{twice:?}");
    for title in ["Welcome", "Homes", "Measles"] {
        at(&machine, DAY, &["add-item", title]).done();
    }
    let refused = at(
        &machine,
        DAY,
        &[
            "add-item",
            "A contract",
            "--exempt",
            "9",
            "--exempt-because",
            "x",
        ],
    );
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.err.contains("paragraphs 1 to 7"), "{refused:?}");
    let moved = as_json(&machine, DAY, &["move-item", "3", "up"]);
    assert_eq!(
        agenda(&moved),
        [("1", "Welcome"), ("2", "Measles"), ("3", "Homes")]
    );
    let top = at(&machine, DAY, &["move-item", "1", "up"]);
    assert_eq!(top.code, 3, "{top:?}");

    let act = [
        "change-item",
        "3",
        "--title",
        "Cold homes",
        "--exempt",
        "3",
        "--exempt-because",
        "it names two offers",
    ];
    let private = as_json(&machine, DAY, &act);
    assert_eq!(
        private["items"][2]["exempt"],
        json!({ "paragraph": 3, "reason": "it names two offers" })
    );
    let kept = as_json(&machine, DAY, &["change-item", "3", "--minutes", "20"]);
    assert_eq!(
        (
            &kept["items"][2]["title"],
            &kept["items"][2]["exempt"]["paragraph"]
        ),
        (&json!("Cold homes"), &json!(3)),
        "what is not named stays"
    );
    let open = as_json(&machine, DAY, &["change-item", "3", "--in-public"]);
    assert_eq!(open["items"][2]["exempt"], json!(null));
    let unexplained = at(&machine, DAY, &["take-off-item", "2", "--because", " "]);
    assert_eq!(unexplained.code, 3, "{unexplained:?}");
    let left = as_json(
        &machine,
        DAY,
        &["take-off-item", "2", "--because", "The figures are not in"],
    );
    assert_eq!(agenda(&left), [("1", "Welcome"), ("2", "Cold homes")]);
    let unknown = at(&machine, DAY, &["move-item", "9", "up"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");

    let out = as_json(&machine, DAY, &["publish-agenda"]);
    assert_eq!(out["agenda"]["published"], json!("2022-09-08"));
    let told = at(&machine, DAY, &["move-item", "2", "up"]);
    assert_eq!(told.code, 3, "{told:?}");
    assert!(told.err.contains("the public was told"), "{told:?}");
    let changed = as_json(
        &machine,
        DAY,
        &["change-item", "2", "--presenter", "Head of housing"],
    );
    assert_eq!(changed["items"][1]["changed_on"], json!("2022-09-08"));
    let late = at(&machine, DAY, &["add-item", "A case"]);
    assert_eq!(late.code, 3, "{late:?}");
    at(
        &machine,
        DAY,
        &[
            "add-item",
            "A case",
            "--urgent-because",
            "It came on Friday",
        ],
    )
    .done();
    let log = machine.run(&["audit", "verify"]).done();
    assert!(log.err.is_empty(), "{log:?}");
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, from who was there to what was decided"
)]
fn attendance_is_tried_then_recorded_and_decisions_follow() {
    let machine = demonstration();
    let day = "2022-07-21";
    let public = machine.write("public.csv", "Name,State\nPublic,4\n");
    let tried = as_json(&machine, day, &["attendance", &public, "--dry-run"]);
    assert_eq!(
        keys(&tried),
        ["recorded", "lines", "not_named", "quorum", "problems"]
    );
    assert_eq!(
        tried["lines"],
        json!([{
            "row": 2, "name": "Members of the public", "state": "present", "in_place_of": null, "people": 4,
        }])
    );
    let members: Vec<&str> = tried["not_named"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    let rows: Vec<String> = members
        .iter()
        .enumerate()
        .map(|(at, name)| {
            format!(
                "\"{name}\",{}",
                if at < 5 { "Present" } else { "apologies" }
            )
        })
        .collect();
    let faulty = machine.write(
        "faulty.csv",
        format!(
            "Name,State\n{}\nSomebody Else,present\n\"{}\",absent\n",
            rows[0], members[1]
        ),
    );
    let refused = at(&machine, day, &["attendance", &faulty, "--json"]);
    assert_eq!(refused.code, 3, "{refused:?}");
    let problems = refused.json();
    assert_eq!(
        (
            &problems["recorded"],
            &problems["problems"][0]["row"],
            &problems["problems"][1]["column"]
        ),
        (&json!(false), &json!(3), &json!("State"))
    );
    let before = as_json(&machine, day, &[]);
    let list = machine.write(
        "list.csv",
        format!("Name;State\n{}\n", rows.join("\n").replace("\",", "\";")),
    );
    let tried = as_json(&machine, day, &["attendance", &list, "--dry-run"]);
    assert_eq!(tried["recorded"], json!(false));
    assert_eq!(
        as_json(&machine, day, &[]),
        before,
        "trying records nothing"
    );
    let recorded = as_json(&machine, day, &["attendance", &list]);
    assert_eq!(
        (
            &recorded["recorded"],
            &recorded["quorum"]["present"],
            &recorded["not_named"]
        ),
        (&json!(true), &json!(5), &json!([]))
    );
    let words = at(&machine, day, &["attendance", &list]).done();
    assert!(words.out.contains("uorate: 5 voting members"), "{words:?}");

    let put = as_json(
        &machine,
        day,
        &[
            "recommend",
            "4",
            "That families are told.",
            "--to",
            "note",
            "--to",
            "endorse",
        ],
    );
    assert_eq!(
        put["items"][3]["recommendations"][1]["verbs"],
        json!(["note", "endorse"])
    );
    let act = [
        "decide",
        "4",
        "2",
        "amended",
        "--words",
        "That families are told by May.",
        "--votes",
        "5 to 0",
    ];
    let decided = as_json(&machine, day, &act);
    let decision = &decided["items"][3]["recommendations"][1]["decision"];
    assert_eq!(
        (&decision["outcome"], &decision["votes"]),
        (&json!("amended"), &json!("5 to 0"))
    );
    let again = at(&machine, day, &act);
    assert_eq!(again.code, 3, "{again:?}");
    let nowhere = at(&machine, day, &["decide", "4", "7", "agreed"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}

const MINUTES: &str = "4.1 The chair opened the item.\n\n4.1 Options would be drawn up.\n\nAction: Director of public health\n";

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, from pasting to publishing"
)]
fn minutes_are_pasted_mended_and_published() {
    let machine = demonstration();
    let day = "2022-07-21";
    let nothing = at(&machine, day, &["minutes"]);
    assert_eq!(nothing.code, 2, "{nothing:?}");
    let pdf = machine.write("minutes.pdf", b"%PDF-1.7");
    assert_eq!(at(&machine, day, &["paste-minutes", &pdf]).code, 3);
    let file = machine.write("minutes.txt", MINUTES);
    let read = as_json(&machine, day, &["paste-minutes", &file]);
    assert_eq!(
        keys(&read),
        [
            "reference",
            "version",
            "made_on",
            "state",
            "sha256",
            "file",
            "actions",
            "findings",
            "missing"
        ]
    );
    assert_eq!(
        keys(&read["actions"][0]),
        [
            "number",
            "place",
            "as_written",
            "owner",
            "words",
            "due",
            "proposed_words",
            "lacks",
            "reference",
            "state"
        ]
    );
    assert_eq!(
        (
            &read["file"],
            &read["actions"][0]["owner"],
            &read["actions"][0]["lacks"]
        ),
        (
            &json!("minutes.txt"),
            &json!("Director of public health"),
            &json!(["words", "due"])
        )
    );
    assert_eq!(
        keys(&read["findings"][0]),
        [
            "number",
            "place",
            "rule",
            "weight",
            "message",
            "how_to_mend",
            "settlement",
            "note"
        ]
    );
    let early = at(&machine, day, &["publish-minutes"]);
    assert_eq!(early.code, 3, "{early:?}");
    assert!(early.err.contains("choose a number"), "{early:?}");

    let past = at(&machine, day, &["mend-action", "1", "--due", "2022-07-01"]);
    assert_eq!(past.code, 3, "{past:?}");
    at(
        &machine,
        day,
        &["mend-action", "1", "--words", "Draw up options"],
    )
    .done();
    let mended = as_json(&machine, day, &["mend-action", "1", "--due", "2022-11-01"]);
    assert_eq!(
        (
            &mended["actions"][0]["words"],
            &mended["actions"][0]["lacks"]
        ),
        (&json!("Draw up options"), &json!([])),
        "what is not named stays"
    );
    let finding = mended["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["rule"] == "duplicate-number")
        .unwrap()["number"]
        .to_string();
    let unsaid = at(&machine, day, &["settle", &finding]);
    assert_eq!(unsaid.code, 2, "{unsaid:?}");
    let wrong = at(&machine, day, &["settle", &finding, "--carry"]);
    assert_eq!(wrong.code, 3, "{wrong:?}");
    let settled = as_json(&machine, day, &["settle", &finding, "--renumber", "4.2"]);
    assert_eq!(settled["missing"], json!([]), "{settled}");
    let words = at(&machine, day, &["minutes"]).done();
    assert!(
        words
            .out
            .contains("Nothing keeps them from being published"),
        "{words:?}"
    );
    let published = as_json(&machine, day, &["publish-minutes"]);
    assert_eq!(published["minutes"], "published");
    let again = machine.run_with_input(
        &["meetings", "hackney", day, "paste-minutes", "-"],
        MINUTES.as_bytes(),
    );
    assert_eq!(again.code, 3, "{again:?}");
}

#[test]
fn a_report_is_written_from_a_file_and_published_once_it_is_whole() {
    let machine = demonstration();
    let day = "2022-09-22";
    at(&machine, day, &["add-item", "Winter"]).done();
    let write = |name: &str, words: &str| {
        let file = machine.write(name, words);
        let act = [
            "write-report",
            "7",
            &file,
            "--author",
            "Head of housing",
            "--json",
        ];
        at(&machine, day, &act)
    };
    let nowhere = write("jokes.txt", "# Jokes\nHa.\n");
    assert_eq!(nowhere.code, 3, "{nowhere:?}");
    assert!(nowhere.err.contains("Main report"), "{nowhere:?}");
    let early = at(&machine, day, &["publish-report", "7"]);
    assert_eq!(early.code, 2, "{early:?}");
    let short = write("short.txt", "# Summary\nHomes are cold.\n").done();
    assert_eq!(short.json()["items"][6]["report"], "draft");
    let refused = at(&machine, day, &["publish-report", "7"]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(
        refused.err.contains("equality") && refused.err.contains("recommendation"),
        "{refused:?}"
    );
    at(
        &machine,
        day,
        &["recommend", "7", "That homes are found.", "--to", "approve"],
    )
    .done();
    write(
        "whole.txt",
        "# Summary\nHomes are cold.\n# Equalities implications\nOlder people gain.\n",
    )
    .done();
    let published = as_json(&machine, day, &["publish-report", "7"]);
    assert_eq!(published["items"][6]["report"], "published");
}

#[test]
fn a_meeting_is_moved_and_cancelled_with_a_reason() {
    let machine = demonstration();
    let refused = at(
        &machine,
        "2022-09-22",
        &["move", "--to", "2022-10-06", "--because", " "],
    );
    assert!(
        refused.err.contains("say why the meeting is moved"),
        "{refused:?}"
    );
    let moved = as_json(
        &machine,
        "2022-09-22",
        &["move", "--to", "2022-10-06", "--because", "The hall floods"],
    );
    assert_eq!(moved["date"], "2022-10-06");
    assert_eq!(moved["agenda"]["publish_by"], "2022-09-28");
    assert_eq!(moved["turns"][0]["turn"], "moved");
    assert_eq!(moved["turns"][0]["was"]["date"], "2022-09-22");
    at(&machine, DAY, &["create"]).done();
    let cancelled = as_json(
        &machine,
        "2022-09-22",
        &["cancel", "--because", "Nobody can come"],
    );
    assert_eq!(
        cancelled["state"], "cancelled",
        "it is found by its earlier day"
    );
    assert_eq!(
        cancelled["turns"][1]["carried_to"],
        "hackney/event/2022-11-10"
    );
    let words = at(&machine, "2022-10-06", &[]).done();
    assert!(words.out.contains("Nobody can come"), "{words:?}");
}
