//! `measure`: the statistics on the columns of a file.

use std::fmt::Write;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::machine::Machine;

#[test]
fn a_file_is_measured_by_the_names_of_its_columns() {
    let machine = Machine::new();
    let file = machine.write(
        "smoking.csv",
        "area,numerator,denominator\nNorth,65,100\nSouth,10,40\nNorth,35,100\n",
    );
    let all = machine
        .run(&["measure", "proportion", &file, "--json"])
        .done()
        .json();
    assert_eq!(all.as_array().unwrap().len(), 1);
    // (65 + 10 + 35) / 240.
    assert_eq!(all[0]["numerator"], 110.0);
    let by = [
        "measure",
        "proportion",
        &file,
        "--by",
        "area",
        "--confidence",
        "95",
        "--json",
    ];
    let by_area = machine.run(&by).done().json();
    let north = &by_area[0];
    assert_eq!(north["area"], "North");
    assert_eq!(north["measure"], "proportion");
    assert_eq!(north["value"], 50.0);
    assert_eq!(north["method"], "wilson");
    assert_eq!(north["undefined"], json!(null));
    let keys: Vec<&String> = north["limits"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["95"]);
    assert_eq!(by_area[1]["value"], 25.0);
}

#[test]
fn no_value_comes_with_its_reason() {
    let machine = Machine::new();
    let nobody = machine.write("nobody.csv", "numerator,denominator\n0,0\n");
    let found = machine
        .run(&["measure", "proportion", &nobody, "--json"])
        .done()
        .json();
    assert_eq!(found[0]["value"], json!(null));
    assert_eq!(found[0]["undefined"], "the denominator is zero");
    let said = machine.run(&["measure", "proportion", &nobody]).done();
    assert!(said.out.contains("the denominator is zero"), "{}", said.out);
}

