//! Many short trends on one scale, in a grid: the eye compares their shapes and heights.

use crate::canvas::{At, Canvas};
use crate::cell::{Cell, ChartError, Estimate};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::rows::counted;
use crate::scale::{Direction, Scale};
use crate::table::{self, Entry, Table};
use crate::trend::TrendPoint;
use crate::unit::Unit;

/// Height of the name and the latest value above a panel, of its axis, and of the periods below.
const HEAD: f64 = 40.0;
const AXIS: f64 = 80.0;
const FOOT: f64 = 34.0;
const BETWEEN: f64 = 18.0;
/// A panel is at least this wide on a wide page.
const PANEL: f64 = 150.0;

/// A grid of trends with one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallMultiples {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// The name of the dashed line in every panel; `None` draws none, and the comparators of the
    /// points are not read.
    pub comparator: Option<String>,
    /// The panels, in the order of reading.
    pub panels: Vec<Panel>,
}

/// One trend.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// Its points, oldest first, one for every period.
    pub points: Vec<TrendPoint>,
}

impl Panel {
    fn own(&self) -> impl Iterator<Item = &Cell> {
        self.points.iter().map(|point| &point.own)
    }

    fn period(&self, place: usize) -> String {
        let point = self.points.get(place);
        point.map(|point| point.period.clone()).unwrap_or_default()
    }

    /// The latest figure and its period.
    fn latest(&self) -> Option<(f64, &str, bool)> {
        let mut figures = self
            .points
            .iter()
            .enumerate()
            .rev()
            .filter_map(|(place, point)| {
                let value = point.own.estimate()?.value.get();
                let is_last = place + 1 == self.points.len();
                Some((value, point.period.as_str(), is_last))
            });
        figures.next()
    }

    /// What stands under the name: the latest value, with its period when that is not the last, or
    /// the state of the last point.
    fn latest_words(&self, unit: &Unit) -> String {
        match self.latest() {
            Some((value, _, true)) => unit.short(value),
            Some((value, period, false)) => format!("{} in {period}", unit.short(value)),
            None => self
                .points
                .last()
                .and_then(|point| point.own.state())
                .unwrap_or("no points")
                .to_owned(),
        }
    }
}

impl SmallMultiples {
    /// Draws the grid. Fails when there is no panel.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.panels.is_empty() {
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

    fn own(&self) -> impl Iterator<Item = &Cell> {
        self.panels.iter().flat_map(Panel::own)
    }

    fn compared(&self) -> impl Iterator<Item = &Cell> {
        let panels = match self.comparator {
            Some(_) => &self.panels[..],
            None => &[],
        };
        let points = panels.iter().flat_map(|panel| &panel.points);
        points.map(|point| &point.comparator)
    }

