//! The workbooks of inputs and answers that the profiles' own methods package is tested with.

use calamine::{Data, Reader, Xlsx};

use super::files::{Row, folder};

/// The rows of a sheet by the names in its first row; rows without anything in them are left out.
pub(crate) fn sheet(workbook: &str, sheet: &str) -> Option<Vec<Row>> {
    let path = folder()?.join("conformance/phe").join(workbook);
    let mut workbook: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let cells = workbook.worksheet_range(sheet).unwrap();
    let mut rows = cells.rows();
    let header: Vec<String> = rows.next().unwrap().iter().map(words).collect();
    let rows = rows.map(|row| Row::new(header.iter().cloned().zip(row.iter().map(words))));
    Some(rows.filter(|row| !row.is_empty()).collect())
}

/// A cell as text from which its number can be read again to the last digit.
fn words(cell: &Data) -> String {
    match cell {
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Empty => String::new(),
        cell => cell.to_string().trim().to_owned(),
    }
}
