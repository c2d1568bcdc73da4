//! Rows of gaps: two ends a row with their limits, the widest gap first, its size written.

use std::cmp::Ordering;

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError, Estimate};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::rows::Rows;
use crate::scale::{Direction, Scale};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const TOP: f64 = 22.0;
const ROW: f64 = 34.0;
/// The ends stand so far above and below the middle of a row, so that limits that overlap are both
/// seen.
const ASIDE: f64 = 5.0;

/// Gaps between two groups, one a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dumbbell {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// The name of the one end of every row: "Most deprived fifth".
    pub one: String,
    /// The name of the other end.
    pub other: String,
    /// The rows, in any order: the widest gap comes first, and rows without a gap last.
    pub rows: Vec<DumbbellRow>,
}

/// One gap.
#[derive(Debug, Clone, PartialEq)]
pub struct DumbbellRow {
    /// Its name.
    pub name: String,
    /// The figure of the one end.
    pub one: Cell,
    /// The figure of the other end.
    pub other: Cell,
}

impl DumbbellRow {
    /// How far the ends lie apart; `None` when one has no figure.
    fn gap(&self) -> Option<f64> {
        let (one, other) = (self.one.estimate()?, self.other.estimate()?);
        Some((one.value.get() - other.value.get()).abs())
    }

    fn cells(&self) -> [&Cell; 2] {
        [&self.one, &self.other]
    }

    /// Why there is no gap: the state of the first end without a figure.
    fn state(&self) -> &'static str {
        self.cells()
            .into_iter()
            .find_map(Cell::state)
            .unwrap_or_default()
    }
}

