//! Ratios against 1: the share of each group among the people seen, over its share of residents.
//!
//! The scale is logarithmic, so that half and twice lie equally far from 1. A ratio says who is
//! seen, not who is in need, so a mark is never better or worse: a triangle says that the limits
//! leave out 1, a ring that they do not.

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError, Estimate, Verdict};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::rows::Rows;
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const TOP: f64 = 28.0;
const ROW: f64 = 32.0;
/// The axis reaches no further than a thousandth and a thousand times.
const FURTHEST: f64 = 1000.0;

/// Round ratios on the axis, in the words of the reader.
const TICKS: [(f64, &str); 12] = [
    (0.001, "0.001"),
    (0.01, "0.01"),
    (0.1, "a tenth"),
    (0.2, "a fifth"),
    (0.5, "half"),
    (2.0 / 3.0, "⅔"),
    (1.5, "1½"),
    (2.0, "twice"),
    (5.0, "5 times"),
    (10.0, "10 times"),
    (100.0, "100 times"),
    (1000.0, "1,000 times"),
];

/// Groups, each with a ratio.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratios {
    /// Name and origin.
    pub heading: Heading,
    /// How ratios are written.
    pub unit: Unit,
    /// What 1 means, written at its line: "Same as its share".
    pub same: String,
    /// The groups, in the order of the drawing.
    pub groups: Vec<RatioGroup>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioGroup {
    /// Its name.
    pub name: String,
    /// Its ratio, zero or more. Limits below zero count as zero.
    pub cell: Cell,
}

impl RatioGroup {
    fn verdict(&self) -> Verdict {
        match self.cell.estimate().and_then(|estimate| estimate.limits) {
            None => Verdict::NotCompared,
            Some(limits) if limits.lower() > 1.0 => Verdict::Higher,
            Some(limits) if limits.upper() < 1.0 => Verdict::Lower,
            Some(_) => Verdict::Similar,
        }
    }
}

impl Ratios {
    /// Draws the chart. Fails when there is no group, or a ratio is negative.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.groups.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        if let Some(value) = self.figures().find(|value| *value < 0.0) {
            return Err(ChartError::NegativeRatio(value));
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
        self.groups.iter().map(|group| &group.cell)
    }

    fn figures(&self) -> impl Iterator<Item = f64> {
        self.cells()
            .filter_map(Cell::estimate)
            .map(|estimate| estimate.value.get())
    }

    /// The ends of the axis: half to twice, or as far as figures and limits reach.
    fn ends(&self) -> (f64, f64) {
        let reach = self
            .cells()
            .filter_map(Cell::estimate)
            .flat_map(Estimate::reach)
            .filter(|value| *value > 0.0);
        let (low, high) = reach.fold((0.5, 2.0), |(low, high): (f64, f64), value| {
            (low.min(value), high.max(value))
        });
        (
            (low * 0.92).max(1.0 / FURTHEST),
            (high * 1.08).min(FURTHEST),
        )
    }

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let names = self.groups.iter().map(|group| group.name.as_str());
        let rows = Rows::of(names, (TOP, ROW), room);
        let value_width = self
            .figures()
            .map(|value| lettering::width(&self.unit.short(value), true))
            .fold(24.0, f64::max);
        let axis = LogAxis::over(
            self.ends(),
            (rows.left + 8.0, room.width - value_width - 16.0),
        );
        let bottom = rows.bottom(self.groups.len());
        write_ticks(&mut canvas, &axis, (TOP - 4.0, bottom), room);
        let one = axis.at(1.0);
        canvas.line((one, 18.0), (one, bottom), "ref");
        let same = lettering::fit(&self.same, room.width, true);
        let half = lettering::width(&same, true) / 2.0;
        canvas.text(
            (one.min(room.width - half).max(half), 12.0),
            &same,
            "t-mid t-strong",
        );
        for (place, group) in self.groups.iter().enumerate() {
            rows.write_name(&mut canvas, place, &group.name);
            self.write_group(&mut canvas, group, rows.middle(place), &axis, room);
        }
        let below = bottom + 24.0;
        let height = notes::write(&mut canvas, &self.notes(), below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    fn write_group(
        &self,
        canvas: &mut Canvas,
        group: &RatioGroup,
        middle: f64,
        axis: &LogAxis,
        room: Room,
    ) {
        let Some(estimate) = group.cell.estimate() else {
            write_state(canvas, &group.cell, middle, axis.start, room);
            return;
        };
        let verdict = group.verdict();
        if let Some(limits) = estimate.limits {
            let ends = (axis.at(limits.lower()), axis.at(limits.upper()));
            canvas.line((ends.0, middle), (ends.1, middle), verdict.limits_class());
        }
        let x = axis.at(estimate.value.get());
        canvas.verdict((x, middle), verdict, 5.5);
        let value = self.unit.short(estimate.value.get());
        canvas.text((room.width, middle + 5.0), &value, "t-end t-strong");
    }

    /// Groups whose mark stands at the end of the axis because it lies beyond.
    fn notes(&self) -> String {
        let (low, high) = self.ends();
        let beyond: Vec<&str> = self
            .groups
            .iter()
            .filter(|group| {
                let value = group.cell.estimate().map(|estimate| estimate.value.get());
                value.is_some_and(|value| value < low || value > high)
            })
            .map(|group| group.name.as_str())
            .collect();
        if beyond.is_empty() {
            String::new()
        } else {
            format!("Beyond the end of the scale: {}.", beyond.join(", "))
        }
    }

    fn description(&self) -> String {
        let mut sentences = vec![format!(
            "Ratios on a logarithmic scale, with 95% limits where there are any. 1 means: {}.",
            lettering::clean(&self.same)
        )];
        for group in &self.groups {
            let verdict = match (group.cell.estimate(), group.verdict()) {
                (None, _) => String::new(),
                (Some(_), Verdict::Similar) => " (similar)".to_owned(),
                (Some(_), verdict) => format!(" ({})", verdict.word().to_lowercase()),
            };
            let words = group.cell.words(&self.unit);
            sentences.push(format!("{}: {words}{verdict}.", group.name));
        }
        sentences.push(self.notes());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let drawn = |verdict| {
            self.groups
                .iter()
                .any(|group| group.cell.estimate().is_some() && group.verdict() == verdict)
        };
        let mut entries = Vec::new();
        for (verdict, words) in [
            (Verdict::Higher, "Higher: limits above 1"),
            (Verdict::Lower, "Lower: limits below 1"),
            (Verdict::Similar, "Similar: limits hold 1"),
            (Verdict::NotCompared, "Not compared: no limits"),
        ] {
            if drawn(verdict) {
                entries.push(KeyEntry::verdict(words, verdict));
            }
        }
        let mut figures = self.cells().filter_map(Cell::estimate);
        if figures.any(|estimate| estimate.limits.is_some()) {
            entries.push(KeyEntry::line("95% limits", "lim lim-similar"));
        }
        entries.extend(key::hidden_entry(self.cells()));
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Group")];
        columns.extend(table::figure_columns("Ratio"));
        columns.push(table::words_column("Against 1"));
        let mut table = Table::new(&self.heading.title, columns);
        for group in &self.groups {
            let mut row = vec![Entry::Words(group.name.clone())];
            row.extend(table::figure_entries(&group.cell, &self.unit));
            row.push(Entry::verdict(&group.cell, group.verdict()));
            table.rows.push(row);
        }
        table
    }
}

