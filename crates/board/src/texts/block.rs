use crate::vocabulary::{RecordId, words};

words! {
    /// What a block of a text is.
    pub enum BlockType {
        /// A heading; its `section` names the level or part.
        Heading = "heading",
        /// A numbered or plain paragraph.
        Paragraph = "paragraph",
        /// A list, one item a line.
        List = "list",
        /// A table: its caption, its heads, then one row a line, cells parted by tabs.
        Table = "table",
        /// A picture or chart: its title, its description, then the table behind it as a table is written.
        Figure = "figure",
        /// Something that a meeting is asked to do.
        Recommendation = "recommendation",
    }
}

/// A block of one version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The paragraph that it is the present form of.
    pub paragraph_id: RecordId,
    /// Its place in the version, from 0.
    pub position: i64,
    /// The printed number, such as `12.5`.
    pub number: Option<String>,
    /// What it is.
    pub block_type: BlockType,
    /// Its words, as written.
    pub words: String,
    /// The part of the text that it stands in, such as `Equalities implications`.
    pub section: Option<String>,
}

/// A block about to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBlock {
    /// The paragraph that it is a new form of, when the writer knows; otherwise found by its words.
    pub keeps: Option<RecordId>,
    /// The printed number.
    pub number: Option<String>,
    /// What it is.
    pub block_type: BlockType,
    /// Its words.
    pub words: String,
    /// The part of the text that it stands in.
    pub section: Option<String>,
}

impl NewBlock {
    /// A plain paragraph.
    #[must_use]
    pub fn paragraph(number: Option<String>, words: impl Into<String>) -> Self {
        Self {
            keeps: None,
            number,
            block_type: BlockType::Paragraph,
            words: words.into(),
            section: None,
        }
    }

    /// The same block in a named part of the text.
    #[must_use]
    pub fn in_section(mut self, section: impl Into<String>) -> Self {
        self.section = Some(section.into());
        self
    }
}
