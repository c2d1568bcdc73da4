//! What the pack is for, in the words of whoever made it.

use papers::{AnchorProblem, Block, Origin};

use super::paragraph;
use crate::packs::contents::Contents;

/// Nothing where nobody said anything.
pub(super) fn of(contents: &Contents<'_>) -> Result<Option<Vec<Block>>, AnchorProblem> {
    let Some(words) = &contents.recipe.introduction else {
        return Ok(None);
    };
    let words = words.replace("\r\n", "\n");
    let mut blocks = Vec::new();
    for (number, part) in (1..).zip(words.split("\n\n").filter(|part| !part.trim().is_empty())) {
        let part: Vec<&str> = part.split_whitespace().collect();
        blocks.push(paragraph(
            format!("p-purpose-{number}"),
            part.join(" "),
            Origin::Recorded,
        )?);
    }
    Ok((!blocks.is_empty()).then_some(blocks))
}
