//! The words of a version to read, and two versions beside each other, for whichever capability the text belongs to.
//!
//! Must not know what a text is for. Start with [`shown`] and [`compared`]; `compared_paragraphs` in `components/comparison.html` draws it.

use board::texts::{Block, BlockType, Difference, Piece, compare};
use serde::Serialize;

/// A paragraph in two versions.
#[derive(Debug, Serialize)]
pub(crate) struct ComparedRow {
    number: Option<String>,
    is_heading: bool,
    what: &'static str,
    parts: Vec<Part>,
}

/// A run of words that stayed, came or went.
#[derive(Debug, Serialize)]
struct Part {
    kind: &'static str,
    text: String,
}

impl ComparedRow {
    /// What became of it: same, added, removed or changed.
    pub(crate) fn what(&self) -> &'static str {
        self.what
    }

    /// Whether anything about it is other than before.
    pub(crate) fn is_changed(&self) -> bool {
        self.what != "same"
    }
}

/// A paragraph or heading of a version, as `components/paper.html` draws it.
#[derive(Debug, Serialize)]
pub(crate) struct ShownBlock {
    is_heading: bool,
    number: String,
    id: String,
    words: String,
}

/// The blocks of a version to read, each with the number that links to it.
pub(crate) fn shown(blocks: Vec<Block>) -> Vec<ShownBlock> {
    blocks
        .into_iter()
        .map(|block| {
            let number = block
                .number
                .unwrap_or_else(|| (block.position + 1).to_string());
            ShownBlock {
                is_heading: block.block_type == BlockType::Heading,
                id: format!("p{number}"),
                number,
                words: block.words,
            }
        })
        .collect()
}

/// The paragraphs of two versions, in the order of the newer one.
pub(crate) fn compared(older: &[Block], newer: &[Block]) -> Vec<ComparedRow> {
    compare(older, newer)
        .into_iter()
        .map(|row| {
            let (what, parts) = match row.difference {
                Difference::Same => ("same", vec![part("same", row.block.words)]),
                Difference::Added => ("added", vec![part("added", row.block.words)]),
                Difference::Removed => ("removed", vec![part("removed", row.block.words)]),
                Difference::Changed(pieces) => ("changed", apart(pieces)),
            };
            ComparedRow {
                number: row.block.number,
                is_heading: row.block.block_type == BlockType::Heading,
                what,
                parts,
            }
        })
        .collect()
}

fn part(kind: &'static str, text: String) -> Part {
    Part { kind, text }
}

/// The pieces with the spaces between them, which are neither added nor removed.
fn apart(pieces: Vec<Piece>) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in pieces {
        if !parts.is_empty() {
            parts.push(part("same", " ".to_owned()));
        }
        parts.push(match piece {
            Piece::Same(text) => part("same", text),
            Piece::Added(text) => part("added", text),
            Piece::Removed(text) => part("removed", text),
        });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_came_and_went_stand_apart() {
        let pieces = vec![
            Piece::Same("As at".to_owned()),
            Piece::Removed("January".to_owned()),
            Piece::Added("July".to_owned()),
        ];
        let said: String = apart(pieces).into_iter().map(|part| part.text).collect();
        assert_eq!(said, "As at January July");
    }
}
