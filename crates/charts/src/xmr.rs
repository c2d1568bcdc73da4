//! A process over time within the limits of its own common-cause variation (an `XmR` chart).
//!
//! Mean, limits and special causes are worked out elsewhere. Here each special cause has a shape of
//! its own, and two marks say in words what the last point means and what can be expected of the
//! target.

use crate::canvas::{At, Canvas};
use crate::cell::{Cell, ChartError, Limits, Number, Reference, Verdict};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::rows::counted;
use crate::scale::{Direction, Scale};
use crate::spacing;
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

/// Two lines of words, and the names of new phases, stand above the axis.
const TOP: f64 = 74.0;

/// A process over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Xmr {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// The points, oldest first, one for every period.
    pub points: Vec<XmrPoint>,
    /// The phases in order, each with its mean and process limits. Every phase but the first is a
    /// re-basing, and is marked.
    pub phases: Vec<XmrPhase>,
    /// The target, drawn as a dashed line and named at its end.
    pub target: Option<Reference>,
    /// What the last point says.
    pub variation: Variation,
    /// What can be expected of the target.
    pub assurance: Assurance,
}

/// One period.
#[derive(Debug, Clone, PartialEq)]
pub struct XmrPoint {
    /// The period as it is written on the axis.
    pub period: String,
    /// Its figure.
    pub cell: Cell,
    /// Why it stands out, if it does; without a figure it is not read.
    pub cause: Cause,
}

/// A stretch with one mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct XmrPhase {
    /// The place of its first point, counted from 0.
    pub first: usize,
    /// The mean of the process.
    pub mean: Number,
    /// The lower and upper process limit.
    pub limits: Limits,
}

/// Why a point stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Common cause: it does not.
    Common,
    /// Special cause that is an improvement.
    Improvement,
    /// Special cause of concern.
    Concern,
    /// Special cause, high, where neither way is good.
    High,
    /// Special cause, low, where neither way is good.
    Low,
}

impl Cause {
    /// The cause in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Common => "Common cause",
            Self::Improvement => "Special cause, improvement",
            Self::Concern => "Special cause, concern",
            Self::High => "Special cause, high",
            Self::Low => "Special cause, low",
        }
    }

    /// The mark with the same meaning.
    fn mark(self) -> Verdict {
        match self {
            Self::Common => Verdict::Similar,
            Self::Improvement => Verdict::Better,
            Self::Concern => Verdict::Worse,
            Self::High => Verdict::Higher,
            Self::Low => Verdict::Lower,
        }
    }

    fn radius(self) -> f64 {
        if self == Self::Common { 3.5 } else { 5.5 }
    }
}

/// What the last point says about the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variation {
    /// No significant change.
    Common,
    /// Improving, because values are high.
    ImprovingHigh,
    /// Improving, because values are low.
    ImprovingLow,
    /// Of concern, because values are high.
    ConcerningHigh,
    /// Of concern, because values are low.
    ConcerningLow,
    /// Higher, where neither way is good.
    High,
    /// Lower, where neither way is good.
    Low,
}

impl Variation {
    /// The variation in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Common => "Variation: common cause, no clear change",
            Self::ImprovingHigh => "Variation: improving, values are high",
            Self::ImprovingLow => "Variation: improving, values are low",
            Self::ConcerningHigh => "Variation: concern, values are high",
            Self::ConcerningLow => "Variation: concern, values are low",
            Self::High => "Variation: special cause, high",
            Self::Low => "Variation: special cause, low",
        }
    }

    fn mark(self) -> Verdict {
        match self {
            Self::Common => Verdict::Similar,
            Self::ImprovingHigh | Self::ImprovingLow => Verdict::Better,
            Self::ConcerningHigh | Self::ConcerningLow => Verdict::Worse,
            Self::High => Verdict::Higher,
            Self::Low => Verdict::Lower,
        }
    }
}

/// What can be expected of the target while the process stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// It will be met every time.
    Pass,
    /// It will be missed every time.
    Fail,
    /// It will be met and missed by chance.
    HitOrMiss,
    /// There is no target, or nothing can be said.
    NotJudged,
}

