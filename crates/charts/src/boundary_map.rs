//! Areas in their true shapes, each with its verdict.
//!
//! A verdict is a ground *and* a pattern: worse is solid, better and lower are ruled across, higher is
//! ruled upright, similar is plain. Rules and hatching are drawn as lines, cut to the shape: they
//! print, and survive forced colours. What has no room for its name has a number, said below.
//!
//! Large areas outshout small ones on any true map; the table holds every area alike.

use crate::canvas::{At, Canvas};
use crate::cell::{Cell, ChartError, Reference, Verdict};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::lettering;
use crate::notes;
use crate::rows::counted;
use crate::shapes::{Shape, Way};
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

/// A map grows no taller than this on a wide page, and on a phone.
const TALLEST: f64 = 560.0;
const TALLEST_NARROW: f64 = 420.0;
/// Lines of a pattern lie so far apart.
const RULED: f64 = 5.0;
const HATCHED: f64 = 5.0;
/// So many areas are all named or numbered. Of more, only those with room.
const NUMBERED: usize = 60;
/// An area of at least so much room takes a number of two digits.
const ROOM_OF_NUMBER: f64 = 18.0;

/// Areas in their true shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct BoundaryMap {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// What the verdicts are against; `None` where nothing was compared.
    pub reference: Option<Reference>,
    /// What the areas are, in the plural: "wards".
    pub areas_are: String,
    /// The areas.
    pub areas: Vec<MapArea>,
}

/// One area.
#[derive(Debug, Clone, PartialEq)]
pub struct MapArea {
    /// Its name.
    pub name: String,
    /// Its outlines and holes, each closed, across and then down on one plane for all areas. Inside is
    /// what an odd number of them surround.
    pub rings: Vec<Vec<(i32, i32)>>,
    /// Its figure.
    pub cell: Cell,
    /// The verdict on its figure; without a figure it is not read.
    pub verdict: Verdict,
    /// Whether this is the reader's own place.
    pub is_own: bool,
}

/// How the ground of an area is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Of(Verdict),
    Hidden,
    Open,
}

impl Ground {
    const ALL: [Self; 8] = [
        Self::Of(Verdict::Worse),
        Self::Of(Verdict::Similar),
        Self::Of(Verdict::Better),
        Self::Of(Verdict::Higher),
        Self::Of(Verdict::Lower),
        Self::Of(Verdict::NotCompared),
        Self::Hidden,
        Self::Open,
    ];

    fn of(area: &MapArea) -> Self {
        if area.cell.estimate().is_some() {
            Self::Of(area.verdict)
        } else if area.cell.is_suppressed() {
            Self::Hidden
        } else {
            Self::Open
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Of(Verdict::Worse) => "area area-worse",
            Self::Of(Verdict::Similar) => "area area-similar",
            Self::Of(Verdict::Better) => "area area-better",
            Self::Of(Verdict::Higher | Verdict::Lower) => "area area-plain",
            Self::Of(Verdict::NotCompared) | Self::Hidden => "area",
            Self::Open => "area area-open",
        }
    }

    /// Which way its lines run, how far apart, and their class.
    fn pattern(self) -> Option<(Way, f64, &'static str)> {
        match self {
            Self::Of(Verdict::Better) => Some((Way::Across, RULED, "rule-better")),
            Self::Of(Verdict::Higher) => Some((Way::Upright, RULED, "rule-plain")),
            Self::Of(Verdict::Lower) => Some((Way::Across, RULED, "rule-plain")),
            Self::Hidden => Some((Way::Slanting, HATCHED, "hatch-line")),
            Self::Of(_) | Self::Open => None,
        }
    }

    fn words(self, reference: Option<&Reference>) -> String {
        match (self, reference) {
            (Self::Of(verdict), Some(reference)) => verdict.against(&reference.name),
            (Self::Of(_), None) => "A figure, not compared".to_owned(),
            (Self::Hidden, _) => "Hidden".to_owned(),
            (Self::Open, _) => "No figure: see below".to_owned(),
        }
    }
}

