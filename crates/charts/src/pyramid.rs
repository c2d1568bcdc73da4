//! A population by age: two sides from one middle, and a comparator as an outline.
//!
//! Bars grow from zero and both sides share one scale, so that lengths can be compared across the
//! middle.

use crate::canvas::{At, Canvas};
use crate::cell::{Cell, ChartError};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::scale::{Direction, Scale};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const TOP: f64 = 24.0;
const ROW: f64 = 21.0;
const BAR: f64 = 17.0;

/// A population by age band.
#[derive(Debug, Clone, PartialEq)]
pub struct Pyramid {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value: people, or per cent of all.
    pub unit: Unit,
    /// The name of the left side.
    pub left: String,
    /// The name of the right side.
    pub right: String,
    /// The name of the population drawn as an outline, in the same unit; `None` draws none, and the
    /// comparators of the bands are not read.
    pub comparator: Option<String>,
    /// The age bands, youngest first: the oldest is drawn at the top.
    pub bands: Vec<AgeBand>,
}

/// One age band.
#[derive(Debug, Clone, PartialEq)]
pub struct AgeBand {
    /// Its ages: "0 to 4", "90 and over".
    pub ages: String,
    /// The left side.
    pub left: Side,
    /// The right side.
    pub right: Side,
}

/// One side of a band.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Our figure, zero or more.
    pub own: Cell,
    /// The figure of the comparator, zero or more.
    pub comparator: Cell,
}

impl AgeBand {
    fn sides(&self) -> [&Side; 2] {
        [&self.left, &self.right]
    }
}

fn figure(cell: &Cell) -> Option<f64> {
    cell.estimate().map(|estimate| estimate.value.get())
}

