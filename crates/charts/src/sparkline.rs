//! A few points as a line of a word's height. Its value stands in the text beside it.

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError};
use crate::frame::{Drawn, Heading, Origin, Surround, draw_once};
use crate::scale::Scale;
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const WIDTH: f64 = 128.0;
const HEIGHT: f64 = 44.0;

/// A short line over time, 128 by 44 at every width.
#[derive(Debug, Clone, PartialEq)]
pub struct Sparkline {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// The points, oldest first: the period in words, and the figure.
    pub points: Vec<(String, Cell)>,
}

impl Sparkline {
    /// Draws the line. Fails when there is no point. Points without a figure break the line and
    /// leave a stroke on the base.
    pub fn draw(&self) -> Result<Drawn, ChartError> {
        if self.points.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let surround = Surround {
            description: self.description(),
            key: Vec::new(),
            table: self.table(),
        };
        let canvas = self.canvas();
        Ok(draw_once(
            &self.heading,
            surround,
            (WIDTH, HEIGHT),
            "cw-svg cw-spark",
            canvas,
        ))
    }

    fn figures(&self) -> impl DoubleEndedIterator<Item = (&str, f64)> {
        self.points.iter().filter_map(|(period, cell)| {
            cell.estimate()
                .map(|estimate| (period.as_str(), estimate.value.get()))
        })
    }

    fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let base = HEIGHT - 3.0;
        let mut start = 6.0;
        canvas.origin(self.heading.origin, (5.0, 6.0), 4.5);
        if self.heading.origin != Origin::Recorded {
            start = 16.0;
        }
        canvas.line((0.0, base), (WIDTH, base), "grid");

        let low = self
            .figures()
            .map(|(_, value)| value)
            .fold(f64::INFINITY, f64::min);
        let high = self
            .figures()
            .map(|(_, value)| value)
            .fold(f64::NEG_INFINITY, f64::max);
        let middle = f64::midpoint(start, WIDTH - 12.0);
        let last = u32::try_from(self.points.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let apart = if last == 0 {
            0.0
        } else {
            (WIDTH - 12.0 - start) / f64::from(last)
        };
        let first = if last == 0 { middle } else { start };
        let heights = (low <= high).then(|| Scale::between((low, high), (HEIGHT - 11.0, 9.0)));

        let mut segment = Vec::new();
        let mut end = None;
        let mut x = first;
        for (_, cell) in &self.points {
            if let (Some(estimate), Some(heights)) = (cell.estimate(), &heights) {
                segment.push((x, heights.at(estimate.value.get())));
                end = segment.last().copied();
            } else {
                finish(&mut canvas, &mut segment);
                if cell.is_suppressed() {
                    let half = (apart / 2.0).clamp(3.0, 6.0);
                    canvas.hatch((x - half, base - 9.0), (half * 2.0, 9.0), 4.0);
                } else {
                    canvas.line((x - 4.0, base), (x + 4.0, base), "axis gap");
                }
            }
            x += apart;
        }
        finish(&mut canvas, &mut segment);
        if let Some(end) = end {
            canvas.dot(end, 5.0, "m-pine");
        }
        canvas
    }

    fn description(&self) -> String {
        let unit = &self.unit;
        let line = match (self.figures().next(), self.figures().next_back()) {
            (Some(first), Some(last)) if self.figures().count() > 1 => format!(
                "From {} in {} to {} in {}.",
                unit.full(first.1),
                first.0,
                unit.full(last.1),
                last.0
            ),
            (Some(only), _) => format!("{} in {}.", unit.full(only.1), only.0),
            _ => "No figure to show.".to_owned(),
        };
        let runs = crate::notes::runs(self.points.iter().map(|(_, cell)| cell));
        let gaps = crate::notes::sentence(&runs, "", |place| {
            self.points
                .get(place)
                .map(|(period, _)| period.clone())
                .unwrap_or_default()
        });
        format!("{line} {gaps}")
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Period")];
        columns.extend(table::figure_columns("Value"));
        let mut table = Table::new(&self.heading.title, columns);
        for (period, cell) in &self.points {
            let mut row = vec![Entry::Words(period.clone())];
            row.extend(table::figure_entries(cell, &self.unit));
            table.rows.push(row);
        }
        table
    }
}

fn finish(canvas: &mut Canvas, segment: &mut Vec<(f64, f64)>) {
    match segment.as_slice() {
        [] => {}
        [alone] => canvas.dot(*alone, 4.0, "m-pine"),
        several => canvas.polyline(several, "line"),
    }
    segment.clear();
}
