//! Completeness over time: one row a characteristic, one cell a period, its number written in it.
//!
//! Three levels differ in fill and edge, not in colour alone: 80% or more is solid, 50% to less
//! than 80% pale, below 50% outlined.

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes::{self, Run};
use crate::rows::{Rows, counted};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const ROW: f64 = 38.0;
const CELL: f64 = 34.0;
/// Per cent from which a cell is solid, and from which it is pale.
const SOLID_FROM: f64 = 80.0;
const PALE_FROM: f64 = 50.0;

/// Rows of percentages over time.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatGrid {
    /// Name and origin.
    pub heading: Heading,
    /// How the percentages are written. The level of a cell is that of the number as written, so
    /// that no cell that says 80 is pale.
    pub unit: Unit,
    /// The periods, oldest first.
    pub periods: Vec<String>,
    /// The rows, in the order of the drawing.
    pub rows: Vec<HeatRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// One cell for each period, from 0 to 100.
    pub cells: Vec<Cell>,
}

/// How full a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Solid,
    Pale,
    Outlined,
}

impl Level {
    const ALL: [Self; 3] = [Self::Solid, Self::Pale, Self::Outlined];

    fn of(value: f64, unit: &Unit) -> Self {
        let value = unit.rounded(value);
        if value >= SOLID_FROM {
            Self::Solid
        } else if value >= PALE_FROM {
            Self::Pale
        } else {
            Self::Outlined
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Solid => "bar",
            Self::Pale => "bar-soft",
            Self::Outlined => "cell-low",
        }
    }

    fn text_class(self) -> &'static str {
        match self {
            Self::Solid => "t-mid t-on",
            Self::Pale | Self::Outlined => "t-mid",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Solid => "80% or more",
            Self::Pale => "50% to less than 80%",
            Self::Outlined => "Under 50%",
        }
    }
}

