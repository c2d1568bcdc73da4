//! import, indicators, compare, gap and explain.

use serde_json::json;

use crate::fixture::{HEADING, smoking};
use crate::machine::Machine;

fn loaded() -> Machine {
    let machine = Machine::new();
    let file = machine.write("smoking.csv", smoking(18.0));
    machine.run(&["import", &file]).done();
    machine
}

#[test]
fn a_comparison_has_the_documented_shape() {
    let machine = loaded();
    let said = machine
        .run(&["compare", "--area", "E09000012", "--json"])
        .done();
    let mut rows = said.json();
    let receipt = rows[0]["receipt"].take();
    assert!(receipt.as_str().unwrap().starts_with("R-"), "{receipt}");
    assert_eq!(
        rows,
        json!([{
            "indicator": "900",
            "name": "Adults who smoke",
            "period": "2020",
            "sex": "Persons",
            "age": "18+ yrs",
            "value": 18.0,
            "state": "value",
            "limits": { "95": [17.247, 18.753], "99.8": null },
            "verdict": "Worse",
            "trend": "Decreasing and getting better",
            "against": "E92000001",
            "against_value": 14.0,
            "beside": null,
            "origin": "imported",
            "receipt": null,
        }])
    );
}

#[test]
fn a_place_may_be_compared_with_another_and_only_where_it_differs() {
    let machine = loaded();
    let against = machine.run(&[
        "compare",
        "--area",
        "E09000030",
        "--against",
        "E09000012",
        "--json",
        "--outliers",
    ]);
    assert_eq!(against.done().json()[0]["verdict"], "Better");
    let same = machine.run(&["compare", "--area", "E92000001", "--json", "--outliers"]);
    assert_eq!(same.done().json(), json!([]));
}

