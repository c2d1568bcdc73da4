//! One place among all places, on a line: the middle half as a box, the benchmark as an upright
//! bar, the limits and the mark of our own. Every strip has a scale of its own, without labels: the
//! numbers stand in the text beside it.

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError, Estimate, Number, Reference, Verdict};
use crate::frame::{Drawn, Heading, Surround, draw_once};
use crate::key::{self, KeyEntry};
use crate::scale::Scale;
use crate::strip;
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const HEIGHT: f64 = 40.0;
const MIDDLE: f64 = HEIGHT / 2.0;

/// One place against a benchmark and all other places, 328 by 40 at every width.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeStrip {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// The name of our place.
    pub name: String,
    /// Our figure.
    pub cell: Cell,
    /// The verdict on it against the benchmark.
    pub verdict: Verdict,
    /// The benchmark.
    pub reference: Reference,
    /// How all places are spread; `None` leaves out the box.
    pub spread: Option<Spread>,
}

/// How all places of a kind are spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// What they are, in the plural: "councils".
    pub places: String,
    /// The lowest value.
    pub lowest: Number,
    /// A quarter of places lie below it.
    pub lower_quartile: Number,
    /// A quarter of places lie above it.
    pub upper_quartile: Number,
    /// The highest value.
    pub highest: Number,
}

impl RangeStrip {
    /// Draws the strip.
    pub fn draw(&self) -> Result<Drawn, ChartError> {
        let surround = Surround {
            description: self.description(),
            key: self.key(),
            table: self.table(),
        };
        let canvas = self.canvas();
        Ok(draw_once(
            &self.heading,
            surround,
            (strip::WIDTH, HEIGHT),
            "cw-svg cw-svg--strip",
            canvas,
        ))
    }

    /// The ends of the line: all places where known, otherwise what is drawn and a fifth more.
    fn scale(&self, ends: (f64, f64)) -> Scale {
        let drawn: Vec<f64> = self
            .cell
            .estimate()
            .into_iter()
            .flat_map(Estimate::reach)
            .chain([self.reference.value.get()])
            .chain(self.spread.iter().flat_map(|spread| {
                [
                    &spread.lowest,
                    &spread.lower_quartile,
                    &spread.upper_quartile,
                    &spread.highest,
                ]
                .map(|number| number.get())
            }))
            .collect();
        let low = drawn.iter().copied().fold(f64::INFINITY, f64::min);
        let high = drawn.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let air = if self.spread.is_some() {
            0.0
        } else {
            (high - low) * 0.2
        };
        Scale::between((low - air, high + air), ends)
    }

    fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let left = strip::write_line(&mut canvas, self.heading.origin, MIDDLE);
        let scale = self.scale((left, strip::RIGHT));
        if let Some(spread) = &self.spread {
            let from = scale.at(spread.lower_quartile.get());
            let to = scale.at(spread.upper_quartile.get());
            let (from, to) = (from.min(to), from.max(to));
            canvas.rect(
                (from, MIDDLE - 8.0),
                ((to - from).max(1.0), 16.0),
                "mid-band",
                2.0,
            );
        }
        let benchmark = scale.at(self.reference.value.get());
        canvas.line(
            (benchmark, MIDDLE - 14.0),
            (benchmark, MIDDLE + 14.0),
            "tick",
        );
        match self.cell.estimate() {
            Some(estimate) => {
                if let Some(limits) = estimate.limits {
                    let (lower, upper) = (scale.at(limits.lower()), scale.at(limits.upper()));
                    let class = self.verdict.limits_class();
                    canvas.line((lower, MIDDLE), (upper, MIDDLE), class);
                }
                let x = scale.at(estimate.value.get());
                match self.verdict {
                    Verdict::NotCompared => canvas.dot((x, MIDDLE), 6.0, "m-pine"),
                    verdict => canvas.verdict((x, MIDDLE), verdict, 6.0),
                }
            }
            None => self.write_state(&mut canvas, left, &scale),
        }
        canvas
    }

    /// The state beside box and benchmark, on the side that has more room.
    fn write_state(&self, canvas: &mut Canvas, left: f64, scale: &Scale) {
        let benchmark = scale.at(self.reference.value.get());
        let (mut lowest, mut highest) = (benchmark, benchmark);
        if let Some(spread) = &self.spread {
            lowest = lowest.min(scale.at(spread.lower_quartile.get()));
            highest = highest.max(scale.at(spread.upper_quartile.get()));
        }
        let on_left = lowest - left > strip::RIGHT - highest;
        let space = if on_left {
            (left, lowest - 8.0)
        } else {
            (highest + 8.0, strip::RIGHT)
        };
        let whole = self.cell.state_words().unwrap_or_default();
        let words = (whole.as_str(), self.cell.state().unwrap_or_default());
        strip::write_state(canvas, space, MIDDLE, self.cell.is_suppressed(), words);
    }

    fn description(&self) -> String {
        let verdict = match self.cell.estimate() {
            Some(_) => format!(" {}.", self.verdict.against(&self.reference.name)),
            None => String::new(),
        };
        let spread = self.spread.as_ref().map_or_else(String::new, |spread| {
            format!(
                " The middle half of {} lies between {} and {}.",
                spread.places,
                self.unit.full(spread.lower_quartile.get()),
                self.unit.full(spread.upper_quartile.get())
            )
        });
        format!(
            "{}: {}. {}: {}.{verdict}{spread}",
            self.name,
            self.cell.words(&self.unit),
            self.reference.name,
            self.unit.full(self.reference.value.get())
        )
    }

    fn key(&self) -> Vec<KeyEntry> {
        let drawn = [(&self.cell, self.verdict)];
        let mut entries = key::verdict_entries(drawn, Some(&self.reference.name));
        entries.push(KeyEntry::upright(&self.reference.name));
        if let Some(spread) = &self.spread {
            let words = format!("Middle half of {}", spread.places);
            entries.push(KeyEntry::area(&words, "mid-band"));
        }
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Name")];
        columns.extend(table::figure_columns("Value"));
        columns.push(table::words_column("Verdict"));
        let mut table = Table::new(&self.heading.title, columns);
        let mut own = vec![Entry::Words(self.name.clone())];
        own.extend(table::figure_entries(&self.cell, &self.unit));
        own.push(Entry::verdict(&self.cell, self.verdict));
        table.rows.push(own);
        let mut line = |name: String, value: f64| {
            let none = || Entry::Words("none".to_owned());
            let value = Entry::number(value, &self.unit);
            table
                .rows
                .push(vec![Entry::Words(name), value, none(), none(), none()]);
        };
        line(self.reference.name.clone(), self.reference.value.get());
        if let Some(spread) = &self.spread {
            let of = &spread.places;
            line(format!("Lowest of {of}"), spread.lowest.get());
            line(
                format!("Lower quarter of {of}"),
                spread.lower_quartile.get(),
            );
            line(
                format!("Upper quarter of {of}"),
                spread.upper_quartile.get(),
            );
            line(format!("Highest of {of}"), spread.highest.get());
        }
        table
    }
}
