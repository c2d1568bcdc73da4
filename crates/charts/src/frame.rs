//! What surrounds every drawing: its name, title, description, widths, and the mark of its origin.

use crate::canvas::{Canvas, escaped};
use crate::key::KeyEntry;
use crate::lettering;
use crate::table::Table;

/// The style sheet that the classes of the drawings need. It is complete: screen, forced colours
/// and print. Colours are custom properties with the house colours as their fallback.
pub const STYLE: &str = include_str!("../css/charts.css");

/// The width of the drawing for a phone: a 360 pixel page less its margins.
const NARROW: f64 = 328.0;

/// Height of the foot line that says where invented or quoted values come from.
const ORIGIN_LINE: f64 = 26.0;

/// How a chart is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Starts every id of the drawing. Unique within the page; characters other than ASCII letters,
    /// digits, `-` and `_` become `-`.
    pub id: String,
    /// What is drawn, in one line: the accessible name and the caption of the table. The finding
    /// above the chart belongs to the page.
    pub title: String,
    /// Where its values come from.
    pub origin: Origin,
}

/// Where the values of a chart come from, as far as the drawing must say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Entered or imported: nothing to say.
    Recorded,
    /// Quoted from a published document.
    Quoted,
    /// Invented, or computed from something invented.
    Illustrative,
}

impl Origin {
    /// The word that marks it; `None` when nothing needs to be said.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Recorded => None,
            Self::Quoted => Some("Quoted"),
            Self::Illustrative => Some("Illustrative"),
        }
    }
}

/// How much of the page the wide drawing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// The whole page: 1120 units.
    Full,
    /// The wide one of two columns: 700 units.
    Wide,
    /// One of two equal columns: 536 units.
    Half,
}

impl Width {
    fn units(self) -> f64 {
        match self {
            Self::Full => 1120.0,
            Self::Wide => 700.0,
            Self::Half => 536.0,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Full => "cw-svg cw-svg--full",
            Self::Wide => "cw-svg cw-svg--wide",
            Self::Half => "cw-svg cw-svg--half",
        }
    }
}

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Its accessible name.
    pub title: String,
    /// The numbers that matter, in sentences: also the alternative text of a printed figure.
    pub description: String,
    /// Where its values come from.
    pub origin: Origin,
    /// The drawing for a wide page.
    pub wide: String,
    /// The chart drawn again for a 360 pixel page; `None` where one drawing serves both.
    pub narrow: Option<String>,
    /// One entry for each kind of mark. Empty where everything is labelled directly.
    pub key: Vec<KeyEntry>,
    /// The table behind the chart.
    pub table: Table,
}

impl Drawn {
    /// The drawings as they stand in a page: both widths, of which the style sheet shows one.
    #[must_use]
    pub fn html(&self) -> String {
        match &self.narrow {
            Some(narrow) => format!(
                r#"<div class="cw-only-wide">{}</div><div class="cw-only-narrow">{narrow}</div>"#,
                self.wide
            ),
            None => self.wide.clone(),
        }
    }

    /// The wide drawing as a file of its own, with its colours inside: for a download, and for
    /// printed papers. Not for a page, whose content policy refuses a style inside a drawing.
    #[must_use]
    pub fn picture(&self) -> String {
        standing_alone(&self.wide)
    }

    /// The drawing for a phone as a file of its own, as [`Drawn::picture`]; `None` where one drawing
    /// serves both widths.
    #[must_use]
    pub fn phone_picture(&self) -> Option<String> {
        self.narrow.as_deref().map(standing_alone)
    }
}

fn standing_alone(svg: &str) -> String {
    let style = standalone_style();
    let opened = svg.replacen("<svg ", r#"<svg xmlns="http://www.w3.org/2000/svg" "#, 1);
    opened.replacen("<title", &format!("<style>{style}</style><title"), 1)
}

/// A body drawn to a size.
pub(crate) struct Sheet {
    pub(crate) canvas: Canvas,
    pub(crate) height: f64,
}

/// The room that a drawing is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// Drawing units across.
    pub(crate) width: f64,
    /// Drawn for a phone: fewer labels, shorter words.
    pub(crate) is_narrow: bool,
}

