//! The sections of a pack, what stands out first. Each takes what was gathered and decides nothing about figures.

mod findings;
mod gaps;
mod groups;
mod measured;
mod methods;
mod purpose;
mod statements;
mod unseen;

use evidence::cell::{Cell as Seen, Figure as State};
use papers::{
    Address, Anchor, AnchorProblem, Block, Cell, Numbering, Origin, Paragraph, Section, Words,
};

use super::contents::{Contents, PackFigure};
use crate::indicators::shown::figure_words;

pub(super) use methods::{receipts, sources};
pub(super) use statements::citations;

/// Every section, in reading order.
pub(super) fn all(contents: &Contents<'_>) -> Result<Vec<Section>, AnchorProblem> {
    let mut sections = vec![section(
        "findings",
        "What stands out",
        findings::of(contents)?,
    )?];
    if let Some(blocks) = purpose::of(contents)? {
        sections.push(section("purpose", "What this pack is for", blocks)?);
    }
    sections.push(section("figures", "The figures", measured::of(contents)?)?);
    sections.push(section(
        "unseen",
        "Who we cannot see",
        unseen::of(contents)?,
    )?);
    if let Some(blocks) = statements::of(contents)? {
        sections.push(section(
            "statements",
            "What documents, studies and residents say",
            blocks,
        )?);
    }
    sections.push(section(
        "methods",
        "How the figures were made",
        methods::of()?,
    )?);
    Ok(sections)
}

fn section(name: &str, heading: &str, blocks: Vec<Block>) -> Result<Section, AnchorProblem> {
    Ok(Section {
        anchor: Anchor::new(name)?,
        heading: heading.to_owned(),
        blocks,
    })
}

fn paragraph(
    name: impl Into<String>,
    words: impl Into<Words>,
    origin: Origin,
) -> Result<Block, AnchorProblem> {
    Ok(Block::Paragraph(Paragraph {
        numbering: Numbering::Next,
        origin,
        ..Paragraph::new(Anchor::new(name)?, words)
    }))
}

/// Words that lead to a page of the board, or the words alone where that cannot be an address.
fn linked(words: Words, shown: &str, address: String) -> Words {
    match Address::new(address) {
        Ok(address) => words.link(shown, address),
        Err(_) => words.plain(shown),
    }
}

fn mark(origin: evidence::cell::Origin) -> Origin {
    if origin == evidence::cell::Origin::Illustrative {
        Origin::Illustrative
    } else {
        Origin::Recorded
    }
}

/// Whether anything that was measured is made up: what sums it up is then made up as well.
fn mark_of_all(contents: &Contents<'_>) -> Origin {
    let made_up = |figure: &PackFigure| mark(figure.origin()).is_illustrative();
    if contents.figures.iter().any(made_up) {
        Origin::Illustrative
    } else {
        Origin::Recorded
    }
}

/// A figure for a table, in one of the five states.
fn cell(seen: &Seen, unit: &charts::Unit) -> Cell {
    match seen.figure() {
        State::Value(_) => Cell::Value {
            figure: figure_words(seen, unit),
            origin: mark(seen.origin()),
        },
        State::Suppressed => Cell::Hidden,
        State::Missing => Cell::Missing,
        State::NotAsked => Cell::NotAsked,
        State::NotApplicable => Cell::NotApplicable,
    }
}

/// Words with exactly one full stop at their end.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '?', '!']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentence(" It rose"), "It rose.");
        assert_eq!(sentence("It rose."), "It rose.");
        assert_eq!(sentence("Did it rise?"), "Did it rise?");
    }
}