impl HeatGrid {
    /// Draws the grid. Fails when there is no row or no period, or a row has not one cell for each
    /// period.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.rows.is_empty() || self.periods.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let wanted = self.periods.len();
        if let Some(row) = self.rows.iter().find(|row| row.cells.len() != wanted) {
            return Err(ChartError::UnevenRow {
                row: row.name.clone(),
                cells: row.cells.len(),
                periods: wanted,
            });
        }
        let surround = Surround {
            description: self.description(),
            key: self.key(),
            table: self.table(),
        };
        Ok(draw_twice(&self.heading, surround, width, |room| {
            self.sheet(room)
        }))
    }

    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    fn levels(&self) -> impl Iterator<Item = Level> {
        self.cells()
            .filter_map(Cell::estimate)
            .map(|estimate| Level::of(estimate.value.get(), &self.unit))
    }

    /// The number in a cell, without its sign: the drawing says per cent above.
    fn number(&self, value: f64) -> String {
        self.unit.short(value).trim_end_matches('%').to_owned()
    }

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let names = self.rows.iter().map(|row| row.name.as_str());
        let top = if room.is_narrow { 2.0 } else { 24.0 };
        let rows = Rows::of(names, (top, ROW), room);
        let apart = (room.width - rows.left) / counted(self.periods.len());
        let numbers_fit = self.cells().filter_map(Cell::estimate).all(|estimate| {
            lettering::width(&self.number(estimate.value.get()), false) + 6.0 <= apart
        });
        for (place, row) in self.rows.iter().enumerate() {
            rows.write_name(&mut canvas, place, &row.name);
            let grid = Strip {
                left: rows.left,
                top: rows.middle(place) - CELL / 2.0,
                apart,
            };
            self.write_row(&mut canvas, row, &grid, numbers_fit);
        }
        let bottom = rows.bottom(self.rows.len());
        let labels = if room.is_narrow { bottom + 14.0 } else { 14.0 };
        self.write_periods(&mut canvas, (rows.left, apart), labels, room);

        let below = bottom + if room.is_narrow { 24.0 } else { 4.0 };
        let mut words = self.notes();
        if !numbers_fit {
            words.push_str(" The numbers are in the table.");
        }
        let height = notes::write(&mut canvas, &words, below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    fn write_row(&self, canvas: &mut Canvas, row: &HeatRow, strip: &Strip, numbers_fit: bool) {
        for (place, cell) in row.cells.iter().enumerate() {
            let Some(estimate) = cell.estimate() else {
                continue;
            };
            let value = estimate.value.get();
            let level = Level::of(value, &self.unit);
            let (x, width) = strip.covers(place, place);
            // An outline straddles its edge, so it is drawn inside.
            let inset = if level == Level::Outlined { 0.5 } else { 0.0 };
            canvas.rect(
                (x + inset, strip.top + inset),
                (width - 2.0 * inset, CELL - 2.0 * inset),
                level.class(),
                2.0,
            );
            if numbers_fit {
                let middle = (x + width / 2.0, strip.top + CELL / 2.0 + 5.0);
                canvas.text(middle, &self.number(value), level.text_class());
            }
        }
        for run in notes::runs(&row.cells) {
            write_run(canvas, &run, strip);
        }
    }

    /// As many periods as fit, always with the last.
    fn write_periods(&self, canvas: &mut Canvas, (left, apart): (f64, f64), y: f64, room: Room) {
        let mut free_to = f64::INFINITY;
        for (place, period) in self.periods.iter().enumerate().rev() {
            let period = lettering::fit(period, room.width, false);
            let half = lettering::width(&period, false) / 2.0;
            let middle = left + apart * (counted(place) + 0.5) - 1.0;
            let middle = middle.min(room.width - half).max(half);
            if middle + half + 10.0 > free_to {
                continue;
            }
            canvas.text((middle, y), &period, "t-mid t-muted");
            free_to = middle - half;
        }
    }

    fn notes(&self) -> String {
        let said: Vec<String> = self
            .rows
            .iter()
            .map(|row| (row, notes::runs(&row.cells)))
            .filter(|(_, runs)| !runs.is_empty())
            .map(|(row, runs)| {
                let period = |place: usize| self.periods.get(place).cloned().unwrap_or_default();
                format!("{}: {}", row.name, notes::sentence(&runs, "", period))
            })
            .collect();
        said.join(" ")
    }

    fn description(&self) -> String {
        let mut sentences = Vec::new();
        for row in &self.rows {
            let mut figures = row
                .cells
                .iter()
                .zip(&self.periods)
                .filter_map(|(cell, period)| Some((cell.estimate()?.value.get(), period)));
            let first = figures.next();
            let last = figures.next_back();
            let full = |value| self.unit.full(value);
            match (first, last) {
                (Some((from, since)), Some((to, until))) => sentences.push(format!(
                    "{} went from {} in {since} to {} in {until}.",
                    row.name,
                    full(from),
                    full(to)
                )),
                (Some((only, period)), None) => {
                    sentences.push(format!("{}: {} in {period}.", row.name, full(only)));
                }
                _ => {}
            }
        }
        sentences.push(self.notes());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = Vec::new();
        for level in Level::ALL {
            if self.levels().any(|drawn| drawn == level) {
                entries.push(KeyEntry::area(level.words(), level.class()));
            }
        }
        entries.extend(key::hidden_entry(self.cells()));
        // One mark for all of them: which it is stands in the cell, or below.
        let open: Vec<&str> = ["missing", "not asked", "not applicable"]
            .into_iter()
            .filter(|state| self.cells().any(|cell| cell.state() == Some(state)))
            .collect();
        if !open.is_empty() {
            let words = open.join(" or ");
            let (first, rest) = words.split_at(1);
            let words = format!("{}{rest}", first.to_uppercase());
            entries.push(KeyEntry::area(&words, "open-edge"));
        }
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Name")];
        columns.extend(
            self.periods
                .iter()
                .map(|period| table::number_column(period)),
        );
        let mut table = Table::new(&self.heading.title, columns);
        for row in &self.rows {
            let mut entries = vec![Entry::Words(row.name.clone())];
            for cell in &row.cells {
                let [value, _, _] = table::figure_entries(cell, &self.unit);
                entries.push(value);
            }
            table.rows.push(entries);
        }
        table
    }
}

/// Where the cells of a row stand.
struct Strip {
    left: f64,
    top: f64,
    apart: f64,
}

impl Strip {
    /// Left edge and width of the cells from `first` to `last`, with a gap after them.
    fn covers(&self, first: usize, last: usize) -> (f64, f64) {
        let gap = (self.apart * 0.2).min(2.0);
        let x = self.left + self.apart * counted(first);
        (x, self.apart * counted(last + 1 - first) - gap)
    }
}

/// Hatching for each hidden cell; one dashed cell across the others, with the state where it fits.
fn write_run(canvas: &mut Canvas, run: &Run, strip: &Strip) {
    if run.state == "hidden" {
        for place in run.first..=run.last {
            let (x, width) = strip.covers(place, place);
            canvas.hatch((x, strip.top), (width, CELL), 7.0);
        }
        return;
    }
    let (x, width) = strip.covers(run.first, run.last);
    canvas.rect(
        (x + 1.0, strip.top + 1.0),
        (width - 2.0, CELL - 2.0),
        "open-edge",
        2.0,
    );
    let words = lettering::capital(&lettering::clean(&run.words));
    let short = lettering::capital(run.state);
    for words in [words, short] {
        if lettering::width(&words, true) + 20.0 <= width {
            let at = (x + 10.0, strip.top + CELL / 2.0 + 5.0);
            canvas.text(at, &words, "t-strong");
            break;
        }
    }
}
