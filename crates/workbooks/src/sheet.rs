//! Reads the sheet that holds the table: cells one after another where the format allows it, so that memory follows what is
//! written and not how far apart it stands.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, Ods, Reader as _, Sheet as Described, SheetType, SheetVisible, Xls,
    Xlsb, Xlsx,
};

use crate::cells::{name_of, text_of, text_of_ref};
use crate::kind::{Kind, kind_of};
use crate::{MOST_CELLS, Refused};

/// After so many empty rows or columns, what follows is no part of the table.
const FAR: u32 = 200;
/// A merged cell that reaches further down is not repeated.
const LONGEST_MERGE: u32 = 10_000;

/// The table of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name of its sheet.
    pub name: String,
    /// Other sheets that hold a table and can be seen.
    pub others: Vec<String>,
    /// Rows by their number, the first is 1. Rows without a cell are left out.
    pub rows: Vec<(u32, Vec<String>)>,
    /// Cells far from the table that were not read: how many, and the first.
    pub far: Option<(usize, String)>,
}

/// Rows by their number, the first is 1.
type Rows = Vec<(u32, Vec<String>)>;
/// How many cells, and the first of them.
type Far = Option<(usize, String)>;

/// Cells by row and column, both from 0.
#[derive(Default)]
struct Cells {
    rows: BTreeMap<u32, Vec<(u32, String)>>,
    many: usize,
}

impl Cells {
    fn put(&mut self, (row, column): (u32, u32), text: String) -> Result<(), Refused> {
        if text.is_empty() {
            return Ok(());
        }
        self.many += 1;
        if self.many > MOST_CELLS {
            return Err(Refused::TooLarge {
                what: format!("more than {MOST_CELLS} cells on a sheet"),
            });
        }
        self.rows.entry(row).or_default().push((column, text));
        Ok(())
    }

    /// Repeats a cell that is merged downwards in every row that it covers.
    fn repeat_downwards(&mut self, merges: &[Dimensions]) -> Result<(), Refused> {
        for merge in merges {
            let ((top, left), (bottom, right)) = (merge.start, merge.end);
            if left != right || bottom <= top || bottom - top > LONGEST_MERGE {
                continue;
            }
            let text = self.rows.get(&top).and_then(|row| {
                row.iter()
                    .find(|(column, _)| *column == left)
                    .map(|(_, text)| text.clone())
            });
            let Some(text) = text else { continue };
            let covered: Vec<u32> = self
                .rows
                .range(top + 1..=bottom)
                .map(|(row, _)| *row)
                .collect();
            for row in covered {
                let holds = self
                    .rows
                    .get(&row)
                    .is_some_and(|cells| cells.iter().any(|(column, _)| *column == left));
                if !holds {
                    self.put((row, left), text.clone())?;
                }
            }
        }
        Ok(())
    }

    /// How much of a table this is: cells in rows with more than one.
    fn weight(&self) -> usize {
        let rows = self.rows.values().filter(|row| row.len() > 1);
        let (many, cells) = rows.fold((0, 0), |(many, cells), row| (many + 1, cells + row.len()));
        if many > 1 { cells } else { 0 }
    }

    /// The table alone: what comes after a wide gap stands elsewhere.
    fn table(self) -> (Rows, Far) {
        let mut columns: BTreeMap<u32, usize> = BTreeMap::new();
        for (column, _) in self.rows.values().flatten() {
            *columns.entry(*column).or_default() += 1;
        }
        let last_row = before_gap(self.rows.keys().copied());
        let last_column = before_gap(columns.keys().copied());
        let mut far: Far = None;
        let mut table = Vec::new();
        for (row, mut cells) in self.rows {
            cells.sort_by_key(|(column, _)| *column);
            let mut texts: Vec<String> = Vec::new();
            for (column, text) in cells {
                if row > last_row || column > last_column {
                    let (many, _) = far.get_or_insert_with(|| (0, name_of(row, column)));
                    *many += 1;
                    continue;
                }
                // Bounded: no gap before this column is wider than `FAR`.
                let column = usize::try_from(column).unwrap_or(usize::MAX);
                if texts.len() <= column {
                    texts.resize_with(column + 1, String::new);
                }
                if let Some(place) = texts.get_mut(column) {
                    *place = text;
                }
            }
            if !texts.is_empty() {
                table.push((row + 1, texts));
            }
        }
        (table, far)
    }
}

/// The last of these places before a wide gap.
fn before_gap(places: impl Iterator<Item = u32>) -> u32 {
    let mut last = None;
    for place in places {
        if last.is_some_and(|last: u32| place - last > FAR) {
            break;
        }
        last = Some(place);
    }
    last.unwrap_or(0)
}

