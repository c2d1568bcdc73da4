//! One place over time, with its limits as a pale band and a comparator as a dashed line.
//!
//! Both lines are named where they end, so no key is needed for them. A point without a figure
//! breaks the line: nothing is drawn across a gap, nor across a change of definition.

mod layout;

use layout::{Frame, moved_apart};

use crate::canvas::{At, Canvas};
use crate::cell::{Cell, ChartError, Estimate};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes::{self, Run};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const HATCH: f64 = 26.0;

/// One place over time, beside a comparator.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// The name of our line.
    pub name: String,
    /// The name of the dashed line; `None` draws none, and the comparators of the points are not
    /// read.
    pub comparator: Option<String>,
    /// The points, oldest first, one for every period: a period without a figure is a point too.
    pub points: Vec<TrendPoint>,
}

/// One period.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    /// The period as it is written on the axis: "2020", "2018 to 2020".
    pub period: String,
    /// Our figure.
    pub own: Cell,
    /// The figure of the comparator.
    pub comparator: Cell,
}

/// A change of definition: what lies on its two sides cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionBreak {
    /// The place of the first point of the new definition, counted from 0.
    pub first: usize,
    /// What changed, in a few words: "asked online since".
    pub words: String,
}

impl Trend {
    /// Draws the chart. Fails when there is no point.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        self.draw_with_breaks(width, &[])
    }

    /// Draws the chart with changes of definition: lines and limits end there and begin anew, an
    /// upright line marks the place, and the words stand below and in the table. A break before the
    /// first point or after the last is not drawn. Fails when there is no point.
    pub fn draw_with_breaks(
        &self,
        width: Width,
        breaks: &[DefinitionBreak],
    ) -> Result<Drawn, ChartError> {
        if self.points.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let surround = Surround {
            description: self.description(breaks),
            key: self.key(),
            table: self.table(breaks),
        };
        Ok(draw_twice(&self.heading, surround, width, |room| {
            self.sheet(room, breaks)
        }))
    }

    fn own(&self) -> impl Iterator<Item = &Cell> + Clone {
        self.points.iter().map(|point| &point.own)
    }

    fn compared(&self) -> impl Iterator<Item = &Cell> + Clone {
        let points = if self.comparator.is_some() {
            &self.points[..]
        } else {
            &[]
        };
        points.iter().map(|point| &point.comparator)
    }

    fn sheet(&self, room: Room, breaks: &[DefinitionBreak]) -> Sheet {
        let mut canvas = Canvas::default();
        let frame = Frame::of(self, room);
        let runs = notes::runs(self.own());

        write_grid(&mut canvas, &frame);
        self.write_band(&mut canvas, &frame, breaks);
        self.write_breaks(&mut canvas, &frame, breaks);
        for run in &runs {
            write_gap(&mut canvas, run, &frame);
        }
        let compared = segments(self.compared(), &frame, breaks);
        let own = segments(self.own(), &frame, breaks);
        for segment in &compared {
            write_segment(&mut canvas, segment, "line-comp", "m-hollow");
        }
        for segment in &own {
            write_segment(&mut canvas, segment, "line", "m-pine");
        }
        for run in &runs {
            write_gap_word(&mut canvas, run, &frame);
        }
        self.write_ends(&mut canvas, &own, &compared, &frame, room);
        self.write_periods(&mut canvas, &frame, room);

        let words = notes::sentence(&runs, "", |place| self.period(place));
        let words = format!("{words} {}", self.break_words(breaks));
        let below = frame.bottom + 30.0;
        let notes = notes::write(&mut canvas, &words, below, room.width);
        Sheet {
            canvas,
            height: below + notes + if notes > 0.0 { 4.0 } else { 0.0 },
        }
    }

    /// The limits of our line as an area, broken wherever there are none.
    fn write_band(&self, canvas: &mut Canvas, frame: &Frame, breaks: &[DefinitionBreak]) {
        let limits = |cell: &Cell| cell.estimate().and_then(|estimate| estimate.limits);
        let mut stretch: Vec<(At, At)> = Vec::new();
        let mut finish = |stretch: &mut Vec<(At, At)>| {
            match stretch.as_slice() {
                [] => {}
                [(lower, upper)] => canvas.line(*lower, *upper, "lim lim-similar"),
                several => {
                    let mut corners: Vec<At> = several.iter().map(|(_, upper)| *upper).collect();
                    corners.extend(several.iter().rev().map(|(lower, _)| *lower));
                    canvas.polygon(&corners, "band band-line");
                }
            }
            stretch.clear();
        };
        for (place, (cell, x)) in self.own().zip(&frame.across).enumerate() {
            if begins_anew(place, breaks) {
                finish(&mut stretch);
            }
            match limits(cell) {
                Some(limits) => stretch.push((
                    (*x, frame.scale.at(limits.lower())),
                    (*x, frame.scale.at(limits.upper())),
                )),
                None => finish(&mut stretch),
            }
        }
        finish(&mut stretch);
    }

    /// The breaks that lie between two points, in order.
    fn drawn_breaks<'a>(
        &self,
        breaks: &'a [DefinitionBreak],
    ) -> impl Iterator<Item = &'a DefinitionBreak> {
        let points = self.points.len();
        breaks
            .iter()
            .filter(move |one| one.first > 0 && one.first < points)
    }

    /// An upright line half way to the first point of each new definition, named where it fits.
    fn write_breaks(&self, canvas: &mut Canvas, frame: &Frame, breaks: &[DefinitionBreak]) {
        let words = "new definition";
        let half = lettering::width(words, false) / 2.0;
        let mut named: Vec<f64> = Vec::new();
        for one in self.drawn_breaks(breaks) {
            let Some(x) = frame.across.get(one.first) else {
                continue;
            };
            let x = x - frame.apart / 2.0;
            canvas.line((x, layout::TOP - 4.0), (x, frame.bottom), "axis");
            let middle = x.min(frame.right - half).max(half);
            let is_free = |other: &f64| (other - middle).abs() >= 2.0 * half + 8.0;
            if named.iter().all(is_free) {
                canvas.text((middle, 11.0), words, "t-mid t-muted");
                named.push(middle);
            }
        }
    }

    fn break_words(&self, breaks: &[DefinitionBreak]) -> String {
        let one = |one: &DefinitionBreak| {
            let period = self.period(one.first);
            let words = lettering::clean(&one.words);
            if words.is_empty() {
                format!("New definition from {period}.")
            } else {
                format!("New definition from {period}: {words}.")
            }
        };
        let said: Vec<String> = self.drawn_breaks(breaks).map(one).collect();
        said.join(" ")
    }

    /// End dots, and the names with the latest values, moved apart where they would touch.
    fn write_ends(
        &self,
        canvas: &mut Canvas,
        own: &[Vec<At>],
        compared: &[Vec<At>],
        frame: &Frame,
        room: Room,
    ) {
        let x = frame.right + 12.0;
        let space = room.width - x;
        let own_end = own.last().and_then(|segment| segment.last());
        let compared_end = compared.last().and_then(|segment| segment.last());
        if let Some(end) = compared_end {
            canvas.dot(*end, 5.0, "m-hollow");
        }
        if let Some(end) = own_end {
            canvas.dot(*end, 6.0, "m-pine");
        }
        let desired = (own_end.map(|end| end.1), compared_end.map(|end| end.1));
        let (own_y, compared_y) = moved_apart(desired, frame.bottom);
        let mut label = |y: Option<f64>, name: &str, latest: Option<Latest>, class, bold| {
            let (Some(y), Some(latest)) = (y, latest) else {
                return;
            };
            canvas.text((x, y - 2.0), &lettering::fit(name, space, bold), class);
            canvas.text(
                (x, y + 15.0),
                &lettering::fit(&latest.short, space, bold),
                class,
            );
        };
        label(
            own_y,
            &self.name,
            self.latest(self.own()),
            "t-strong t-pine",
            true,
        );
        if let Some(name) = &self.comparator {
            label(
                compared_y,
                name,
                self.latest(self.compared()),
                "t-muted",
                false,
            );
        }
    }

    /// As many periods as fit, always with the last.
    fn write_periods(&self, canvas: &mut Canvas, frame: &Frame, room: Room) {
        let mut free_to = f64::INFINITY;
        for (point, x) in self.points.iter().zip(&frame.across).rev() {
            let half = lettering::width(&lettering::clean(&point.period), false) / 2.0;
            let half = half.min(room.width / 2.0);
            let centre = x.min(room.width - half).max(half);
            if centre + half + 10.0 > free_to {
                continue;
            }
            let period = lettering::fit(&point.period, room.width, false);
            canvas.text((centre, frame.bottom + 22.0), &period, "t-mid t-muted");
            free_to = centre - half;
        }
    }

    fn latest<'a>(&self, cells: impl Iterator<Item = &'a Cell>) -> Option<Latest> {
        let with_value = cells
            .enumerate()
            .filter_map(|(place, cell)| cell.estimate().map(|estimate| (place, estimate)));
        let (place, estimate) = with_value.last()?;
        let mut short = self.unit.short(estimate.value.get());
        if place + 1 < self.points.len() {
            short = format!("{short} in {}", self.period(place));
        }
        Some(Latest {
            place,
            estimate,
            short,
        })
    }

    fn period(&self, place: usize) -> String {
        self.points
            .get(place)
            .map(|point| point.period.clone())
            .unwrap_or_default()
    }

    fn description(&self, breaks: &[DefinitionBreak]) -> String {
        let mut sentences = vec![self.went(&self.name, self.own())];
        if let Some(name) = &self.comparator {
            sentences.push(self.went(name, self.compared()));
        }
        if self
            .own()
            .any(|cell| cell.estimate().is_some_and(|e| e.limits.is_some()))
        {
            sentences.push(format!(
                "The shaded band is the 95% limits for {}.",
                self.name
            ));
        }
        let runs = notes::runs(self.own());
        sentences.push(notes::sentence(&runs, "", |place| self.period(place)));
        sentences.push(self.break_words(breaks));
        let scale = Frame::of(
            self,
            Room {
                width: 536.0,
                is_narrow: false,
            },
        )
        .scale;
        sentences.extend(scale.floor_words());
        sentences.join(" ")
    }

    fn went<'a>(&self, name: &str, cells: impl Iterator<Item = &'a Cell> + Clone) -> String {
        let first = cells
            .clone()
            .enumerate()
            .find_map(|(place, cell)| cell.estimate().map(|estimate| (place, estimate)));
        let (Some((place, first)), Some(last)) = (first, self.latest(cells)) else {
            return format!("{name}: no figure to show.");
        };
        let to = format!(
            "{} in {}",
            last.estimate.words(&self.unit),
            self.period(last.place)
        );
        if place == last.place {
            return format!("{name}: {to}.");
        }
        let from = self.unit.full(first.value.get());
        format!("{name} went from {from} in {} to {to}.", self.period(place))
    }

    fn key(&self) -> Vec<KeyEntry> {
        let has_limits = |cell: &Cell| cell.estimate().is_some_and(|e| e.limits.is_some());
        let band = self
            .own()
            .any(has_limits)
            .then(|| KeyEntry::area(&format!("95% limits for {}", self.name), "band band-line"));
        band.into_iter()
            .chain(key::hidden_entry(self.own()))
            .collect()
    }

    fn table(&self, breaks: &[DefinitionBreak]) -> Table {
        let mut columns = vec![table::words_column("Period")];
        columns.extend(table::figure_columns(&self.name));
        if let Some(name) = &self.comparator {
            columns.push(table::number_column(name));
        }
        let has_breaks = self.drawn_breaks(breaks).next().is_some();
        if has_breaks {
            columns.push(table::words_column("Definition"));
        }
        let mut table = Table::new(&self.heading.title, columns);
        for (place, point) in self.points.iter().enumerate() {
            let mut row = vec![Entry::Words(point.period.clone())];
            row.extend(table::figure_entries(&point.own, &self.unit));
            if self.comparator.is_some() {
                let [value, _, _] = table::figure_entries(&point.comparator, &self.unit);
                row.push(value);
            }
            if has_breaks {
                let here = breaks.iter().rfind(|one| one.first == place && place > 0);
                row.push(Entry::Words(match here {
                    Some(here) if here.words.trim().is_empty() => "new".to_owned(),
                    Some(here) => format!("new: {}", here.words),
                    None => "as before".to_owned(),
                }));
            }
            table.rows.push(row);
        }
        table
    }
}

