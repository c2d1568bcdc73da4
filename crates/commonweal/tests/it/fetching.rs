//! fetch fingertips, against a server that replays the shapes of the interface with invented figures.

use std::fs;

use serde_json::{Value, json};
use testkit::{Answer, AnsweringServer, real_data};

use crate::fixture::smoking;
use crate::machine::{Machine, Said, run_with};
use crate::serving::{Server, header};

const KINDS: &str = r#"[
    {"Id": 101, "Name": "Districts & UAs (pre Apr 2019)", "Short": "Districts", "ParentAreaTypes": [{"Id": 6, "Name": "Regions (statistical)"}]},
    {"Id": 502, "Name": "Counties & UAs (from Apr 2023)", "Short": "Counties", "ParentAreaTypes": [
        {"Id": 15, "Name": "England"}, {"Id": 6, "Name": "Regions (statistical)"}]}]"#;
const AREAS: &str = r#"[{"Code": "E09000012", "Name": "Hackney", "Short": "Hackney"},
    {"Code": "E09000022", "Name": "Lambeth", "Short": "Lambeth"}, {"Code": "E09000030", "Name": "Tower Hamlets", "Short": "Tower Hamlets"}]"#;
/// With the columns that the interface gives, and one more, as it has had before.
const DEFINITION: &str = "\"Indicator ID\",\"Indicator\",\"Indicator number\",\"Rationale\",\"Specific rationale\",\"Definition\",\
    \"Data source\",\"Indicator source\",\"Definition of numerator\",\"Source of numerator\",\"Definition of denominator\",\
    \"Source of denominator\",\"Methodology\",\"Standard population/values\",\"Confidence interval details\",\"Disclosure control\",\
    \"Rounding\",\"Caveats\",\"Copyright\",\"Data re-use\",\"Unit\",\"Value type\",\"Year type\",\"Polarity\",\"Something new\"\r\n\
    900,\"Adults who smoke\",,\"Invented: <b>why</b> it matters.\",,\"Invented definition.\",\"A survey\",,\"Adults who say so\",\
    \"The survey\",\"Adults asked\",\"The same survey\",,,,,,\"Few were asked.\",,,\"%\",\"Proportion\",\"Calendar\",\
    \"RAG - Low is good   \",\r\n";

/// The interface, whose figures are what `figures` says for the request after so many others.
fn interface(figures: impl Fn(usize) -> Answer + Send + 'static) -> AnsweringServer {
    AnsweringServer::start(move |asked, before| {
        let path = asked.path.split('?').next().unwrap_or_default();
        match path {
            "/api/profiles" => Answer::new(
                200,
                r#"[{"Id": 19, "Name": "Outcomes of invention", "GroupIds": [1]}, {"Id": 18, "Name": "Smoking", "GroupIds": [2]}]"#,
            ),
            "/api/indicator_metadata/by_profile_id" => Answer::new(
                200,
                r#"{"900": {"IID": 900, "Descriptive": {"Name": "Adults who smoke"}}}"#,
            ),
            "/api/area_types/parent_area_types" => Answer::new(200, KINDS),
            "/api/areas/by_area_type" => Answer::new(200, AREAS),
            "/api/all_data/csv/by_indicator_id" | "/api/all_data/csv/by_profile_id" => {
                figures(before)
            }
            "/api/indicator_metadata/csv/by_indicator_id"
            | "/api/indicator_metadata/csv/by_profile_id" => Answer::new(200, DEFINITION),
            _ => Answer::new(404, ""),
        }
    })
}

fn fetch(machine: &Machine, server: &AnsweringServer, words: &[&str]) -> Said {
    let address = format!("{}/api/", server.address());
    let mut all = vec![
        "fetch",
        "fingertips",
        "--base-address",
        &address,
        "--pause",
        "0",
        "--tries",
        "1",
    ];
    all.extend(words);
    run_with(&machine.data(), &all, b"", &[("NO_PROXY", "127.0.0.1")])
}

const HACKNEY: [&str; 4] = ["--area", "e09000012", "--indicator", "900"];