/// Everything of a chart but its drawings.
pub(crate) struct Surround {
    pub(crate) description: String,
    pub(crate) key: Vec<KeyEntry>,
    pub(crate) table: Table,
}

/// Draws a chart twice, for a wide page and for a phone.
pub(crate) fn draw_twice(
    heading: &Heading,
    surround: Surround,
    width: Width,
    draw: impl Fn(Room) -> Sheet,
) -> Drawn {
    let name = Naming::of(heading, &surround.description);
    let drawing = |width: f64, is_narrow: bool, part: &str, class: &str| {
        let mut sheet = draw(Room { width, is_narrow });
        sheet.write_origin(heading.origin);
        name.svg(sheet.canvas, (width, sheet.height), part, class)
    };
    let wide = drawing(width.units(), false, "wide", width.class());
    let narrow = drawing(NARROW, true, "narrow", "cw-svg cw-svg--narrow");
    finished(heading, name, surround, wide, Some(narrow))
}

/// Draws a small chart once, for both widths, at `size`. There is no foot line: the drawing holds a
/// diamond, and the word stands in its title and beside it on the page.
pub(crate) fn draw_once(
    heading: &Heading,
    surround: Surround,
    size: (f64, f64),
    class: &str,
    canvas: Canvas,
) -> Drawn {
    let name = Naming::of(heading, &surround.description);
    let svg = name.svg(canvas, size, "once", class);
    finished(heading, name, surround, svg, None)
}

fn finished(
    heading: &Heading,
    name: Naming,
    surround: Surround,
    wide: String,
    narrow: Option<String>,
) -> Drawn {
    Drawn {
        title: name.title,
        description: name.description,
        origin: heading.origin,
        wide,
        narrow,
        key: surround.key,
        table: surround.table,
    }
}

/// Title and description as they are read out.
struct Naming {
    id: String,
    title: String,
    description: String,
}

impl Naming {
    fn of(heading: &Heading, description: &str) -> Self {
        let description = match heading.origin.word() {
            Some(word) => format!("{word} values. {description}"),
            None => description.to_owned(),
        };
        Self {
            id: id_prefix(&heading.id),
            title: lettering::clean(&heading.title),
            description: lettering::clean(&description),
        }
    }

    fn svg(&self, canvas: Canvas, (width, height): (f64, f64), part: &str, class: &str) -> String {
        let id = format!("{}-{part}", self.id);
        format!(
            concat!(
                r#"<svg class="{class}" viewBox="0 0 {width:.0} {height:.0}" role="img""#,
                r#" aria-labelledby="{id}-title {id}-desc" focusable="false">"#,
                r#"<title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc>"#,
                "{body}</svg>"
            ),
            class = class,
            width = width,
            height = height,
            id = id,
            title = escaped(&self.title),
            desc = escaped(&self.description),
            body = canvas.into_body(),
        )
    }
}

impl Sheet {
    fn write_origin(&mut self, origin: Origin) {
        let Some(word) = origin.word() else { return };
        let middle = self.height + ORIGIN_LINE - 10.0;
        self.canvas.origin(origin, (7.0, middle), 6.0);
        self.canvas.text((19.0, middle + 5.0), word, "t-brass");
        self.height += ORIGIN_LINE;
    }
}

fn id_prefix(id: &str) -> String {
    let safe: String = id
        .chars()
        .map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => letter,
            _ => '-',
        })
        .collect();
    if safe.is_empty() {
        "chart".to_owned()
    } else {
        safe
    }
}

/// The rules of [`STYLE`] for the screen, each custom property replaced by its fallback: readers of
/// SVG files outside a browser know neither custom properties nor media queries.
fn standalone_style() -> String {
    let rules = STYLE.split("@media").next().unwrap_or_default();
    let mut style = String::with_capacity(rules.len());
    let mut rest = rules;
    while let Some((before, from_name)) = rest.split_once("var(") {
        style.push_str(before);
        let Some((property, after)) = from_name.split_once(')') else {
            break;
        };
        let fallback = property
            .split_once(',')
            .map_or("", |(_, fallback)| fallback.trim());
        style.push_str(fallback);
        rest = after;
    }
    style.push_str(rest);
    style
}
