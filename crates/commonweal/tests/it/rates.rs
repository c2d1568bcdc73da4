//! Rates of every place, made of counts and people by the command line and at the desk.

use serde_json::{Value, json};

use crate::machine::Machine;
use crate::serving::{Server, header};

/// Falls by age in two years: of Tower Hamlets too few to standardise, of Camden without people.
const FALLS: &str = "Area code,Area name,Age,2020,2021\n\
    E92000001,England,0 to 64,1000,1100\nE92000001,England,65 and over,4000,4100\n\
    E09000012,Hackney,0 to 64,20,30\nE09000012,Hackney,65 and over,90,110\n\
    E09000030,Tower Hamlets,0 to 64,2,1\nE09000030,Tower Hamlets,65 and over,3,4\n\
    E09000007,Camden,0 to 64,12,13\nE09000007,Camden,65 and over,40,41\n";
const PEOPLE: &str = "Area code,Area name,Age,2020\n\
    E92000001,England,0 to 64,900000\nE92000001,England,65 and over,200000\n\
    E09000012,Hackney,0 to 64,15000\nE09000012,Hackney,65 and over,4000\n\
    E09000030,Tower Hamlets,0 to 64,9000\nE09000030,Tower Hamlets,65 and over,1000\n";

fn import(machine: &Machine, name: &str, text: &str, more: &[&str]) {
    let file = machine.write(&format!("{name}.csv"), text);
    let named = format!("indicator name={name}");
    let mut words = vec!["import", "--data-set", name, "--as-proposed"];
    words.extend(["--set", &named, "--set", "value type=count"]);
    words.extend(["--map", "2020=value by period"]);
    if text.contains("2021") {
        words.extend(["--map", "2021=value by period"]);
    }
    words.extend(more);
    words.push(&file);
    machine.run(&words).done();
}

fn loaded(machine: &Machine) {
    let known = [
        "--licence",
        "Open Government Licence v3.0",
        "--attribution",
        "© A publisher",
    ];
    import(machine, "Falls", FALLS, &known);
    import(machine, "Residents", PEOPLE, &known);
}

const RATES: [&str; 6] = [
    "rate",
    "--every-place",
    "--counts",
    "falls",
    "--population",
    "residents",
];

fn of<'a>(found: &'a Value, code: &str, period: &str) -> &'a Value {
    let rates = found["rates"].as_array().unwrap();
    let mut wanted = rates
        .iter()
        .filter(|rate| rate["area"]["code"] == code && rate["period"] == period);
    wanted.next().unwrap_or_else(|| panic!("{found}"))
}

#[test]
fn rates_of_every_place_become_an_indicator() {
    let machine = Machine::new();
    loaded(&machine);
    let with = |more: &[&str]| machine.run(&[&RATES, more].concat());
    let found = with(&["--per", "1000", "--json"]).done().json();
    let hackney = of(&found, "E09000012", "2020");
    assert_eq!(
        (&hackney["count"], &hackney["population"]),
        (&json!(110.0), &json!(19_000.0))
    );
    assert!((hackney["value"].as_f64().unwrap() - 110.0 / 19.0).abs() < 1e-9);
    let [left_out] = found["left_out"].as_array().unwrap().as_slice() else {
        unreachable!("one reason: {found}")
    };
    assert_eq!(left_out["why"], "There are no people for this place.");
    assert_eq!(left_out["places"][0]["name"], "Camden");
    // People of 2020 stand in for those of 2021, and the row says so.
    let later = of(&found, "E09000012", "2021")["notes"][0].to_string();
    assert!(later.contains("people of 2020"), "{later}");
    let standardised = with(&["--method", "directly-standardised"]).done().out;
    for words in [
        "Falls: directly standardised rate",
        "Hackney",
        "Tower Hamlets is left out. There is no rate: ",
        "4 rates; --keep makes a data set of them.",
    ] {
        assert!(standardised.contains(words), "{words}: {standardised}");
    }

    let dry = with(&["--keep", "--dry-run"]).done().out;
    assert!(!dry.contains("is published"), "{dry}");
    assert!(
        machine
            .run(&["datasets"])
            .done()
            .out
            .matches("Falls")
            .count()
            == 1
    );
    let refused = |name: &str, why: &str| {
        let said = with(&["--keep", "--name", name]);
        assert_ne!(said.code, 0, "{said:?}");
        assert!(said.err.contains(why), "{why}: {said:?}");
    };
    refused("Falls", "“Falls” is another data set");
    let kept = with(&["--keep", "--json"]).done().json();
    assert_eq!(
        (&kept["indicator"], &kept["state"]),
        (&json!("falls-residents-crude"), &json!("published"))
    );
    let again = with(&["--keep", "--json"]).done().json();
    assert_eq!(
        again["state"], "same",
        "the same figures are no new version"
    );
    let compared = machine
        .run(&[
            "compare",
            "--area",
            "E09000012",
            "--indicator",
            "falls-residents-crude",
            "--json",
        ])
        .done()
        .json();
    let row = &compared[0];
    assert_eq!(row["name"], "Falls: crude rate", "{row}");
    assert_eq!(row["period"], "2021", "{row}");
    // 140 of 19,000 in Hackney, 5,200 of 1,100,000 in England.
    assert_eq!(row["verdict"], "Higher", "{row}");
    refused("Mine", "held as “Falls: crude rate” already");
    let shown = machine.run(&["indicators", "--search", "falls-residents-crude", "--json"]);
    let shown = shown.done().json();
    let caveats = shown[0]["caveats"].to_string();
    assert!(caveats.contains("Camden is left out."), "{shown}");
    let sets = machine.run(&["datasets", "--json"]).done().json();
    let set = sets
        .as_array()
        .unwrap()
        .iter()
        .find(|set| set["title"] == "Falls: crude rate")
        .unwrap();
    assert_eq!(set["licence"], "Open Government Licence v3.0");
    assert_eq!(set["attribution"], "© A publisher");
    assert_eq!(
        set["source"],
        "Worked out here from “Falls” and “Residents”"
    );
    let counted = shown[0]["numerator_source"].to_string();
    assert!(counted.contains("“Falls”, version 1 (file "), "{shown}");
}

