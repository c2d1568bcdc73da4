//! funnel, process and boundaries: what pages draw, at a terminal.

use std::io::Read as _;

use serde_json::{Value, json};

use crate::fixture::HEADING;
use crate::machine::Machine;

/// An indicator of shares in one place and period, out of 1,000 people.
fn line(code: &str, kind: &str, period: &str, count: u32) -> String {
    let percent = f64::from(count) / 10.0;
    format!(
        "900,Adults who smoke,,,{code},{code},{kind},Persons,18+ yrs,,,{period},{percent},,,,,{count},1000,,,,,,,"
    )
}

/// Six places, of which one lies far above the others; a rise in the last of thirteen quarters.
fn loaded() -> Machine {
    let mut lines = vec![
        HEADING.to_owned(),
        line("E92000001", "England", "2020 Q1", 150),
    ];
    for (number, count) in (11..).zip([150, 240, 145, 155, 148, 152]) {
        lines.push(line(&format!("E090000{number}"), "UA", "2020 Q1", count));
    }
    for quarter in 0..12 {
        let period = format!("{} Q{}", 2017 + quarter / 4, quarter % 4 + 1);
        lines.push(line("E09000012", "UA", &period, 150 + quarter % 2 * 4));
    }
    let machine = Machine::new();
    let file = machine.write("smoking.csv", lines.join("\n"));
    machine.run(&["import", &file]).done();
    // Nothing but the file says which way is good, and it does not.
    machine
}

fn shape(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_funnel_has_the_documented_shape() {
    let machine = loaded();
    let asked = ["funnel", "--indicator", "900", "--area", "E09000012"];
    let said = machine.run(&asked).done();
    assert!(said.out.contains("Outside 99.8% limits"), "{}", said.out);
    let said = machine
        .run(&[&asked[..], &["--json"]].concat())
        .done()
        .json();
    assert_eq!(
        shape(&said),
        ["indicator", "name", "period", "funnel", "origin", "receipt"]
    );
    let funnel = &said["funnel"];
    assert_eq!(
        shape(funnel),
        [
            "size_is",
            "average",
            "limits",
            "places",
            "left_out",
            "is_scattered"
        ]
    );
    let first = &funnel["places"][0];
    assert_eq!(shape(first), ["area", "size", "value", "grade", "verdict"]);
    assert_eq!(
        (
            &first["area"]["code"],
            &first["size"],
            &first["value"],
            &first["grade"]
        ),
        (
            &json!("E09000012"),
            &json!(1000.0),
            &json!(24.0),
            &json!("outside_99_8")
        )
    );
    assert_eq!(shape(&funnel["limits"][0]), ["size", "inner", "outer"]);
    assert!(said["receipt"].as_str().unwrap().starts_with("R-"));
}

#[test]
fn a_process_has_the_documented_shape() {
    let machine = loaded();
    let asked = [
        "process",
        "--indicator",
        "900",
        "--area",
        "E09000012",
        "--target",
        "20",
    ];
    let said = machine.run(&asked).done();
    assert!(said.out.contains("Mean"), "{}", said.out);
    let said = machine
        .run(&[&asked[..], &["--json"]].concat())
        .done()
        .json();
    assert_eq!(
        shape(&said),
        [
            "indicator",
            "name",
            "area",
            "process",
            "target",
            "origin",
            "receipt"
        ]
    );
    let process = &said["process"];
    assert_eq!(
        shape(process),
        ["points", "mean", "limits", "variation", "assurance"]
    );
    assert_eq!(process["points"].as_array().unwrap().len(), 13);
    let last = &process["points"][12];
    assert_eq!(shape(last), ["period", "value", "special_cause"]);
    assert_eq!(
        (&last["period"], &last["value"]),
        (&json!("2020 Q1"), &json!(24.0))
    );
    assert!(last["special_cause"].is_string(), "{last}");
}

#[test]
fn what_cannot_be_judged_says_why() {
    let machine = loaded();
    let short = machine.run(&["process", "--indicator", "900", "--area", "E09000013"]);
    assert_eq!(short.code, 2);
    let why = "with a figure there are 1 periods, and the limits of a process need 12";
    assert!(short.err.contains(why), "{}", short.err);
    let few = machine.run(&["funnel", "--indicator", "900", "--area", "E92000001"]);
    assert_eq!(few.code, 2);
    assert!(few.err.contains("a funnel needs 5"), "{}", few.err);
    let unknown = machine.run(&["funnel", "--indicator", "1", "--area", "E09000012"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("commonweal indicators"),
        "{}",
        unknown.err
    );
}

/// Two authorities side by side.
const AUTHORITIES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"LAD24CD":"E09000011","LAD24NM":"One"},"geometry":{"type":"Polygon","coordinates":[[[0,51.5],[0.1,51.5],[0.1,51.6],[0,51.6],[0,51.5]]]}},
{"type":"Feature","properties":{"LAD24CD":"E09000012","LAD24NM":"Two"},"geometry":{"type":"Polygon","coordinates":[[[0.1,51.5],[0.2,51.5],[0.2,51.6],[0.1,51.6],[0.1,51.5]]]}}]}"#;

#[test]
fn boundaries_have_the_documented_shape() {
    let machine = loaded();
    let none = machine.run(&["boundaries"]).done();
    assert!(none.out.contains("boundaries load FILE"), "{}", none.out);
    let file = machine.write("authorities.geojson", AUTHORITIES);
    let load = [
        "boundaries",
        "load",
        &file,
        "--areas",
        "authority",
        "--vintage",
        "2024",
        "--json",
    ];
    let said = machine.run(&load).done().json();
    let set = &said[0];
    let fields = [
        "areas",
        "vintage",
        "count",
        "state",
        "licence",
        "attribution",
        "file",
        "sha256",
        "origin",
    ];
    assert_eq!(shape(set), fields);
    assert_eq!(
        (&set["areas"], &set["count"], &set["state"]),
        (&json!("authority"), &json!(2), &json!("current"))
    );
    assert_eq!(
        machine.run(&load).done().json(),
        said,
        "the same file changes nothing"
    );
    assert_eq!(machine.run(&["boundaries", "--json"]).done().json(), said);

    let wards = machine.run(&[
        "boundaries",
        "load",
        &file,
        "--areas",
        "ward",
        "--vintage",
        "2024",
    ]);
    assert_eq!(wards.code, 3);
    assert!(
        wards.err.contains("Codes of wards begin with E05"),
        "{}",
        wards.err
    );
    let hamlets = machine.run(&[
        "boundaries",
        "load",
        &file,
        "--areas",
        "hamlet",
        "--vintage",
        "2024",
    ]);
    assert_eq!(hamlets.code, 2);
    assert!(
        hamlets
            .err
            .contains("the kinds are region, authority, ward, msoa, lsoa"),
        "{}",
        hamlets.err
    );
}

#[test]
fn the_wards_of_london_are_loaded_as_they_are_published() {
    let Some(data) = testkit::real_data() else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return;
    };
    let packed = std::fs::File::open(data.join("geo/wards_london_drkane.geojson.gz")).unwrap();
    let mut wards = Vec::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_end(&mut wards)
        .unwrap();
    let machine = loaded();
    let file = machine.write("wards.geojson", wards);
    let load = [
        "boundaries",
        "load",
        &file,
        "--areas",
        "ward",
        "--vintage",
        "2025",
        "--json",
    ];
    assert_eq!(machine.run(&load).done().json()[0]["count"], 704);
}