impl Pyramid {
    /// Draws the chart. Fails when there is no band, or a number is negative.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.bands.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        if let Some(value) = self.figures().find(|value| *value < 0.0) {
            return Err(ChartError::NegativeCount(value));
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
        let sides = self.bands.iter().flat_map(AgeBand::sides);
        sides.map(|side| &side.own)
    }

    fn compared(&self) -> impl Iterator<Item = &Cell> {
        let bands = match self.comparator {
            Some(_) => &self.bands[..],
            None => &[],
        };
        let sides = bands.iter().flat_map(AgeBand::sides);
        sides.map(|side| &side.comparator)
    }

    fn figures(&self) -> impl Iterator<Item = f64> {
        self.own().chain(self.compared()).filter_map(figure)
    }

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let frame = Frame::of(self, room);
        self.write_heads(&mut canvas, &frame);
        let scales = [&frame.to_left, &frame.to_right];
        for scale in scales {
            write_ticks(&mut canvas, scale, &frame);
        }
        for (place, band) in self.bands.iter().enumerate() {
            let middle = frame.middle(place);
            let ages = lettering::fit(&band.ages, frame.ages, false);
            canvas.text((frame.centre, middle + 5.0), &ages, "t-mid");
            for (side, (scale, class)) in band
                .sides()
                .into_iter()
                .zip(scales.into_iter().zip(["bar", "bar-soft"]))
            {
                if let Some(value) = figure(&side.own) {
                    let (from, to) = (scale.at(0.0), scale.at(value));
                    let at = (from.min(to), middle - BAR / 2.0);
                    canvas.rect(at, ((from - to).abs(), BAR), class, 0.0);
                }
            }
        }
        if self.comparator.is_some() {
            self.write_outline(&mut canvas, &frame.to_left, &frame, |band| &band.left);
            self.write_outline(&mut canvas, &frame.to_right, &frame, |band| &band.right);
        }
        for (place, band) in self.bands.iter().enumerate() {
            let middle = frame.middle(place);
            write_state(
                &mut canvas,
                &band.left.own,
                middle,
                (frame.to_left.at(0.0), -1.0),
            );
            write_state(
                &mut canvas,
                &band.right.own,
                middle,
                (frame.to_right.at(0.0), 1.0),
            );
        }
        let below = frame.bottom
            + if frame.to_right.ticks.is_empty() {
                4.0
            } else {
                24.0
            };
        let height = notes::write(&mut canvas, &self.notes(), below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    fn write_heads(&self, canvas: &mut Canvas, frame: &Frame) {
        let (left, right) = (frame.to_left.at(0.0), frame.to_right.at(0.0));
        let most = left - 4.0;
        canvas.text(
            (left, 14.0),
            &lettering::fit(&self.left, most, true),
            "t-end t-strong",
        );
        canvas.text(
            (right, 14.0),
            &lettering::fit(&self.right, most, true),
            "t-strong",
        );
        let ages = if lettering::width("Age", false) <= right - left - 8.0 {
            "Age"
        } else {
            ""
        };
        canvas.text((frame.centre, 14.0), ages, "t-mid t-muted");
    }

    /// The outline of the comparator on one side: steps, broken where it has no figure.
    fn write_outline<'a>(
        &'a self,
        canvas: &mut Canvas,
        scale: &Scale,
        frame: &Frame,
        side: impl Fn(&'a AgeBand) -> &'a Side,
    ) {
        let mut steps: Vec<At> = Vec::new();
        for (place, band) in self.bands.iter().enumerate() {
            match figure(&side(band).comparator) {
                Some(value) => {
                    let (x, middle) = (scale.at(value), frame.middle(place));
                    steps.extend([(x, middle + ROW / 2.0), (x, middle - ROW / 2.0)]);
                }
                None => finish(canvas, &mut steps),
            }
        }
        finish(canvas, &mut steps);
    }

    /// The states in full, side by side of each run of bands.
    fn notes(&self) -> String {
        let ages = |place: usize| {
            let band = self.bands.get(place);
            band.map(|band| band.ages.clone()).unwrap_or_default()
        };
        let mut said = Vec::new();
        let mut side = |name: &str, runs: Vec<notes::Run>| {
            if !runs.is_empty() {
                said.push(format!("{name}: {}", notes::sentence(&runs, "", ages)));
            }
        };
        side(
            &self.left,
            notes::runs(self.bands.iter().map(|band| &band.left.own)),
        );
        side(
            &self.right,
            notes::runs(self.bands.iter().map(|band| &band.right.own)),
        );
        if let Some(name) = &self.comparator {
            let left = self.bands.iter().map(|band| &band.left.comparator);
            side(&format!("{name}, {}", self.left), notes::runs(left));
            let right = self.bands.iter().map(|band| &band.right.comparator);
            side(&format!("{name}, {}", self.right), notes::runs(right));
        }
        said.join(" ")
    }

    fn description(&self) -> String {
        let mut sentences = vec![format!(
            "{} age bands, {} on the left and {} on the right.",
            self.bands.len(),
            self.left,
            self.right
        )];
        let mut largest = |name: &str, cells: Vec<(&str, &Cell)>| {
            let largest = cells
                .into_iter()
                .filter_map(|(ages, cell)| Some((ages, figure(cell)?)))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            sentences.push(match largest {
                Some((ages, value)) => format!(
                    "{name}: the largest band is {ages}, with {}.",
                    self.unit.full(value)
                ),
                None => format!("{name}: no figure to show."),
            });
        };
        let of = |side: fn(&AgeBand) -> &Cell| {
            let bands = self.bands.iter();
            bands.map(|band| (band.ages.as_str(), side(band))).collect()
        };
        largest(&self.left, of(|band| &band.left.own));
        largest(&self.right, of(|band| &band.right.own));
        if let Some(name) = &self.comparator {
            let (left, right) = (&self.left, &self.right);
            largest(&format!("{name}, {left}"), of(|band| &band.left.comparator));
            largest(
                &format!("{name}, {right}"),
                of(|band| &band.right.comparator),
            );
            sentences.push(format!("The dashed outline is {name}."));
        }
        sentences.push(self.notes());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = vec![
            KeyEntry::area(&self.left, "bar"),
            KeyEntry::area(&self.right, "bar-soft"),
        ];
        if let Some(name) = &self.comparator {
            entries.push(KeyEntry::line(name, "ref"));
        }
        entries.extend(key::hidden_entry(self.own().chain(self.compared())));
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Age")];
        for name in [&self.left, &self.right] {
            columns.push(table::number_column(name));
            if let Some(comparator) = &self.comparator {
                columns.push(table::number_column(&format!("{comparator}, {name}")));
            }
        }
        let mut table = Table::new(&self.heading.title, columns);
        for band in &self.bands {
            let mut row = vec![Entry::Words(band.ages.clone())];
            for side in band.sides() {
                let [own, _, _] = table::figure_entries(&side.own, &self.unit);
                row.push(own);
                if self.comparator.is_some() {
                    let [compared, _, _] = table::figure_entries(&side.comparator, &self.unit);
                    row.push(compared);
                }
            }
            table.rows.push(row);
        }
        table
    }
}

