//! The gaps between groups of people in the place: by ethnic group, sex, or whatever the data has.

use evidence::analysis::{Answer, Gap};
use papers::{AnchorProblem, Block};

use super::measured::drawn;
use super::{mark, paragraph, sentence};
use crate::indicators::gap_drawings::{gap_chart, gap_finding, gap_is_clear};
use crate::indicators::shown::unit_of;
use crate::packs::contents::PackFigure;
use crate::vocabulary::listed;

pub(super) fn of(figure: &PackFigure) -> Result<Vec<Block>, AnchorProblem> {
    let mut blocks = Vec::new();
    for (at, answer) in figure.groups.iter().enumerate() {
        blocks.extend(by(
            figure,
            answer,
            &format!("groups-{at}-{}", figure.key()),
        )?);
    }
    if !figure.further_kinds.is_empty() {
        let words = format!(
            "The data also tells people apart by {}. Those gaps stand on the page of the figure, not here.",
            listed(&figure.further_kinds, "and")
        );
        let key = format!("p-further-{}", figure.key());
        blocks.push(paragraph(key, words, mark(figure.origin()))?);
    }
    Ok(blocks)
}

fn by(figure: &PackFigure, answer: &Answer<Gap>, key: &str) -> Result<Vec<Block>, AnchorProblem> {
    let indicator = &figure.view().indicator;
    let unit = unit_of(indicator);
    let gap = &answer.result;
    let Some(measured) = &gap.measured else {
        return Ok(Vec::new());
    };
    let origin = mark(answer.receipt.origin);
    let chance = match gap_is_clear(measured) {
        Some(true) => " Their 95% limits do not meet.",
        Some(false) => " Their 95% limits meet, so it may be chance.",
        None => " Without limits nobody can say whether it may be chance.",
    };
    let words = format!(
        "By {}, {}: {}{chance}",
        measured.by,
        measured.period.label,
        sentence(&gap_finding(gap, &unit))
    );
    let mut blocks = vec![paragraph(format!("p-{key}"), words, origin)?];
    if let Some(chart) = gap_chart((indicator, &unit), measured, answer.receipt.origin, key) {
        blocks.push(drawn(key, chart, origin)?);
    }
    Ok(blocks)
}