    /// The one scale, from the foot of a panel to its top.
    fn scale(&self) -> Scale {
        let figures = self.own().chain(self.compared()).filter_map(Cell::estimate);
        let values = figures.flat_map(Estimate::reach);
        Scale::over(values, (AXIS, 0.0), Direction::Up, &self.unit)
    }

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let scale = self.scale();
        let left = (scale.widest_label() + 8.0).max(8.0);
        let across = if room.is_narrow {
            2.0
        } else {
            ((room.width - left + BETWEEN) / (PANEL + BETWEEN)).floor()
        };
        let width = (room.width - left - BETWEEN * (across - 1.0)) / across;
        let tall = HEAD + AXIS + FOOT;
        let (mut column, mut row) = (0.0, 0.0);
        for panel in &self.panels {
            let place = Place {
                left: left + (width + BETWEEN) * column,
                top: tall * row,
                width,
            };
            if column == 0.0 {
                for tick in &scale.ticks {
                    let y = place.down(scale.at(tick.value)) + 5.0;
                    canvas.text((left - 6.0, y), &tick.label, "t-end t-muted");
                }
            }
            self.write_panel(&mut canvas, panel, &scale, &place);
            column += 1.0;
            if column >= across {
                column = 0.0;
                row += 1.0;
            }
        }
        let rows = if column > 0.0 { row + 1.0 } else { row };
        let below = tall * rows;
        let height = notes::write(&mut canvas, &self.notes(), below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    fn write_panel(&self, canvas: &mut Canvas, panel: &Panel, scale: &Scale, place: &Place) {
        let name = lettering::fit(&panel.name, place.width, true);
        canvas.text((place.left, place.top + 14.0), &name, "t-strong");
        let latest = lettering::fit(&panel.latest_words(&self.unit), place.width, false);
        canvas.text((place.left, place.top + 31.0), &latest, "t-pine");
        for tick in &scale.ticks {
            let y = place.down(scale.at(tick.value));
            let class = if tick.value == 0.0 { "axis" } else { "grid" };
            canvas.line((place.left, y), (place.left + place.width, y), class);
        }
        let xs = place.across(panel.points.len());
        for segment in stretches(panel.own().zip(&xs)) {
            write_band(canvas, &segment, scale, place);
        }
        if self.comparator.is_some() {
            let cells = panel.points.iter().map(|point| &point.comparator);
            for segment in stretches(cells.zip(&xs)) {
                write_line(canvas, &segment, scale, place, ("line-comp", "m-hollow"));
            }
        }
        for segment in stretches(panel.own().zip(&xs)) {
            write_line(canvas, &segment, scale, place, ("line", "m-pine"));
        }
        write_gaps(canvas, panel, &xs, place);
        write_periods(canvas, panel, place);
    }

    /// The states in full, panel by panel.
    fn notes(&self) -> String {
        let mut said = Vec::new();
        for panel in &self.panels {
            let period = |place: usize| panel.period(place);
            let runs = notes::runs(panel.own());
            if !runs.is_empty() {
                said.push(format!(
                    "{}: {}",
                    panel.name,
                    notes::sentence(&runs, "", period)
                ));
            }
            if let Some(name) = &self.comparator {
                let runs = notes::runs(panel.points.iter().map(|point| &point.comparator));
                if !runs.is_empty() {
                    let words = notes::sentence(&runs, "", period);
                    said.push(format!("{}, {name}: {words}", panel.name));
                }
            }
        }
        said.join(" ")
    }

    fn description(&self) -> String {
        let mut sentences = vec![format!("{} trends on one scale.", self.panels.len())];
        for panel in &self.panels {
            let first = panel.points.iter().find_map(|point| {
                let value = point.own.estimate()?.value.get();
                Some((value, point.period.as_str()))
            });
            let full = |value| self.unit.full(value);
            sentences.push(match (first, panel.latest()) {
                (Some((from, since)), Some((to, until, _))) if since != until => format!(
                    "{} went from {} in {since} to {} in {until}.",
                    panel.name,
                    full(from),
                    full(to)
                ),
                (Some((only, period)), _) => {
                    format!("{}: {} in {period}.", panel.name, full(only))
                }
                _ => format!("{}: no figure to show.", panel.name),
            });
        }
        sentences.push(self.notes());
        sentences.extend(self.scale().floor_words());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = vec![KeyEntry::line("The named place", "line")];
        if let Some(name) = &self.comparator {
            entries.push(KeyEntry::line(name, "line-comp"));
        }
        let mut figures = self.own().filter_map(Cell::estimate);
        if figures.any(|estimate| estimate.limits.is_some()) {
            entries.push(KeyEntry::area("95% limits", "band band-line"));
        }
        entries.extend(key::hidden_entry(self.own()));
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Name"), table::words_column("Period")];
        columns.extend(table::figure_columns("Value"));
        if let Some(name) = &self.comparator {
            columns.push(table::number_column(name));
        }
        let mut table = Table::new(&self.heading.title, columns);
        for panel in &self.panels {
            for point in &panel.points {
                let mut row = vec![
                    Entry::Words(panel.name.clone()),
                    Entry::Words(point.period.clone()),
                ];
                row.extend(table::figure_entries(&point.own, &self.unit));
                if self.comparator.is_some() {
                    let [value, _, _] = table::figure_entries(&point.comparator, &self.unit);
                    row.push(value);
                }
                table.rows.push(row);
            }
        }
        table
    }
}

/// Where a panel stands.
struct Place {
    left: f64,
    top: f64,
    width: f64,
}

impl Place {
    /// A place on the scale, on the drawing.
    fn down(&self, on_scale: f64) -> f64 {
        self.top + HEAD + on_scale
    }