/// The last figure of a line.
struct Latest {
    place: usize,
    estimate: Estimate,
    /// The value, with its period when that is not the last.
    short: String,
}

fn write_grid(canvas: &mut Canvas, frame: &Frame) {
    for tick in &frame.scale.ticks {
        let y = frame.scale.at(tick.value);
        let class = if tick.value == 0.0 { "axis" } else { "grid" };
        canvas.line((frame.left, y), (frame.right, y), class);
        canvas.text((frame.left - 6.0, y + 5.0), &tick.label, "t-end t-muted");
    }
}

fn begins_anew(place: usize, breaks: &[DefinitionBreak]) -> bool {
    breaks.iter().any(|one| one.first == place)
}

/// The stretches of a line between its gaps and breaks.
fn segments<'a>(
    cells: impl Iterator<Item = &'a Cell>,
    frame: &Frame,
    breaks: &[DefinitionBreak],
) -> Vec<Vec<At>> {
    let mut segments: Vec<Vec<At>> = Vec::new();
    let mut open = false;
    for (place, (cell, x)) in cells.zip(&frame.across).enumerate() {
        open = open && !begins_anew(place, breaks);
        let Some(estimate) = cell.estimate() else {
            open = false;
            continue;
        };
        let at = (*x, frame.scale.at(estimate.value.get()));
        match segments.last_mut() {
            Some(segment) if open => segment.push(at),
            _ => segments.push(vec![at]),
        }
        open = true;
    }
    segments
}