#[test]
fn rates_say_that_their_counts_have_a_newer_release_until_they_are_made_again() {
    let machine = Machine::new();
    loaded(&machine);
    let keep = || {
        machine.run(&[&RATES[..], &["--keep"]].concat()).done();
    };
    keep();
    let shown = |more: &[&str]| {
        let words = ["datasets", "show", "Falls: crude rate"];
        machine.run(&[&words[..], more].concat()).done()
    };
    let made_of = |version: i64, newer: Option<i64>| {
        let residents = json!({ "data_set": "Residents", "version": 1, "newer": null });
        json!([{ "data_set": "Falls", "version": version, "newer": newer }, residents])
    };
    assert_eq!(shown(&["--json"]).json()["made_of"], made_of(1, None));
    assert!(!shown(&[]).out.contains("counts now"));

    import(&machine, "Falls", &FALLS.replace(",20,30", ",21,30"), &[]);
    assert_eq!(shown(&["--json"]).json()["made_of"], made_of(1, Some(2)));
    let out = shown(&[]).out;
    let words = "Made of version 1 of “Falls”, of which version 2 counts now.";
    assert!(out.contains(words), "{out}");
    assert!(out.contains("rate --every-place --keep"), "{out}");
    keep();
    assert_eq!(shown(&["--json"]).json()["made_of"], made_of(2, None));
    let brought = machine.run(&["datasets", "show", "Falls", "--json"]).done();
    assert_eq!(brought.json()["made_of"], json!([]));
}

#[test]
fn rates_that_cannot_be_made_are_refused_with_what_to_do() {
    let machine = Machine::new();
    loaded(&machine);
    let refused = |words: &[&str], why: &str| {
        let said = machine.run(words);
        assert_ne!(said.code, 0, "{said:?}");
        assert!(said.err.contains(why), "{why}: {}", said.err);
    };
    refused(&RATES[..4], "--population");
    refused(
        &["rate", "--counts", "falls", "--keep", "--area", "E09000012"],
        "--area",
    );
    refused(&[&RATES[..5], &["falls"]].concat(), "counts are no people");
    refused(
        &[
            "rate",
            "--every-place",
            "--counts",
            "nothing",
            "--population",
            "residents",
        ],
        "no data file holds indicator nothing",
    );
    refused(&[&RATES[..], &["--area", "E09000012"]].concat(), "--area");
    refused(&[&RATES[..], &["--name", "Mine"]].concat(), "--keep");
    let away = "Area code,Area name,Age,2020\nE09000001,City of London,0 to 64,10\n";
    import(&machine, "Elsewhere", away, &[]);
    refused(
        &[
            "rate",
            "--every-place",
            "--counts",
            "falls",
            "--population",
            "elsewhere",
        ],
        "no rate can be made. England is left out. There are no people for England.",
    );
    import(
        &machine,
        "Own falls",
        FALLS,
        &[
            "--policy",
            "nhs_england",
            "--policy-reason",
            "Nobody has published them.",
        ],
    );
    refused(
        &[
            "rate",
            "--every-place",
            "--counts",
            "own-falls",
            "--population",
            "residents",
        ],
        "“Own falls” is under a hiding rule",
    );
}

