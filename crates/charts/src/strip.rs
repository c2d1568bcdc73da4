//! What the small charts on one line share: their size, the mark of their origin, and the words in
//! place of a mark.

use crate::canvas::Canvas;
use crate::frame::Origin;
use crate::lettering;

/// Drawing units across.
pub(crate) const WIDTH: f64 = 328.0;
/// Where the line ends.
pub(crate) const RIGHT: f64 = WIDTH - 8.0;

const HATCH: f64 = 36.0;

/// Draws the line and the mark of the origin before it; gives where the line starts.
pub(crate) fn write_line(canvas: &mut Canvas, origin: Origin, middle: f64) -> f64 {
    let left = if origin == Origin::Recorded {
        8.0
    } else {
        24.0
    };
    canvas.origin(origin, (6.0, middle), 5.0);
    canvas.line((left, middle), (RIGHT, middle), "grid");
    left
}

/// Words in place of a mark between `from` and `to`, after hatching when a figure is hidden: the
/// whole words where they fit, otherwise the short ones, which always do.
pub(crate) fn write_state(
    canvas: &mut Canvas,
    (from, to): (f64, f64),
    middle: f64,
    is_hidden: bool,
    (whole, short): (&str, &str),
) {
    let hatched = if is_hidden { HATCH + 8.0 } else { 0.0 };
    let width = |words: &str| hatched + lettering::width(&lettering::clean(words), false);
    let words = if width(whole) <= to - from {
        whole
    } else {
        short
    };
    let from = from.min(RIGHT - width(words));
    if is_hidden {
        canvas.hatch((from, middle - 8.0), (HATCH, 16.0), 7.0);
    }
    canvas.plated((from + hatched, middle + 5.0), words, "plate", "t-muted");
}