impl BoundaryMap {
    /// Draws the map. Fails when there is no area, or none with a shape.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        let has_shape = |area: &MapArea| area.rings.iter().any(|ring| ring.len() > 2);
        if !self.areas.iter().any(has_shape) {
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

    fn sheet(&self, room: Room) -> Sheet {
        let mut canvas = Canvas::default();
        let plane = Plane::of(&self.areas, room);
        let shapes: Vec<Shape> = self.areas.iter().map(|area| plane.shape(area)).collect();
        for (area, shape) in self.areas.iter().zip(&shapes) {
            let ground = Ground::of(area);
            canvas.area(shape.rings(), ground.class());
            if let Some((way, apart, class)) = ground.pattern() {
                canvas.strokes(&shape.ruled(way, apart), class);
            }
        }
        // Own outlines last, so that no neighbour lies over them.
        for (area, shape) in self.areas.iter().zip(&shapes) {
            if area.is_own {
                canvas.area(shape.rings(), "area-own");
            }
        }
        let (numbered, unnamed) =
            self.write_names(&mut canvas, &shapes, (room.width, plane.height));
        let below = plane.height + 6.0;
        let mut words = numbered
            .iter()
            .map(|(number, name)| format!("{number} {name}"))
            .collect::<Vec<_>>()
            .join(", ");
        if !words.is_empty() {
            words.push_str(". ");
        }
        if !unnamed.is_empty() {
            words = format!("{words}Too small for a number: {}. ", unnamed.join(", "));
        }
        words.push_str(&self.notes());
        let height = notes::write(&mut canvas, &words, below, room.width);
        Sheet {
            canvas,
            height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
        }
    }

    /// Writes names where they have room, our own first; gives the areas that have a number instead, and of a map that names
    /// all those that have neither.
    fn write_names(
        &self,
        canvas: &mut Canvas,
        shapes: &[Shape],
        (width, height): (f64, f64),
    ) -> (Vec<(usize, &str)>, Vec<&str>) {
        let mut taken: Vec<Label> = Vec::new();
        let (mut numbered, mut unnamed) = (Vec::new(), Vec::new());
        let mut order: Vec<usize> = (0..self.areas.len()).collect();
        order.sort_by_key(|place| self.areas.get(*place).map(|area| !area.is_own));
        for place in order {
            let (Some(area), Some(shape)) = (self.areas.get(place), shapes.get(place)) else {
                continue;
            };
            let may = self.areas.len() <= NUMBERED || area.is_own;
            let Some((middle, room)) = shape.widest() else {
                if may {
                    unnamed.push(area.name.as_str());
                }
                continue;
            };
            let name = lettering::clean(&area.name);
            let label = Label::around(middle, lettering::width(&name, area.is_own));
            let fits = label.width() + 4.0 <= room || area.is_own;
            let is_inside = label.is_inside(width, height);
            if fits && is_inside && !taken.iter().any(|other| other.touches(&label)) {
                let class = if area.is_own {
                    "t-mid t-strong t-halo"
                } else {
                    "t-mid t-halo"
                };
                canvas.text((middle.0, middle.1 + 5.0), &name, class);
                taken.push(label);
                continue;
            }
            let number = numbered.len() + 1;
            let written = number.to_string();
            let label = Label::around(middle, lettering::width(&written, area.is_own));
            let fits = room >= ROOM_OF_NUMBER.min(label.width() + 4.0) || area.is_own;
            if may
                && fits
                && label.is_inside(width, height)
                && !taken.iter().any(|other| other.touches(&label))
            {
                let class = if area.is_own {
                    "t-mid t-strong t-halo"
                } else {
                    "t-mid t-halo"
                };
                canvas.text((middle.0, middle.1 + 5.0), &written, class);
                taken.push(label);
                numbered.push((number, area.name.as_str()));
            } else if may {
                unnamed.push(area.name.as_str());
            }
        }
        (numbered, unnamed)
    }

    fn grounds(&self) -> impl Iterator<Item = Ground> {
        Ground::ALL
            .into_iter()
            .filter(|ground| self.areas.iter().any(|area| Ground::of(area) == *ground))
    }

    /// Each state in full with the names of its areas.
    fn notes(&self) -> String {
        let mut said: Vec<(String, Vec<&str>)> = Vec::new();
        for area in &self.areas {
            let Some(words) = area.cell.state_words() else {
                continue;
            };
            match said.iter_mut().find(|(state, _)| *state == words) {
                Some((_, names)) => names.push(&area.name),
                None => said.push((words, vec![&area.name])),
            }
        }
        let sentence = |(words, names): (String, Vec<&str>)| match names.as_slice() {
            [one, two, three, _, ..] => {
                let more = names.len() - 3;
                format!("{one}, {two}, {three} and {more} more {words}.")
            }
            few => format!("{} {words}.", few.join(", ")),
        };
        said.into_iter().map(sentence).collect::<Vec<_>>().join(" ")
    }

    fn description(&self) -> String {
        let mut sentences = vec![match &self.reference {
            Some(reference) => format!(
                "A map of {} {}. {}: {}.",
                self.areas.len(),
                self.areas_are,
                reference.name,
                self.unit.full(reference.value.get())
            ),
            None => format!("A map of {} {}.", self.areas.len(), self.areas_are),
        }];
        for area in self.areas.iter().filter(|area| area.is_own) {
            let words = area.cell.words(&self.unit);
            sentences.push(match (&self.reference, area.cell.estimate()) {
                (Some(reference), Some(_)) => format!(
                    "{}: {words}. {}.",
                    area.name,
                    area.verdict.against(&reference.name)
                ),
                _ => format!("{}: {words}.", area.name),
            });
        }
        for ground in self.grounds() {
            let Ground::Of(verdict) = ground else {
                continue;
            };
            let names: Vec<&str> = self
                .areas
                .iter()
                .filter(|area| Ground::of(area) == ground)
                .map(|area| area.name.as_str())
                .collect();
            // A list of hundreds helps nobody who listens; the table has them all.
            if names.len() <= 40 {
                sentences.push(format!("{}: {}.", verdict.word(), names.join(", ")));
            } else {
                sentences.push(format!("{}: {} areas.", verdict.word(), names.len()));
            }
        }
        sentences.push(self.notes());
        sentences.join(" ")
    }

    fn key(&self) -> Vec<KeyEntry> {
        let square = [vec![(0.5, 2.5), (15.5, 2.5), (15.5, 13.5), (0.5, 13.5)]];
        let mut entries: Vec<KeyEntry> = self
            .grounds()
            .filter(|ground| *ground != Ground::Hidden)
            .map(|ground| {
                let words = ground.words(self.reference.as_ref());
                KeyEntry::new(&words, |canvas| {
                    canvas.area(&square, ground.class());
                    if let Some((way, apart, class)) = ground.pattern() {
                        let shape = Shape::of(square.to_vec());
                        canvas.strokes(&shape.ruled(way, apart - 1.0), class);
                    }
                })
            })
            .collect();
        entries.extend(key::hidden_entry(self.areas.iter().map(|area| &area.cell)));
        entries
    }

    fn table(&self) -> Table {
        let mut columns = vec![table::words_column("Name")];
        columns.extend(table::figure_columns("Value"));
        if let Some(reference) = &self.reference {
            columns.push(table::words_column(&format!("Against {}", reference.name)));
        }
        let mut table = Table::new(&self.heading.title, columns);
        for area in &self.areas {
            let mut row = vec![Entry::Words(area.name.clone())];
            row.extend(table::figure_entries(&area.cell, &self.unit));
            if self.reference.is_some() {
                row.push(Entry::verdict(&area.cell, area.verdict));
            }
            table.rows.push(row);
        }
        table
    }
}

/// From the plane of the areas to the drawing.
struct Plane {
    left: f64,
    top: f64,
    scale: f64,
    margin: f64,
    height: f64,
}

impl Plane {
    fn of(areas: &[MapArea], room: Room) -> Self {
        let points = areas.iter().flat_map(|area| area.rings.iter().flatten());
        let (mut left, mut top) = (f64::INFINITY, f64::INFINITY);
        let (mut right, mut bottom) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (x, y) in points {
            let (x, y) = (f64::from(*x), f64::from(*y));
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
        }
        let tallest = if room.is_narrow {
            TALLEST_NARROW
        } else {
            TALLEST
        };
        let (across, down) = ((right - left).max(1.0), (bottom - top).max(1.0));
        let scale = ((room.width - 6.0) / across).min((tallest - 6.0) / down);
        Self {
            left,
            top,
            scale,
            margin: 3.0 + (room.width - 6.0 - across * scale) / 2.0,
            height: down * scale + 6.0,
        }
    }

    fn shape(&self, area: &MapArea) -> Shape {
        let at = |(x, y): &(i32, i32)| -> At {
            (
                (f64::from(*x) - self.left) * self.scale + self.margin,
                (f64::from(*y) - self.top) * self.scale + 3.0,
            )
        };
        Shape::of(
            area.rings
                .iter()
                .map(|ring| ring.iter().map(at).collect())
                .collect(),
        )
    }
}

/// The room that a name takes around its middle.
struct Label {
    middle: At,
    half: f64,
}

impl Label {
    fn around(middle: At, width: f64) -> Self {
        Self {
            middle,
            half: width / 2.0,
        }
    }

    fn width(&self) -> f64 {
        self.half * 2.0
    }

    fn touches(&self, other: &Self) -> bool {
        (self.middle.0 - other.middle.0).abs() < self.half + other.half + 4.0
            && (self.middle.1 - other.middle.1).abs() < counted(15)
    }

    fn is_inside(&self, width: f64, height: f64) -> bool {
        self.middle.0 - self.half >= 0.0
            && self.middle.0 + self.half <= width
            && self.middle.1 >= 8.0
            && self.middle.1 + 9.0 <= height
    }
}
