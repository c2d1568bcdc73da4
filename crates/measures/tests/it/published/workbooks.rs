//! Sheets of the test data of the publisher's own package.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::files::folder;

/// A sheet by column name.
pub(crate) struct Sheet {
    header: Vec<String>,
    rows: Vec<Vec<Data>>,
}

/// One row of a sheet.
#[derive(Clone, Copy)]
pub(crate) struct SheetRow<'a> {
    sheet: &'a Sheet,
    cells: &'a [Data],
}

impl Sheet {
    /// A sheet of a file in the folder of the package's data, or `None` where there is no folder.
    pub(crate) fn open(file: &str, name: &str) -> Option<Self> {
        let bytes = std::fs::read(folder()?.join("conformance/phe").join(file)).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range(name).unwrap();
        let mut rows = range.rows().map(<[Data]>::to_vec);
        let header = rows.next().unwrap();
        Some(Self {
            header: header
                .iter()
                .map(|cell| cell.to_string().trim().to_owned())
                .collect(),
            rows: rows.collect(),
        })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = SheetRow<'_>> {
        self.rows
            .iter()
            .map(|cells| SheetRow { sheet: self, cells })
    }
}

impl SheetRow<'_> {
    fn cell(&self, column: &str) -> &Data {
        let place = self.sheet.header.iter().position(|name| name == column);
        &self.cells[place.unwrap_or_else(|| unreachable!("no column {column}"))]
    }

    pub(crate) fn text(&self, column: &str) -> String {
        self.cell(column).to_string()
    }

    /// A number, or `None` where the cell is empty.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        match self.cell(column) {
            Data::Float(number) => Some(*number),
            #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
            Data::Int(number) => Some(*number as f64),
            Data::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}