#[test]
fn what_is_fetched_is_loaded_as_import_would_and_a_second_run_loads_nothing() {
    let machine = Machine::new();
    let server = interface(|_| Answer::new(200, smoking(18.0)));
    let first = fetch(&machine, &server, &[&HACKNEY[..], &["--json"]].concat()).done();
    assert_eq!(
        first.err, "",
        "nothing but the result is said where nobody watches"
    );
    let first = first.json();
    assert_eq!(
        first["area"],
        json!({
            "code": "E09000012", "name": "Hackney",
            "area_type": 502, "area_type_name": "Counties & UAs (from Apr 2023)",
            "parent_area_type": 6, "parent_area_type_name": "Regions (statistical)",
        })
    );
    let keys: Vec<&String> = first["fetched"][0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "url",
            "name",
            "found",
            "sha256",
            "bytes",
            "confirmed_at",
            "saved"
        ]
    );
    assert_eq!(first["fetched"][0]["found"], "new");
    assert_eq!(first["fetched"][1]["name"], "fingertips-definition-900.csv");
    assert_eq!(first["data_sets"][0]["state"], "published");
    assert_eq!(first["data_sets"][0]["data_set"], "Adults who smoke");
    let held = machine.run(&["datasets", "--json"]).done().json();
    assert_eq!(held[0]["licence"], "Open Government Licence v3.0");
    assert!(
        held[0]["attribution"]
            .as_str()
            .unwrap()
            .contains("Crown copyright"),
        "{held}"
    );
    assert_eq!(held[0]["policy"], "already_published");
    let described = &machine.run(&["indicators", "--json"]).done().json()[0];
    for (what, words) in [
        ("polarity", "low_is_good"),
        ("value_type", "proportion"),
        ("unit", "%"),
        ("definition", "Invented definition."),
        ("rationale", "Invented: why it matters."),
        ("numerator", "Adults who say so"),
        ("numerator_source", "The survey"),
        ("denominator_source", "The same survey"),
        ("caveats", "Few were asked."),
        ("source", "A survey"),
    ] {
        assert_eq!(described[what], words, "{described}");
    }
    let asked = server.asked().len();
    let second = fetch(&machine, &server, &HACKNEY).done();
    assert!(
        second
            .out
            .ends_with("Nothing is new: nothing was loaded.\n"),
        "{second:?}"
    );
    assert_eq!(
        server.asked().len(),
        asked,
        "what is fresh is not asked for"
    );
    let third = fetch(
        &machine,
        &server,
        &[&HACKNEY[..], &["--ask-again", "--json"]].concat(),
    )
    .done()
    .json();
    assert_eq!(third["fetched"][0]["found"], "unchanged");
    assert_eq!(third["data_sets"][0]["state"], "same");
    assert_eq!(
        machine.run(&["datasets", "--json"]).done().json()[0]["versions"],
        held[0]["versions"]
    );
}

#[test]
fn a_new_release_is_shown_first_and_then_loaded() {
    let machine = Machine::new();
    machine
        .run(&["import", &machine.write("smoking.csv", smoking(18.0))])
        .done();
    let server = interface(|_| Answer::new(200, smoking(14.0)));
    let before = machine.run(&["datasets", "--json"]).done().json();
    let looked = fetch(
        &machine,
        &server,
        &[&HACKNEY[..], &["--dry-run", "--json"]].concat(),
    )
    .done()
    .json();
    assert_eq!(looked["data_sets"][0]["state"], "dry run");
    assert_eq!(looked["data_sets"][0]["changes"]["changed"], 1);
    assert_eq!(machine.run(&["datasets", "--json"]).done().json(), before);
    let loaded = fetch(
        &machine,
        &server,
        &[&HACKNEY[..], &["--wait", "--json"]].concat(),
    )
    .done()
    .json();
    assert_eq!(loaded["data_sets"][0]["state"], "waiting");
}

#[test]
fn files_may_be_saved_and_nothing_loaded() {
    let machine = Machine::new();
    let server = interface(|_| Answer::new(200, smoking(18.0)));
    let folder = machine.path("saved").display().to_string();
    let words = ["--area", "E09000012", "--profile", "19", "--save", &folder];
    fetch(&machine, &server, &words).done();
    let file = machine.path("saved").join("fingertips-profile-19.csv");
    assert_eq!(fs::read_to_string(file).unwrap(), smoking(18.0));
    let definitions = machine
        .path("saved")
        .join("fingertips-definitions-of-profile-19.csv");
    assert_eq!(fs::read_to_string(definitions).unwrap(), DEFINITION);
    let asked = server.asked();
    let figures = &asked[asked.len() - 2];
    assert_eq!(
        figures.path,
        "/api/all_data/csv/by_profile_id?profile_id=19&child_area_type_id=502&parent_area_type_id=6&include_sortable_time_periods=yes"
    );
    assert!(!machine.data().join("commonweal.sqlite").exists());
}

#[test]
fn figures_come_without_their_definitions_where_these_are_not_to_be_had() {
    let machine = Machine::new();
    let server =
        AnsweringServer::start(
            |asked, _| match asked.path.split('?').next().unwrap_or_default() {
                "/api/area_types/parent_area_types" => Answer::new(200, KINDS),
                "/api/areas/by_area_type" => Answer::new(200, AREAS),
                "/api/all_data/csv/by_indicator_id" => Answer::new(200, smoking(18.0)),
                _ => Answer::new(404, ""),
            },
        );
    let loaded = fetch(&machine, &server, &[&HACKNEY[..], &["--json"]].concat())
        .done()
        .json();
    assert_eq!(loaded["data_sets"][0]["state"], "published");
    let note = loaded["notes"][0].as_str().unwrap();
    assert!(
        note.starts_with("What these figures mean was not to be had: "),
        "{note}"
    );
}

#[test]
fn profiles_and_indicators_are_listed() {
    let machine = Machine::new();
    let server = interface(|_| Answer::new(404, ""));
    let profiles = fetch(
        &machine,
        &server,
        &["--list-profiles", "--search", "INVENTION", "--json"],
    );
    assert_eq!(
        profiles.done().json(),
        json!([{"id": 19, "name": "Outcomes of invention"}])
    );
    let indicators = fetch(&machine, &server, &["--list-indicators", "--profile", "19"]).done();
    assert_eq!(indicators.out, " ID  Name\n900  Adults who smoke\n");
}

