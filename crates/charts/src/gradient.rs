//! Groups from most to least deprived, with the fitted line and its slope.
//!
//! The line is fitted elsewhere; here it is drawn in brass, and its slope is written above the
//! groups, where it can touch none of them.

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError, Estimate, Number};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::scale::{Direction, Scale};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const HATCH: f64 = 26.0;

/// A measure by groups ordered from most to least deprived.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// What one group is: "tenth", "fifth".
    pub group_is: String,
    /// The groups, most deprived first.
    pub groups: Vec<Group>,
    /// The fitted line; `None` where none can be fitted.
    pub slope: Option<Slope>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its short label under the axis: "1" to "10".
    pub label: String,
    /// Its figure.
    pub cell: Cell,
}

/// A fitted line across the whole population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The fitted value at the most deprived end.
    pub at_most_deprived: Number,
    /// The fitted value at the least deprived end.
    pub at_least_deprived: Number,
}

impl Slope {
    fn size(self) -> f64 {
        (self.at_most_deprived.get() - self.at_least_deprived.get()).abs()
    }

    fn way(self) -> &'static str {
        let (most, least) = (self.at_most_deprived.get(), self.at_least_deprived.get());
        if most > least {
            "down from the poorest to the richest end"
        } else if most < least {
            "up from the poorest to the richest end"
        } else {
            "level from the poorest to the richest end"
        }
    }
}

impl Gradient {
    /// Draws the chart. Fails when there is no group.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.groups.is_empty() {
            return Err(ChartError::NothingToDraw);
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

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let top = self.write_slope_words(&mut canvas, room);
        let bottom = top + if room.is_narrow { 190.0 } else { 208.0 };
        let scale = self.scale((bottom, top));
        let left = (scale.widest_label() + 8.0).max(12.0);
        let right = room.width - 8.0;

        for tick in &scale.ticks {
            let y = scale.at(tick.value);
            let class = if tick.value == 0.0 { "axis" } else { "grid" };
            canvas.line((left, y), (right, y), class);
            canvas.text((left - 6.0, y + 5.0), &tick.label, "t-end t-muted");
        }
        if let Some(slope) = self.slope {
            let from = (left, scale.at(slope.at_most_deprived.get()));
            let to = (right, scale.at(slope.at_least_deprived.get()));
            canvas.line(from, to, "slope");
        }
        let groups = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let apart = (right - left) / f64::from(groups);
        let mut free_from = 0.0;
        let mut x = left + apart / 2.0;
        for group in &self.groups {
            write_group(&mut canvas, &group.cell, x, apart, &scale, bottom);
            let half = lettering::width(&lettering::clean(&group.label), false) / 2.0;
            if x - half >= free_from && x + half <= room.width {
                canvas.text((x, bottom + 18.0), &group.label, "t-mid t-muted");
                free_from = x + half + 4.0;
            }
            x += apart;
        }
        self.write_ends(&mut canvas, left, right, bottom + 40.0);