impl Assurance {
    /// The assurance in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Pass => "Assurance: the target will be met",
            Self::Fail => "Assurance: the target will be missed",
            Self::HitOrMiss => "Assurance: hit or miss by chance",
            Self::NotJudged => "Assurance: not judged",
        }
    }

    fn mark(self) -> Verdict {
        match self {
            Self::Pass => Verdict::Better,
            Self::Fail => Verdict::Worse,
            Self::HitOrMiss => Verdict::Similar,
            Self::NotJudged => Verdict::NotCompared,
        }
    }
}

impl Xmr {
    /// Draws the chart. Fails when there is no point.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.points.is_empty() {
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
        self.points.iter().map(|point| &point.cell)
    }

    /// The phase of a point: the last that has begun.
    fn phase(&self, place: usize) -> Option<&XmrPhase> {
        self.phases.iter().rev().find(|phase| phase.first <= place)
    }

    fn period(&self, place: usize) -> String {
        let point = self.points.get(place);
        point.map(|point| point.period.clone()).unwrap_or_default()
    }

    /// Values and words at the right end of the lines.
    fn ends(&self) -> Vec<(f64, String, &'static str)> {
        let mut ends = Vec::new();
        if let Some(phase) = self.phase(self.points.len().saturating_sub(1)) {
            let mut end = |name: &str, value: f64, class| {
                ends.push((value, format!("{name} {}", self.unit.short(value)), class));
            };
            end("Upper", phase.limits.upper(), "t-muted");
            end("Mean", phase.mean.get(), "t-strong");
            end("Lower", phase.limits.lower(), "t-muted");
        }
        if let Some(target) = &self.target {
            let value = target.value.get();
            // The value is what a cut would lose, so the name is cut before it.
            let name = lettering::fit(&target.name, 70.0, true);
            let words = format!("{name} {}", self.unit.short(value));
            ends.push((value, words, "t-strong"));
        }
        ends
    }

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let frame = Frame::of(self, room);
        for (y, mark, words) in [
            (14.0, self.variation.mark(), self.variation.words()),
            (38.0, self.assurance.mark(), self.assurance.words()),
        ] {
            canvas.verdict((10.0, y - 5.0), mark, 7.0);
            canvas.text((26.0, y), words, "t-strong");
        }
        for tick in &frame.up.ticks {
            let y = frame.up.at(tick.value);
            canvas.line((frame.left, y), (frame.right, y), "grid");
            canvas.text((frame.left - 6.0, y + 5.0), &tick.label, "t-end t-muted");
        }
        canvas.line(
            (frame.left, frame.bottom),
            (frame.right, frame.bottom),
            "axis",
        );
        self.write_phases(&mut canvas, &frame);
        if let Some(target) = &self.target {
            let y = frame.up.at(target.value.get());
            canvas.line((frame.left, y), (frame.right, y), "ref");
        }
        self.write_points(&mut canvas, &frame);
        self.write_ends(&mut canvas, &frame, room);
        self.write_periods(&mut canvas, &frame, room);
        let below = frame.bottom + 30.0;
        let height = notes::write(&mut canvas, &self.notes(), below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    /// Mean and limits of each phase, and an upright line where a later one begins.
    fn write_phases(&self, canvas: &mut Canvas, frame: &Frame) {
        let mut free_from = 0.0;
        for (place, phase) in self.phases.iter().enumerate() {
            let until = match self.phases.get(place + 1) {
                Some(next) => next.first.min(self.points.len()),
                None => self.points.len(),
            };
            if phase.first >= until {
                continue;
            }
            let (from, to) = (frame.before(phase.first), frame.before(until));
            let (lower, upper) = (
                frame.up.at(phase.limits.lower()),
                frame.up.at(phase.limits.upper()),
            );
            canvas.rect(
                (from, upper),
                (to - from, lower - upper),
                "band band-line",
                0.0,
            );
            let mean = frame.up.at(phase.mean.get());
            canvas.line((from, mean), (to, mean), "axis");
            if place == 0 {
                continue;
            }
            canvas.line((from, TOP - 6.0), (from, frame.bottom), "axis");
            let words = "re-based";
            let half = lettering::width(words, false) / 2.0;
            let middle = from.min(frame.right - half).max(half);
            if middle - half >= free_from {
                canvas.text((middle, TOP - 11.0), words, "t-mid t-muted");
                free_from = middle + half + 8.0;
            }
        }
    }

    fn write_points(&self, canvas: &mut Canvas, frame: &Frame) {
        let mut stretch: Vec<At> = Vec::new();
        for (point, x) in self.points.iter().zip(&frame.across) {
            if let Some(estimate) = point.cell.estimate() {
                stretch.push((*x, frame.up.at(estimate.value.get())));
                continue;
            }
            finish(canvas, &mut stretch);
            if point.cell.is_suppressed() {
                let width = (frame.apart * 0.8).clamp(4.0, 16.0);
                canvas.hatch((x - width / 2.0, frame.bottom - 22.0), (width, 22.0), 6.0);
            } else {
                canvas.line((x - 5.0, frame.bottom), (x + 5.0, frame.bottom), "axis gap");
            }
        }
        finish(canvas, &mut stretch);
        for (point, x) in self.points.iter().zip(&frame.across) {
            if let Some(estimate) = point.cell.estimate() {
                let at = (*x, frame.up.at(estimate.value.get()));
                canvas.verdict(at, point.cause.mark(), point.cause.radius());
            }
        }
    }

    fn write_ends(&self, canvas: &mut Canvas, frame: &Frame, room: Room) {
        let ends = self.ends();
        let wanted: Vec<f64> = ends
            .iter()
            .map(|(value, _, _)| frame.up.at(*value) + 5.0)
            .collect();
        let placed = spacing::kept_apart(&wanted, (TOP, frame.bottom), 17.0);
        for ((_, words, class), y) in ends.iter().zip(placed) {
            let x = frame.right + 8.0;
            let words = lettering::fit(words, room.width - x, class.contains("strong"));
            canvas.text((x, y), &words, class);
        }
    }

    /// As many periods as fit, always with the last.
    fn write_periods(&self, canvas: &mut Canvas, frame: &Frame, room: Room) {
        let mut free_to = f64::INFINITY;
        for (point, x) in self.points.iter().zip(&frame.across).rev() {
            let period = lettering::fit(&point.period, room.width, false);
            let half = lettering::width(&period, false) / 2.0;
            let middle = x.min(room.width - half).max(half);
            if middle + half + 10.0 > free_to {
                continue;
            }
            canvas.text((middle, frame.bottom + 20.0), &period, "t-mid t-muted");
            free_to = middle - half;
        }
    }

    fn notes(&self) -> String {
        let runs = notes::runs(self.cells());
        notes::sentence(&runs, "", |place| self.period(place))
    }

    fn description(&self) -> String {
        let unit = &self.unit;
        let mut sentences = vec![
            format!("{}.", self.variation.words()),
            format!("{}.", self.assurance.words()),
        ];
        let mut figures = self
            .points
            .iter()
            .filter_map(|point| Some((point, point.cell.estimate()?)));
        if let Some((point, estimate)) = figures.next_back() {
            sentences.push(format!(
                "Latest: {} in {}.",
                unit.full(estimate.value.get()),
                point.period
            ));
        } else {
            sentences.push("No figure to show.".to_owned());
        }
        for (place, phase) in self.phases.iter().enumerate() {
            let begins = if place == 0 { "From" } else { "Re-based from" };
            sentences.push(format!(
                "{begins} {}: mean {}, process limits {}.",
                self.period(phase.first),
                unit.full(phase.mean.get()),
                phase.limits.words(unit)
            ));
        }
        if let Some(target) = &self.target {
            let value = unit.full(target.value.get());
            sentences.push(format!("{}: {value}.", target.name));
        }
        for point in &self.points {
            if point.cause != Cause::Common && point.cell.estimate().is_some() {
                sentences.push(format!("{}: {}.", point.period, point.cause.word()));
            }
        }
        sentences.push(self.notes());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = Vec::new();
        for cause in [
            Cause::Concern,
            Cause::Common,
            Cause::Improvement,
            Cause::High,
            Cause::Low,
        ] {
            let drawn = |point: &XmrPoint| point.cell.estimate().is_some() && point.cause == cause;
            if self.points.iter().any(drawn) {
                entries.push(KeyEntry::verdict(cause.word(), cause.mark()));
            }
        }
        if !self.phases.is_empty() {
            entries.push(KeyEntry::line("Mean", "axis"));
            entries.push(KeyEntry::area("Process limits", "band band-line"));
        }
        entries.extend(key::hidden_entry(self.cells()));
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![
            table::words_column("Period"),
            table::number_column("Value"),
            table::words_column("Cause"),
            table::number_column("Mean"),
            table::number_column("Lower process limit"),
            table::number_column("Upper process limit"),
        ];
        if let Some(target) = &self.target {
            columns.push(table::number_column(&target.name));
        }
        let mut table = Table::new(&self.heading.title, columns);
        let none = || Entry::Words("none".to_owned());
        for (place, point) in self.points.iter().enumerate() {
            let [value, _, _] = table::figure_entries(&point.cell, &self.unit);
            let cause = match point.cell.estimate() {
                Some(_) => Entry::Words(point.cause.word().to_owned()),
                None => none(),
            };
            let mut row = vec![Entry::Words(point.period.clone()), value, cause];
            match self.phase(place) {
                Some(phase) => row.extend(
                    [phase.mean.get(), phase.limits.lower(), phase.limits.upper()]
                        .map(|value| Entry::number(value, &self.unit)),
                ),
                None => row.extend([none(), none(), none()]),
            }
            if let Some(target) = &self.target {
                row.push(Entry::number(target.value.get(), &self.unit));
            }
            table.rows.push(row);
        }
        table
    }
}

