//! The key above a drawing: one small mark and its words for each thing that is really drawn.

use crate::canvas::Canvas;
use crate::cell::{Cell, Verdict};

/// A mark and what it stands for. The mark is hidden from screen readers, which have the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEntry {
    /// A small SVG of 16 by 16.
    pub mark: String,
    /// What it stands for.
    pub words: String,
}

impl KeyEntry {
    pub(crate) fn new(words: &str, mark: impl FnOnce(&mut Canvas)) -> Self {
        let mut canvas = Canvas::default();
        mark(&mut canvas);
        let mark = format!(
            "<svg class=\"cw-svg cw-svg--key\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">{}</svg>",
            canvas.into_body()
        );
        Self {
            mark,
            words: words.to_owned(),
        }
    }

    pub(crate) fn line(words: &str, class: &'static str) -> Self {
        Self::new(words, |canvas| canvas.line((0.0, 8.0), (16.0, 8.0), class))
    }

    pub(crate) fn upright(words: &str) -> Self {
        Self::new(words, |canvas| canvas.line((8.0, 1.0), (8.0, 15.0), "tick"))
    }

    pub(crate) fn area(words: &str, class: &'static str) -> Self {
        Self::new(words, |canvas| {
            canvas.rect((0.0, 3.0), (16.0, 10.0), class, 0.0);
        })
    }

    pub(crate) fn dot(words: &str) -> Self {
        Self::new(words, |canvas| canvas.dot((8.0, 8.0), 5.0, "m-pine"))
    }

    pub(crate) fn verdict(words: &str, verdict: Verdict) -> Self {
        Self::new(words, |canvas| canvas.verdict((8.0, 8.0), verdict, 5.0))
    }

    fn hidden() -> Self {
        Self::new("Hidden", |canvas| {
            canvas.hatch((1.0, 1.0), (14.0, 14.0), 5.0);
        })
    }
}

/// Entries for the verdicts that occur, the first naming the benchmark, then "Hidden" when a cell
/// is hidden.
pub(crate) fn verdict_entries<'a>(
    drawn: impl IntoIterator<Item = (&'a Cell, Verdict)>,
    benchmark: Option<&str>,
) -> Vec<KeyEntry> {
    let drawn: Vec<_> = drawn.into_iter().collect();
    let order = [
        Verdict::Worse,
        Verdict::Similar,
        Verdict::Better,
        Verdict::Higher,
        Verdict::Lower,
    ];
    let occurs = |verdict| {
        drawn
            .iter()
            .any(|(cell, v)| cell.estimate().is_some() && *v == verdict)
    };
    let mut entries: Vec<KeyEntry> = Vec::new();
    if let Some(benchmark) = benchmark {
        for verdict in order.into_iter().filter(|verdict| occurs(*verdict)) {
            let first = entries.is_empty();
            let words = if first {
                verdict.against(benchmark)
            } else {
                verdict.word().to_owned()
            };
            entries.push(KeyEntry::verdict(&words, verdict));
        }
    }
    entries.extend(hidden_entry(drawn.into_iter().map(|(cell, _)| cell)));
    entries
}

/// The entry "Hidden", when any cell is.
pub(crate) fn hidden_entry<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Option<KeyEntry> {
    cells
        .into_iter()
        .any(Cell::is_suppressed)
        .then(KeyEntry::hidden)
}
