//! Every sample chart painted as dots and looked at: words that can be read, marks that can be seen, keys that hold without
//! colour, and a picture in letters of each, so that a review sees what has moved.
//!
//! The painter draws the same dots on every machine, so nothing here needs a tolerance. The laws over any input at all are in
//! `charts`; these are about what a reader sees in the end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use charts::KeyEntry;
use charts::samples::sections;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, Group, Node, Options, Rect, Tree, fontdb};

/// Least contrast of words and of marks against what is behind them (WCAG 2.2, 1.4.3 and 1.4.11).
const WORDS: f64 = 4.5;
const MARKS: f64 = 3.0;

/// Classes that carry meaning. The others are grounds, grids and white edges.
const MEANING: [&str; 23] = [
    "m-better",
    "m-worse",
    "m-similar",
    "m-plain",
    "m-pine",
    "m-hollow",
    "bar",
    "bar-soft",
    "bar-ink",
    "cell-low",
    "open-edge",
    "hatch-line",
    "lim",
    "line",
    "line-comp",
    "slope",
    "ref",
    "tick",
    "axis",
    "origin",
    "band-line",
    "mid-band",
    "tile-own",
];

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/installed");
    for face in ["Arimo_400Regular.ttf", "Arimo_700Bold.ttf"] {
        let file = std::fs::read(format!("{folder}/{face}"))
            .expect("`make assets` installs the type faces");
        faces.load_font_data(file);
    }
    faces.set_sans_serif_family("Arimo");
    Options {
        fontdb: Arc::new(faces),
        font_family: "Arimo".to_owned(),
        ..Options::default()
    }
});

/// The style that every drawing carries when it stands alone.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let picture = sections().unwrap()[0].samples[0].drawn.picture();
    let (_, style) = picture.split_once("<style>").unwrap();
    style.split_once("</style>").unwrap().0.to_owned()
});

/// A drawing of a sample, by name.
struct Picture {
    name: String,
    svg: String,
}

/// Every drawing of every sample, as files that stand alone.
fn pictures() -> Vec<Picture> {
    let mut pictures = Vec::new();
    for section in sections().unwrap() {
        for (place, sample) in section.samples.iter().enumerate() {
            let mut add = |width: &str, svg: String| {
                let name = format!("{} {} {width}", section.id, place + 1);
                pictures.push(Picture { name, svg });
            };
            add("wide", sample.drawn.picture());
            if let Some(svg) = sample.drawn.phone_picture() {
                add("phone", svg);
            }
        }
    }
    assert!(pictures.len() > 50, "only {} drawings", pictures.len());
    pictures
}

fn has_phone(pictures: &[Picture], wide: &Picture) -> bool {
    let phone = wide.name.replace(" wide", " phone");
    pictures.iter().any(|picture| picture.name == phone)
}

fn tree(svg: &str) -> Tree {
    Tree::from_str(svg, &OPTIONS).unwrap()
}

fn paint(svg: &str, scale: f32) -> Pixmap {
    let tree = tree(svg);
    let size = tree.size().to_int_size().scale_by(scale).unwrap();
    let mut dots = Pixmap::new(size.width(), size.height()).unwrap();
    dots.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut dots.as_mut(),
    );
    dots
}

/// Relative luminance (WCAG 2.2, definition), between 0 for black and 1 for white.
#[expect(
    clippy::disallowed_methods,
    reason = "two digits of a ratio are the same on every platform"
)]
fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let part = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn dot(picture: &Pixmap, x: u32, y: u32) -> Option<[u8; 3]> {
    let dot = picture.pixel(x, y)?;
    Some([dot.red(), dot.green(), dot.blue()])
}

/// The dots of `area` that `with` has and `without` has not, each with its contrast; the area in drawing units, both painted
/// at `scale`.
fn changed(with: &Pixmap, without: &Pixmap, area: Rect, scale: f32) -> Vec<f64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a drawing is a few thousand dots across, and nothing in it lies left of or above it by much"
    )]
    let edge = |value: f32| (value * scale).max(0.0) as u32;
    let mut found = Vec::new();
    for y in edge(area.top())..=edge(area.bottom()) {
        for x in edge(area.left())..=edge(area.right()) {
            if let (Some(one), Some(other)) = (dot(with, x, y), dot(without, x, y))
                && one != other
            {
                found.push(contrast(one, other));
            }
        }
    }
    found
}