fn write_segment(canvas: &mut Canvas, segment: &[At], line: &str, dot: &str) {
    match segment {
        [] => {}
        [alone] => canvas.dot(*alone, 4.0, dot),
        several => canvas.polyline(several, line),
    }
}

/// Hatching for hidden points, and a stroke on the base line for every other point without a
/// figure.
fn write_gap(canvas: &mut Canvas, run: &Run, frame: &Frame) {
    if run.state == "hidden" {
        let (from, to) = frame.covers(run);
        let inset = ((to - from) * 0.08).min(6.0);
        let width = to - from - 2.0 * inset;
        canvas.hatch((from + inset, frame.bottom - HATCH), (width, HATCH), 7.0);
        return;
    }
    for x in frame.across.iter().take(run.last + 1).skip(run.first) {
        canvas.line((x - 5.0, frame.bottom), (x + 5.0, frame.bottom), "axis gap");
    }
}

/// The word in the gap, where it fits between the neighbouring points.
fn write_gap_word(canvas: &mut Canvas, run: &Run, frame: &Frame) {
    let (from, to) = frame.covers(run);
    if lettering::width(run.state, false) > to - from {
        return;
    }
    let y = if run.state == "hidden" {
        frame.bottom - HATCH - 6.0
    } else {
        frame.bottom - 8.0
    };
    canvas.text(
        (f64::midpoint(from, to), y),
        run.state,
        "t-mid t-muted t-halo",
    );
}
