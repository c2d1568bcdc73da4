use super::{Block, BlockType, NewBlock};

/// The blocks of typed words: paragraphs are parted by empty lines and numbered through; a line that starts with # is a
/// heading.
#[must_use]
pub fn blocks_of_words(words: &str) -> Vec<NewBlock> {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let mut number = 0;
    words
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            if let Some(heading) = part.strip_prefix('#') {
                return NewBlock {
                    block_type: BlockType::Heading,
                    ..NewBlock::paragraph(None, heading.trim_start_matches('#').trim())
                };
            }
            number += 1;
            let words: Vec<&str> = part.split_whitespace().collect();
            NewBlock::paragraph(Some(number.to_string()), words.join(" "))
        })
        .collect()
}

/// The words of some blocks as somebody would type them, to go on writing.
#[must_use]
pub fn words_of_blocks(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match block.block_type {
            BlockType::Heading => format!("# {}", block.words),
            _ => block.words.clone(),
        })
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::RecordId;

    #[test]
    fn paragraphs_are_numbered_through_and_headings_are_not() {
        let blocks = blocks_of_words("# Homes\r\n\r\nWarm and\r\ndry.\r\n\r\n# Air\n\nClean.");
        let seen: Vec<(Option<&str>, &str)> = blocks
            .iter()
            .map(|block| (block.number.as_deref(), block.words.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (None, "Homes"),
                (Some("1"), "Warm and dry."),
                (None, "Air"),
                (Some("2"), "Clean.")
            ]
        );
    }

    #[test]
    fn words_are_typed_again_as_they_were() {
        let typed = "# Homes\n\nWarm and dry.\n\n# Air\n\nClean.";
        let blocks: Vec<Block> = (0..)
            .zip(blocks_of_words(typed))
            .map(|(position, block)| Block {
                paragraph_id: RecordId(uuid::Uuid::nil()),
                position,
                number: block.number,
                block_type: block.block_type,
                words: block.words,
                section: block.section,
            })
            .collect();
        assert_eq!(words_of_blocks(&blocks), typed);
    }
}
