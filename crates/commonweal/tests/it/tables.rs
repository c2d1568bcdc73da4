//! import: tables of no known layout, workbooks in a process of their own.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Duration;

use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::machine::Machine;

const FALLS: &str = "LA code,LA name,FY,Rate,Remark\n\
    E92000001,England,2020-21,13,\n\
    E09000012,Hackney,2020-21,26,high\n";

/// Words of a command, one after another.
fn words<'a>(parts: &[&[&'a str]]) -> Vec<&'a str> {
    parts.concat()
}

#[test]
fn a_table_is_shown_then_read_then_remembered() {
    let machine = Machine::new();
    let file = machine.write("falls.csv", FALLS);
    let shown = machine.run(&["import", &file, "--dry-run", "--json"]);
    assert_eq!(shown.code, 3, "the indicator has no name: {shown:?}");
    let mapping = &shown.json()["mapping"];
    assert_eq!(
        mapping["columns"][2],
        json!({
            "heading": "FY", "role": "financial year", "why": "heading", "samples": ["2020-21"]
        })
    );
    assert_eq!(mapping["heading_row"], 1);
    assert_eq!(mapping["missing"], json!(["indicator name"]));

    let name = "indicator name=Falls";
    let refused = machine.run(&["import", &file]);
    assert_eq!(refused.code, 3, "{refused:?}");
    for words in [
        "LA code",
        "by its cells",
        "area code",
        "--set \"FIELD=VALUE\"",
    ] {
        assert!(refused.out.contains(words), "{words}: {refused:?}");
    }
    let read = machine
        .run(&[
            "import",
            &file,
            "--data-set",
            "Falls",
            "--set",
            name,
            "--map",
            "Remark=note",
            "--json",
        ])
        .done()
        .json();
    assert_eq!(read["state"], "published");
    assert_eq!(read["indicators"], json!(["falls"]));
    assert_eq!(
        read["periods"],
        json!({ "first": "2020/21", "last": "2020/21" })
    );

    // The next release is known by its heading.
    let next = machine.write("next.csv", FALLS.replace("2020-21", "2021-22"));
    let read = machine.run(&["import", &next, "--json"]).done().json();
    assert_eq!(read["data_set"], "Falls");
    assert_eq!(read["version"], "falls-version-2");
    assert_eq!(read["mapping"]["columns"][4]["role"], "note");
    assert_eq!(read["mapping"]["columns"][4]["why"], "remembered");

    // Another heading is reported with what could take its place.
    let changed = machine.write("changed.csv", FALLS.replace("Rate", "Per 1000"));
    let said = machine.run(&["import", &changed, "--data-set", "Falls"]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.out.contains("column Rate: found no such column") && said.out.contains("Per 1000"),
        "{said:?}"
    );
    machine
        .run(&[
            "import",
            &changed,
            "--data-set",
            "Falls",
            "--map",
            "Per 1000=value",
        ])
        .done();
}

#[test]
fn changed_units_are_told() {
    let machine = Machine::new();
    let table = |factor: f64| {
        let rows = [
            ("E92000001", 13.0),
            ("E09000012", 26.0),
            ("E09000030", 14.0),
        ]
        .map(|(code, value)| format!("{code},2020,{}\n", value * factor));
        format!("Code,Year,Rate\n{}", rows.concat())
    };
    let options = [
        "--data-set",
        "Falls",
        "--set",
        "indicator name=Falls",
        "--set",
    ];
    let first = machine.write("a.csv", table(1.0));
    machine
        .run(&words(&[
            &["import", &first],
            &options,
            &["unit=per 1,000"],
        ]))
        .done();
    let second = machine.write("b.csv", table(100.0));
    let looked = ["import", &second, "--dry-run", "--json"];
    let told = machine
        .run(&words(&[&looked, &options, &["unit=per 100,000"]]))
        .done()
        .json();
    let told = told["changed_units"].to_string();
    assert!(
        told.contains("was “per 1,000” and is “per 100,000”"),
        "{told}"
    );
    assert!(told.contains("about 100 times"), "{told}");
}