    fn base(&self) -> f64 {
        self.down(AXIS)
    }

    /// Where so many points stand, clear of the edges.
    fn across(&self, points: usize) -> Vec<f64> {
        let gaps = points.saturating_sub(1);
        let (start, end) = (self.left + 8.0, self.left + self.width - 8.0);
        if gaps == 0 {
            return vec![f64::midpoint(start, end); points];
        }
        let apart = (end - start) / counted(gaps);
        (0..points)
            .map(|place| start + apart * counted(place))
            .collect()
    }
}

/// The figures between gaps, each with its place across.
fn stretches<'a>(cells: impl Iterator<Item = (&'a Cell, &'a f64)>) -> Vec<Vec<(f64, Estimate)>> {
    let mut stretches: Vec<Vec<(f64, Estimate)>> = vec![Vec::new()];
    for (cell, x) in cells {
        match (cell.estimate(), stretches.last_mut()) {
            (Some(estimate), Some(stretch)) => stretch.push((*x, estimate)),
            _ => stretches.push(Vec::new()),
        }
    }
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

/// The limits as a pale area; a single point has them as a line.
fn write_band(canvas: &mut Canvas, stretch: &[(f64, Estimate)], scale: &Scale, place: &Place) {
    let ends: Vec<(At, At)> = stretch
        .iter()
        .filter_map(|(x, estimate)| {
            let limits = estimate.limits?;
            let down = |value| place.down(scale.at(value));
            Some(((*x, down(limits.lower())), (*x, down(limits.upper()))))
        })
        .collect();
    // Limits that only some points of a stretch have would be joined across the others.
    if ends.len() < stretch.len() {
        for (lower, upper) in ends {
            canvas.line(lower, upper, "lim lim-similar");
        }
    } else if let [(lower, upper)] = ends.as_slice() {
        canvas.line(*lower, *upper, "lim lim-similar");
    } else {
        let mut corners: Vec<At> = ends.iter().map(|(_, upper)| *upper).collect();
        corners.extend(ends.iter().rev().map(|(lower, _)| *lower));
        canvas.polygon(&corners, "band band-line");
    }
}

fn write_line(
    canvas: &mut Canvas,
    stretch: &[(f64, Estimate)],
    scale: &Scale,
    place: &Place,
    (line, dot): (&str, &str),
) {
    let points: Vec<At> = stretch
        .iter()
        .map(|(x, estimate)| (*x, place.down(scale.at(estimate.value.get()))))
        .collect();
    match points.as_slice() {
        [alone] => canvas.dot(*alone, 3.5, dot),
        several => canvas.polyline(several, line),
    }
}

/// Hatching for a hidden point; a stroke on the base line for the other states.
fn write_gaps(canvas: &mut Canvas, panel: &Panel, xs: &[f64], place: &Place) {
    let base = place.base();
    for (cell, x) in panel.own().zip(xs) {
        if cell.is_suppressed() {
            canvas.hatch((x - 4.0, base - 16.0), (8.0, 16.0), 5.0);
        } else if cell.estimate().is_none() {
            canvas.line((x - 5.0, base), (x + 5.0, base), "axis gap");
        }
    }
}

/// The last period, and the first where there is room for it.
fn write_periods(canvas: &mut Canvas, panel: &Panel, place: &Place) {
    let y = place.base() + 18.0;
    let Some(last) = panel.points.last() else {
        return;
    };
    let last = lettering::fit(&last.period, place.width, false);
    canvas.text((place.left + place.width, y), &last, "t-end t-muted");
    let Some(first) = panel.points.first() else {
        return;
    };
    let first = lettering::clean(&first.period);
    let width = lettering::width(&first, false) + lettering::width(&last, false);
    if panel.points.len() > 1 && width + 10.0 <= place.width {
        canvas.text((place.left, y), &first, "t-muted");
    }
}