#[test]
fn rates_made_at_the_desk_wait_for_a_second_person() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    loaded(&machine);
    let server = Server::start_in(&machine.data(), &[], &[]);
    let cookie = &server.sign_in(&machine, "analyst");

    let one = server.ask(
        "GET",
        "/hackney/places/E09000012/rate?counts=falls&population=residents",
        cookie,
        "",
    );
    let here = "/desk/evidence/rates";
    let leads = format!("{here}?counts=falls&amp;population=residents&amp;method=crude");
    assert!(one.contains(&leads), "{one}");
    let page = server.ask("GET", &format!("{here}?counts=falls"), cookie, "");
    assert!(page.contains("value=\"falls\" selected"), "{page}");
    for (sent, why) in [
        (
            "counts=&population=&method=crude&per=100000",
            "Choose what is counted",
        ),
        (
            "counts=falls&population=falls&method=crude&per=1",
            "Counts are no people",
        ),
        (
            "counts=falls&population=residents&method=guess&per=1",
            "Choose one of the three",
        ),
        (
            "counts=falls&population=residents&method=crude&per=0",
            "Choose per how many people",
        ),
        (
            "counts=falls&population=nobody&method=crude&per=100",
            "No data set holds nobody",
        ),
        (
            "counts=falls&population=residents&method=crude&per=100&name=Falls",
            "“Falls” is another data set",
        ),
    ] {
        let refused = server.ask("POST", here, cookie, sent);
        assert!(refused.starts_with("HTTP/1.1 422"), "{refused}");
        assert!(refused.contains(why), "{why}: {refused}");
    }
    let done = server.ask(
        "POST",
        here,
        cookie,
        "counts=falls&population=residents&method=crude&per=1000&name=Falls+among+residents",
    );
    assert!(done.starts_with("HTTP/1.1 303"), "{done}");
    assert_eq!(
        header(&done, "location"),
        "/desk/evidence/falls-among-residents/new"
    );
    let release = server.ask("GET", header(&done, "location"), cookie, "");
    assert!(release.contains("Falls among residents"), "{release}");
    drop(server);
    let sets = machine.run(&["datasets", "--json"]).done().json();
    let made = sets
        .as_array()
        .unwrap()
        .iter()
        .find(|set| set["title"] == "Falls among residents")
        .unwrap();
    assert_eq!(made["versions"][0]["state"], "waiting", "{made}");
    machine.run(&["publish", "falls-among-residents"]).done();
    let again = [&RATES[..], &["--keep", "--name", "Falls among residents"]].concat();
    let again = machine.run(&again);
    assert_ne!(again.code, 0, "{again:?}");
    assert!(again.err.contains("is kept by another board"), "{again:?}");
}

#[test]
fn rates_that_are_behind_are_work_to_do_at_the_desk_until_they_are_made_again() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    loaded(&machine);
    let server = Server::start_in(&machine.data(), &[], &[]);
    let cookie = &server.sign_in(&machine, "analyst");
    let here = "/desk/evidence/rates";
    let sent = "counts=falls&population=residents&method=crude&per=1000&name=Falls+among+residents";
    let done = server.ask("POST", here, cookie, sent);
    assert!(done.starts_with("HTTP/1.1 303"), "{done}");
    drop(server);
    machine.run(&["publish", "falls-among-residents"]).done();
    let rates = "/hackney/evidence/falls-among-residents?area=E09000012";
    let again = format!(
        "{here}?counts=falls&amp;population=residents&amp;method=crude&amp;per=1000&amp;name=Falls%20among%20residents"
    );
    let server = Server::start_in(&machine.data(), &[], &[]);
    let page = server.ask("GET", rates, cookie, "");
    assert!(page.contains("Worked out here"), "{page}");
    assert!(!page.contains("counts now"), "{page}");
    let desk = server.ask("GET", "/desk/evidence", cookie, "");
    assert!(!desk.contains(&again), "{desk}");
    drop(server);
    import(&machine, "Falls", &FALLS.replace(",20,30", ",21,30"), &[]);
    let server = Server::start_in(&machine.data(), &[], &[]);
    let page = server.ask("GET", rates, cookie, "");
    let newer = "Made of version 1 of “Falls”, of which version 2 counts now.";
    assert!(page.contains(newer), "{page}");
    let desk = server.ask("GET", "/desk/evidence", cookie, "");
    assert!(desk.contains(&again), "{desk}");
    let filled = server.ask("GET", &again.replace("&amp;", "&"), cookie, "");
    assert!(
        filled.contains("value=\"Falls among residents\""),
        "{filled}"
    );
    let done = server.ask("POST", here, cookie, sent);
    assert!(done.starts_with("HTTP/1.1 303"), "{done}");
    let desk = server.ask("GET", "/desk/evidence", cookie, "");
    assert!(!desk.contains("make the rates again"), "{desk}");
    drop(server);
    let shown = machine.run(&["datasets", "show", "falls-among-residents"]);
    let shown = shown.done().out;
    assert!(shown.contains("again at the desk"), "{shown}");
}