#[test]
fn a_faulty_cell_is_named_and_nothing_is_measured() {
    let machine = Machine::new();
    let file = machine.write("bad.csv", "count,population\n3,100\n<5,100\n-1,\n");
    let said = machine.run(&["measure", "rate", &file, "--json"]);
    assert_eq!(said.code, 3, "{said:?}");
    assert_eq!(said.out, "");
    for words in [
        "row 3, column count: “<5” is not a number",
        "row 4, column count: a count cannot be negative, and -1 is",
        "rate reads the columns count, population",
    ] {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
    let other = machine.write("other.csv", "cases,people\n3,100\n");
    let said = machine.run(&["measure", "rate", &other]);
    assert_eq!(said.code, 3);
    assert!(
        said.err
            .contains("column count: there is no such column; the file has cases, people"),
        "{}",
        said.err
    );
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_name_and_what_to_do() {
    let machine = Machine::new();
    let file = |name: &str, text: &str| machine.write(name, text);
    for (path, expected) in [
        (
            file("header.csv", "count,population\n"),
            "header.csv: 1 thing must be mended before anything is measured:\n  there are headings and no rows under them",
        ),
        (
            file("case.csv", "Count,Population\n3,100\n"),
            "the file has Count, Population; rename “Count” to count",
        ),
        (
            file("semicolons.csv", "count;population\n3;100\n"),
            "save it as a CSV file whose cells are parted by commas",
        ),
        (
            file("cut-short.parquet", "PAR1garbage"),
            "cut-short.parquet is no whole Parquet file",
        ),
        (
            file("words.csv", "count,population\n<5,100\n"),
            "Leave out a row whose number is not known.",
        ),
        (
            "/".to_owned(),
            "this is a folder; name a CSV or Parquet file in it",
        ),
    ] {
        let said = machine.run(&["measure", "rate", &path, "--json"]);
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{said:?}");
        assert!(said.err.contains(expected), "{expected}: {}", said.err);
    }
    let said = machine.run_with_input(&["measure", "rate", "-"], b"PAR1garbage");
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.err
            .contains("standard input is read as CSV, and this is Parquet"),
        "{}",
        said.err
    );
}

#[test]
fn groups_are_called_by_their_names() {
    let machine = Machine::new();
    let file = machine.write(
        "groups.csv",
        "subgroup,estimate,se,population\nNorth,12.1,0.5,31000\nSouth,18.4,0.7,21000\nWest,9.7,0.5,0\n",
    );
    let found = machine
        .run(&["measure", "theil-index", &file, "--json"])
        .done()
        .json();
    assert_eq!(found[0]["undefined"], "the group “West” has no population");
    let twice = machine.write(
        "twice.csv",
        "subgroup,estimate,population\nNorth,12.1,31000\nNorth,18.4,21000\n",
    );
    let said = machine.run(&["measure", "difference", &twice]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.err
            .contains("row 3, column subgroup: the group “North” is there twice"),
        "{}",
        said.err
    );
    let marked = machine.write(
        "marked.csv",
        "subgroup,count,population,reference\nNorth,310,41000,0\nSouth,160,40900,1\n",
    );
    let found = machine
        .run(&["measure", "excess-events", &marked, "--json"])
        .done()
        .json();
    assert_eq!(found[0]["reference"], "South");
    let both = machine.write(
        "both.csv",
        "subgroup,count,population,reference\nNorth,310,41000,1\nSouth,160,40900,1\n",
    );
    let said = machine.run(&["measure", "excess-events", &both]);
    assert!(
        said.err.contains("“North” and “South” are both marked"),
        "{}",
        said.err
    );
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_can() {
    let machine = Machine::new();
    let empty = machine.write("empty.csv", "");
    for (words, code, expected) in [
        (
            vec!["measure", "average", &empty],
            2,
            "there is no measure “average”; there are",
        ),
        (
            vec!["measure", "rate"],
            2,
            "rate reads the columns count, population",
        ),
        (
            vec!["measure", "rate", &empty],
            3,
            "a row of headings is needed",
        ),
        (vec!["measure", "rate", "/nowhere.csv"], 1, "/nowhere.csv"),
        (
            vec!["measure", "rate", &empty, "--confidence", "95,x"],
            2,
            "“x” is not a number",
        ),
        (
            vec!["measure", "rate", &empty, "--multiplier", "0"],
            2,
            "multiplier",
        ),
    ] {
        let said = machine.run(&words);
        assert_eq!(said.code, code, "{said:?}");
        assert!(said.err.contains(expected), "{expected}: {}", said.err);
    }
    let listed = machine.run(&["measure", "--json"]).done().json();
    assert!(
        listed
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["measure"] == "sii")
    );
}

#[test]
fn what_weighs_groups_by_people_needs_their_number() {
    let machine = Machine::new();
    let file = machine.write("groups.csv", "subgroup,estimate\nNorth,12.1\nSouth,18.4\n");
    let said = machine.run(&["measure", "index-of-disparity-weighted", &file]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.err.contains("column population"), "{}", said.err);
    machine
        .run(&["measure", "index-of-disparity", &file])
        .done();
}

#[test]
fn text_quantiles_are_ordered_as_numbers() {
    let machine = Machine::new();
    let mut file = String::from("quantile,population,value,se\n");
    // In the order into which words would be sorted: 1, 10, 2, 3 ...
    for (quantile, value) in [
        (1, 74.1),
        (10, 82.9),
        (2, 75.9),
        (3, 77.0),
        (4, 78.2),
        (5, 78.9),
        (6, 79.8),
        (7, 80.3),
        (8, 81.0),
        (9, 81.6),
    ] {
        writeln!(file, "\"{quantile}\",25000,{value},0.4").unwrap();
    }
    let found = machine
        .run_with_input(&["measure", "sii", "-", "--json"], file.as_bytes())
        .done()
        .json();
    let index = found[0]["value"].as_f64().unwrap();
    assert!((index - 8.87).abs() < 0.01, "{index}");
    assert!(found[0]["rii"].as_f64().unwrap() > 1.0);
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_packed_file_is_measured_as_it_is() {
    let machine = Machine::new();
    let text = "\u{feff}count,population\n3,100\n4,60\n";
    let plain = machine.write("plain.csv", text);
    let expected = machine.run(&["measure", "rate", &plain, "--json"]).done();
    // Its first bytes say that it is packed, not its name.
    for name in ["packed.csv.gz", "packed.csv"] {
        let file = machine.write(name, packed(text.as_bytes()));
        let said = machine.run(&["measure", "rate", &file, "--json"]).done();
        assert_eq!(said.out, expected.out, "{name}");
    }
    for input in [text.as_bytes().to_vec(), packed(text.as_bytes())] {
        let said = machine.run_with_input(&["measure", "rate", "-", "--json"], &input);
        assert_eq!(said.done().out, expected.out);
    }
    // Faults in it are told by their rows, as those of a plain one.
    let faulty = machine.write("faulty.csv.gz", packed(b"count,population\n<5,100\n"));
    let said = machine.run(&["measure", "rate", &faulty]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.err
            .contains("row 2, column count: “<5” is not a number"),
        "{}",
        said.err
    );
}

#[test]
fn a_packed_file_that_is_not_whole_or_holds_too_much_is_refused_with_what_to_do() {
    let machine = Machine::new();
    let mut cut = packed("count,population\n3,100\n".repeat(1_000).as_bytes());
    cut.truncate(cut.len() - 9);
    // Twenty megabytes of one long row, which take some tens of kilobytes.
    let mut many = "count,population,note\n".to_owned();
    many.push_str(&format!("3,100,{}\n", "x".repeat(10_000)).repeat(2_000));
    let bomb = packed(many.as_bytes());
    let mut utf_16 = vec![0xff, 0xfe];
    utf_16.extend("count".encode_utf16().flat_map(u16::to_le_bytes));
    for (name, bytes, expected) in [
        (
            "cut.csv.gz",
            cut,
            "found a packed file that is damaged or cut off; expected a whole gzip file. Download or pack it again.",
        ),
        (
            "bomb.csv.gz",
            bomb,
            "found a packed file that unpacks to more than 200 times its size",
        ),
        (
            "excel.csv",
            utf_16,
            "found text in UTF-16; expected a CSV file in UTF-8, plain or packed with gzip.",
        ),
        (
            "book.xlsx",
            b"PK\x03\x04rest".to_vec(),
            "found a workbook or an archive",
        ),
        (
            "latin.csv",
            b"place,count\nCaf\xe9,3\n".to_vec(),
            "row 2: is not UTF-8; save the file as “CSV UTF-8” and try again",
        ),
    ] {
        let file = machine.write(name, &bytes);
        for said in [
            machine.run(&["measure", "rate", &file, "--json"]),
            machine.run_with_input(&["measure", "rate", "-", "--json"], &bytes),
        ] {
            assert_eq!((said.code, said.out.as_str()), (3, ""), "{name}: {said:?}");
            assert!(said.err.contains(expected), "{name}: {}", said.err);
        }
    }
}

/// Twenty-four months whose counts double at the thirteenth.
fn doubling(columns: &str) -> String {
    let mut file = format!("{columns}\n");
    for month in 0..24 {
        let value = (20 + month * 7 % 5) * if month < 12 { 1 } else { 2 };
        let step = if month == 12 { ",1" } else { ",0" };
        writeln!(
            file,
            "{}-{:02},{value}{}",
            2023 + month / 12,
            month % 12 + 1,
            if columns.ends_with("step") { step } else { "" }
        )
        .unwrap();
    }
    file
}

#[test]
fn a_chart_begins_anew_where_it_is_told() {
    let machine = Machine::new();
    let plain = machine.write("plain.csv", doubling("date,value"));
    let marked = machine.write("marked.csv", doubling("date,value,step"));
    let run = |words: &[&str]| machine.run(&[&["measure", "xmr"], words].concat());
    let in_one = run(&[&plain, "--json"]).done().json();
    let by_option = run(&[&plain, "--step", "2024-01", "--json"]).done();
    let by_column = run(&[&marked, "--json"]).done();
    assert_eq!(by_option.out, by_column.out);
    let found = by_option.json();
    assert_eq!(found[0]["steps"], json!(["2024-01"]));
    assert_eq!(found[0]["points"][11]["mean"], 21.833_333_333_333_332);
    assert_eq!(found[0]["value"], 44.166_666_666_666_664);
    assert_eq!(found[0]["points"][23]["cause"], json!(null));
    assert_eq!(in_one[0]["steps"], json!([]));
    assert_ne!(in_one[0]["points"][23]["cause"], json!(null));
    let early = run(&[&plain, "--baseline", "12", "--json"]).done().json();
    assert_eq!(early[0]["baseline"], 12);
    assert_eq!(early[0]["value"], 21.833_333_333_333_332);
    let said = run(&[&plain, "--step", "2024-13"]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.err.contains("no row has the date 2024-13"),
        "{}",
        said.err
    );
    // Eleven points after it, where twelve are needed.
    let said = run(&[&plain, "--step", "2024-02"]).done();
    assert!(
        said.out
            .contains("the phase that begins at 2024-02 has 11 points and 12 are needed"),
        "{}",
        said.out
    );
    let said = run(&[&plain, "--baseline", "11"]);
    assert_eq!(said.code, 2, "{said:?}");
}

#[test]
fn what_the_library_leaves_to_choose_is_chosen_on_the_command() {
    let machine = Machine::new();
    let mut scatter = "observed,expected\n400,100\n".to_owned();
    for place in 0..12 {
        writeln!(scatter, "{},100", 80 + place * 3).unwrap();
    }
    let scatter = machine.write("scatter.csv", scatter);
    let ratio = |extremes: &str| {
        let words = [
            "measure",
            "overdispersion",
            &scatter,
            "--extremes",
            extremes,
            "--json",
        ];
        let found = machine.run(&words).done().json();
        (
            found[0]["extremes"].clone(),
            found[0]["value"].as_f64().unwrap(),
        )
    };
    let (drawn_in, left_out, kept) = (ratio("draw-in"), ratio("leave-out"), ratio("keep"));
    assert_eq!(
        [&drawn_in.0, &left_out.0, &kept.0],
        ["drawn_in", "left_out", "kept"]
    );
    assert!(left_out.1 < drawn_in.1 && drawn_in.1 < kept.1);
    let years = machine.write(
        "years.csv",
        "year,value,lower95,upper95\n2016,16.2,15.8,16.6\n2017,15.7,15.3,16.1\n2018,15.1,14.7,15.5\n2020,14.6,14.2,15.0\n2021,14.0,13.6,14.4\n",
    );
    let words = ["measure", "trend", &years, "--every-year", "--json"];
    let found = machine.run(&words).done().json();
    assert_eq!(found[0]["undefined"], "there is no point for 2019");
    let tests = machine.write("tests.csv", "probability\n0.001\n0.04\n0.3\n");
    let words = [
        "measure",
        "stands-among-many",
        &tests,
        "--false-share",
        "0.1",
        "--json",
    ];
    let found = machine.run(&words).done().json();
    assert_eq!(found[0]["stands"], json!([true, true, false]));
    let counts = machine.write("counts.csv", "observed,expected\n20,10\n");
    let words = [
        "measure",
        "count-beyond-chance",
        &counts,
        "--confidence",
        "99.8",
        "--json",
    ];
    let found = machine.run(&words).done().json();
    assert_eq!(found[0]["points"][0]["verdict"], "similar");
    let ages = machine.write(
        "ages.csv",
        "age,deaths,population\n0-64,40,80500\n65-74,60,10500\n75+,90,9000\n",
    );
    let words = ["measure", "yll", &ages, "--before", "65"];
    let said = machine.run(&words);
    assert!(said.err.contains("age_start"), "{}", said.err);
    let words = [
        "measure",
        "years-of-life-lost-rate",
        &ages,
        "--standard",
        "esp2013",
        "--multiplier",
        "1000",
        "--json",
    ];
    let found = machine.run(&words).done().json();
    // The figure of the documentation: (40 * 42.5 + 60 * 5) / 91,000 for each 1,000.
    let rate = found[0]["value"].as_f64().unwrap();
    assert!((rate - 2_000.0 / 91.0).abs() < 1e-9, "{rate}");
    for (words, expected) in [
        (["--false-share", "1"], "a share lies between 0 and 1"),
        (["--draws", "10"], "1000"),
        (["--extremes", "trim"], "leave-out"),
    ] {
        let said = machine.run(&[&["measure", "rate", &counts], &words[..]].concat());
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(expected), "{}", said.err);
    }
}
