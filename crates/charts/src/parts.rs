//! The parts of a whole as one bar, each with its number and word beneath: labels in place of a
//! key.

use crate::canvas::Canvas;
use crate::cell::{ChartError, Number};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::lettering;
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const MOST_PARTS: usize = 4;
const TOP: f64 = 8.0;
const THICK: f64 = 30.0;
/// A part that is not nothing can always be seen.
const THINNEST: f64 = 3.0;
/// The square before a label, with the space after it.
const SQUARE: f64 = 20.0;
/// Between two labels on one line.
const BETWEEN: f64 = 18.0;

/// A whole of at most four parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Name and origin.
    pub heading: Heading,
    /// What is counted, in the plural: "cells", "actions".
    pub counted: String,
    /// The parts, in the order of the bar.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is, in words that follow the number: "unchanged", "not checked".
    pub name: String,
    /// How many.
    pub count: Number,
    /// How it is drawn.
    pub state: PartState,
}

/// How a part is drawn, by what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// What the sentence above is about: solid pine.
    Main,
    /// The rest that is in order: pale pine.
    Rest,
    /// Changed: the paper colour with an edge, which is not a verdict.
    Changed,
    /// Not done: a dashed outline, never a fill.
    Open,
    /// A fault: solid ink.
    Fault,
}

impl PartState {
    fn class(self) -> &'static str {
        match self {
            Self::Main => "bar",
            Self::Rest => "bar-soft",
            Self::Changed => "mid-band",
            Self::Open => "open-edge",
            Self::Fault => "bar-ink",
        }
    }

    /// Strong words for everything but the rest.
    fn is_strong(self) -> bool {
        self != Self::Rest
    }
}