impl Dumbbell {
    /// Draws the chart. Fails when there is no row.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.rows.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let ranked = self.ranked();
        let surround = Surround {
            description: self.description(&ranked),
            key: self.key(),
            table: self.table(&ranked),
        };
        Ok(draw_twice(&self.heading, surround, width, |room| {
            self.sheet(&ranked, room)
        }))
    }

    fn ranked(&self) -> Vec<&DumbbellRow> {
        let mut ranked: Vec<&DumbbellRow> = self.rows.iter().collect();
        ranked.sort_by(|a, b| match (a.gap(), b.gap()) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        ranked
    }

    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(DumbbellRow::cells)
    }

    /// What stands at the right of a row: the gap, or the state that hides it.
    fn gap_words(&self, row: &DumbbellRow, room: Room) -> String {
        let Some(gap) = row.gap() else {
            return row.state().to_owned();
        };
        let full = self.unit.difference(gap);
        let most = if room.is_narrow { 84.0 } else { 120.0 };
        if lettering::width(&lettering::clean(&full), true) <= most {
            full
        } else {
            self.unit.short(gap)
        }
    }

    fn sheet(&self, ranked: &[&DumbbellRow], room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let names = ranked.iter().map(|row| row.name.as_str());
        let rows = Rows::of(names, (TOP, ROW), room);
        let gaps = ranked
            .iter()
            .map(|row| lettering::width(&lettering::clean(&self.gap_words(row, room)), true))
            .fold(30.0, f64::max);
        let scale = Scale::over(
            self.cells()
                .filter_map(Cell::estimate)
                .flat_map(Estimate::reach),
            (rows.left + 10.0, room.width - gaps - 18.0),
            Direction::Across,
            &self.unit,
        );
        let bottom = rows.bottom(ranked.len());
        write_ticks(&mut canvas, &scale, (TOP - 2.0, bottom), room);
        canvas.text((room.width, 14.0), "Gap", "t-end t-strong");
        for (place, row) in ranked.iter().enumerate() {
            rows.write_name(&mut canvas, place, &row.name);
            let middle = rows.middle(place);
            write_ends(&mut canvas, row, middle, &scale, rows.left + 10.0);
            let class = if row.gap().is_some() {
                "t-end t-strong"
            } else {
                "t-end t-muted"
            };
            let words = self.gap_words(row, room);
            canvas.text((room.width, middle + 5.0), &words, class);
        }
        let below = bottom + if scale.ticks.is_empty() { 4.0 } else { 24.0 };
        let height = notes::write(&mut canvas, &self.notes(ranked), below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    /// The ends without a figure, row by row.
    fn notes(&self, ranked: &[&DumbbellRow]) -> String {
        let mut said = Vec::new();
        for row in ranked {
            for (end, cell) in [&self.one, &self.other].into_iter().zip(row.cells()) {
                if let Some(words) = cell.state_words() {
                    said.push(format!("{}, {end}: {words}.", row.name));
                }
            }
        }
        said.join(" ")
    }

    fn description(&self, ranked: &[&DumbbellRow]) -> String {
        let mut sentences = vec![format!(
            "{} against {}, the widest gap first.",
            self.one, self.other
        )];
        for row in ranked {
            let Some(gap) = row.gap() else { continue };
            sentences.push(format!(
                "{}: {} against {}, {} apart.",
                row.name,
                row.one.words(&self.unit),
                row.other.words(&self.unit),
                self.unit.difference(gap)
            ));
        }
        sentences.push(self.notes(ranked));
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = vec![
            KeyEntry::dot(&self.one),
            KeyEntry::new(&self.other, |canvas| {
                canvas.dot((8.0, 8.0), 5.0, "m-hollow");
            }),
        ];
        let mut figures = self.cells().filter_map(Cell::estimate);
        if figures.any(|estimate| estimate.limits.is_some()) {
            entries.push(KeyEntry::line("95% limits", "lim lim-similar"));
        }
        entries.extend(key::hidden_entry(self.cells()));
        entries
    }

    fn table(&self, ranked: &[&DumbbellRow]) -> Table {
        let mut columns = vec![table::words_column("Name")];
        for end in [&self.one, &self.other] {
            columns.push(table::number_column(end));
            columns.push(table::number_column(&format!("{end}, lower 95% limit")));
            columns.push(table::number_column(&format!("{end}, upper 95% limit")));
        }
        columns.push(table::number_column("Gap"));
        let mut table = Table::new(&self.heading.title, columns);
        for row in ranked {
            let mut entries = vec![Entry::Words(row.name.clone())];
            entries.extend(table::figure_entries(&row.one, &self.unit));
            entries.extend(table::figure_entries(&row.other, &self.unit));
            entries.push(match row.gap() {
                Some(gap) => Entry::Number {
                    value: gap,
                    shown: self.unit.difference(gap),
                },
                None => Entry::Words(row.state().to_owned()),
            });
            table.rows.push(entries);
        }
        table
    }
}

fn write_ticks(canvas: &mut Canvas, scale: &Scale, (top, bottom): (f64, f64), room: Room) {
    let mut free_from = 0.0;
    for tick in &scale.ticks {
        let x = scale.at(tick.value);
        let class = if tick.value == 0.0 { "axis" } else { "grid" };
        canvas.line((x, top), (x, bottom), class);
        let half = lettering::width(&tick.label, false) / 2.0;
        if x - half >= free_from && x + half <= room.width {
            canvas.text((x, bottom + 17.0), &tick.label, "t-mid t-muted");
            free_from = x + half + 8.0;
        }
    }
}

/// The ends of a row, joined where both have a figure. A hidden end is hatched at the start.
fn write_ends(canvas: &mut Canvas, row: &DumbbellRow, middle: f64, scale: &Scale, left: f64) {
    let at = |cell: &Cell| {
        cell.estimate()
            .map(|estimate| scale.at(estimate.value.get()))
    };
    if let (Some(one), Some(other)) = (at(&row.one), at(&row.other)) {
        canvas.line((one, middle), (other, middle), "slope");
    }
    let ends = [
        (&row.other, middle + ASIDE, "m-hollow"),
        (&row.one, middle - ASIDE, "m-pine"),
    ];
    for (cell, y, class) in ends {
        if let Some(limits) = cell.estimate().and_then(|estimate| estimate.limits) {
            let (lower, upper) = (scale.at(limits.lower()), scale.at(limits.upper()));
            canvas.line((lower, y), (upper, y), "lim lim-similar");
        }
        match at(cell) {
            Some(x) => canvas.dot((x, y), 5.5, class),
            None if cell.is_suppressed() => canvas.hatch((left, y - 5.0), (36.0, 9.0), 6.0),
            None => {}
        }
    }
}
