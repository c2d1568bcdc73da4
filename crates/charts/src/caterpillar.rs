//! Places ranked by value, each with its limits, against a benchmark.
//!
//! The eye asks two things: where is our place, and whose limits leave the benchmark out. So our
//! row is banded and its value written, and the colour and shape of a mark are its verdict.

use std::cmp::Ordering;

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError, Estimate, Reference, Verdict};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::scale::{Direction, Scale};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const ROW: f64 = 19.0;
/// Room above the rows, with and without the name of a benchmark.
const NAMED: f64 = 30.0;
const BARE: f64 = 8.0;

/// Places ranked by value, with limits, against a benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Caterpillar {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// What the rows are, in the plural: "London areas".
    pub rows_are: String,
    /// The benchmark, drawn as a dashed line and named at the line. Without one there are no
    /// verdicts, and every mark is our own pine dot.
    pub reference: Option<Reference>,
    /// The rows, in any order: values are ranked from highest to lowest, and rows without one come
    /// last.
    pub places: Vec<Place>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name. Names wider than the label column are cut in the drawing, never in the table.
    pub name: String,
    /// Its figure.
    pub cell: Cell,
    /// The verdict on its figure; without a figure it is not read.
    pub verdict: Verdict,
    /// Whether this is the reader's own place.
    pub is_own: bool,
}

