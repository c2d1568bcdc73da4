//! Which paragraph of the version before a new block is a form of.

use std::collections::HashSet;

use super::{Block, NewBlock};
use crate::vocabulary::RecordId;

/// Share of words in common, of all words in either, from which two paragraphs count as forms of one.
const ALIKE: f64 = 0.5;

/// For each new block the paragraph that it continues, or `None` for a new one.
///
/// First the writer's word, then equal words, then the most alike paragraph that nobody has claimed.
pub(super) fn match_paragraphs(before: &[Block], after: &[NewBlock]) -> Vec<Option<RecordId>> {
    let known: HashSet<RecordId> = before.iter().map(|block| block.paragraph_id).collect();
    let mut taken: HashSet<RecordId> = HashSet::new();
    let mut found: Vec<Option<RecordId>> = after
        .iter()
        .map(|block| {
            block
                .keeps
                .filter(|id| known.contains(id) && taken.insert(*id))
        })
        .collect();
    for (block, found) in after
        .iter()
        .zip(found.iter_mut())
        .filter(|(_, found)| found.is_none())
    {
        *found = before
            .iter()
            .find(|old| {
                old.words == block.words
                    && old.block_type == block.block_type
                    && !taken.contains(&old.paragraph_id)
            })
            .map(|old| old.paragraph_id);
        taken.extend(*found);
    }
    for (block, found) in after
        .iter()
        .zip(found.iter_mut())
        .filter(|(_, found)| found.is_none())
    {
        let words = word_set(&block.words);
        *found = before
            .iter()
            .filter(|old| old.block_type == block.block_type && !taken.contains(&old.paragraph_id))
            .map(|old| (alike(&words, &word_set(&old.words)), old.paragraph_id))
            .filter(|(share, _)| *share >= ALIKE)
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, id)| id);
        taken.extend(*found);
    }
    found
}

fn word_set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(str::to_lowercase).collect()
}

fn alike(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let all = one.union(other).count();
    if all == 0 {
        return 0.0;
    }
    // Word counts are far below 2^52.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a paragraph has fewer than 2^52 words"
    )]
    let share = one.intersection(other).count() as f64 / all as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::BlockType;

    fn old(number: u128, words: &str) -> Block {
        Block {
            paragraph_id: RecordId(uuid::Uuid::from_u128(number)),
            position: 0,
            number: None,
            block_type: BlockType::Paragraph,
            words: words.to_owned(),
            section: None,
        }
    }

    fn matched(before: &[Block], after: &[&str]) -> Vec<Option<u128>> {
        let after: Vec<NewBlock> = after
            .iter()
            .map(|words| NewBlock::paragraph(None, *words))
            .collect();
        match_paragraphs(before, &after)
            .into_iter()
            .map(|id| id.map(|id| id.0.as_u128()))
            .collect()
    }

    #[test]
    fn a_paragraph_survives_moving_and_editing() {
        let before = [
            old(1, "We will help people to stop smoking"),
            old(2, "Homes should be warm and dry"),
        ];
        assert_eq!(
            matched(
                &before,
                &[
                    "Homes should be warm, dry and safe",
                    "We will help people to stop smoking"
                ]
            ),
            [Some(2), Some(1)]
        );
    }

    #[test]
    fn new_words_are_a_new_paragraph() {
        let before = [old(1, "We will help people to stop smoking")];
        assert_eq!(
            matched(&before, &["Loneliness is a cause of illness"]),
            [None]
        );
    }

    #[test]
    fn one_paragraph_is_never_two() {
        let before = [old(1, "Same words here")];
        assert_eq!(
            matched(&before, &["Same words here", "Same words here"]),
            [Some(1), None]
        );
    }
}