#[test]
fn wrong_words_are_wrong_usage() {
    let machine = Machine::new();
    let file = machine.write("falls.csv", FALLS);
    for (option, text, expected) in [
        ("--map", "Rate=speed", "nothing that a column can hold"),
        ("--map", "Rate", "two words with “=” between them"),
        ("--set", "value=3", "cannot be stated for all rows"),
        ("--set", "colour=red", "write one of"),
    ] {
        let said = machine.run(&["import", &file, option, text]);
        assert_eq!(said.code, 2, "{text}: {said:?}");
        assert!(said.err.contains(expected), "{text}: {said:?}");
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets, each with its rows as XML, and whatever more is in the archive.
pub(crate) fn workbook(sheets: &[(&str, &str)], more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, words: &[u8]| {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(words).unwrap();
    };
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let numbered = || sheets.iter().enumerate().map(|(at, sheet)| (at + 1, sheet));
    let list: String = numbered()
        .map(|(at, (name, _))| format!(r#"<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>"#))
        .collect::<Vec<_>>()
        .concat();
    let links: String = numbered()
        .map(|(at, _)| {
            format!(r#"<Relationship Id="rId{at}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>"#)
        })
        .collect::<Vec<_>>()
        .concat();
    add(
        "_rels/.rels",
        format!(r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#).as_bytes(),
    );
    add(
        "xl/workbook.xml",
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{list}</sheets></workbook>"#
        )
        .as_bytes(),
    );
    add(
        "xl/_rels/workbook.xml.rels",
        format!(r#"<Relationships xmlns="{package}">{links}</Relationships>"#).as_bytes(),
    );
    for (at, (_, rows)) in numbered() {
        add(
            &format!("xl/worksheets/sheet{at}.xml"),
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#)
                .as_bytes(),
        );
    }
    for (name, words) in more {
        add(name, words);
    }
    archive.finish().unwrap().into_inner()
}

/// Rows of cells parted by `|`.
pub(crate) fn rows(text: &str) -> String {
    let mut written = String::new();
    for (row, line) in text.lines().enumerate() {
        write!(written, r#"<row r="{}">"#, row + 1).unwrap();
        for (column, cell) in ('A'..='Z').zip(line.split('|')) {
            let (cell, place) = (cell.trim(), format!("{column}{}", row + 1));
            if cell.parse::<f64>().is_ok() {
                write!(written, r#"<c r="{place}"><v>{cell}</v></c>"#).unwrap();
            } else if !cell.is_empty() {
                let words = cell.replace('<', "&lt;");
                write!(
                    written,
                    r#"<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>"#
                )
                .unwrap();
            }
        }
        written.push_str("</row>");
    }
    written
}

const TABLE: &str = "Falls in people aged 65 and over\n\
    Published in May\n\
    \n\
    ||2020||2021|\n\
    Area code|Area|Male|Female|Male|Female\n\
    E92000001|England|13|12|14|13\n\
    E09000012|Hackney|12.3%|1,480|[c]|<5\n\
    London boroughs\n\
    E09000001|City of London|1|..|-|[z]\n\
    Note: [c] is hidden";

#[test]
fn a_workbook_is_read_in_a_process_of_its_own() {
    let machine = Machine::new();
    let bytes = workbook(
        &[
            ("Cover", &rows("Contact us")),
            ("Data", &rows(TABLE)),
            ("More", &rows("a|b\nc|d")),
        ],
        &[],
    );
    let file = machine.write("falls.xlsx", bytes);
    let looked = machine
        .run(&[
            "import",
            &file,
            "--dry-run",
            "--less-than-is-hidden",
            "--json",
        ])
        .done()
        .json();
    assert_eq!(looked["rows"], 3);
    assert_eq!(looked["mapping"]["sheet"], "Data");
    assert_eq!(looked["mapping"]["heading_row"], 5);
    assert_eq!(looked["mapping"]["other_sheets"], json!(["More"]));
    assert_eq!(
        looked["mapping"]["columns"][2],
        json!({
            "heading": "2020 / Male", "role": "value by period and sex", "why": "member",
            "samples": ["13", "12.3%", "1"]
        })
    );
    let read = machine
        .run(&[
            "import",
            &file,
            "--as-proposed",
            "--less-than-is-hidden",
            "--json",
        ])
        .done()
        .json();
    assert_eq!(read["state"], "published");
    let faulty = machine.run(&["import", &file, "--as-proposed"]);
    assert_eq!(faulty.code, 3, "{faulty:?}");
    assert!(
        faulty.out.contains("row 7, column 2021 / Female: found <5"),
        "{faulty:?}"
    );
    let other = machine.run(&["import", &file, "--sheet", "more"]);
    assert_eq!(other.code, 3, "{other:?}");
    let none = machine.run(&["import", &file, "--sheet", "Nothing"]);
    assert!(
        none.out
            .contains("Name one of its sheets: Cover, Data, More."),
        "{none:?}"
    );
}

#[test]
fn a_sheet_that_was_chosen_is_read_of_the_next_release_too() {
    let machine = Machine::new();
    let release = |year: u16, value: u16| {
        let large = format!(
            "Area code|Year|Rate\nE92000001|{year}|1\nE09000012|{year}|2\nE09000001|{year}|3"
        );
        let small = format!("Area code|Year|Rate\nE92000001|{year}|{value}");
        workbook(&[("Rates", &rows(&large)), ("Other", &rows(&small))], &[])
    };
    let falls = [
        "--data-set",
        "Falls",
        "--set",
        "indicator name=Falls",
        "--json",
    ];
    let first = machine.write("2020.xlsx", release(2020, 77));
    let read = machine
        .run(&words(&[&["import", &first, "--sheet", "Other"], &falls]))
        .done()
        .json();
    assert_eq!(
        (&read["rows"], &read["mapping"]["sheet"]),
        (&json!(1), &json!("Other"))
    );
    let next = machine.write("2021.xlsx", release(2021, 78));
    let read = machine
        .run(&["import", &next, "--data-set", "Falls", "--json"])
        .done()
        .json();
    assert_eq!(
        (&read["rows"], &read["mapping"]["sheet"]),
        (&json!(1), &json!("Other"))
    );
    // A sheet that nobody chose is not asked for again, whatever the next release calls it.
    let machine = Machine::new();
    let first = machine.write("2020.xlsx", release(2020, 77));
    machine.run(&words(&[&["import", &first], &falls])).done();
    let renamed = workbook(
        &[("Rates 2021", &rows("Area code|Year|Rate\nE92000001|2021|1"))],
        &[],
    );
    let next = machine.write("2021.xlsx", renamed);
    let read = machine
        .run(&["import", &next, "--data-set", "Falls", "--json"])
        .done()
        .json();
    assert_eq!(read["mapping"]["sheet"], "Rates 2021");
}

#[test]
fn names_rows_and_letters_are_read_as_somebody_says() {
    let machine = Machine::new();
    let mut table = b"Place,Level,Year,Rate\nSt Helen\x92s,Borough,2020,1\nNewcastle,Borough,2020,2\nSomewhere,Ward,2020,3\n".to_vec();
    let file = machine.write("falls.csv", &table);
    let falls = ["--set", "indicator name=Falls", "--map", "Place=area name"];
    let refused = machine.run(&words(&[&["import", &file], &falls]));
    assert_eq!(refused.code, 3, "{refused:?}");
    for said in ["choose “Windows-1252”", "here, add --windows-1252."] {
        assert!(refused.out.contains(said), "{refused:?}");
    }
    let chosen = ["--windows-1252", "--only", "Level=Borough", "--json"];
    let asked = machine.run(&words(&[&["import", &file], &falls, &chosen]));
    assert_eq!(asked.code, 3, "{asked:?}");
    let asked = asked.json();
    assert_eq!(asked["mapping"]["named_areas"][0]["name"], "Newcastle");
    assert_eq!(
        asked["problems"][0]["mend"],
        "Say which: “Newcastle = E07000195”."
    );
    let answered = ["--area", "Newcastle=E08000021"];
    let read = machine
        .run(&words(&[&["import", &file], &falls, &chosen, &answered]))
        .done()
        .json();
    assert_eq!((&read["rows"], &read["areas"]), (&json!(2), &json!(2)));
    assert_eq!(read["mapping"]["only"], json!(["Level=Borough"]));
    // The next release is read the same way without a word but for its letters.
    table.extend(b"Hackney,Borough,2021,4\n");
    let next = machine.write("next.csv", &table);
    let read = machine
        .run(&[
            "import",
            &next,
            "--windows-1252",
            "--data-set",
            "Falls",
            "--json",
        ])
        .done()
        .json();
    assert_eq!((&read["rows"], &read["areas"]), (&json!(3), &json!(3)));
    for (wrong, words) in [
        (["--only", "Level"], "does not say which rows are read"),
        (["--area", "Newcastle=Tyne"], "is no code of an area"),
    ] {
        let said = machine.run(&[&["import", file.as_str()][..], &wrong].concat());
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(words), "{words}: {said:?}");
    }
}

#[test]
fn hostile_workbooks_end_in_one_clear_sentence() {
    let machine = Machine::new();
    let table = rows("Area code|Year|Value\nE09000012|2020|12");
    let far = format!(r#"{table}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    let with_strings = {
        let relation = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
        );
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let plain = workbook(&[("S", &table)], &[]);
        let mut old = zip::ZipArchive::new(Cursor::new(&plain)).unwrap();
        for at in 0..old.len() {
            let part = old.by_index_raw(at).unwrap();
            if !part.name().unwrap().ends_with("workbook.xml.rels") {
                archive.raw_copy_file(part).unwrap();
            }
        }
        let mut add = |name: &str, around: [&str; 2], words: &str, times: usize| {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(around[0].as_bytes()).unwrap();
            for _ in 0..times {
                archive.write_all(words.as_bytes()).unwrap();
            }
            archive.write_all(around[1].as_bytes()).unwrap();
        };
        add("xl/_rels/workbook.xml.rels", ["", ""], &relation, 1);
        // Eight hundred million characters of strings that no cell uses, in a few packed kilobytes.
        let one = format!("<si><t>{}</t></si>", "x".repeat(100_000));
        let list = format!(r#"<sst xmlns="{MAIN}">"#);
        add("xl/sharedStrings.xml", [&list, "</sst>"], &one, 8_000);
        archive.finish().unwrap().into_inner()
    };
    let encrypted = {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(512, 0);
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(4096, 0);
        bytes
    };
    let mut cut = workbook(&[("S", &table)], &[]);
    cut.truncate(cut.len() / 2);
    let cases: [(&str, Vec<u8>, &str); 6] = [
        (
            "macros.xlsm",
            workbook(&[("S", &table)], &[("xl/vbaProject.bin", b"x")]),
            "a workbook with macros",
        ),
        ("secret.xlsx", encrypted, "a workbook behind a password"),
        ("cut.xlsx", cut, "a workbook that is damaged or cut off"),
        (
            "letter.xlsx",
            workbook(&[("S", "")], &[]),
            "a workbook without a table",
        ),
        (
            "strings.xlsx",
            with_strings,
            "a workbook that asks for more memory",
        ),
        (
            "zip.xlsx",
            {
                let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
                archive
                    .start_file("../../a.csv", SimpleFileOptions::default())
                    .unwrap();
                archive.finish().unwrap().into_inner()
            },
            "an archive that is no workbook",
        ),
    ];
    for (name, bytes, words) in cases {
        let file = machine.write(name, bytes);
        let said = machine.run(&["import", &file, "--as-proposed"]);
        assert_eq!(said.code, 3, "{name}: {said:?}");
        assert!(
            said.out.contains(&format!("{name}: found {words}")),
            "{name}: {said:?}"
        );
        assert_eq!(said.out.matches("expected").count(), 1, "{name}: {said:?}");
    }
    // Two kilobytes that stand for seventeen thousand million cells: the table is read, the stray cell is told.
    let file = machine.write("far.xlsx", workbook(&[("S", &far)], &[]));
    let said = machine
        .run(&["import", &file, "--set", "indicator name=Falls", "--json"])
        .done()
        .json();
    assert_eq!(said["rows"], 1);
    assert!(
        said["notes"]
            .to_string()
            .contains("A cell far from the table, XFD1048576, was not read."),
        "{said}"
    );
}

#[test]
fn a_hundred_thousand_rows_of_a_workbook_are_read_in_time() {
    let machine = Machine::new();
    let lines = (0..100_000_u32).map(|at| {
        let (area, year, age) = (at % 1_000, 2000 + at / 1_000 % 20, at / 20_000);
        format!("E01{area:06}|{year}|Persons|{age} yrs|12.5|{at}|1000\n")
    });
    let heading = "Area code|Year|Sex|Age|Value|Count|Denominator\n".to_owned();
    let table: String = std::iter::once(heading).chain(lines).collect();
    let file = machine.write("large.xlsx", workbook(&[("S", &rows(&table))], &[]));
    #[expect(
        clippy::disallowed_methods,
        reason = "a promise about time is measured by the clock"
    )]
    let start = std::time::Instant::now();
    let said = machine
        .run(&[
            "import",
            &file,
            "--dry-run",
            "--set",
            "indicator name=Falls",
            "--json",
        ])
        .done()
        .json();
    let taken = start.elapsed();
    assert_eq!(said["rows"], 100_000);
    eprintln!("100,000 rows of a workbook to preview: {taken:?}");
    // Ten seconds is the promise of a release build on a machine of its own.
    assert!(taken < Duration::from_mins(2), "{taken:?}");
}