        let below = bottom + 50.0;
        let words = self.notes();
        let notes = notes::write(&mut canvas, &words, below, room.width);
        Sheet {
            canvas,
            height: below + notes + if notes > 0.0 { 4.0 } else { 0.0 },
        }
    }

    fn scale(&self, (bottom, top): (f64, f64)) -> Scale {
        let reach = self
            .cells()
            .filter_map(Cell::estimate)
            .flat_map(Estimate::reach);
        let slope = self
            .slope
            .iter()
            .flat_map(|slope| [slope.at_most_deprived.get(), slope.at_least_deprived.get()]);
        let values = reach.chain(slope);
        Scale::over(values, (bottom, top), Direction::Up, &self.unit)
    }

    /// The slope in words, over a brass line; gives the top of the axis.
    fn write_slope_words(&self, canvas: &mut Canvas, room: Room) -> f64 {
        let Some(slope) = self.slope else { return 14.0 };
        let size = format!("Slope: {}", self.unit.difference(slope.size()));
        let size = lettering::fit(&size, room.width - 30.0, true);
        canvas.line((0.0, 9.0), (20.0, 9.0), "slope");
        canvas.text((28.0, 14.0), &size, "t-strong");
        let after = 28.0 + lettering::width(&size, true) + 8.0;
        if after + lettering::width(slope.way(), false) <= room.width {
            canvas.text((after, 14.0), slope.way(), "t-muted");
            38.0
        } else {
            canvas.text((28.0, 32.0), slope.way(), "t-muted");
            56.0
        }
    }

    /// Which end is which: in full, or in fewer words where the two would touch.
    fn write_ends(&self, canvas: &mut Canvas, left: f64, right: f64, y: f64) {
        let full = (
            format!("Most deprived {}", self.group_is),
            format!("Least deprived {}", self.group_is),
        );
        let room = right - left - 16.0;
        let width = |words: &str| lettering::width(&lettering::clean(words), true);
        let (most, least) = if width(&full.0) + width(&full.1) <= room {
            (full.0.as_str(), full.1.as_str())
        } else {
            ("Most deprived", "Least deprived")
        };
        canvas.text((left, y), most, "t-strong");
        canvas.text((right, y), least, "t-end t-strong");
    }

    fn notes(&self) -> String {
        let noun = lettering::capital(&self.group_is);
        let label = |place: usize| self.groups.get(place).map(|group| group.label.clone());
        let runs = notes::runs(self.cells());
        notes::sentence(&runs, &noun, |place| label(place).unwrap_or_default())
    }

    fn group_name(&self, place: usize) -> String {
        let label = self
            .groups
            .get(place)
            .map(|group| group.label.as_str())
            .unwrap_or_default();
        format!("{} {label}", lettering::capital(&self.group_is))
    }

    fn description(&self) -> String {
        let mut sentences = Vec::new();
        if let (Some(first), Some(last)) = (self.groups.first(), self.groups.last()) {
            let words = |cell: &Cell| cell.words(&self.unit);
            sentences.push(format!(
                "{} {}s from most to least deprived. Most deprived: {}. Least deprived: {}.",
                self.groups.len(),
                self.group_is,
                words(&first.cell),
                words(&last.cell)
            ));
        }
        sentences.push(match self.slope {
            Some(slope) => format!(
                "Fitted slope: {}, {}.",
                self.unit.difference(slope.size()),
                slope.way()
            ),
            None => "No slope was fitted.".to_owned(),
        });
        sentences.push(self.notes());
        sentences.extend(self.scale((208.0, 0.0)).floor_words());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = Vec::new();
        let drawn = || self.cells().filter_map(Cell::estimate);
        if drawn().next().is_some() {
            entries.push(KeyEntry::dot(&lettering::capital(&self.group_is)));
        }
        if drawn().any(|estimate| estimate.limits.is_some()) {
            entries.push(KeyEntry::line("95% limits", "lim lim-similar"));
        }
        entries.extend(key::hidden_entry(self.cells()));
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Group, most deprived first")];
        columns.extend(table::figure_columns("Value"));
        let mut table = Table::new(&self.heading.title, columns);
        for (place, group) in self.groups.iter().enumerate() {
            let mut row = vec![Entry::Words(self.group_name(place))];
            row.extend(table::figure_entries(&group.cell, &self.unit));
            table.rows.push(row);
        }
        table
    }
}

fn write_group(canvas: &mut Canvas, cell: &Cell, x: f64, apart: f64, scale: &Scale, bottom: f64) {
    let Some(estimate) = cell.estimate() else {
        if cell.is_suppressed() {
            let width = (apart * 0.8).min(44.0);
            canvas.hatch((x - width / 2.0, bottom - HATCH), (width, HATCH), 7.0);
        } else {
            canvas.line((x - 5.0, bottom), (x + 5.0, bottom), "axis gap");
        }
        return;
    };
    if let Some(limits) = estimate.limits {
        let (lower, upper) = (scale.at(limits.lower()), scale.at(limits.upper()));
        canvas.line((x, lower), (x, upper), "lim lim-similar");
    }
    canvas.dot((x, scale.at(estimate.value.get())), 6.0, "m-pine");
}
