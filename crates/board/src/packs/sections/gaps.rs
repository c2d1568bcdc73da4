//! The gap inside the place by deprivation, or what is missing to know it.

use papers::{AnchorProblem, Block, List, ListKind, Origin, Words};

use super::measured::drawn;
use super::{mark, paragraph};
use crate::indicators::drawings::{Charted, gradient_chart};
use crate::indicators::finding::about_gap;
use crate::packs::contents::{Contents, PackFigure};

pub(super) fn of(
    contents: &Contents<'_>,
    figure: &PackFigure,
    charted: &Charted<'_>,
) -> Result<Vec<Block>, AnchorProblem> {
    let view = figure.view();
    let key = figure.key();
    let place = &contents.place;
    let origin = mark(figure.origin());
    let mut blocks = Vec::new();
    let is_own = view
        .gap
        .measured
        .as_ref()
        .is_some_and(|gap| gap.area.code == view.value.area().code);
    let words = match about_gap(view, place) {
        Some((_, finding, size)) => format!("{finding}: {size}."),
        None if is_own => {
            format!("How far {place} is unequal inside cannot be worked out in full.")
        }
        None => format!("How far {place} is unequal inside is not known from this data."),
    };
    blocks.push(paragraph(format!("p-gap-{key}"), words, origin)?);
    if !view.gap.missing.is_empty() {
        blocks.push(Block::List(List {
            kind: ListKind::Points,
            items: view
                .gap
                .missing
                .iter()
                .map(|it| Words::from(it.clone()))
                .collect(),
            origin: Origin::Recorded,
        }));
    }
    // What is only known of England says nothing about the place, and a chart of it would seem to.
    if is_own && let Some(chart) = gradient_chart(charted) {
        blocks.push(drawn(&format!("gap-{key}"), chart, origin)?);
    }
    Ok(blocks)
}