fn damaged(error: impl Display) -> Refused {
    let what = error.to_string();
    if what.contains("password") {
        return Refused::Encrypted;
    }
    Refused::Damaged { what }
}

/// Reads the sheet with the table: the one that is named, or of those that can be seen the one with the most of a table.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, Refused> {
    let source = Cursor::new(bytes);
    match kind_of(bytes)? {
        Kind::Xlsx => {
            let mut workbook: Xlsx<_> = Xlsx::new(source).map_err(damaged)?;
            let described = workbook.sheets_metadata().to_vec();
            choose(&described, wanted, |name| xlsx_cells(&mut workbook, name))
        }
        Kind::Xlsb => {
            let mut workbook: Xlsb<_> = Xlsb::new(source).map_err(damaged)?;
            let described = workbook.sheets_metadata().to_vec();
            choose(&described, wanted, |name| {
                let mut cells = Cells::default();
                let mut reader = workbook.worksheet_cells_reader(name).map_err(damaged)?;
                while let Some(cell) = reader.next_cell().map_err(damaged)? {
                    cells.put(cell.get_position(), text_of_ref(cell.get_value()))?;
                }
                Ok(cells)
            })
        }
        Kind::Ods => {
            let mut workbook: Ods<_> = Ods::new(source).map_err(damaged)?;
            let described = workbook.sheets_metadata().to_vec();
            choose(&described, wanted, |name| {
                whole(&workbook.worksheet_range(name).map_err(damaged)?)
            })
        }
        Kind::Xls => {
            let mut workbook: Xls<_> = Xls::new(source).map_err(damaged)?;
            let described = workbook.sheets_metadata().to_vec();
            choose(&described, wanted, |name| {
                whole(&workbook.worksheet_range(name).map_err(damaged)?)
            })
        }
    }
}

fn xlsx_cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Cells, Refused> {
    let mut cells = Cells::default();
    {
        let mut reader = workbook.worksheet_cells_reader(name).map_err(damaged)?;
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
            let position = record.pos;
            if matches!(record.value, DataRef::Empty) && record.formula.is_some() {
                return Err(Refused::Formula {
                    cell: name_of(position.0, position.1),
                });
            }
            cells.put(position, text_of_ref(&record.value))?;
        }
    }
    let merges = workbook.merge_cells_by_sheet_name(name).map_err(damaged)?;
    cells.repeat_downwards(&merges)?;
    Ok(cells)
}

fn whole(range: &calamine::Range<Data>) -> Result<Cells, Refused> {
    let mut cells = Cells::default();
    let (top, left) = range.start().unwrap_or((0, 0));
    for (row, column, cell) in range.used_cells() {
        let place =
            |offset: u32, at: usize| offset.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        cells.put((place(top, row), place(left, column)), text_of(cell))?;
    }
    Ok(cells)
}

fn choose(
    described: &[Described],
    wanted: Option<&str>,
    mut cells_of: impl FnMut(&str) -> Result<Cells, Refused>,
) -> Result<Sheet, Refused> {
    let sheets = described
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    if let Some(wanted) = wanted {
        let found = sheets
            .clone()
            .find(|sheet| sheet.name.trim().eq_ignore_ascii_case(wanted.trim()));
        let Some(found) = found else {
            return Err(Refused::NoSuchSheet {
                sheets: sheets.map(|sheet| sheet.name.clone()).collect(),
            });
        };
        let (rows, far) = cells_of(&found.name)?.table();
        return Ok(Sheet {
            name: found.name.clone(),
            others: Vec::new(),
            rows,
            far,
        });
    }
    let mut best: Option<(String, Cells)> = None;
    let mut tables = Vec::new();
    for sheet in sheets.filter(|sheet| sheet.visible == SheetVisible::Visible) {
        // A sheet that cannot be read may be the one with the table, so no other is taken for it.
        let cells = cells_of(&sheet.name)?;
        if cells.weight() == 0 {
            continue;
        }
        tables.push(sheet.name.clone());
        if best
            .as_ref()
            .is_none_or(|(_, held)| held.weight() < cells.weight())
        {
            best = Some((sheet.name.clone(), cells));
        }
    }
    let Some((name, cells)) = best else {
        return Err(Refused::NoTable);
    };
    let (rows, far) = cells.table();
    tables.retain(|other| *other != name);
    Ok(Sheet {
        name,
        others: tables,
        rows,
        far,
    })
}
