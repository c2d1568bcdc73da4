//! `stocktake`: a service's records by code, and what may be shown of them.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::machine::Machine;
use crate::tables::{rows, workbook};

/// 400 records with a known ethnic category, of which 30 are Caribbean and 4 Chinese, and 100 without.
fn extract() -> String {
    let mut text = "Ethnic,Gender,Stage,Team\n".to_owned();
    let mut add = |code: &str, people: usize| {
        for number in 0..people {
            let stage = if number % 2 == 0 {
                "Treated"
            } else {
                "Referred"
            };
            let team = if number % 10 == 9 { "Day" } else { "Clinic" };
            let _ = writeln!(text, "{code},{},{stage},{team}", 1 + number % 2);
        }
    };
    for (code, people) in [
        ("M", 30),
        ("R", 4),
        ("A", 366),
        ("Z", 50),
        ("", 30),
        ("99", 10),
        ("Q9", 10),
    ] {
        add(code, people);
    }
    text
}

const POPULATION: &str = "characteristic,group,people\nethnic-category,M,5000\nethnic-category,White British,94000\n\
                          ethnic-category,Chinese,1000\n";

fn asked(machine: &Machine) -> Vec<String> {
    let file = machine.write("extract.csv", extract());
    let population = machine.write("population.csv", POPULATION);
    let words = [
        "stocktake",
        &file,
        "--by",
        "ethnic-category",
        "--map",
        "ethnic-category=Ethnic",
        "--population",
        &population,
        "--name",
        "Talking therapies",
        "--stage",
        "Stage",
        "--stages",
        "Referred,Treated",
    ];
    words.map(str::to_owned).to_vec()
}