/// Where the parts of the drawing stand.
struct Frame {
    centre: f64,
    /// Room for the ages in the middle.
    ages: f64,
    to_left: Scale,
    to_right: Scale,
    bottom: f64,
    room: Room,
}

impl Frame {
    fn of(chart: &Pyramid, room: Room) -> Self {
        let centre = room.width / 2.0;
        let ages = chart
            .bands
            .iter()
            .map(|band| lettering::width(&lettering::clean(&band.ages), false))
            .fold(30.0, f64::max)
            .min(room.width * 0.28);
        let half = ages / 2.0 + 8.0;
        // An axis from zero, whatever the figures; without any figure it has no labels.
        let values: Vec<f64> = chart.figures().collect();
        let zero = values.first().map(|_| 0.0);
        let scale = |ends| {
            let values = values.iter().copied().chain(zero);
            Scale::over(values, ends, Direction::Across, &chart.unit)
        };
        Self {
            centre,
            ages,
            to_left: scale((centre - half, 6.0)),
            to_right: scale((centre + half, room.width - 6.0)),
            bottom: TOP + ROW * crate::rows::counted(chart.bands.len()),
            room,
        }
    }

    /// The middle line of a band: the first is drawn lowest.
    fn middle(&self, place: usize) -> f64 {
        self.bottom - ROW * (crate::rows::counted(place) + 0.5)
    }
}

/// Labels outwards from zero, as many as fit.
fn write_ticks(canvas: &mut Canvas, scale: &Scale, frame: &Frame) {
    let mut taken: Option<(f64, f64)> = None;
    for tick in &scale.ticks {
        let x = scale.at(tick.value);
        let class = if tick.value == 0.0 { "axis" } else { "grid" };
        canvas.line((x, TOP - 2.0), (x, frame.bottom), class);
        let half = lettering::width(&tick.label, false) / 2.0;
        let middle = x.min(frame.room.width - half).max(half);
        let (from, to) = (middle - half, middle + half);
        let crosses_centre = (from - frame.centre) * (to - frame.centre) <= 0.0
            || (middle - frame.centre).abs() - half < 2.0;
        let touches = taken.is_some_and(|(left, right)| from < right + 8.0 && left < to + 8.0);
        if !touches && !crosses_centre {
            canvas.text((middle, frame.bottom + 17.0), &tick.label, "t-mid t-muted");
            let (left, right) = taken.unwrap_or((from, to));
            taken = Some((left.min(from), right.max(to)));
        }
    }
}

fn finish(canvas: &mut Canvas, steps: &mut Vec<At>) {
    if !steps.is_empty() {
        // Dashes in ink are lost on dark bars without a white ground.
        canvas.polyline(steps, "ref-ground");
        canvas.polyline(steps, "ref");
    }
    steps.clear();
}

/// Hatching and the word for a hidden figure, the word alone for the others, outwards from zero.
fn write_state(canvas: &mut Canvas, cell: &Cell, middle: f64, (zero, way): (f64, f64)) {
    let Some(state) = cell.state() else { return };
    let mut x = zero;
    if cell.is_suppressed() {
        let end = x + way * 36.0;
        canvas.hatch((x.min(end), middle - 7.0), (36.0, 14.0), 7.0);
        x = end;
    }
    x += way * 6.0;
    let start = if way < 0.0 {
        x - lettering::width(state, false)
    } else {
        x
    };
    canvas.plated((start, middle + 5.0), state, "plate", "t-muted");
}