fn write_ticks(canvas: &mut Canvas, axis: &LogAxis, (top, bottom): (f64, f64), room: Room) {
    let mut free_from = 0.0;
    for (value, label) in TICKS {
        if !axis.holds(value) {
            continue;
        }
        let x = axis.at(value);
        canvas.line((x, top), (x, bottom), "grid");
        let half = lettering::width(label, false) / 2.0;
        if x - half >= free_from && x + half <= room.width {
            canvas.text((x, bottom + 17.0), label, "t-mid t-muted");
            free_from = x + half + 8.0;
        }
    }
}

/// Hatching and words for a hidden figure; words alone for the other states.
fn write_state(canvas: &mut Canvas, cell: &Cell, middle: f64, left: f64, room: Room) {
    let mut x = left;
    if cell.is_suppressed() {
        canvas.hatch((x, middle - 8.0), (60.0, 16.0), 7.0);
        x += 68.0;
    }
    let words = cell.state_words().unwrap_or_default();
    let words = lettering::fit(&words, room.width - x - 4.0, false);
    canvas.plated((x, middle + 5.0), &words, "plate", "t-muted");
}

/// A logarithmic axis across.
struct LogAxis {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl LogAxis {
    /// From `low`, more than zero, to `high`.
    fn over((low, high): (f64, f64), (start, end): (f64, f64)) -> Self {
        Self {
            low,
            high,
            start,
            end,
        }
    }

    fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Where a value lies, never beyond the ends: zero, which no such axis holds, at the start.
    fn at(&self, value: f64) -> f64 {
        let value = value.max(self.low).min(self.high);
        let share = logarithm(value / self.low) / logarithm(self.high / self.low);
        self.start + (self.end - self.start) * share
    }
}

/// The natural logarithm of a number from a millionth to a million, to ten digits and from basic
/// operations alone, so that every machine draws the same: the number is halved or doubled to lie
/// near 1, where `ln m = 2 artanh((m - 1) / (m + 1))` (Abramowitz and Stegun 4.1.27).
fn logarithm(value: f64) -> f64 {
    let mut near_one = value;
    let mut halvings = 0.0;
    while near_one > 1.5 {
        near_one /= 2.0;
        halvings += 1.0;
    }
    while near_one < 0.75 {
        near_one *= 2.0;
        halvings -= 1.0;
    }
    let ratio = (near_one - 1.0) / (near_one + 1.0);
    let square = ratio * ratio;
    let mut power = ratio;
    let mut sum = 0.0;
    for odd in [1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0] {
        sum += power / odd;
        power *= square;
    }
    2.0 * sum + halvings * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_that_of_the_tables() {
        // Abramowitz and Stegun, table 4.2: ln 2, ln 10 and ln 0.5.
        for (value, expected) in [
            (1.0, 0.0),
            (2.0, std::f64::consts::LN_2),
            (10.0, std::f64::consts::LN_10),
            (0.5, -std::f64::consts::LN_2),
            (1e6, 6.0 * std::f64::consts::LN_10),
        ] {
            assert!((logarithm(value) - expected).abs() < 1e-10, "{value}");
        }
    }

    #[test]
    fn half_and_twice_lie_equally_far_from_one() {
        let axis = LogAxis::over((0.25, 4.0), (0.0, 100.0));
        assert!((axis.at(1.0) - 50.0).abs() < 1e-9);
        assert!((axis.at(0.5) + axis.at(2.0) - 100.0).abs() < 1e-9);
        assert!(axis.at(0.0).abs() < 1e-9, "zero stands at the start");
    }
}