fn run(machine: &Machine, words: &[String], more: &[&str]) -> crate::machine::Said {
    let all: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .chain(more.iter().copied())
        .collect();
    machine.run(&all)
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn the_printed_shape_is_the_documented_one() {
    let machine = Machine::new();
    let found = run(&machine, &asked(&machine), &["--json", "--illustrative"])
        .done()
        .json();
    assert_eq!(
        keys(&found),
        [
            "source",
            "counted",
            "origin",
            "rule",
            "rule_reason",
            "hiding",
            "threshold",
            "false_discovery",
            "comparisons",
            "stages",
            "services",
            "census",
            "kept",
        ]
    );
    let head = [
        "source",
        "counted",
        "origin",
        "rule",
        "threshold",
        "comparisons",
        "stages",
        "kept",
    ];
    let head: Vec<&Value> = head.iter().map(|key| &found[*key]).collect();
    assert_eq!(
        head,
        [
            &json!("extract.csv"),
            &json!("records"),
            &json!("illustrative"),
            &json!("nhs_england"),
            &json!(80.0),
            &json!(2),
            &json!(["Referred", "Treated"]),
            &json!([]),
        ]
    );
    let service = &found["services"][0];
    assert_eq!(
        keys(service),
        ["name", "people", "left_out", "characteristics", "not_asked"]
    );
    assert_eq!(
        (&service["name"], &service["people"]),
        (
            &json!("Talking therapies"),
            &json!({"value": 500.0, "state": "value"})
        )
    );
    assert_eq!(service["not_asked"][0], "age");
    assert_eq!(keys(&found["census"][0]), ["code", "group", "census"]);
}

#[test]
fn a_characteristic_has_the_documented_shape_and_the_numbers_of_the_worked_example() {
    let machine = Machine::new();
    let found = run(&machine, &asked(&machine), &["--json"]).done().json();
    let service = &found["services"][0];
    let ethnicity = &service["characteristics"][0];
    assert_eq!(
        keys(ethnicity),
        [
            "list",
            "title",
            "characteristic",
            "known",
            "declined",
            "not_known",
            "blank",
            "invalid",
            "unseparated",
            "completeness",
            "validity",
            "consistency",
            "enough",
            "groups",
            "not_compared",
            "pathway",
        ]
    );
    assert_eq!(ethnicity["completeness"]["value"], 80.0);
    assert_eq!(
        keys(&ethnicity["completeness"]),
        ["value", "state", "limits"]
    );
    assert_eq!(keys(&ethnicity["completeness"]["limits"]), ["95", "99.8"]);
    assert_eq!(ethnicity["enough"], true);
    let group = |name: &str| {
        let groups = ethnicity["groups"].as_array().unwrap();
        groups.iter().find(|group| group["name"] == name).unwrap()
    };
    let caribbean = group("Caribbean");
    assert_eq!(
        keys(caribbean),
        [
            "name",
            "codes",
            "people",
            "share",
            "residents",
            "of_residents",
            "index",
            "ratio",
            "probability",
            "verdict",
            "index_if_none",
            "index_if_all",
            "certain",
        ]
    );
    // The worked example of the representation index: 30 of 400, 5,000 of 100,000.
    assert_eq!(
        (&caribbean["index"]["value"], &caribbean["verdict"]),
        (&json!(1.5), &json!("higher"))
    );
    assert_eq!(
        (&caribbean["index_if_none"], &caribbean["index_if_all"]),
        (&json!(1.2), &json!(5.2))
    );
    let chinese = group("Chinese");
    assert_eq!(
        chinese["people"],
        json!({"value": null, "state": "suppressed"})
    );
    assert_eq!(
        (&chinese["verdict"], &chinese["index"]["value"]),
        (&json!("hidden"), &json!(null))
    );
    let stage = &ethnicity["pathway"][0];
    assert_eq!(
        keys(stage),
        ["name", "people", "share", "groups", "gap", "refused"]
    );
    assert_eq!(keys(&stage["groups"][0]), ["name", "people", "share"]);
}

#[test]
fn words_say_the_same_and_name_the_gaps() {
    let machine = Machine::new();
    let said = run(&machine, &asked(&machine), &[]).done();
    for words in [
        "Talking therapies: 500 records",
        "80.0%",
        "Higher than its share",
        "hidden",
        "Sex is not asked",
        "Ethnicity: 1 group hidden",
        "Counts of 1 to 7 are hidden",
        "who is seen, not who is in need",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    assert_eq!(said.err, "");
}

#[test]
fn services_come_from_a_column_and_another_rule_needs_its_reason() {
    let machine = Machine::new();
    let file = machine.write("extract.csv", extract());
    let by = [
        "stocktake",
        &file,
        "--by",
        "sex",
        "--map",
        "sex=Gender",
        "--service",
        "Team",
    ];
    let found = machine.run(&[&by[..], &["--json"]].concat()).done().json();
    let names: Vec<&Value> = found["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|service| &service["name"])
        .collect();
    assert_eq!(names, ["Clinic", "Day"]);
    let said = machine.run(&[&by[..], &["--policy", "open-safely"]].concat());
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
    assert!(said.err.contains("--because"), "{}", said.err);
    let because = [
        "--policy",
        "open-safely",
        "--because",
        "The records come from there.",
        "--json",
    ];
    let found = machine.run(&[&by[..], &because].concat()).done().json();
    assert_eq!(found["rule"], "open_safely");
}

#[test]
fn a_workbook_is_counted_as_the_same_table_of_text_is() {
    let machine = Machine::new();
    let mut words = asked(&machine);
    let text = run(&machine, &words, &["--json"]).done().json();
    let sheet = rows(extract().trim_end().replace(',', "|").as_str());
    words[1] = machine.write("extract.xlsx", workbook(&[("Data", &sheet)], &[]));
    let mut book = run(&machine, &words, &["--json"]).done().json();
    assert_eq!(book["source"], "extract.xlsx");
    book["source"] = text["source"].clone();
    assert_eq!(book, text);
    words[1] = machine.write("cut.xlsx", &workbook(&[("Data", &sheet)], &[])[..200]);
    let refused = run(&machine, &words, &[]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(
        refused
            .err
            .contains("a workbook that is damaged or cut off"),
        "{refused:?}"
    );
}

#[test]
fn what_is_asked_wrongly_says_what_there_is() {
    let machine = Machine::new();
    let file = machine.write("extract.csv", extract());
    for (words, code, expected) in [
        (
            vec!["--by", "shoe-size"],
            2,
            "there is no code list “shoe-size”; there are age-band, sex",
        ),
        (vec!["--by", "sex"], 3, "has no column “sex”"),
        (
            vec!["--by", "sex", "--map", "sex"],
            2,
            "“sex” has no =; write WHAT=COLUMN",
        ),
        (
            vec!["--by", "sex", "--map", "shoe=Gender"],
            2,
            "--map knows no “shoe”",
        ),
        (
            vec!["--by", "sex", "--map", "sex=Gender", "--map", "sex=Team"],
            2,
            "says twice",
        ),
        (
            vec!["--by", "sex", "--map", "characteristic=Team"],
            2,
            "needs both",
        ),
        (
            vec!["--by", "sex", "--map", "sex=Gender", "--policy", "none"],
            2,
            "there is no rule “none”; there are already_published",
        ),
        (
            vec!["--by", "sex", "--map", "sex=Gender", "--threshold", "120"],
            2,
            "between 0 and 100",
        ),
        (
            vec![
                "--by",
                "ethnic-category,ethnic-group",
                "--map",
                "ethnic-category=Ethnic",
                "--map",
                "ethnic-group=Ethnic",
            ],
            2,
            "ask for one of them",
        ),
        (
            vec![
                "--by",
                "sex",
                "--map",
                "sex=Gender",
                "--where",
                "Team=Night",
            ],
            3,
            "there are no records to take stock of",
        ),
        (
            vec!["--by", "sex", "--map", "sex=Gender", "--people", "Ethnic"],
            3,
            "is no number of people",
        ),
    ] {
        let said = machine.run(&[&["stocktake", file.as_str()][..], &words].concat());
        assert_eq!(
            (said.code, said.out.as_str()),
            (code, ""),
            "{words:?} {said:?}"
        );
        assert!(said.err.contains(expected), "{expected}: {}", said.err);
    }
}

#[test]
fn it_is_kept_for_the_public_to_read() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let words = asked(&machine);
    let said = run(
        &machine,
        &words,
        &[
            "--keep",
            "--as-at",
            "2022-07-31",
            "--board",
            "tower-hamlets",
            "--json",
        ],
    )
    .done();
    assert_eq!(
        said.json()["kept"],
        json!(["tower-hamlets/service/talking-therapies"])
    );
    let stock = machine
        .run(&["services", "--board", "tower-hamlets", "--json"])
        .done()
        .json();
    assert_eq!(
        stock[0]["reference"],
        "tower-hamlets/service/talking-therapies"
    );
    assert_eq!(
        (&stock[0]["as_at"], &stock[0]["stocktakes"]),
        (&json!("2022-07-31"), &json!(1))
    );
    let known = stock[0]["characteristics"].as_array().unwrap();
    let of = |name: &str| {
        known
            .iter()
            .find(|one| one["characteristic"] == name)
            .unwrap()
    };
    assert_eq!(of("Ethnicity")["known"], json!(80.0));
    assert_eq!(of("Sex")["state"], "not_asked");
    let said = machine
        .run(&["services", "--board", "tower-hamlets"])
        .done();
    assert!(
        said.out
            .contains("Ethnicity                        80% known"),
        "{}",
        said.out
    );
    let said = run(
        &machine,
        &words,
        &[
            "--keep",
            "--as-at",
            "2032-07-31",
            "--board",
            "tower-hamlets",
        ],
    );
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.err.contains("give the last day that they cover"),
        "{}",
        said.err
    );
    let said = run(&machine, &words, &["--keep"]);
    assert_eq!(said.code, 2, "{said:?}");
}

#[test]
fn a_file_that_is_not_there_is_wrong_usage() {
    let machine = Machine::new();
    let said = machine.run(&[
        "stocktake",
        "missing.csv",
        "--by",
        "sex",
        "--map",
        "sex=Gender",
    ]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("cannot read missing.csv"), "{said:?}");
}
