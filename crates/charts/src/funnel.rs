//! Places by size against a target: how far chance alone would take a place of each size.
//!
//! Small places scatter widely, so the limits narrow with size. Only places outside them are named
//! in the drawing; a name that finds no room is said below it.

use crate::canvas::{At, Canvas};
use crate::cell::{Cell, ChartError, Limits, Number, Reference, Verdict};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::scale::{Direction, Scale};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

const TOP: f64 = 24.0;

/// Places by size, within limits that narrow with size.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// What the size counts, written under its axis: "Residents aged 18 and over".
    pub size_is: String,
    /// The target, drawn as a dashed line and named at the line.
    pub target: Reference,
    /// The limits at rising sizes.
    pub limits: Vec<FunnelLimits>,
    /// The places, in any order: the table has the furthest outside first.
    pub points: Vec<FunnelPoint>,
}

/// The limits for places of one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelLimits {
    /// The size.
    pub size: Number,
    /// Chance alone keeps 95 places in 100 within these.
    pub inner: Limits,
    /// Chance alone keeps 998 places in 1,000 within these.
    pub outer: Limits,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelPoint {
    /// Its name.
    pub name: String,
    /// Its size.
    pub size: Number,
    /// Its figure.
    pub cell: Cell,
    /// How far outside the limits it lies; without a figure it is not read.
    pub grade: FunnelGrade,
    /// What that means, which gives the mark of a point outside; within the limits it is not read.
    pub verdict: Verdict,
    /// The reader's own place: ringed, and named wherever it lies.
    pub is_own: bool,
}

/// How far outside the limits a place lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FunnelGrade {
    /// Within the 95% limits.
    Within,
    /// Outside the 95% limits, within the 99.8% limits.
    Outside95,
    /// Outside the 99.8% limits.
    Outside998,
}

impl FunnelGrade {
    /// The grade in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Within => "Within 95% limits",
            Self::Outside95 => "Outside 95% limits",
            Self::Outside998 => "Outside 99.8% limits",
        }
    }
}

impl FunnelPoint {
    fn value(&self) -> Option<f64> {
        self.cell.estimate().map(|estimate| estimate.value.get())
    }

    fn is_outside(&self) -> bool {
        self.value().is_some() && self.grade > FunnelGrade::Within
    }
}

