//! The distance between two places on a line from zero: ours and the best-off, say.

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError, Verdict};
use crate::frame::{Drawn, Heading, Surround, draw_once};
use crate::key::{self, KeyEntry};
use crate::scale::Scale;
use crate::strip;
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const HEIGHT: f64 = 26.0;
const MIDDLE: f64 = HEIGHT / 2.0;

/// Two figures on one line from zero, 328 by 26 at every width.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of both values.
    pub unit: Unit,
    /// The one, usually our own place.
    pub one: GapEnd,
    /// The other, usually the best-off place.
    pub other: GapEnd,
    /// The value at the end of the line, so that lines beneath one another can share it. Larger
    /// figures push it further.
    pub up_to: f64,
}

/// One end of the gap.
#[derive(Debug, Clone, PartialEq)]
pub struct GapEnd {
    /// Its name.
    pub name: String,
    /// Its figure.
    pub cell: Cell,
    /// Which mark it gets.
    pub verdict: Verdict,
}

impl Gap {
    /// Draws the line. Fails when `up_to` is not finite.
    pub fn draw(&self) -> Result<Drawn, ChartError> {
        let up_to = crate::cell::Number::new(self.up_to)?.get();
        let surround = Surround {
            description: self.description(),
            key: self.key(),
            table: self.table(),
        };
        let canvas = self.canvas(up_to);
        Ok(draw_once(
            &self.heading,
            surround,
            (strip::WIDTH, HEIGHT),
            "cw-svg cw-svg--strip",
            canvas,
        ))
    }

    fn ends(&self) -> [&GapEnd; 2] {
        [&self.one, &self.other]
    }

    fn canvas(&self, up_to: f64) -> Canvas {
        let mut canvas = Canvas::default();
        let left = strip::write_line(&mut canvas, self.heading.origin, MIDDLE);
        let figures = || {
            self.ends()
                .into_iter()
                .filter_map(|end| end.cell.estimate())
        };
        let low = figures()
            .map(|figure| figure.value.get())
            .fold(0.0, f64::min);
        let high = figures()
            .map(|figure| figure.value.get())
            .fold(up_to, f64::max);
        let scale = Scale::between((low, high), (left, strip::RIGHT));
        let at = |end: &GapEnd| {
            end.cell
                .estimate()
                .map(|figure| scale.at(figure.value.get()))
        };
        if let (Some(one), Some(other)) = (at(&self.one), at(&self.other)) {
            canvas.line((one, MIDDLE), (other, MIDDLE), "slope");
        }
        for end in self.ends() {
            if let Some(x) = at(end) {
                canvas.verdict((x, MIDDLE), end.verdict, 6.0);
            }
        }
        self.write_states(&mut canvas, at, left);
        canvas
    }

    /// The state of an end without a figure, on the side of the other end that has more room.
    fn write_states(&self, canvas: &mut Canvas, at: impl Fn(&GapEnd) -> Option<f64>, left: f64) {
        let drawn = self.ends().into_iter().find_map(&at);
        let space = match drawn {
            Some(x) if x - left > strip::RIGHT - x => (left, x - 14.0),
            Some(x) => (x + 14.0, strip::RIGHT),
            None => (left, strip::RIGHT),
        };
        let without: Vec<_> = self
            .ends()
            .into_iter()
            .filter(|end| at(end).is_none())
            .collect();
        let Some(first) = without.first() else { return };
        let is_hidden = without.iter().any(|end| end.cell.is_suppressed());
        let words: Vec<String> = without
            .iter()
            .map(|end| format!("{} {}", end.name, end.cell.state().unwrap_or_default()))
            .collect();
        let words = (words.join(", "), first.cell.state().unwrap_or_default());
        strip::write_state(canvas, space, MIDDLE, is_hidden, (&words.0, words.1));
    }

    fn description(&self) -> String {
        let mut sentences: Vec<String> = self
            .ends()
            .into_iter()
            .map(|end| format!("{}: {}.", end.name, end.cell.words(&self.unit)))
            .collect();
        if let (Some(one), Some(other)) = (self.one.cell.estimate(), self.other.cell.estimate()) {
            let apart = (one.value.get() - other.value.get()).abs();
            sentences.push(format!("{} apart.", self.unit.difference(apart)));
        }
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let named = |end: &GapEnd| KeyEntry::verdict(&end.name, end.verdict);
        let drawn = self
            .ends()
            .into_iter()
            .filter(|end| end.cell.estimate().is_some());
        let hidden = key::hidden_entry(self.ends().into_iter().map(|end| &end.cell));
        drawn.map(named).chain(hidden).collect()
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Name")];
        columns.extend(table::figure_columns("Value"));
        let mut table = Table::new(&self.heading.title, columns);
        for end in self.ends() {
            let mut row = vec![Entry::Words(end.name.clone())];
            row.extend(table::figure_entries(&end.cell, &self.unit));
            table.rows.push(row);
        }
        table
    }
}