fn nodes<'a>(group: &'a Group, visit: &mut impl FnMut(&'a Node)) {
    for node in group.children() {
        visit(node);
        if let Node::Group(inner) = node {
            nodes(inner, visit);
        }
    }
}

/// The words of a drawing and the ground that their letters really cover.
fn words(tree: &Tree) -> Vec<(String, Rect)> {
    let mut found = Vec::new();
    nodes(tree.root(), &mut |node| {
        if let Node::Text(text) = node {
            let words: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
            found.push((words, text.flattened().bounding_box()));
        }
    });
    found
}

fn touch(one: Rect, other: Rect) -> bool {
    one.left() < other.right()
        && other.left() < one.right()
        && one.top() < other.bottom()
        && other.top() < one.bottom()
}

/// What is wrong with the words of a drawing: over one another, outside it, or not to be read.
fn faults_of_words(picture: &Picture) -> Vec<String> {
    let scale = 2.0;
    let tree = tree(&picture.svg);
    let (width, height) = (tree.size().width(), tree.size().height());
    let words = words(&tree);
    let painted = paint(&picture.svg, scale);
    let blank = paint(
        &picture.svg.replace("<text ", "<text fill-opacity=\"0\" "),
        scale,
    );
    let mut faults = Vec::new();
    for (place, (text, area)) in words.iter().enumerate() {
        if area.left() < -0.5
            || area.top() < -0.5
            || area.right() > width + 0.5
            || area.bottom() > height + 0.5
        {
            faults.push(format!("{}: “{text}” leaves the drawing", picture.name));
        }
        for (other, there) in words.iter().skip(place + 1) {
            if touch(*area, *there) {
                faults.push(format!("{}: “{text}” lies over “{other}”", picture.name));
            }
        }
        // Edges of letters are half covered; the middle of a stroke shows the colour as it is.
        let best = changed(&painted, &blank, *area, scale)
            .into_iter()
            .fold(1.0, f64::max);
        if best < WORDS {
            faults.push(format!(
                "{}: “{text}” has a contrast of {best:.2}",
                picture.name
            ));
        }
    }
    faults
}

/// The elements of a drawing with a class that carries meaning, each with the drawing in which it alone is not painted.
fn faults_of_marks(picture: &Picture) -> Vec<String> {
    let scale = 2.0;
    let mut faults = BTreeMap::new();
    let painted = paint(&picture.svg, scale);
    for class in MEANING {
        let (bare, places) = without(&picture.svg, class);
        if places == 0 {
            continue;
        }
        let blank = paint(&bare, scale);
        let size = tree(&picture.svg).size();
        let whole = Rect::from_xywh(0.0, 0.0, size.width(), size.height()).unwrap();
        let seen = changed(&painted, &blank, whole, scale);
        let clear = seen.iter().filter(|contrast| **contrast >= MARKS).count();
        // A mark of 7 by 7 units covers some 200 dots, a hair line of 10 units 20.
        if clear < places * 12 {
            faults.insert(class, (clear, places));
        }
    }
    faults
        .into_iter()
        .map(|(class, (clear, places))| {
            format!("{}: {clear} clear dots of {places} {class}", picture.name)
        })
        .collect()
}

/// The drawing with every element of a class made invisible, and how many there were.
fn without(svg: &str, class: &str) -> (String, usize) {
    let mut bare = String::with_capacity(svg.len());
    let mut count = 0;
    for piece in svg.split_inclusive('>') {
        let is_of_class = piece.rsplit_once("class=\"").is_some_and(|(_, rest)| {
            let classes = rest.split('"').next().unwrap_or_default();
            classes.split(' ').any(|one| one == class)
        });
        let is_shape = !piece.starts_with("<text") && !piece.starts_with("<svg");
        if is_of_class && is_shape {
            count += 1;
            bare.push_str(&piece.replacen(" class=", " opacity=\"0\" class=", 1));
        } else {
            bare.push_str(piece);
        }
    }
    (bare, count)
}

/// A mark of a key as a file that stands alone, four times its size.
fn painted_mark(entry: &KeyEntry) -> Pixmap {
    let style = STYLE.as_str();
    let svg = entry
        .mark
        .replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
        .replacen('>', &format!("><style>{style}</style>"), 1);
    paint(&svg, 4.0)
}