impl Funnel {
    /// Draws the chart. Fails when there is no place.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.points.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let ranked = self.ranked();
        let surround = Surround {
            description: self.description(&ranked),
            key: self.key(),
            table: self.table(&ranked),
        };
        Ok(draw_twice(&self.heading, surround, width, |room| {
            self.sheet(&ranked, room)
        }))
    }

    /// The furthest outside first, then by size; places without a figure last.
    fn ranked(&self) -> Vec<&FunnelPoint> {
        let mut ranked: Vec<&FunnelPoint> = self.points.iter().collect();
        let grade = |point: &FunnelPoint| point.value().map(|_| point.grade);
        ranked.sort_by(|a, b| {
            let by_grade = grade(b).cmp(&grade(a));
            by_grade.then(b.size.get().total_cmp(&a.size.get()))
        });
        ranked
    }

    fn sheet(&self, ranked: &[&FunnelPoint], room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let frame = Frame::of(self, room);
        frame.write_axes(&mut canvas, &self.size_is, room);
        self.write_limits(&mut canvas, &frame);
        self.write_target(&mut canvas, &frame, room);
        let mut taken: Vec<Area> = self.marks(&frame).collect();
        for point in ranked.iter().rev() {
            write_point(&mut canvas, point, &frame);
        }
        let own_first = ranked.iter().filter(|point| point.is_own);
        let others = ranked.iter().filter(|point| !point.is_own);
        let unnamed: Vec<&&FunnelPoint> = own_first
            .chain(others)
            .filter(|point| point.is_outside() || point.is_own)
            .filter(|point| !write_name(&mut canvas, point, &frame, &mut taken))
            .collect();
        let names: Vec<&str> = unnamed
            .iter()
            .filter(|point| point.is_outside())
            .map(|point| point.name.as_str())
            .collect();
        let mut words = String::new();
        if !names.is_empty() {
            words = format!("Also outside the limits: {}. ", names.join(", "));
        }
        for point in unnamed.iter().filter(|point| !point.is_outside()) {
            words.extend(["The ring is ", &point.name, ". "]);
        }
        words.push_str(&self.notes());
        let below = frame.bottom + 44.0;
        let height = notes::write(&mut canvas, &words, below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    fn write_limits(&self, canvas: &mut Canvas, frame: &Frame) {
        let mut curve = |class: &str, bound: fn(&FunnelLimits) -> f64| {
            let points: Vec<At> = self
                .limits
                .iter()
                .map(|limits| {
                    (
                        frame.across.at(limits.size.get()),
                        frame.up.at(bound(limits)),
                    )
                })
                .collect();
            if points.len() > 1 {
                canvas.polyline(&points, class);
            }
        };
        curve("line-comp", |limits| limits.inner.lower());
        curve("line-comp", |limits| limits.inner.upper());
        curve("lim lim-similar", |limits| limits.outer.lower());
        curve("lim lim-similar", |limits| limits.outer.upper());
    }

    /// The dashed line, and its name and value in the margin, where no point can lie under them.
    fn write_target(&self, canvas: &mut Canvas, frame: &Frame, room: Room) {
        let y = frame.up.at(self.target.value.get());
        canvas.line((frame.left, y), (frame.right, y), "ref");
        let x = frame.right + 8.0;
        let y = y.max(TOP).min(frame.bottom - 16.0);
        let value = self.unit.short(self.target.value.get());
        for (words, y) in [(&self.target.name, y - 2.0), (&value, y + 15.0)] {
            let words = lettering::fit(words, room.width - x, true);
            canvas.text((x, y), &words, "t-strong");
        }
    }

    /// What the marks cover: no name may hide another place.
    fn marks(&self, frame: &Frame) -> impl Iterator<Item = Area> {
        self.points.iter().filter_map(|point| {
            let (x, y) = (
                frame.across.at(point.size.get()),
                frame.up.at(point.value()?),
            );
            let ring = if point.is_own { RING } else { 0.0 };
            let r = radius(point.grade) + ring + 1.0;
            Some(Area {
                left: x - r,
                right: x + r,
                top: y - r,
                bottom: y + r,
            })
        })
    }

    fn notes(&self) -> String {
        let without = self.points.iter().filter_map(|point| {
            let words = point.cell.state_words()?;
            Some(format!("{} {words}.", point.name))
        });
        without.collect::<Vec<_>>().join(" ")
    }

    fn description(&self, ranked: &[&FunnelPoint]) -> String {
        let count = |grade| {
            let of_grade = |point: &&FunnelPoint| point.value().is_some() && point.grade == grade;
            self.points.iter().filter(of_grade).count()
        };
        let mut sentences = vec![format!(
            "{} places against {}, {}: {} outside 99.8% limits, {} outside 95% limits, {} within.",
            self.points.len(),
            self.target.name,
            self.unit.full(self.target.value.get()),
            count(FunnelGrade::Outside998),
            count(FunnelGrade::Outside95),
            count(FunnelGrade::Within)
        )];
        for point in ranked
            .iter()
            .filter(|point| point.is_outside() || point.is_own && point.value().is_some())
        {
            let words = point.cell.words(&self.unit);
            let grade = point.grade.word();
            sentences.push(if point.is_outside() {
                let verdict = point.verdict.word().to_lowercase();
                format!("{}: {words}. {grade}, {verdict}.", point.name)
            } else {
                format!("{}: {words}. {grade}.", point.name)
            });
        }
        sentences.push(self.notes());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let mut entries = Vec::new();
        for (grade, word) in [
            (FunnelGrade::Outside998, "outside 99.8% limits"),
            (FunnelGrade::Outside95, "outside 95% limits"),
        ] {
            for verdict in [
                Verdict::Worse,
                Verdict::Similar,
                Verdict::Better,
                Verdict::Higher,
                Verdict::Lower,
                Verdict::NotCompared,
            ] {
                let drawn = |point: &FunnelPoint| {
                    point.is_outside() && point.grade == grade && point.verdict == verdict
                };
                if self.points.iter().any(drawn) {
                    let words = format!("{}, {word}", verdict.word());
                    entries.push(KeyEntry::new(&words, |canvas| {
                        canvas.verdict((8.0, 8.0), verdict, radius(grade));
                    }));
                }
            }
        }
        let is_within = |point: &FunnelPoint| point.value().is_some() && !point.is_outside();
        if self.points.iter().any(is_within) {
            let words = FunnelGrade::Within.word();
            entries.push(KeyEntry::new(words, |canvas| {
                canvas.verdict((8.0, 8.0), Verdict::Similar, 3.5);
            }));
        }
        if self.limits.len() > 1 {
            entries.push(KeyEntry::line("95% limits", "line-comp"));
            entries.push(KeyEntry::line("99.8% limits", "lim lim-similar"));
        }
        entries.extend(key::hidden_entry(
            self.points.iter().map(|point| &point.cell),
        ));
        entries
    }

    fn table(&self, ranked: &[&FunnelPoint]) -> Table {
        let mut columns = vec![
            table::words_column("Name"),
            table::number_column(&self.size_is),
        ];
        columns.extend(table::figure_columns("Value"));
        columns.push(table::words_column("Grade"));
        columns.push(table::words_column(&format!(
            "Against {}",
            self.target.name
        )));
        let mut table = Table::new(&self.heading.title, columns);
        for point in ranked {
            let size = Entry::number(point.size.get(), &Unit::counted(0, ""));
            let mut row = vec![Entry::Words(point.name.clone()), size];
            row.extend(table::figure_entries(&point.cell, &self.unit));
            let grade = match point.value() {
                Some(_) => point.grade.word(),
                None => Verdict::NotCompared.word(),
            };
            row.push(Entry::Words(grade.to_owned()));
            let verdict = if point.is_outside() {
                point.verdict
            } else {
                Verdict::Similar
            };
            row.push(Entry::verdict(&point.cell, verdict));
            table.rows.push(row);
        }
        let none = || Entry::Words("none".to_owned());
        table.rows.push(vec![
            Entry::Words(self.target.name.clone()),
            none(),
            Entry::number(self.target.value.get(), &self.unit),
            none(),
            none(),
            none(),
            none(),
        ]);
        table
    }
}

/// The ring of our own place lies so far outside its mark.
const RING: f64 = 4.0;

/// Points further outside are larger.
fn radius(grade: FunnelGrade) -> f64 {
    match grade {
        FunnelGrade::Within => 3.5,
        FunnelGrade::Outside95 => 4.5,
        FunnelGrade::Outside998 => 6.0,
    }
}

/// A mark; a hatched box on the base line for a hidden place, a stroke for the other states.
fn write_point(canvas: &mut Canvas, point: &FunnelPoint, frame: &Frame) {
    let x = frame.across.at(point.size.get());
    let Some(value) = point.value() else {
        if point.cell.is_suppressed() {
            canvas.hatch((x - 6.0, frame.bottom - 12.0), (12.0, 12.0), 5.0);
        } else {
            canvas.line((x - 5.0, frame.bottom), (x + 5.0, frame.bottom), "axis gap");
        }
        return;
    };
    let y = frame.up.at(value);
    if point.is_own {
        canvas.dot((x, y), radius(point.grade) + RING, "own-ring");
    }
    if point.is_outside() {
        canvas.verdict((x, y), point.verdict, radius(point.grade));
    } else {
        canvas.verdict((x, y), Verdict::Similar, radius(FunnelGrade::Within));
    }
}

/// Names a point beside, above or below it, where the name meets no other; says whether it found
/// room.
fn write_name(
    canvas: &mut Canvas,
    point: &FunnelPoint,
    frame: &Frame,
    taken: &mut Vec<Area>,
) -> bool {
    let Some(value) = point.value() else {
        return true;
    };
    let (x, y) = (frame.across.at(point.size.get()), frame.up.at(value));
    let is_bold = point.is_own || point.grade == FunnelGrade::Outside998;
    let name = lettering::fit(&point.name, (frame.right - frame.left) * 0.45, is_bold);
    let width = lettering::width(&name, is_bold);
    let class = match (point.is_own, is_bold) {
        (true, _) => "t-strong t-pine t-halo",
        (false, true) => "t-strong t-halo",
        (false, false) => "t-halo",
    };
    let away = if point.is_own { 11.0 + RING } else { 11.0 };
    let places = [
        (x + away, y + 5.0),
        (x - away - width, y + 5.0),
        (x - width / 2.0, y - away - 2.0),
        (x - width / 2.0, y + away + 11.0),
    ];
    for at in places {
        let area = Area::of_text(at, width);
        let is_inside = area.left >= frame.left
            && area.right <= frame.right
            && area.top >= TOP - 14.0
            && area.bottom <= frame.bottom;
        if is_inside && !taken.iter().any(|other| other.touches(&area)) {
            canvas.text(at, &name, class);
            taken.push(area);
            return true;
        }
    }
    false
}

/// The room that a text takes.
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    /// A text from its start, with a little air.
    fn of_text((x, y): At, width: f64) -> Self {
        Self {
            left: x - 2.0,
            right: x + width + 2.0,
            top: y - 12.0,
            bottom: y + 4.0,
        }
    }

    fn touches(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Where the parts of the drawing stand.
struct Frame {
    up: Scale,
    across: Scale,
    left: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn of(chart: &Funnel, room: Room) -> Self {
        let bottom = if room.is_narrow { 252.0 } else { 292.0 };
        let values = chart.points.iter().filter_map(FunnelPoint::value);
        let limits = chart
            .limits
            .iter()
            .flat_map(|limits| [limits.inner, limits.outer])
            .flat_map(|limits| [limits.lower(), limits.upper()]);
        let target = [chart.target.value.get()];
        let up = Scale::close_over(
            values.chain(limits).chain(target),
            (bottom, TOP),
            Direction::Up,
            &chart.unit,
        );
        let left = (up.widest_label() + 8.0).max(12.0);
        let value = chart.unit.short(chart.target.value.get());
        let name = lettering::width(&lettering::clean(&chart.target.name), true);
        let margin = name.max(lettering::width(&value, true)) + 10.0;
        let right = room.width - margin.min(room.width * 0.28);
        let sizes = chart.points.iter().map(|point| point.size.get());
        let sizes = sizes.chain(chart.limits.iter().map(|limits| limits.size.get()));
        // Marks at the ends of the axis keep clear of the edge.
        let ends = (left + 8.0, right - 8.0);
        let across = Scale::over(sizes, ends, Direction::Across, &Unit::counted(0, ""));
        Self {
            up,
            across,
            left,
            right,
            bottom,
        }
    }

    fn write_axes(&self, canvas: &mut Canvas, size_is: &str, room: Room) {
        for tick in &self.up.ticks {
            let y = self.up.at(tick.value);
            canvas.line((self.left, y), (self.right, y), "grid");
            canvas.text((self.left - 6.0, y + 5.0), &tick.label, "t-end t-muted");
        }
        canvas.line((self.left, self.bottom), (self.right, self.bottom), "axis");
        let mut free_from = 0.0;
        for tick in &self.across.ticks {
            let x = self.across.at(tick.value);
            let half = lettering::width(&tick.label, false) / 2.0;
            if x - half >= free_from && x + half <= room.width {
                canvas.text((x, self.bottom + 18.0), &tick.label, "t-mid t-muted");
                free_from = x + half + 10.0;
            }
        }
        let words = lettering::fit(size_is, room.width, false);
        canvas.text((room.width, self.bottom + 37.0), &words, "t-end t-muted");
    }
}
