//! Workbooks made by hand, good ones and hostile ones.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::child::Head;
use crate::{Refused, Sheet, read, serve};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of these sheets: name, state, and the XML inside its `worksheet`.
fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    archive(sheets, &[])
}

fn archive(sheets: &[(&str, &str, &str)], more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, words: &[u8]| {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(words).unwrap();
    };
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    add(
        "_rels/.rels",
        format!(r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#).as_bytes(),
    );
    let mut list = String::new();
    let mut links = String::new();
    for (at, (name, state, inside)) in sheets.iter().enumerate() {
        let number = at + 1;
        write!(
            list,
            r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#
        )
        .unwrap();
        write!(links,
            r#"<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        ).unwrap();
        add(
            &format!("xl/worksheets/sheet{number}.xml"),
            format!(r#"<worksheet xmlns="{MAIN}">{inside}</worksheet>"#).as_bytes(),
        );
    }
    add(
        "xl/workbook.xml",
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{list}</sheets></workbook>"#
        )
        .as_bytes(),
    );
    add(
        "xl/_rels/workbook.xml.rels",
        format!(r#"<Relationships xmlns="{package}">{links}<Relationship Id="rId99" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>"#).as_bytes(),
    );
    add(
        "xl/styles.xml",
        format!(r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#).as_bytes(),
    );
    for (name, words) in more {
        add(name, words);
    }
    archive.finish().unwrap().into_inner()
}

/// Rows of cells parted by `|`: numbers as numbers, everything else as text.
fn data(rows: &str) -> String {
    let mut words = String::new();
    for (row, line) in rows.lines().enumerate() {
        write!(words, r#"<row r="{}">"#, row + 1).unwrap();
        for (column, cell) in line.split('|').enumerate() {
            let place =
                crate::cells::name_of(u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            let cell = cell.trim();
            if cell.parse::<f64>().is_ok() {
                write!(words, r#"<c r="{place}"><v>{cell}</v></c>"#).unwrap();
            } else if !cell.is_empty() {
                write!(
                    words,
                    r#"<c r="{place}" t="inlineStr"><is><t>{}</t></is></c>"#,
                    cell.replace('<', "&lt;")
                )
                .unwrap();
            }
        }
        words += "</row>";
    }
    format!("<sheetData>{words}</sheetData>")
}

fn rows(sheet: &Sheet) -> Vec<String> {
    sheet
        .rows
        .iter()
        .map(|(number, cells)| format!("{number}: {}", cells.join("|")))
        .collect()
}

#[test]
fn the_sheet_with_the_table_is_read_with_its_row_numbers() {
    let bytes = workbook(&[
        ("Cover", "visible", &data("Falls\nContact|us")),
        (
            "Data",
            "visible",
            &data("Falls in Hackney\n\nArea|2020|2021\nHackney|12.5|<5\nCity|0.1|[c]"),
        ),
        (
            "Old",
            "hidden",
            &data("a|b\nc|d\ne|f\ng|h\ni|j\nk|l\nm|n\no|p"),
        ),
        ("More", "visible", &data("Area|2020\nHackney|1")),
    ]);
    let sheet = read(&bytes, None).unwrap();
    assert_eq!(sheet.name, "Data");
    assert_eq!(sheet.others, ["More"]);
    assert_eq!(
        rows(&sheet),
        [
            "1: Falls in Hackney",
            "3: Area|2020|2021",
            "4: Hackney|12.5|<5",
            "5: City|0.1|[c]"
        ]
    );
    let named = read(&bytes, Some(" old ")).unwrap();
    assert_eq!(named.rows.len(), 8);
    assert_eq!(
        read(&bytes, Some("Nothing")),
        Err(Refused::NoSuchSheet {
            sheets: ["Cover", "Data", "Old", "More"].map(str::to_owned).to_vec()
        })
    );
}

#[test]
fn dates_truths_and_mistakes_are_words() {
    let cells = format!(
        r#"<sheetData><row r="1"><c r="A1" s="1"><v>44865</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>{}</sheetData>"#,
        r#"<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"x"</f><v>Stoke_x000D_
 Newington</v></c></row>"#
    );
    let sheet = read(&workbook(&[("S", "visible", &cells)]), None).unwrap();
    assert_eq!(
        rows(&sheet),
        ["1: 2022-10-31|TRUE|#N/A", "2: 2|Stoke Newington"]
    );
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    let cells = r#"<sheetData><row r="1"><c r="A1" s="1"><v>43403</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>43404</v></c><c r="B2"><v>2</v></c></row></sheetData>"#;
    let bytes = workbook(&[("S", "visible", cells)]);
    let mut old = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut again = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let part = old.by_index_raw(at).unwrap();
        if part.name().unwrap() != "xl/workbook.xml" {
            again.raw_copy_file(part).unwrap();
        }
    }
    again
        .start_file("xl/workbook.xml", SimpleFileOptions::default())
        .unwrap();
    again
        .write_all(
            format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#)
                .as_bytes(),
        )
        .unwrap();
    let sheet = read(&again.finish().unwrap().into_inner(), None).unwrap();
    assert_eq!(rows(&sheet), ["1: 2022-10-31|1", "2: 2022-11-01|2"]);
}

#[test]
fn cells_merged_downwards_are_repeated_and_titles_across_are_not() {
    let cells = data("Title|||\nArea|Year|Rate\nHackney|2020|1\n|2021|2\n|2022|3\nCity|2020|4")
        + r#"<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A3:A5"/></mergeCells>"#;
    let sheet = read(&workbook(&[("S", "visible", &cells)]), None).unwrap();
    assert_eq!(rows(&sheet)[0], "1: Title");
    assert_eq!(
        rows(&sheet)[3..5],
        ["4: Hackney|2021|2", "5: Hackney|2022|3"]
    );
}

#[test]
fn a_cell_at_the_end_of_the_world_costs_nothing() {
    // Two kilobytes that stand for 17,179,869,184 cells.
    let cells = data("Area|2020\nHackney|12").replace(
        "</sheetData>",
        r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>"#,
    );
    let bytes = workbook(&[("S", "visible", &cells)]);
    assert!(bytes.len() < 3_000);
    let sheet = read(&bytes, None).unwrap();
    assert_eq!(rows(&sheet), ["1: Area|2020", "2: Hackney|12"]);
    assert_eq!(sheet.far, Some((1, "XFD1048576".to_owned())));
    // A lie about the size of the sheet changes nothing.
    let lie = format!(
        r#"<dimension ref="A1:XFD1048576"/>{}"#,
        data("Area|2020\nHackney|12")
    );
    let sheet = read(&workbook(&[("S", "visible", &lie)]), None).unwrap();
    assert_eq!(sheet.rows.len(), 2);
}

#[test]
fn a_formula_that_was_never_worked_out_is_named() {
    let cells = data("Area|2020\nHackney|12").replace("<v>12</v>", "<f>A1*2</f>");
    let refused = read(&workbook(&[("S", "visible", &cells)]), None).unwrap_err();
    assert_eq!(
        refused,
        Refused::Formula {
            cell: "B2".to_owned()
        }
    );
}

#[test]
fn what_is_no_workbook_that_we_read_is_named_for_what_it_is() {
    let table = data("Area|2020\nHackney|12");
    let with = |name: &str| archive(&[("S", "visible", &table)], &[(name, b"x")]);
    let zip = |names: &[&str]| {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let stream = |name: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    };
    for (bytes, refused) in [
        (with("xl/vbaProject.bin"), Refused::Macros),
        (zip(&["a.csv"]), Refused::Archive),
        (zip(&["../../etc/passwd", "inner.zip"]), Refused::Archive),
        (zip(&["word/document.xml"]), Refused::Document),
        (stream("EncryptedPackage"), Refused::Encrypted),
        (stream("_VBA_PROJECT_CUR"), Refused::Macros),
        (stream("WordDocument"), Refused::Document),
        (
            workbook(&[("S", "visible", "<sheetData/>")]),
            Refused::NoTable,
        ),
    ] {
        assert_eq!(read(&bytes, None), Err(refused));
    }
    for bytes in [
        &b"PK\x03\x04 and nothing more"[..],
        b"",
        b"not a zip at all",
        &with("a")[..600],
        &stream("Nonsense"),
    ] {
        let refused = read(bytes, None).unwrap_err();
        assert!(matches!(refused, Refused::Damaged { .. }), "{refused:?}");
        assert!(refused.mend().contains("save it again"));
    }
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let padding = vec![b' '; 64 * 1024 * 1024];
    let one = archive(
        &[("S", "visible", &data("a|b\nc|d"))],
        &[("xl/media/0", &padding)],
    );
    // The same packed part seventeen times.
    let mut old = zip::ZipArchive::new(Cursor::new(&one)).unwrap();
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 1..17 {
        let part = old.by_name("xl/media/0").unwrap();
        bomb.raw_copy_file_rename(part, format!("xl/media/{at}"))
            .unwrap();
    }
    bomb.merge_archive(old).unwrap();
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 2_000_000, "it is small: {}", bomb.len());
    let refused = read(&bomb, None).unwrap_err();
    assert!(
        matches!(&refused, Refused::TooLarge { what } if what.contains("MB")),
        "{refused:?}"
    );
    let names: Vec<String> = (0..10_001).map(|at| format!("x/{at}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let refused = read(&archive(&[], &many), None).unwrap_err();
    assert!(matches!(&refused, Refused::TooLarge { what } if what.contains("parts")));
}

#[test]
fn entities_are_not_expanded() {
    let laughs = format!(
        r#"<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c><c r="B1"><v>1</v></c></row></sheetData></worksheet>"#
    );
    let mut bytes = archive(&[("S", "visible", "")], &[]);
    // The same workbook with another first sheet.
    let mut again = ZipWriter::new(Cursor::new(Vec::new()));
    let mut old = zip::ZipArchive::new(Cursor::new(&mut bytes)).unwrap();
    for at in 0..old.len() {
        let part = old.by_index_raw(at).unwrap();
        if !part.name().unwrap().ends_with("sheet1.xml") {
            again.raw_copy_file(part).unwrap();
        }
    }
    again
        .start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    again.write_all(laughs.as_bytes()).unwrap();
    let words = format!("{:?}", read(&again.finish().unwrap().into_inner(), None));
    assert!(!words.contains("haha"), "{words}");
}

#[test]
fn an_open_document_is_read() {
    let content = r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Data"><table:table-row><table:table-cell office:value-type="string"><text:p>Area</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="2020"><text:p>2020</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>Hackney</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="12.5"><text:p>12.5</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        (
            "META-INF/manifest.xml",
            r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
    ] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(words.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let sheet = read(&bytes, None).unwrap();
    assert_eq!(rows(&sheet), ["1: Area|2020", "2: Hackney|12.5"]);
}

#[test]
fn the_child_writes_a_head_and_numbered_rows() {
    let bytes = workbook(&[(
        "S",
        "visible",
        &data("Falls\n\nArea, or place|2020\nHackney|12"),
    )]);
    let mut written = Vec::new();
    serve(&bytes[..], &mut written, None).unwrap();
    let text = String::from_utf8(written).unwrap();
    let (head, rest) = text.split_once('\n').unwrap();
    assert_eq!(
        serde_json::from_str::<Head>(head).unwrap(),
        Head::Table {
            sheet: "S".to_owned(),
            others: Vec::new(),
            rows: 3,
            far: None
        }
    );
    assert_eq!(rest, "1,Falls\n3,\"Area, or place\",2020\n4,Hackney,12\n");
    let mut written = Vec::new();
    serve(&b"PK\x03\x04"[..], &mut written, None).unwrap();
    let text = String::from_utf8(written).unwrap();
    assert!(text.starts_with(r#"{"refused":{"damaged":"#), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever bytes stand in a workbook, it is read or refused.
    #[test]
    fn any_bytes_are_read_or_refused(
        noise in proptest::collection::vec(any::<u8>(), 0..64),
        at in 0_usize..3_000,
    ) {
        let mut bytes = workbook(&[("S", "visible", &data("Area|2020\nHackney|12"))]);
        let at = at.min(bytes.len());
        let end = (at + noise.len()).min(bytes.len());
        bytes.splice(at..end, noise);
        let _ = read(&bytes, None);
    }

    /// What was written into cells comes out of them.
    #[test]
    fn cells_come_out_as_they_went_in(
        cells in proptest::collection::vec(proptest::collection::vec("[a-z]{1,8}|[1-9][0-9]{0,5}(\\.[1-9])?", 2..6), 2..8),
    ) {
        let lines: Vec<String> = cells.iter().map(|row| row.join("|")).collect();
        let sheet = read(&workbook(&[("S", "visible", &data(&lines.join("\n")))]), None).unwrap();
        let back: Vec<Vec<String>> = sheet.rows.into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(back, cells);
    }
}
