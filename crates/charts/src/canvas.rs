//! Drawing primitives: the only place where SVG is written and text escaped.
//!
//! Shapes take places as `(across, down)` in drawing units and a class; colours are in the style
//! sheet alone. Classes are literals of this crate, so they need no escaping.

use std::fmt::Write as _;

use crate::cell::Verdict;
use crate::frame::Origin;
use crate::lettering;

/// A place on the drawing: across, then down.
pub(crate) type At = (f64, f64);

/// The body of a drawing, growing.
#[derive(Debug, Default)]
pub(crate) struct Canvas {
    body: String,
}

impl Canvas {
    pub(crate) fn into_body(self) -> String {
        self.body
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: At, to: At, class: &str) {
        self.write(format_args!(
            r#"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" class="{class}"/>"#,
            from.0, from.1, to.0, to.1
        ));
    }

    /// A rectangle from its upper left corner.
    pub(crate) fn rect(&mut self, at: At, (width, height): (f64, f64), class: &str, corner: f64) {
        self.write(format_args!(
            r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}""#,
            at.0,
            at.1,
            width.max(0.0),
            height.max(0.0)
        ));
        if corner > 0.0 {
            self.write(format_args!(r#" rx="{corner:.1}""#));
        }
        self.write(format_args!(r#" class="{class}"/>"#));
    }

    /// A text, escaped, its baseline at `at`. The class says where it is anchored.
    pub(crate) fn text(&mut self, at: At, text: &str, class: &str) {
        let text = escaped(text);
        if text.is_empty() {
            return;
        }
        self.write(format_args!(r#"<text x="{:.1}" y="{:.1}""#, at.0, at.1));
        if !class.is_empty() {
            self.write(format_args!(r#" class="{class}""#));
        }
        self.write(format_args!(">{text}</text>"));
    }

    /// A text from its start on a plain ground that hides the lines behind it. A white edge would
    /// let them through between the words.
    pub(crate) fn plated(&mut self, (x, y): At, text: &str, ground: &str, class: &str) {
        let is_bold = class.contains("t-strong");
        let width = lettering::width(&lettering::clean(text), is_bold);
        self.rect((x - 3.0, y - 13.0), (width + 6.0, 17.0), ground, 0.0);
        self.text((x, y), text, class);
    }

    /// A line through points.
    pub(crate) fn polyline(&mut self, points: &[At], class: &str) {
        self.write(format_args!(
            r#"<polyline points="{}" class="{class}"/>"#,
            listed(points)
        ));
    }

    /// A filled area with its corners at points.
    pub(crate) fn polygon(&mut self, points: &[At], class: &str) {
        self.write(format_args!(
            r#"<polygon points="{}" class="{class}"/>"#,
            listed(points)
        ));
    }

    /// A shape with holes.
    pub(crate) fn area(&mut self, rings: &[Vec<At>], class: &str) {
        self.write(format_args!(r#"<path d=""#));
        for ring in rings {
            for (place, (x, y)) in ring.iter().enumerate() {
                let step = if place == 0 { 'M' } else { 'L' };
                self.write(format_args!("{step}{x:.1} {y:.1}"));
            }
            self.write(format_args!("Z"));
        }
        self.write(format_args!(r#"" class="{class}"/>"#));
    }

    /// Many straight lines of one class.
    pub(crate) fn strokes(&mut self, lines: &[(At, At)], class: &str) {
        if lines.is_empty() {
            return;
        }
        self.write(format_args!(r#"<path d=""#));
        for ((x1, y1), (x2, y2)) in lines {
            self.write(format_args!("M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}"));
        }
        self.write(format_args!(r#"" class="{class}"/>"#));
    }

    /// A round mark.
    pub(crate) fn dot(&mut self, at: At, radius: f64, class: &str) {
        self.write(format_args!(
            r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.1}" class="{class}"/>"#,
            at.0, at.1
        ));
    }

    /// The mark of a verdict: shape and colour together.
    pub(crate) fn verdict(&mut self, (x, y): At, verdict: Verdict, radius: f64) {
        let r = radius;
        match verdict {
            Verdict::Better => self.dot((x, y), r, "m-better"),
            Verdict::Similar => self.dot((x, y), r, "m-similar"),
            Verdict::Worse => {
                let r = r + 1.0;
                self.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], "m-worse");
            }
            Verdict::Higher => {
                let base = y + r * 0.8;
                self.polygon(&[(x, y - r), (x + r, base), (x - r, base)], "m-plain");
            }
            Verdict::Lower => {
                let base = y - r * 0.8;
                self.polygon(&[(x, y + r), (x + r, base), (x - r, base)], "m-plain");
            }
            Verdict::NotCompared => self.line((x, y - r), (x, y + r), "tick"),
        }
    }

    /// A hatched box. The hatching is drawn as lines, so that it prints and survives forced
    /// colours, where pattern fills are lost.
    pub(crate) fn hatch(&mut self, (x, y): At, (width, height): (f64, f64), step: f64) {
        self.write(format_args!(r#"<path d=""#));
        let mut offset = -height + step / 2.0;
        while offset < width {
            let (mut x1, mut y1) = (x + offset, y + height);
            let (mut x2, mut y2) = (x + offset + height, y);
            if x1 < x {
                y1 -= x - x1;
                x1 = x;
            }
            if x2 > x + width {
                y2 += x2 - x - width;
                x2 = x + width;
            }
            self.write(format_args!("M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}"));
            offset += step;
        }
        self.write(format_args!(r#"" class="hatch-line"/>"#));
        self.rect((x, y), (width, height), "hatch-edge", 0.0);
    }

    /// The mark of an origin: a diamond for illustrative values, the outline of a page for quoted
    /// ones. Recorded values carry none.
    pub(crate) fn origin(&mut self, origin: Origin, (x, y): At, radius: f64) {
        let r = radius;
        match origin {
            Origin::Recorded => {}
            Origin::Illustrative => {
                self.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], "origin");
            }
            Origin::Quoted => {
                let (left, right, fold) = (x - r * 0.8, x + r * 0.8, x + r * 0.2);
                let page = [
                    (left, y - r),
                    (fold, y - r),
                    (right, y - r * 0.4),
                    (right, y + r),
                ];
                self.polygon(&[page.as_slice(), &[(left, y + r)]].concat(), "origin");
            }
        }
    }

    fn write(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(arguments);
    }
}

fn listed(points: &[At]) -> String {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    points.join(" ")
}

/// Text safe inside an element and inside a quoted attribute, without characters XML forbids.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in lettering::clean(text).chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
