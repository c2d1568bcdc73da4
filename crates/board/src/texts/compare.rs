use super::Block;
use crate::vocabulary::RecordId;

/// A run of words that stayed, came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both versions.
    Same(String),
    /// Only in the newer one.
    Added(String),
    /// Only in the older one.
    Removed(String),
}

/// What became of one paragraph between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Word for word the same.
    Same,
    /// New.
    Added,
    /// Gone.
    Removed,
    /// The same paragraph in other words.
    Changed(Vec<Piece>),
}

/// One paragraph in two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The paragraph.
    pub paragraph_id: RecordId,
    /// Its block in the newer version, or in the older one if it is gone.
    pub block: Block,
    /// What became of it.
    pub difference: Difference,
}

/// Compares two versions, in the order of the newer one; paragraphs that are gone stand where they stood.
#[must_use]
pub fn compare(older: &[Block], newer: &[Block]) -> Vec<Comparison> {
    let mut compared: Vec<Comparison> = newer
        .iter()
        .map(|block| {
            let difference = match older
                .iter()
                .find(|old| old.paragraph_id == block.paragraph_id)
            {
                None => Difference::Added,
                Some(old) if old.words == block.words && old.number == block.number => {
                    Difference::Same
                }
                Some(old) => Difference::Changed(pieces(&old.words, &block.words)),
            };
            Comparison {
                paragraph_id: block.paragraph_id,
                block: block.clone(),
                difference,
            }
        })
        .collect();
    for (index, old) in older.iter().enumerate() {
        if newer
            .iter()
            .any(|block| block.paragraph_id == old.paragraph_id)
        {
            continue;
        }
        let after = older[..index].iter().rev().find_map(|before| {
            compared
                .iter()
                .position(|row| row.paragraph_id == before.paragraph_id)
        });
        let gone = Comparison {
            paragraph_id: old.paragraph_id,
            block: old.clone(),
            difference: Difference::Removed,
        };
        compared.insert(after.map_or(0, |position| position + 1), gone);
    }
    compared
}

/// Word by word: the longest common run of words stays, the rest came or went.
fn pieces(older: &str, newer: &str) -> Vec<Piece> {
    let old: Vec<&str> = older.split_whitespace().collect();
    let new: Vec<&str> = newer.split_whitespace().collect();
    // Longest common subsequence; paragraphs are short enough for the full table.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for (i, old_word) in old.iter().enumerate().rev() {
        for (j, new_word) in new.iter().enumerate().rev() {
            common[i][j] = if old_word == new_word {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            extend(&mut pieces, Piece::Same(old[i].to_owned()));
            i += 1;
            j += 1;
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            extend(&mut pieces, Piece::Removed(old[i].to_owned()));
            i += 1;
        } else {
            extend(&mut pieces, Piece::Added(new[j].to_owned()));
            j += 1;
        }
    }
    pieces
}

fn extend(pieces: &mut Vec<Piece>, next: Piece) {
    let joined = match (pieces.last_mut(), &next) {
        (Some(Piece::Same(words)), Piece::Same(word))
        | (Some(Piece::Added(words)), Piece::Added(word))
        | (Some(Piece::Removed(words)), Piece::Removed(word)) => {
            words.push(' ');
            words.push_str(word);
            true
        }
        _ => false,
    };
    if !joined {
        pieces.push(next);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words_of(pieces: &[Piece], newer: bool) -> String {
        let words: Vec<&str> = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Same(words) => Some(words.as_str()),
                Piece::Added(words) => newer.then_some(words.as_str()),
                Piece::Removed(words) => (!newer).then_some(words.as_str()),
            })
            .collect();
        words.join(" ")
    }

    proptest! {
        #[test]
        fn both_versions_can_be_read_from_their_comparison(older in "[abc ]{0,40}", newer in "[abc ]{0,40}") {
            let compared = pieces(&older, &newer);
            let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words_of(&compared, false), plain(&older));
            prop_assert_eq!(words_of(&compared, true), plain(&newer));
        }
    }

    #[test]
    fn only_what_changed_is_marked() {
        assert_eq!(
            pieces("Homes should be warm and dry", "Homes must be warm and dry"),
            [
                Piece::Same("Homes".to_owned()),
                Piece::Removed("should".to_owned()),
                Piece::Added("must".to_owned()),
                Piece::Same("be warm and dry".to_owned()),
            ]
        );
    }
}