#[test]
fn what_is_wrong_is_said_with_what_to_do() {
    let machine = Machine::new();
    let server =
        interface(|_| Answer::new(200, "<html>Sorry</html>").header("Content-Type", "text/html"));
    let cases: [(&[&str], i32, &str); 6] = [
        (
            &["--area", "E09000013", "--indicator", "900"],
            2,
            "near it are E09000012 (Hackney)",
        ),
        (
            &["--area", "nowhere", "--indicator", "900"],
            2,
            "the code of the place",
        ),
        (&["--area", "E09000012"], 2, "--list-profiles"),
        (
            &[
                "--area",
                "E09000012",
                "--indicator",
                "900",
                "--area-type",
                "7",
            ],
            2,
            "no kind of area with the number 7",
        ),
        (&HACKNEY, 3, "it is a web page"),
        (&["--list-profiles", "--contact", "Zoë"], 2, "--contact"),
    ];
    for (words, code, said) in cases {
        let refused = fetch(&machine, &server, words);
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(refused.err.contains(said), "{refused:?}");
        assert_eq!(refused.out, "", "{words:?}");
    }
    let wrong = run_with(
        &machine.data(),
        &[
            "fetch",
            "fingertips",
            "--list-profiles",
            "--base-address",
            "file:///etc/passwd",
        ],
        b"",
        &[],
    );
    assert_eq!(wrong.code, 2, "{wrong:?}");
    let broken = interface(|_| Answer::new(500, ""));
    let gave_up = fetch(
        &machine,
        &broken,
        &[&HACKNEY[..], &["--ask-again"]].concat(),
    );
    assert_eq!(gave_up.code, 1, "{gave_up:?}");
    assert!(gave_up.err.contains("answered 500"), "{gave_up:?}");
}

#[test]
fn real_exports_become_what_import_makes_of_them() {
    let Some(data) = real_data() else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return;
    };
    let mut compared = 0;
    for found in fs::read_dir(data.join("fingertips")).unwrap() {
        let path = found.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("native_lambeth_") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let server = interface(move |_| Answer::new(200, bytes.clone()));
        let (by_hand, by_fetch) = (Machine::new(), Machine::new());
        let mut imported = by_hand
            .run(&["import", &path.to_string_lossy(), "--json"])
            .done()
            .json();
        let words = ["--area", "E09000022", "--indicator", "900", "--json"];
        let mut fetched = fetch(&by_fetch, &server, &words).done().json()["data_sets"][0].take();
        // What the indicator means is fetched beside the figures; here it is about another one.
        let sources = fetched["sources"].as_array_mut().unwrap();
        sources.retain(|source| source["name"] != "fingertips-definition-900.csv");
        for one in [&mut imported, &mut fetched] {
            one["sources"][0]["name"] = Value::Null;
            one["version"] = Value::Null;
        }
        assert_eq!(fetched, imported, "{name}");
        let compare = |machine: &Machine| {
            let mut rows = machine
                .run(&["compare", "--area", "E09000022", "--json"])
                .done()
                .json();
            for row in rows.as_array_mut().unwrap() {
                row["receipt"] = Value::Null;
            }
            rows
        };
        assert_eq!(compare(&by_fetch), compare(&by_hand), "{name}");
        compared += 1;
    }
    assert!(compared >= 10, "{compared}");
}

#[test]
fn the_desk_fetches_a_release_that_waits() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let publisher = interface(|_| Answer::new(200, smoking(18.0)));
    let address = format!("{}/api/", publisher.address());
    let server = Server::start_in(
        &machine.data(),
        &["--fingertips", &address],
        &[("NO_PROXY", "127.0.0.1")],
    );
    let cookie = &server.sign_in(&machine, "analyst");

    let here = "/desk/evidence/fetch";
    let unknown = server.ask(
        "POST",
        here,
        cookie,
        "area=E09000013&of=indicator&number=900",
    );
    assert!(unknown.starts_with("HTTP/1.1 422"), "{unknown}");
    assert!(
        unknown.contains("Fingertips knows no place “E09000013”"),
        "{unknown}"
    );
    let done = server.ask(
        "POST",
        here,
        cookie,
        "area=E09000012&of=indicator&number=900",
    );
    assert!(done.starts_with("HTTP/1.1 303"), "{done}");
    let release = header(&done, "location");
    assert_eq!(release, "/desk/evidence/adults-who-smoke/new", "{done}");
    drop(server);
    let sets = machine.run(&["datasets", "--json"]).done().json();
    let fetched = sets
        .as_array()
        .unwrap()
        .iter()
        .find(|set| set["title"] == "Adults who smoke")
        .unwrap();
    assert_eq!(fetched["versions"][0]["state"], "waiting", "{fetched}");
    assert_eq!(fetched["licence"], "Open Government Licence v3.0");
}