#[test]
fn what_stands_out_is_ranked_with_its_reasons() {
    let machine = loaded();
    let words = ["compare", "--area", "E09000012", "--order", "importance"];
    let said = machine
        .run(&[&words[..], &["--json"]].concat())
        .done()
        .json();
    let [row] = &said["worse"].as_array().unwrap()[..] else {
        unreachable!("one figure is worse: {said}")
    };
    assert_eq!(row["importance"]["place"], 1);
    // 18% less 14% of 10,000; at the lower limit 17.247%.
    let size = &row["importance"]["size"]["answer"];
    assert!(
        (size["people"].as_f64().unwrap() - 400.0).abs() < 1e-6,
        "{size}"
    );
    assert!(
        (size["at_least"].as_f64().unwrap() - 324.7).abs() < 0.1,
        "{size}"
    );
    assert_eq!(row["importance"]["gap"]["why_not"], "no_groups");
    assert_eq!(
        row["reasons"][0]["words"],
        "400 more people than if it were like England (at least 325)"
    );
    assert_eq!(row["reasons"][2]["place"], "1st of 1 by trend");
    assert!(said["rule"].as_str().unwrap().contains("three places"));
    let text = machine.run(&words).done().out;
    assert!(text.contains("400 more people"), "{text}");

    let receipt = said["receipt"].as_str().unwrap();
    let explained = machine.run(&["explain", receipt, "--json"]).done().json();
    assert_eq!(explained["outcome"], "same");
    let refused = machine.run(&["compare", "--area", "E09000012", "--theme", "air"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.err.contains("no indicator carries the theme “air”"),
        "{refused:?}"
    );
}

#[test]
fn a_place_is_compared_with_its_neighbours_and_its_past() {
    let machine = loaded();
    let compare = |against: &str| {
        machine.run(&[
            "compare",
            "--area",
            "E09000012",
            "--against",
            against,
            "--json",
        ])
    };
    let earlier = compare("earlier:3").done().json();
    assert_eq!(earlier[0]["beside"]["earlier"]["years"], 3);
    assert_eq!(compare("earlier:0").code, 2);
    let nobody = compare("neighbours");
    assert_eq!(nobody.code, 2);
    assert!(
        nobody
            .err
            .contains("nobody has said which places are like E09000012"),
        "{nobody:?}"
    );

    let faulty = machine.write("faulty.csv", "Area,Neighbour\nE09000012,E09000012\n");
    let list = |file: &str, more: &[&str]| {
        let words = [
            "neighbours",
            "--load",
            file,
            "--title",
            "Alike",
            "--source",
            "Invented",
            "--json",
        ];
        machine.run(&[&words[..], more].concat())
    };
    let refused = list(&faulty, &[]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert_eq!(refused.json()["problems"][0]["row"], 2);

    let file = machine.write("alike.csv", "Area,Neighbour\nE09000012,E09000030\n");
    assert_eq!(
        list(&file, &["--dry-run"]).done().json()["loaded"],
        json!(null)
    );
    assert_eq!(
        machine.run(&["neighbours", "--json"]).done().json(),
        json!([])
    );
    assert_eq!(list(&file, &[]).done().json()["loaded"]["word"], "alike");
    let near = compare("neighbours:Alike").done().json();
    assert_eq!(near[0]["beside"]["neighbours"]["rank"], json!([1, 2]));
    assert_eq!(
        near[0]["against_value"],
        near[0]["beside"]["neighbours"]["median"]
    );
    let wrong = compare("neighbours:other");
    assert!(
        wrong.err.contains("those that have E09000012 are alike"),
        "{wrong:?}"
    );
    let choices = machine.run(&["neighbours", "--area", "E09000012", "--json"]);
    assert_eq!(choices.done().json()[0]["areas"], json!(["E09000030"]));
}

#[test]
fn indicators_are_found_by_words_in_any_order() {
    let machine = loaded();
    let found = machine
        .run(&["indicators", "--search", "smoke ADULTS", "--json"])
        .done()
        .json();
    assert_eq!(
        found,
        json!([{
            "indicator": "900",
            "name": "Adults who smoke",
            "state": "catalogued",
            "unit": "%",
            "value_type": "proportion",
            "polarity": "low_is_good",
            "definition": null,
            "rationale": null,
            "numerator": null,
            "numerator_source": null,
            "denominator": null,
            "denominator_source": null,
            "caveats": null,
            "source": null,
            "origin": "imported",
            "address": "adults-who-smoke",
        }])
    );
    let none = machine
        .run(&["indicators", "--search", "vaping", "--json"])
        .done();
    assert_eq!(none.json(), json!([]));
}

#[test]
fn a_gap_between_tenths_is_measured_where_the_file_has_them() {
    let machine = loaded();
    let gap = machine
        .run(&["gap", "--indicator", "900", "--area", "E92000001", "--json"])
        .done()
        .json();
    let measured = &gap["measured"];
    assert_eq!(measured["parts"], 10);
    assert_eq!(measured["difference"], 9.0);
    // On a straight line from 20 to 11 over ten equal parts the slope is ten steps long.
    assert!((measured["slope_index"]["value"].as_f64().unwrap() - 10.0).abs() < 1e-9);
    let limits = &measured["slope_index"]["limits"];
    assert_eq!(limits["95"].as_array().unwrap().len(), 2);
    assert!(limits["99.8"].is_null());

    let without = machine
        .run(&["gap", "--indicator", "900", "--area", "E09000012", "--json"])
        .done()
        .json();
    assert!(
        !without["missing"].as_array().unwrap().is_empty(),
        "{without}"
    );
}

#[test]
fn a_release_is_looked_at_before_it_counts_and_can_be_taken_back() {
    let machine = loaded();
    let next = machine.write("next.csv", smoking(14.2));
    let dry = machine
        .run(&["import", &next, "--dry-run", "--json"])
        .done()
        .json();
    assert_eq!(dry["state"], "dry run");
    assert_eq!(dry["version"], json!(null));
    assert_eq!(
        (&dry["changes"]["changed"], &dry["changes"]["same"]),
        (&json!(1), &json!(27))
    );
    let turn = &dry["changes"]["turns"][0];
    assert_eq!(
        (
            &turn["area"],
            &turn["before"]["verdict"],
            &turn["after"]["verdict"]
        ),
        (&json!("E09000012"), &json!("Worse"), &json!("Similar"))
    );
    let verdict = || {
        machine
            .run(&["compare", "--area", "E09000012", "--json"])
            .done()
            .json()[0]["verdict"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(verdict(), "Worse", "a dry run writes nothing");

    let version = machine.run(&["import", &next, "--json"]).done().json()["version"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(version, "adults-who-smoke-version-2");
    assert_eq!(verdict(), "Similar");
    let again = machine.run(&["import", &next, "--json"]).done().json();
    assert_eq!(
        again["state"], "same",
        "the very same content is no new version"
    );

    let undone = machine
        .run(&["import", "--undo", &version, "--json"])
        .done()
        .json();
    assert_eq!(
        undone,
        json!({ "undone": version, "counts_again": "adults-who-smoke-version-1" })
    );
    assert_eq!(verdict(), "Worse");
    let twice = machine.run(&["import", "--undo", &version]);
    assert_eq!(twice.code, 3, "{twice:?}");
    assert!(twice.err.contains("undone"), "{twice:?}");
}

#[test]
fn a_version_may_wait_for_a_second_person() {
    let machine = loaded();
    let next = machine.write("next.csv", smoking(14.2));
    let waits = machine
        .run(&["import", &next, "--wait", "--json"])
        .done()
        .json();
    assert_eq!(waits["state"], "waiting");
    let rows = machine
        .run(&["compare", "--area", "E09000012", "--json"])
        .done()
        .json();
    assert_eq!(rows[0]["verdict"], "Worse");
}

#[test]
fn every_problem_is_named_and_nothing_is_written() {
    let machine = Machine::new();
    let mut text = smoking(18.0);
    text = text.replacen(
        "Hackney,County & UA (pre 4/19),Persons,18+ yrs,,,2016,23",
        "Hackney,County & UA (pre 4/19),Persons,18+ yrs,,,2016,<5",
        1,
    );
    text = text.replacen(
        "Tower Hamlets,County & UA (pre 4/19),Persons,18+ yrs,,,2018,12",
        "Tower Hamlets,County & UA (pre 4/19),Persons,18+ yrs,,,2018,many",
        1,
    );
    let file = machine.write("faulty.csv", text);
    let said = machine.run(&["import", &file, "--json"]);
    assert_eq!(said.code, 3, "{said:?}");
    let json = said.json();
    assert_eq!(json["state"], "refused");
    let problems = json["problems"].as_array().unwrap();
    let places: Vec<(u64, &str, &str)> = problems
        .iter()
        .map(|problem| {
            (
                problem["row"].as_u64().unwrap(),
                problem["column"].as_str().unwrap(),
                problem["found"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(places, [(6, "Value", "<5"), (13, "Value", "many")]);
    assert!(said.err.contains("nothing was written"), "{said:?}");
    let none = machine.run(&["indicators", "--json"]).done();
    assert_eq!(none.json(), json!([]));

    let sound = machine
        .run(&["import", &file, "--leave-out-faulty-rows", "--json"])
        .done();
    assert_eq!(sound.json()["faulty_rows"], 2);
}

#[test]
fn what_is_no_export_is_refused_with_what_to_do() {
    let machine = Machine::new();
    let wide = format!("{HEADING},{}\n", vec!["x"; 100_000].join(","));
    let long = format!("{HEADING}\n{}\n", "9".repeat(3_000_000));
    let without = smoking(18.0).replace("Area Code,", "Arena,");
    let utf_16: Vec<u8> = smoking(18.0)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("empty.csv", Vec::new(), "an empty file"),
        ("zip.csv", b"PK\x03\x04\x14\0\0\0".to_vec(), "expected"),
        (
            "utf16.csv",
            [b"\xff\xfe".to_vec(), utf_16].concat(),
            "UTF-16",
        ),
        ("wide.csv", wide.into_bytes(), "columns"),
        ("long.csv", long.into_bytes(), "long"),
        ("without.csv", without.into_bytes(), "Area Code"),
        (
            "letter.csv",
            b"Dear board,\nthank you.\n".to_vec(),
            "heading",
        ),
    ];
    for (name, content, word) in cases {
        let file = machine.write(name, content);
        let said = machine.run(&["import", &file]);
        assert_eq!(said.code, 3, "{name}: {said:?}");
        assert!(said.out.contains(word), "{name}: {said:?}");
    }
    let nowhere = machine.run(&["import", "not-there.csv"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
    assert!(nowhere.err.contains("not-there.csv"), "{nowhere:?}");
}

#[test]
fn old_line_ends_and_commas_in_counts_are_read() {
    let machine = Machine::new();
    let text = smoking(18.0)
        .replace(",1800,10000,", ",\"1,800\",\"10,000\",")
        .replace('\n', "\r");
    let file = machine.write("old.csv", text);
    machine.run(&["import", &file]).done();
    let rows = machine
        .run(&["compare", "--area", "E09000012", "--json"])
        .done()
        .json();
    assert_eq!(rows[0]["value"], 18.0);
}

#[test]
fn a_receipt_recomputes_and_notices_one_changed_byte() {
    let machine = loaded();
    let rows = machine
        .run(&["compare", "--area", "E09000012", "--json"])
        .done()
        .json();
    let number = rows[0]["receipt"].as_str().unwrap().to_owned();
    let same = machine.run(&["explain", &number, "--json"]).done().json();
    assert_eq!(same["outcome"], "same");
    assert_eq!(same["data"][0]["version"], "Adults who smoke, version 1");
    // Written by hand, in small letters: it is the same receipt.
    machine.run(&["explain", &number.to_lowercase()]).done();

    let kept = machine.data().join("evidence/kept");
    let file = std::fs::read_dir(kept)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let changed = machine.run(&["explain", &number]);
    assert_eq!(changed.code, 1, "{changed:?}");
    assert!(
        changed.err.contains("Adults who smoke, version 1"),
        "{changed:?}"
    );

    let unknown = machine.run(&["explain", "R-AAAA-AAAA"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
}

#[test]
fn looking_makes_no_installation() {
    let machine = Machine::new();
    for words in [
        &["indicators"][..],
        &["compare", "--area", "E09000012"],
        &["doctor"],
        &["audit", "verify"],
    ] {
        let said = machine.run(words);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("there is no installation"), "{said:?}");
    }
    assert!(!machine.data().exists());
}

#[test]
fn real_exports_are_read_and_compared() {
    let Some(data) = testkit::real_data() else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return;
    };
    let machine = Machine::new();
    let folder = data.join("fingertips");
    let mut native = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("native_") {
            machine.run(&["import", &path.to_string_lossy()]).done();
            native += 1;
        }
    }
    assert!(native >= 13, "{native} native exports");
    let pair = ["next_healthdata_dev.csv.gz", "next_indicator_metadata.json"]
        .map(|name| folder.join(name).to_string_lossy().into_owned());
    machine
        .run(&["import", "--data-set", "FingertipsNext", &pair[0], &pair[1]])
        .done();

    let campylobacter = |area: &str| {
        machine
            .run(&["compare", "--area", area, "--indicator", "93356", "--json"])
            .done()
            .json()
    };
    let hackney = campylobacter("E09000012");
    let all_ages = hackney
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["age"] == "All ages")
        .unwrap()
        .clone();
    assert_eq!(all_ages["verdict"], "Better");
    assert_eq!(all_ages["period"], "2017");
    let city = machine
        .run(&["compare", "--area", "E09000001", "--json"])
        .done()
        .json();
    assert!(
        city.as_array()
            .unwrap()
            .iter()
            .any(|row| row["value"].is_null()),
        "City of London is published blank beside Hackney: {city}"
    );
}