fn finish(canvas: &mut Canvas, stretch: &mut Vec<At>) {
    if stretch.len() > 1 {
        canvas.polyline(stretch, "lim lim-similar");
    }
    stretch.clear();
}

/// Where the parts of the drawing stand.
struct Frame {
    up: Scale,
    left: f64,
    right: f64,
    bottom: f64,
    across: Vec<f64>,
    apart: f64,
}

impl Frame {
    fn of(chart: &Xmr, room: Room) -> Self {
        let bottom = TOP + if room.is_narrow { 190.0 } else { 210.0 };
        let figures = chart.cells().filter_map(Cell::estimate);
        let phases = chart
            .phases
            .iter()
            .flat_map(|phase| [phase.mean.get(), phase.limits.lower(), phase.limits.upper()]);
        let target = chart.target.iter().map(|target| target.value.get());
        let up = Scale::over(
            figures
                .map(|estimate| estimate.value.get())
                .chain(phases)
                .chain(target),
            (bottom, TOP),
            Direction::Up,
            &chart.unit,
        );
        let left = (up.widest_label() + 8.0).max(12.0);
        let ends = chart
            .ends()
            .iter()
            .map(|(_, words, _)| lettering::width(&lettering::clean(words), true) + 12.0)
            .fold(4.0, f64::max)
            .min(room.width * 0.34);
        let right = room.width - ends;
        let gaps = chart.points.len().saturating_sub(1);
        let (start, end) = (left + 8.0, right - 8.0);
        let (first, apart) = if gaps == 0 {
            (f64::midpoint(start, end), end - start)
        } else {
            (start, (end - start) / counted(gaps))
        };
        let across = (0..=gaps)
            .map(|place| first + apart * counted(place))
            .collect();
        Self {
            up,
            left,
            right,
            bottom,
            across,
            apart,
        }
    }

    /// Half way between a point and the one before it, within the axes.
    fn before(&self, place: usize) -> f64 {
        match self.across.get(place) {
            _ if place == 0 => self.left,
            Some(x) => (x - self.apart / 2.0).max(self.left),
            None => self.right,
        }
    }
}
