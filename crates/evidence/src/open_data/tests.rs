use std::collections::BTreeSet;
use std::future::Future;
use std::io::{Cursor, Read};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::catalogue::Unit;
use crate::engine::Filter;
use crate::memory::MemoryEngine;
use crate::observation::State;

/// Runs what never waits: the engine in memory answers at once.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("the engine in memory never waits"),
    }
}

fn smoking() -> Indicator {
    Indicator {
        id: "900".to_owned(),
        name: "Adults who smoke, or “vape”".to_owned(),
        unit: Unit {
            label: "%".to_owned(),
            multiplier: Some(100.0),
        },
        ..Indicator::default()
    }
}

fn row(area: &'static str, value: Option<f64>, state: State) -> Row<'static> {
    Row {
        indicator: "900",
        area_code: area,
        area_name: "A place, with a comma",
        area_type: "Borough",
        period: "2019/20",
        period_start: 201_904,
        period_months: 12,
        sex: "Persons",
        age: "18+ yrs",
        state,
        value,
        limits_95: value.map(|value| (value - 1.5, value + 1.5)),
        count: value.map(|value| value * 10.0),
        denominator: value.map(|_| 1000.0),
        ..Row::default()
    }
}

fn rows() -> [Row<'static>; 5] {
    [
        row("E09000001", Some(18.0), State::Value),
        row("E09000002", None, State::Suppressed),
        row("E09000003", None, State::Missing),
        row("E09000004", None, State::NotAsked),
        row("E09000005", None, State::NotApplicable),
    ]
}

fn part(file: FileHash, origin: Origin) -> Part {
    let version = DataVersion {
        file,
        policy: Policy::AlreadyPublished,
        origin,
    };
    Part {
        file: OpenFile::of(version).unwrap(),
        data_set: "smoking-survey".to_owned(),
        title: "Smoking survey".to_owned(),
        version: 2,
        source: Some("A publisher".to_owned()),
        licence: Some("Open Government Licence v3.0".to_owned()),
        attribution: Some("Contains a publisher's information".to_owned()),
        as_at: "2022-09-08".to_owned(),
        published_on: None,
        next_due: None,
    }
}

fn package(parts: Vec<Part>) -> Package {
    Package {
        name: "smoking-survey".to_owned(),
        title: "Smoking survey".to_owned(),
        parts,
        indicators: vec![smoking()],
        wanted: Wanted::default(),
    }
}

/// An engine, and a package of the five rows.
fn five(origin: Origin) -> (MemoryEngine, Package) {
    let engine = MemoryEngine::new();
    let file = engine.add([smoking()], &rows());
    let package = package(vec![part(file, origin)]);
    (engine, package)
}

fn csv_of(engine: &MemoryEngine, package: &Package) -> String {
    let mut out = Vec::new();
    now(write_csv(engine, package, &mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_file_is_open_under_one_rule_alone() {
    let file = FileHash::of(b"rows");
    let version = |policy| DataVersion {
        file,
        policy,
        origin: Origin::Imported,
    };
    assert!(OpenFile::of(version(Policy::AlreadyPublished)).is_ok());
    let refused = OpenFile::of(version(Policy::NhsEngland)).unwrap_err();
    assert!(
        refused.to_string().contains("Counts of 1 to 7 are hidden"),
        "{refused}"
    );
}

#[test]
fn a_table_has_a_line_for_each_row_and_a_word_for_each_state() {
    let (engine, package) = five(Origin::Imported);
    let text = csv_of(&engine, &package);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 7, "a heading, five rows and the end");
    assert_eq!(
        lines[0],
        "data_set,version,indicator,area_code,area_name,area_type,parent_code,parent_name,period,period_start,\
         period_months,sex,age,category_type,category,state,value,lower_95,upper_95,lower_99_8,upper_99_8,count,\
         denominator,note,origin"
    );
    assert_eq!(
        lines[1],
        "smoking-survey,2,900,E09000001,\"A place, with a comma\",Borough,,,2019/20,2019-04-01,12,Persons,18+ yrs,,,\
         value,18,16.5,19.5,,,180,1000,,imported"
    );
    for (line, state) in
        lines[2..6]
            .iter()
            .zip(["suppressed", "missing", "not asked", "not applicable"])
    {
        assert!(
            line.ends_with(&format!(",{state},,,,,,,,,imported")),
            "{line}"
        );
    }
}

#[test]
fn every_column_is_described_once_and_the_words_of_a_state_are_all_there() {
    for columns in [&OBSERVATIONS[..], &INDICATORS[..]] {
        let names: BTreeSet<&str> = columns.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), columns.len());
        assert!(columns.iter().all(|column| column.about.ends_with('.')));
    }
    let state = OBSERVATIONS.iter().find(|column| column.name == "state");
    let words = state.unwrap().one_of;
    assert_eq!(words.len(), 5);
    assert!(words.iter().all(|word| State::from_word(word).is_some()));
    let origin = OBSERVATIONS.iter().find(|column| column.name == "origin");
    let all = [
        Origin::Entered,
        Origin::Imported,
        Origin::Quoted,
        Origin::Illustrative,
    ];
    assert_eq!(origin.unwrap().one_of, all.map(Origin::word));
}

#[test]
fn where_two_files_hold_a_figure_the_earlier_counts() {
    let engine = MemoryEngine::new();
    let newer = engine.add([smoking()], &[row("E09000001", Some(20.0), State::Value)]);
    let older = engine.add([smoking()], &rows());
    let package = package(vec![
        part(newer, Origin::Imported),
        Part {
            data_set: "older-survey".to_owned(),
            ..part(older, Origin::Imported)
        },
    ]);
    let text = csv_of(&engine, &package);
    assert_eq!(text.matches("E09000001").count(), 1, "{text}");
    assert!(text.contains("smoking-survey,2,900,E09000001,"), "{text}");
    assert!(text.contains("older-survey,2,900,E09000002,"), "{text}");
}

#[test]
fn only_rows_that_are_wanted_are_given() {
    let engine = MemoryEngine::new();
    let women = Row {
        sex: "Female",
        ..row("E09000001", Some(17.0), State::Value)
    };
    let tenth = Row {
        category_type: "Deprivation deciles",
        category: "Most deprived",
        ..row("E09000001", Some(25.0), State::Value)
    };
    let file = engine.add([smoking()], &[rows()[0], rows()[1], women, tenth]);
    let mut package = package(vec![part(file, Origin::Imported)]);
    let mut lines = |wanted: Wanted| {
        package.wanted = wanted;
        csv_of(&engine, &package).lines().count() - 1
    };
    let named = |word: &str| Some(word.to_owned());
    let nobody = Wanted::default();
    assert_eq!(lines(nobody.clone()), 4);
    assert_eq!(lines(Wanted::indicator("900")), 4);
    assert_eq!(lines(Wanted::indicator("901")), 0);
    assert_eq!(
        lines(Wanted {
            sex: named("Female"),
            ..nobody.clone()
        }),
        1
    );
    assert_eq!(
        lines(Wanted {
            category: named("Most deprived"),
            ..nobody.clone()
        }),
        1
    );
    let of_everybody = Filter {
        categories: Some(false),
        areas: vec!["E09000001".to_owned()],
        ..Filter::default()
    };
    let of_another_year = Filter {
        periods: vec!["2018/19".to_owned()],
        ..of_everybody.clone()
    };
    assert_eq!(
        lines(Wanted {
            filter: of_another_year,
            ..nobody.clone()
        }),
        0
    );
    assert_eq!(
        lines(Wanted {
            filter: of_everybody,
            ..nobody
        }),
        2
    );
}

#[test]
fn what_is_made_up_says_so_in_every_form() {
    let (engine, package) = five(Origin::Illustrative);
    assert!(csv_of(&engine, &package).contains(",illustrative\r\n"));
    assert_eq!(data_package(&package)["origin"], "illustrative");
    for described in [
        &data_package(&package)["description"],
        &csv_on_the_web(&package)["dc:description"],
    ] {
        assert!(
            described
                .as_str()
                .unwrap()
                .starts_with("Illustrative: made up"),
            "{described}"
        );
    }
    let mut out = Vec::new();
    now(write_json(&engine, &package, &mut out)).unwrap();
    let whole: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(whole["origin"], "illustrative");
    assert_eq!(whole["observations"][0]["origin"], "illustrative");
}

#[test]
fn a_day_begins_on_itself_and_has_no_length_in_months() {
    let engine = MemoryEngine::new();
    let day = Row {
        period: "2021-08-11",
        period_start: 20_210_811,
        period_months: 0,
        ..row("E09000001", Some(18.0), State::Value)
    };
    let file = engine.add([smoking()], &[day]);
    let package = package(vec![part(file, Origin::Imported)]);
    let mut out = Vec::new();
    now(write_json(&engine, &package, &mut out)).unwrap();
    let whole: Value = serde_json::from_slice(&out).unwrap();
    let row = &whole["observations"][0];
    assert_eq!(row["period_start"], "2021-08-11");
    assert_eq!(row["period_months"], Value::Null);
    let table = csv_of(&engine, &package);
    assert!(
        table.contains(",2021-08-11,2021-08-11,,Persons,"),
        "{table}"
    );
}

#[test]
fn one_json_document_holds_all_of_it() {
    let (engine, package) = five(Origin::Imported);
    let mut out = Vec::new();
    let rows = now(write_json(&engine, &package, &mut out)).unwrap();
    assert_eq!(rows, 5);
    let whole: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(
        whole["observations"][0],
        json!({
            "indicator": "900", "area_code": "E09000001", "area_name": "A place, with a comma", "area_type": "Borough",
            "parent_code": null, "parent_name": null, "period": "2019/20", "period_start": "2019-04-01",
            "period_months": 12, "sex": "Persons", "age": "18+ yrs", "category_type": null, "category": null,
            "state": "value", "value": 18.0, "limits": { "95": [16.5, 19.5], "99.8": null }, "count": 180.0,
            "denominator": 1000.0, "note": null, "origin": "imported", "data_set": "smoking-survey", "version": 2,
        })
    );
    assert_eq!(whole["observations"][3]["state"], "not_asked");
    assert_eq!(
        whole["data_sets"][0]["licence"],
        "Open Government Licence v3.0"
    );
    let empty = Package {
        parts: Vec::new(),
        ..package
    };
    let mut out = Vec::new();
    now(write_json(&engine, &empty, &mut out)).unwrap();
    let whole: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(whole["observations"], json!([]));
}

#[test]
fn a_data_package_weighs_its_tables_and_is_the_same_each_time() {
    let (engine, package) = five(Origin::Imported);
    let pack = || {
        let mut out = Cursor::new(Vec::new());
        now(write_data_package(&engine, &package, &mut out)).unwrap();
        out.into_inner()
    };
    assert_eq!(pack(), pack());
    let mut archive = zip::ZipArchive::new(Cursor::new(pack())).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(
        names,
        [
            "observations.csv",
            "indicators.csv",
            "observations.csv-metadata.json",
            "datapackage.json"
        ]
    );
    let mut read = |name: &str| {
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    let table = read("observations.csv");
    assert_eq!(table, csv_of(&engine, &package));
    let described: Value = serde_json::from_str(&read("datapackage.json")).unwrap();
    let observations = &described["resources"][0];
    assert_eq!(observations["bytes"], table.len());
    assert_eq!(
        observations["hash"],
        format!("sha256:{}", FileHash::of(table.as_bytes()))
    );
    assert_eq!(described["licenses"][0]["name"], "OGL-UK-3.0");
    assert_eq!(
        described["attribution"],
        "Contains a publisher's information"
    );
    let headings: Vec<String> = described["resources"][1]["schema"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap().to_owned())
        .collect();
    let indicators = read("indicators.csv");
    assert_eq!(indicators.lines().next().unwrap(), headings.join(","));
    assert!(
        indicators.contains("900,\"Adults who smoke, or “vape”\",%,100,"),
        "{indicators}"
    );
}

#[test]
fn a_licence_that_no_register_knows_stands_in_its_own_words() {
    let (_, mut package) = five(Origin::Imported);
    package.parts[0].licence = Some("By agreement with the trust".to_owned());
    let described = data_package(&package);
    assert_eq!(described["licenses"], Value::Null);
    assert_eq!(
        described["data_sets"][0]["licence"],
        "By agreement with the trust"
    );
    assert_eq!(
        csv_on_the_web(&package)["dc:license"],
        "By agreement with the trust"
    );
}

#[test]
fn a_full_disk_is_told_and_stops_the_writing() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (engine, package) = five(Origin::Imported);
    let told = now(write_json(&engine, &package, &mut Full)).unwrap_err();
    assert!(matches!(told, OpenDataError::Writing(_)), "{told}");
    let told = now(write_csv(&engine, &package, &mut Full)).unwrap_err();
    assert!(matches!(told, OpenDataError::Writing(_)), "{told}");
}

proptest! {
    /// Whatever stands in a text, no cell of a table begins a formula, and the text can be read back.
    #[test]
    fn no_cell_begins_a_formula(text in "[=+@\t\r\n\",a-z -]{0,12}") {
        let engine = MemoryEngine::new();
        let row = Row { note: &text, area_name: &text, ..row("E09000001", Some(1.0), State::Value) };
        let file = engine.add([smoking()], &[row]);
        let package = package(vec![part(file, Origin::Imported)]);
        let table = csv_of(&engine, &package);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let read = reader.records().next().unwrap().unwrap();
        let note = read.get(23).unwrap();
        prop_assert!(!note.starts_with(['=', '+', '-', '@', '\t', '\r']), "{note:?}");
        prop_assert_eq!(note.strip_prefix('\'').unwrap_or(note), text.as_str());
    }
}