impl Caterpillar {
    /// Draws the chart. Fails when there is no row.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.places.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let ranked = self.ranked();
        let surround = Surround {
            description: self.description(&ranked),
            key: self.key(&ranked),
            table: self.table(&ranked),
        };
        Ok(draw_twice(&self.heading, surround, width, |room| {
            self.sheet(&ranked, room)
        }))
    }

    fn ranked(&self) -> Vec<&Place> {
        let mut ranked: Vec<&Place> = self.places.iter().collect();
        ranked.sort_by(|a, b| match (a.cell.estimate(), b.cell.estimate()) {
            (Some(a), Some(b)) => b.value.get().total_cmp(&a.value.get()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        ranked
    }

    fn sheet(&self, ranked: &[&Place], room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let frame = Frame::of(self, ranked, room);
        let scale = &frame.scale;

        let mut free_from = 0.0;
        for tick in &scale.ticks {
            let x = scale.at(tick.value);
            canvas.line((x, frame.top - 6.0), (x, frame.bottom), "grid");
            let half = lettering::width(&tick.label, false) / 2.0;
            if x - half >= free_from && x + half <= room.width {
                canvas.text((x, frame.bottom + 16.0), &tick.label, "t-mid t-muted");
                free_from = x + half + 6.0;
            }
        }
        for (place, middle) in ranked.iter().zip(frame.rows()) {
            if place.is_own {
                canvas.rect((0.0, middle - ROW / 2.0), (room.width, ROW), "hl", 3.0);
            }
        }
        if let Some(reference) = &self.reference {
            self.write_reference(&mut canvas, reference, &frame);
        }
        for (place, middle) in ranked.iter().zip(frame.rows()) {
            let class = if place.is_own {
                "t-end t-strong"
            } else {
                "t-end"
            };
            let name = lettering::fit(&place.name, frame.names, place.is_own);
            canvas.text((frame.names, middle + 5.0), &name, class);
            match place.cell.estimate() {
                Some(estimate) => {
                    self.write_estimate(&mut canvas, place, estimate, middle, &frame);
                }
                None => write_state(&mut canvas, place, middle, &frame),
            }
        }
        let below = if scale.ticks.is_empty() { 2.0 } else { 22.0 };
        let height = frame.bottom + below;
        Sheet { canvas, height }
    }

    fn write_reference(&self, canvas: &mut Canvas, to: &Reference, frame: &Frame) {
        let width = frame.room.width;
        let x = frame.scale.at(to.value.get());
        canvas.line((x, 18.0), (x, frame.bottom), "ref");
        let value = self.unit.short(to.value.get());
        let name_room = width - lettering::width(&format!(" {value}"), true);
        let name = lettering::fit(&to.name, name_room, true);
        let words = format!("{name} {value}");
        let half = lettering::width(&words, true) / 2.0;
        let centre = x.min(width - half).max(half);
        canvas.text((centre, 12.0), &words, "t-mid t-strong");
    }

    fn write_estimate(
        &self,
        canvas: &mut Canvas,
        place: &Place,
        estimate: Estimate,
        middle: f64,
        frame: &Frame,
    ) {
        let x = frame.scale.at(estimate.value.get());
        let (mut left, mut right) = (x - 6.0, x + 6.0);
        let verdict = place.verdict;
        if let Some(limits) = estimate.limits {
            let (lower, upper) = (
                frame.scale.at(limits.lower()),
                frame.scale.at(limits.upper()),
            );
            canvas.line((lower, middle), (upper, middle), verdict.limits_class());
            left = left.min(lower);
            right = right.max(upper);
        }
        if self.reference.is_none() {
            canvas.dot((x, middle), 5.0, "m-pine");
        } else {
            canvas.verdict((x, middle), verdict, 4.6);
            if verdict == Verdict::NotCompared {
                write_not_compared(canvas, place, (left, right), middle, frame);
            }
        }
        if place.is_own {
            let value = self.unit.short(estimate.value.get());
            canvas.text(
                (frame.room.width - 2.0, middle + 5.0),
                &value,
                "t-end t-strong",
            );
        }
    }

    fn description(&self, ranked: &[&Place]) -> String {
        let mut sentences = vec![format!(
            "{} {}, ranked from highest to lowest, with 95% limits where there are any.",
            ranked.len(),
            self.rows_are
        )];
        if let Some(reference) = &self.reference {
            let value = self.unit.full(reference.value.get());
            sentences.push(format!("{}: {value}.", reference.name));
        }
        for place in ranked.iter().filter(|place| place.is_own) {
            let verdict = match (&self.reference, place.cell.estimate()) {
                (Some(to), Some(_)) => format!(" {}.", place.verdict.against(&to.name)),
                _ => String::new(),
            };
            sentences.push(format!(
                "{}: {}.{verdict}",
                place.name,
                place.cell.words(&self.unit)
            ));
        }
        let counts = self.counts(ranked);
        if !counts.is_empty() {
            sentences.push(format!("{}.", counts.join(", ")));
        }
        let mut figures = ranked
            .iter()
            .filter_map(|p| Some((&p.name, p.cell.estimate()?)));
        let ends = (figures.clone().next(), figures.next_back());
        if let (Some((high, most)), Some((low, least))) = ends {
            let value = |estimate: Estimate| self.unit.full(estimate.value.get());
            let ends = (value(most), value(least));
            sentences.push(format!(
                "Highest: {high}, {}. Lowest: {low}, {}.",
                ends.0, ends.1
            ));
        }
        sentences.join(" ")
    }

    /// How many rows have each verdict or state, only those that occur.
    fn counts(&self, ranked: &[&Place]) -> Vec<String> {
        let word = |place: &Place| match place.cell.state() {
            Some(state) => Some(state.to_owned()),
            None => self
                .reference
                .as_ref()
                .map(|_| place.verdict.word().to_lowercase()),
        };
        let mut counted: Vec<(String, usize)> = Vec::new();
        for found in ranked.iter().filter_map(|place| word(place)) {
            match counted.iter_mut().find(|(word, _)| *word == found) {
                Some((_, count)) => *count += 1,
                None => counted.push((found, 1)),
            }
        }
        counted
            .into_iter()
            .map(|(word, count)| format!("{count} {word}"))
            .collect()
    }

    fn key(&self, ranked: &[&Place]) -> Vec<KeyEntry> {
        let drawn = ranked.iter().map(|place| (&place.cell, place.verdict));
        key::verdict_entries(drawn, self.reference.as_ref().map(|to| to.name.as_str()))
    }

    fn table(&self, ranked: &[&Place]) -> Table {
        let mut columns = vec![table::words_column("Name")];
        columns.extend(table::figure_columns("Value"));
        if let Some(reference) = &self.reference {
            columns.push(table::words_column(&format!("Against {}", reference.name)));
        }
        let mut table = Table::new(&self.heading.title, columns);
        for place in ranked {
            let mut row = vec![Entry::Words(place.name.clone())];
            row.extend(table::figure_entries(&place.cell, &self.unit));
            if self.reference.is_some() {
                row.push(Entry::verdict(&place.cell, place.verdict));
            }
            table.rows.push(row);
        }
        table
    }
}

/// Where the parts of the drawing stand.
struct Frame {
    room: Room,
    /// Right edge of the names.
    names: f64,
    scale: Scale,
    /// Right edge of the axis.
    scale_end: f64,
    /// Upper and lower edge of the rows.
    top: f64,
    bottom: f64,
}

impl Frame {
    fn of(chart: &Caterpillar, ranked: &[&Place], room: Room) -> Self {
        let most = if room.is_narrow {
            152.0
        } else {
            (room.width * 0.3).max(162.0)
        };
        let names = ranked
            .iter()
            .map(|place| lettering::width(&lettering::clean(&place.name), place.is_own))
            .fold(40.0, f64::max)
            .min(most);
        let own_value = ranked
            .iter()
            .filter(|place| place.is_own)
            .filter_map(|place| place.cell.estimate())
            .map(|estimate| lettering::width(&chart.unit.short(estimate.value.get()), true) + 10.0)
            .fold(22.0, f64::max);
        let scale_end = room.width - own_value;
        let reach = ranked
            .iter()
            .filter_map(|place| place.cell.estimate())
            .flat_map(Estimate::reach);
        let reference = chart
            .reference
            .iter()
            .map(|reference| reference.value.get());
        let scale = Scale::over(
            reach.chain(reference),
            (names + 14.0, scale_end),
            Direction::Across,
            &chart.unit,
        );
        let top = if chart.reference.is_some() {
            NAMED
        } else {
            BARE
        };
        let rows = u32::try_from(ranked.len()).unwrap_or(u32::MAX);
        let bottom = top + f64::from(rows) * ROW + 2.0;
        Self {
            room,
            names,
            scale,
            scale_end,
            top,
            bottom,
        }
    }

    /// Middle lines of the rows.
    fn rows(&self) -> impl Iterator<Item = f64> {
        std::iter::successors(Some(self.top + ROW / 2.0), |middle| Some(middle + ROW))
    }
}

/// Hatching and words for a hidden figure; words alone for the other states.
fn write_state(canvas: &mut Canvas, place: &Place, middle: f64, frame: &Frame) {
    let mut x = frame.names + 16.0;
    if place.cell.is_suppressed() {
        let width = if frame.room.is_narrow { 36.0 } else { 70.0 };
        canvas.hatch((x, middle - 6.0), (width, 12.0), 7.0);
        x += width + 8.0;
    }
    let left = frame.room.width - x - 4.0;
    let words = place
        .cell
        .state_words()
        .filter(|words| lettering::width(&lettering::clean(words), place.is_own) <= left)
        .or_else(|| place.cell.state().map(str::to_owned));
    let words = lettering::fit(&words.unwrap_or_default(), left, place.is_own);
    write_words(canvas, place, (x, middle + 5.0), &words);
}

/// The words after the limits, or before them where there is more room.
fn write_not_compared(
    canvas: &mut Canvas,
    place: &Place,
    (left, right): (f64, f64),
    middle: f64,
    frame: &Frame,
) {
    let words = "not compared";
    let width = lettering::width(words, place.is_own);
    let before = left - 8.0 - width;
    if right + 8.0 + width <= frame.scale_end {
        write_words(canvas, place, (right + 8.0, middle + 5.0), words);
    } else if before >= frame.names + 14.0 {
        write_words(canvas, place, (before, middle + 5.0), words);
    }
}

/// Words in a row, clear of the lines behind them, on the ground of the row.
fn write_words(canvas: &mut Canvas, place: &Place, at: (f64, f64), words: &str) {
    let (ground, class) = if place.is_own {
        ("plate-own", "t-strong")
    } else {
        ("plate", "t-muted")
    };
    canvas.plated(at, words, ground, class);
}