impl Parts {
    /// Draws the bar. Fails when there is no part, more than four, or one is negative.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.parts.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        if self.parts.len() > MOST_PARTS {
            return Err(ChartError::TooManyParts(self.parts.len()));
        }
        if let Some(part) = self.parts.iter().find(|part| part.count.get() < 0.0) {
            return Err(ChartError::NegativePart(part.count.get()));
        }
        let surround = Surround {
            description: self.description(),
            key: Vec::new(),
            table: self.table(),
        };
        Ok(draw_twice(&self.heading, surround, width, |room| {
            self.sheet(room)
        }))
    }

    fn total(&self) -> f64 {
        self.parts.iter().map(|part| part.count.get()).sum()
    }

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let widths = self.widths(room.width);
        let mut x = 0.0;
        for (part, width) in self.parts.iter().zip(&widths) {
            if *width > 0.0 {
                write_part(&mut canvas, part.state, x, *width, room.width);
            }
            x += width;
        }
        if self.total() <= 0.0 {
            canvas.rect(
                (1.0, TOP + 1.0),
                (room.width - 2.0, THICK - 2.0),
                "open-edge",
                2.0,
            );
        }
        let labels_top = TOP + THICK;
        let height = match self.one_line(&widths, room.width) {
            Some(starts) => {
                for (part, start) in self.parts.iter().zip(starts) {
                    write_label(&mut canvas, part, (start, labels_top + 20.0), room.width);
                }
                labels_top + 28.0
            }
            None => self.write_lines(&mut canvas, labels_top + 6.0, room.width),
        };
        Sheet { canvas, height }
    }

    /// Width of each part. Small parts are widened until they show, at the cost of the others.
    fn widths(&self, room: f64) -> Vec<f64> {
        let total = self.total();
        if total <= 0.0 {
            return vec![0.0; self.parts.len()];
        }
        let true_width = |part: &Part| part.count.get() / total * room;
        let is_thin = |part: &&Part| part.count.get() > 0.0 && true_width(part) < THINNEST;
        let thin = self.parts.iter().filter(is_thin);
        let lent: f64 = thin.map(|part| THINNEST - true_width(part)).sum();
        let lenders: f64 = self
            .parts
            .iter()
            .filter(|part| !is_thin(part))
            .map(&true_width)
            .sum();
        let width = |part: &Part| match true_width(part) {
            _ if is_thin(&part) => THINNEST,
            wide => wide - lent * wide / lenders,
        };
        self.parts.iter().map(width).collect()
    }

    /// Where labels start when all fit on one line, each as near to its part as the others allow.
    fn one_line(&self, widths: &[f64], room: f64) -> Option<Vec<f64>> {
        let labels: Vec<f64> = self.parts.iter().map(label_width).collect();
        let mut starts = Vec::new();
        let (mut part_start, mut free_from) = (0.0, 0.0_f64);
        for (width, label) in widths.iter().zip(&labels) {
            let start = free_from.max(part_start);
            starts.push(start);
            free_from = start + label + BETWEEN;
            part_start += width;
        }
        let mut free_to = room;
        for (start, label) in starts.iter_mut().zip(&labels).rev() {
            *start = start.min(free_to - label);
            free_to = *start - BETWEEN;
        }
        // Adding and taking away the same widths may leave a trace below zero.
        let fits = starts.first().is_some_and(|first| *first >= -0.01);
        fits.then_some(starts)
    }

    /// One line for each part; gives the height of the drawing.
    fn write_lines(&self, canvas: &mut Canvas, top: f64, room: f64) -> f64 {
        let mut y = top;
        for part in &self.parts {
            y += 20.0;
            write_label(canvas, part, (0.0, y), room);
        }
        y + 8.0
    }

    fn description(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(label).collect();
        let whole = Unit::counted(0, &self.counted).full(self.total());
        format!("{whole}: {}.", parts.join(", "))
    }

    fn table(&self) -> Table {
        let columns = vec![
            table::words_column("Part"),
            table::number_column("Number"),
            table::number_column("Share"),
        ];
        let mut table = Table::new(&self.heading.title, columns);
        let total = self.total();
        for part in &self.parts {
            let count = part.count.get();
            let share = if total > 0.0 {
                Entry::number(count / total * 100.0, &Unit::percent(1))
            } else {
                Entry::Words("none".to_owned())
            };
            let number = Entry::number(count, &Unit::counted(0, ""));
            table
                .rows
                .push(vec![Entry::Words(part.name.clone()), number, share]);
        }
        table
    }
}

fn write_part(canvas: &mut Canvas, state: PartState, x: f64, width: f64, room: f64) {
    let gap = if x + width < room - 0.5 && width > 2.0 * THINNEST {
        2.0
    } else {
        0.0
    };
    if state == PartState::Open && width > 2.0 * THINNEST {
        // The outline straddles its edge, so it is drawn inside.
        let size = (width - gap - 2.0, THICK - 2.0);
        canvas.rect((x + 1.0, TOP + 1.0), size, state.class(), 2.0);
    } else if state == PartState::Fault {
        canvas.rect(
            (x, TOP - 4.0),
            (width - gap, THICK + 8.0),
            state.class(),
            0.0,
        );
    } else {
        canvas.rect((x, TOP), (width - gap, THICK), state.class(), 2.0);
    }
}

/// A small square of the kind of part, then number and name: no other key is needed.
fn write_label(canvas: &mut Canvas, part: &Part, (x, y): (f64, f64), room: f64) {
    canvas.rect((x + 1.0, y - 10.0), (12.0, 10.0), part.state.class(), 0.0);
    let words = lettering::fit(&label(part), room - SQUARE, part.state.is_strong());
    canvas.text((x + SQUARE, y), &words, class(part));
}

fn label(part: &Part) -> String {
    let number = Unit::counted(0, "").full(part.count.get());
    lettering::clean(&format!("{number} {}", part.name))
}

fn label_width(part: &Part) -> f64 {
    SQUARE + lettering::width(&label(part), part.state.is_strong())
}

fn class(part: &Part) -> &'static str {
    if part.state.is_strong() {
        "t-strong"
    } else {
        ""
    }
}