/// How many of a hundred dots of two marks differ by a quarter of the way from black to white, in grey.
fn difference_in_grey(one: &Pixmap, other: &Pixmap) -> usize {
    let grey = |picture: &Pixmap, x, y| {
        let [red, green, blue] = dot(picture, x, y).unwrap();
        (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
    };
    let mut differ = 0;
    for y in 0..one.height() {
        for x in 0..one.width() {
            if grey(one, x, y).abs_diff(grey(other, x, y)) >= 64 {
                differ += 1;
            }
        }
    }
    let all = usize::try_from(one.width() * one.height()).unwrap();
    differ * 1000 / all
}

/// The drawing in letters, one for each region: `.` for white, then 1 to 9 and a to z for each two hundredths of ink.
fn in_letters(picture: &Pixmap) -> String {
    const REGION: u32 = 24;
    let mut letters = String::new();
    for top in (0..picture.height()).step_by(24) {
        let mut line = String::new();
        for left in (0..picture.width()).step_by(24) {
            let (mut ink, mut dots) = (0_u32, 0_u32);
            for y in top..(top + REGION).min(picture.height()) {
                for x in left..(left + REGION).min(picture.width()) {
                    let [red, green, blue] = dot(picture, x, y).unwrap();
                    ink += 765 - u32::from(red) - u32::from(green) - u32::from(blue);
                    dots += 1;
                }
            }
            let level = (ink * 50).div_ceil(765 * dots).min(35);
            line.push(if ink == 0 {
                '.'
            } else {
                char::from_digit(level, 36).unwrap()
            });
        }
        let _ = writeln!(letters, "{}", line.trim_end_matches('.'));
    }
    letters
}

#[test]
fn words_can_be_read_and_none_lies_over_another() {
    let faults: Vec<String> = pictures().iter().flat_map(faults_of_words).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn marks_can_be_seen_on_what_is_behind_them() {
    // Marks are the same at both widths, and the phone has less ground to paint.
    let pictures = pictures();
    let narrowest = pictures
        .iter()
        .filter(|picture| !picture.name.ends_with("wide") || !has_phone(&pictures, picture));
    let faults: Vec<String> = narrowest.flat_map(faults_of_marks).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_marks_of_a_key_differ_without_colour() {
    let mut faults = Vec::new();
    for section in sections().unwrap() {
        for sample in section.samples {
            let marks: Vec<(String, Pixmap)> = sample
                .drawn
                .key
                .iter()
                .map(|entry| (entry.words.clone(), painted_mark(entry)))
                .collect();
            for (place, (words, mark)) in marks.iter().enumerate() {
                for (other, there) in marks.iter().skip(place + 1) {
                    let difference = difference_in_grey(mark, there);
                    if difference < 30 {
                        faults.push(format!(
                            "{}: “{words}” and “{other}” differ by {difference} in 1,000",
                            section.id
                        ));
                    }
                }
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_drawing_in_letters() {
    let mut all = String::new();
    for picture in pictures() {
        let _ = writeln!(
            all,
            "{}\n{}",
            picture.name,
            in_letters(&paint(&picture.svg, 1.0))
        );
    }
    insta::assert_snapshot!("painted_charts", all);
}

#[test]
fn the_checks_find_what_they_look_for() {
    let picture = |body: &str| Picture {
        name: "planted".to_owned(),
        svg: format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cw-svg\" viewBox=\"0 0 200 60\">\
             <style>{}</style>{body}</svg>",
            STYLE.as_str()
        ),
    };
    let words = |body: &str| faults_of_words(&picture(body));
    assert_eq!(
        words("<text x=\"4\" y=\"20\">one</text>"),
        Vec::<String>::new()
    );
    assert_eq!(
        words("<text x=\"4\" y=\"20\">one</text><text x=\"6\" y=\"24\">two</text>").len(),
        1
    );
    assert_eq!(words("<text x=\"190\" y=\"20\">outside</text>").len(), 1);
    assert_eq!(
        words(
            "<rect width=\"200\" height=\"60\" fill=\"#222222\"/><text x=\"4\" y=\"20\">dark</text>"
        )
        .len(),
        1
    );
    let marks = |body: &str| faults_of_marks(&picture(body)).len();
    let circle = "<circle cx=\"20\" cy=\"20\" r=\"6\" fill=\"#1b5b98\" class=\"m-better\"/>";
    assert_eq!(marks(circle), 0);
    let on_blue = format!("<rect width=\"200\" height=\"60\" fill=\"#1b5b98\"/>{circle}");
    assert_eq!(marks(&on_blue), 1);
}
