//! A list of actions that somebody keeps in a workbook, as the text that copying its rows would give. The only file that
//! knows how workbooks are stored.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipArchive;
use zip::result::ZipError;

/// How large a workbook may become when it is unpacked. A small file can be made that unpacks to fill any memory.
const LARGEST: u64 = 50_000_000;
/// How far down a list may go.
const MOST_ROWS: u32 = 5_000;
/// How far to the right.
const MOST_COLUMNS: u32 = 200;

/// Why a file was not turned into text.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// No workbook that can be read.
    #[error(
        "This workbook could not be read. Save it as .xlsx or CSV UTF-8, or copy the rows and paste them below."
    )]
    Unreadable(#[source] XlsxError),
    /// No archive that can be unpacked.
    #[error(
        "This workbook is damaged. Save it again as .xlsx, or copy the rows and paste them below."
    )]
    Damaged(#[source] ZipError),
    /// It unpacks to more than anybody's list of actions.
    #[error("This workbook unpacks to more than 50 MB. Copy the rows and paste them below.")]
    TooLarge,
    /// A stray cell.
    #[error(
        "There is something in row {row}, column {column} of the first sheet, far from any list. Delete it, or copy the rows and paste them below."
    )]
    FarCell {
        /// Its row, from 1.
        row: u64,
        /// Its column, from 1.
        column: u64,
    },
    /// A workbook without a sheet.
    #[error("This workbook has no sheet. Choose another file, or paste the rows below.")]
    NoSheet,
}

/// Whether a file is a workbook by the way it begins: a zip archive.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first sheet of an .xlsx workbook as text: one row a line, tabs between cells, dates as 2022-09-30. Cells are read one
/// after another, so memory follows what is written and not how far apart.
pub fn text_of_workbook(bytes: &[u8]) -> Result<String, WorkbookError> {
    unpacks(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(WorkbookError::Unreadable)?;
    let sheet = workbook
        .sheet_names()
        .into_iter()
        .next()
        .ok_or(WorkbookError::NoSheet)?;
    let mut cells = workbook
        .worksheet_cells_reader(&sheet)
        .map_err(WorkbookError::Unreadable)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(WorkbookError::Unreadable)? {
        let words = words_of(cell.get_value());
        if words.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(WorkbookError::FarCell {
                row: u64::from(row) + 1,
                column: u64::from(column) + 1,
            });
        }
        let (row, column) = (row as usize, column as usize);
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut rows[row];
        if cells.len() <= column {
            cells.resize_with(column + 1, String::new);
        }
        cells[column] = words;
    }
    let lines: Vec<String> = rows
        .into_iter()
        .skip_while(Vec::is_empty)
        .map(|cells| cells.join("\t"))
        .collect();
    Ok(lines.join("\n"))
}

/// Unpacks everything once, to nowhere, and counts: what an archive says of its own size cannot be trusted.
fn unpacks(bytes: &[u8]) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(WorkbookError::Damaged)?;
    let mut left = LARGEST;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(WorkbookError::Damaged)?;
        let unpacked = io::copy(&mut file.take(left), &mut io::sink())
            .map_err(|error| WorkbookError::Damaged(error.into()))?;
        left -= unpacked;
        if left == 0 {
            return Err(WorkbookError::TooLarge);
        }
    }
    Ok(())
}

/// What a cell says, on one line.
fn words_of(cell: &DataRef<'_>) -> String {
    let words = match cell {
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(moment) => moment.chars().take(10).collect(),
        DataRef::Empty => String::new(),
        other => calamine::Data::from(other.clone()).to_string(),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail loudly")]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A workbook with one sheet of these rows.
    fn workbook(rows: &str) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, words: &str| {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(words.as_bytes()).unwrap();
        };
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        add(
            "_rels/.rels",
            &format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        );
        add(
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        );
        add(
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relations}/styles" Target="styles.xml"/></Relationships>"#
            ),
        );
        add(
            "xl/styles.xml",
            &format!(
                r#"<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        );
        add(
            "xl/worksheets/sheet1.xml",
            &format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
        );
        archive.finish().unwrap().into_inner()
    }

    fn text(row: u32, column: &str, words: &str) -> String {
        format!(
            r#"<row r="{row}"><c r="{column}{row}" t="inlineStr"><is><t>{words}</t></is></c></row>"#
        )
    }

    #[test]
    fn rows_become_lines_and_dates_are_dates() {
        let heading = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>Action</t></is></c><c r="C2" t="inlineStr"><is><t>Due</t></is></c></row>"#;
        let first = r#"<row r="3"><c r="A3" t="inlineStr"><is><t>Warm
            rooms</t></is></c><c r="C3" s="1"><v>44865</v></c></row>"#;
        let bytes = workbook(&format!("{heading}{first}"));
        assert!(is_workbook(&bytes));
        assert_eq!(
            text_of_workbook(&bytes).unwrap(),
            "Action\t\tDue\nWarm rooms\t\t2022-10-31"
        );
    }

    #[test]
    fn a_stray_cell_is_named_and_takes_no_memory() {
        let far = workbook(&format!(
            "{}{}",
            text(1, "A", "Action"),
            text(1_048_576, "XFD", "x")
        ));
        let problem = text_of_workbook(&far).unwrap_err();
        assert!(
            matches!(
                problem,
                WorkbookError::FarCell {
                    row: 1_048_576,
                    column: 16_384
                }
            ),
            "{problem:?}"
        );
    }

    #[test]
    fn a_workbook_that_unpacks_to_fill_the_memory_is_refused() {
        let bomb = workbook(&" ".repeat(60_000_000));
        assert!(bomb.len() < 1_000_000, "it is small: {}", bomb.len());
        assert!(matches!(
            text_of_workbook(&bomb),
            Err(WorkbookError::TooLarge)
        ));
    }

    #[test]
    fn what_is_no_workbook_is_refused_with_what_to_do() {
        assert!(!is_workbook(b"Action,Due"));
        let broken = text_of_workbook(b"PK\x03\x04 and nothing more").unwrap_err();
        assert!(matches!(broken, WorkbookError::Damaged(_)), "{broken:?}");
        let mut other = ZipWriter::new(Cursor::new(Vec::new()));
        other
            .start_file("a.txt", SimpleFileOptions::default())
            .unwrap();
        let other = other.finish().unwrap().into_inner();
        let problem = text_of_workbook(&other).unwrap_err();
        assert!(
            matches!(problem, WorkbookError::Unreadable(_)),
            "{problem:?}"
        );
        assert!(problem.to_string().contains("Save it as .xlsx"));
    }
}
