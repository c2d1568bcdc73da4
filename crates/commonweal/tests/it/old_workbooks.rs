//! import: workbooks of Excel 97 to 2003 (.xls) and binary workbooks of later ones (.xlsb).

use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::machine::Machine;

/// Saved in the format of Excel 97: a cover, and a sheet with a title, a heading and three areas.
const XLS: &[u8] = include_bytes!("../data/falls.xls");

/// The same table.
const TABLE: &[&[&str]] = &[
    &["Falls in people aged 65 and over"],
    &[],
    &["Area code", "Area", "Year", "Rate"],
    &["E92000001", "England", "2020", "13"],
    &["E09000012", "Hackney", "2020", "12.5"],
    &["E09000001", "City of London", "2020", "[c]"],
];

// The records of [MS-XLSB], "Excel (.xlsb) Binary File Format", 2.3.
const ROW: u16 = 0x00;
const REAL_CELL: u16 = 0x05;
const TEXT_CELL: u16 = 0x06;
const BEGIN_BUNDLE: u16 = 0x8F;
const END_BUNDLE: u16 = 0x90;
const SHEET: u16 = 0x9C;
const DIMENSION: u16 = 0x94;
const BEGIN_DATA: u16 = 0x91;
const END_DATA: u16 = 0x92;
const CALCULATION: u16 = 0x9D;

/// A record: its type in one byte or two, its length, its content.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let [low, high] = kind.to_le_bytes();
    let mut bytes = if kind < 0x80 {
        vec![low]
    } else {
        vec![low, high * 2 + 1]
    };
    let mut length = content.len();
    while length > 0x7f {
        bytes.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).unwrap());
    bytes.extend(content);
    bytes
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = number(units.len()).to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

fn sheet(table: &[&[&str]]) -> Vec<u8> {
    let ends = [0, table.len() - 1, 0, 3].map(number).concat();
    let mut bytes = record(DIMENSION, &ends);
    bytes.extend(record(BEGIN_DATA, &[]));
    for (row, cells) in table.iter().enumerate() {
        bytes.extend(record(ROW, &[&number(row)[..], &[0; 13]].concat()));
        for (column, cell) in cells.iter().enumerate() {
            let place = [number(column), number(0)].concat();
            bytes.extend(match cell.parse::<f64>() {
                Ok(figure) => record(REAL_CELL, &[&place[..], &figure.to_le_bytes()].concat()),
                Err(_) => record(TEXT_CELL, &[place, wide(cell)].concat()),
            });
        }
    }
    bytes.extend(record(END_DATA, &[]));
    bytes
}

fn xlsb() -> Vec<u8> {
    let mut list = record(BEGIN_BUNDLE, &[]);
    for (at, name) in ["Cover", "Data"].into_iter().enumerate() {
        let about = [number(0), number(at + 1)].concat();
        let content = [about, wide(&format!("rId{}", at + 1)), wide(name)].concat();
        list.extend(record(SHEET, &content));
    }
    list.extend(record(END_BUNDLE, &[]));
    list.extend(record(CALCULATION, &[]));
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = [1, 2].map(|at| {
        format!(r#"<Relationship Id="rId{at}" Type="{relations}/worksheet" Target="worksheets/sheet{at}.bin"/>"#)
    });
    let related = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
        related.concat()
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("xl/workbook.bin", list),
        ("xl/_rels/workbook.bin.rels", related.into_bytes()),
        ("xl/worksheets/sheet1.bin", sheet(&[&["Contact us"]])),
        ("xl/worksheets/sheet2.bin", sheet(TABLE)),
    ] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(&content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn read(name: &str, bytes: &[u8]) -> Value {
    let machine = Machine::new();
    let file = machine.write(name, bytes);
    machine
        .run(&["import", &file, "--as-proposed", "--json"])
        .done()
        .json()
}

#[test]
fn workbooks_of_old_and_binary_excel_are_read_alike() {
    let old = read("falls.xls", XLS);
    assert_eq!(old["problems"], json!([]));
    assert_eq!((&old["rows"], &old["areas"]), (&json!(3), &json!(3)));
    assert_eq!(old["mapping"]["sheet"], "Data");
    assert_eq!(old["mapping"]["heading_row"], 3);
    assert_eq!(old["indicators"].as_array().unwrap().len(), 1);
    let binary = read("falls.xlsb", &xlsb());
    for what in ["rows", "areas", "sha256", "mapping", "indicators", "notes"] {
        assert_eq!(binary[what], old[what], "{what}");
    }
}
