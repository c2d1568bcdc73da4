//! Words under a drawing for the points that have no figure.
//!
//! A column of a few units has no room for "hidden: too few people". Its state is drawn in place,
//! and said here.

use crate::canvas::Canvas;
use crate::cell::Cell;
use crate::lettering;

/// Height of a line of words.
const LINE: f64 = 18.0;

/// Neighbouring places without a figure that share state and reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Place of the first.
    pub(crate) first: usize,
    /// Place of the last.
    pub(crate) last: usize,
    /// The state in one or two words.
    pub(crate) state: &'static str,
    /// The state with its reason.
    pub(crate) words: String,
}

/// The runs of places without a figure, in order.
pub(crate) fn runs<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (place, cell) in cells.into_iter().enumerate() {
        let (Some(state), Some(words)) = (cell.state(), cell.state_words()) else {
            continue;
        };
        match runs.last_mut() {
            Some(run) if run.last + 1 == place && run.words == words => run.last = place,
            _ => runs.push(Run {
                first: place,
                last: place,
                state,
                words,
            }),
        }
    }
    runs
}

/// One sentence for all runs, such as "Tenth 4 to 5 hidden: too few people. Tenth 9 not asked." The
/// `noun` may be empty where labels speak for themselves: "2016 to 2017".
pub(crate) fn sentence(runs: &[Run], noun: &str, label: impl Fn(usize) -> String) -> String {
    let one = |run: &Run| {
        let first = format!("{noun} {}", label(run.first));
        let first = first.trim_start();
        if run.first == run.last {
            format!("{first} {}.", run.words)
        } else {
            format!("{first} to {} {}.", label(run.last), run.words)
        }
    };
    runs.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Writes the sentence over as many lines as it needs below `top`; gives the height used.
pub(crate) fn write(canvas: &mut Canvas, sentence: &str, top: f64, width: f64) -> f64 {
    let mut height = 0.0;
    for line in lettering::wrap(sentence, width) {
        height += LINE;
        canvas.text((0.0, top + height - 4.0), &line, "t-muted");
    }
    height
}
