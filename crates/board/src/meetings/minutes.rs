use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::meeting::item_number_of;
use super::store;
use crate::database::DatabaseError;
use crate::delivery;
use crate::events::{self, Event, Item};
use crate::runner::House;
use crate::texts::{self, Block, Text, Version, VersionState};
use crate::vocabulary::{RecordId, words};

words! {
    /// How much a finding matters.
    pub enum Weight {
        /// Worth a look; the minutes may be published as they are.
        ToCheck = "to check",
        /// A person must decide before the minutes are published.
        StopsPublication = "stops publication",
    }
}

words! {
    /// What a person did about a finding.
    pub enum Settlement {
        /// Published as it stands, with a note.
        AsItStands = "as it stands",
        /// Said in other words; the original is kept.
        Reworded = "in other words",
        /// Given another number; the original is kept.
        Renumbered = "another number",
        /// The question goes to the next meeting.
        Carried = "carried to the next meeting",
        /// The question was answered elsewhere; the note says where.
        Answered = "answered outside the meeting",
        /// The question stays open.
        LeftOpen = "left open",
    }
}

/// One reading of pasted minutes. The words as pasted are kept for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesSource {
    /// Identity.
    pub id: Uuid,
    /// The meeting.
    pub event_id: RecordId,
    /// The text made of it.
    pub text_id: RecordId,
    /// 1, 2, 3 ...: minutes may be pasted again until they are published.
    pub number: i64,
    /// Exactly what was pasted.
    pub as_pasted: String,
    /// SHA-256 of that, in hexadecimal.
    pub sha256: String,
    /// The file that it was read from.
    pub file_name: Option<String>,
    /// When it was read.
    pub read_at: Timestamp,
    /// Who pasted it.
    pub read_by: String,
}

/// An action that minutes hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutedAction {
    /// Identity.
    pub id: Uuid,
    /// The reading that found it.
    pub source_id: Uuid,
    /// The paragraph that it stands in or under.
    pub paragraph_id: Option<RecordId>,
    /// Its place among the actions, from 0.
    pub position: i64,
    /// As the minutes have it.
    pub as_written: String,
    /// What to call the paragraph: `12.12`.
    pub place: String,
    /// Words to consider, where the minutes give none.
    pub proposed_words: Option<String>,
    /// The paragraph that they come from.
    pub proposed_from: Option<String>,
    /// Whether the action has words, by the minutes or by a person.
    pub has_words: bool,
    /// The action.
    pub action: delivery::Action,
}

/// A part that an action needs before its minutes may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// What is to be done.
    Words,
    /// Who is to do it.
    Owner,
    /// By when.
    Due,
}

impl MinutedAction {
    /// What it still lacks.
    #[must_use]
    pub fn lacks(&self) -> Vec<Lack> {
        [
            (self.has_words, Lack::Words),
            (self.action.has_owner(), Lack::Owner),
            (self.action.due.is_some(), Lack::Due),
        ]
        .into_iter()
        .filter_map(|(is_there, lack)| (!is_there).then_some(lack))
        .collect()
    }
}

/// Something that the reader found in minutes, and what a person did about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Identity.
    pub id: Uuid,
    /// The reading that found it.
    pub source_id: Uuid,
    /// The paragraph that it is about.
    pub paragraph_id: Option<RecordId>,
    /// The second paragraph with the same number.
    pub other_paragraph_id: Option<RecordId>,
    /// Its place among the findings, from 0.
    pub position: i64,
    /// The rule that found it: `duplicate-number`.
    pub rule: String,
    /// How much it matters.
    pub weight: Weight,
    /// Where: `12.5`.
    pub place: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What a person can do about it.
    pub how_to_mend: String,
    /// What a person did.
    pub settlement: Option<Settlement>,
    /// Why, or what is printed beside it.
    pub note: Option<String>,
    /// Who.
    pub settled_by: Option<String>,
    /// When.
    pub settled_on: Option<Date>,
}

/// Findings that the action itself answers for, once it is complete.
const PARTS_OF_ACTIONS: [&str; 4] = [
    "action-without-owner",
    "action-without-words",
    "action-without-date",
    "date-not-certain",
];

impl Finding {
    /// Whether it names a part that an action lacks. Such findings are settled by completing the action.
    #[must_use]
    pub fn is_part_of_action(&self) -> bool {
        PARTS_OF_ACTIONS.contains(&self.rule.as_str())
    }

    /// Whether the minutes may not be published because of it.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.weight == Weight::StopsPublication
            && self.settlement.is_none()
            && !self.is_part_of_action()
    }

    /// Whether it is a question that nobody answered.
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.rule == "question-without-answer"
    }

    /// Whether two paragraphs have one number.
    #[must_use]
    pub fn is_duplicate_number(&self) -> bool {
        self.rule == "duplicate-number"
    }
}

/// The minutes of a meeting with everything that was found in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The document.
    pub text: Text,
    /// Its newest version.
    pub version: Version,
    /// The words of that version.
    pub blocks: Vec<Block>,
    /// The words as first read, before anybody mended anything.
    pub original: Vec<Block>,
    /// What was pasted.
    pub source: MinutesSource,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The actions in them.
    pub actions: Vec<MinutedAction>,
    /// The paragraphs about items that were heard in private.
    pub private: Vec<RecordId>,
}

impl Minutes {
    /// Whether the public sees them.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.version.state == VersionState::Published
    }

    /// The block that a paragraph has now.
    #[must_use]
    pub fn block(&self, paragraph_id: RecordId) -> Option<&Block> {
        self.blocks
            .iter()
            .find(|block| block.paragraph_id == paragraph_id)
    }

    /// The words that a paragraph had when it was first read, where somebody changed them since.
    #[must_use]
    pub fn original_of(&self, block: &Block) -> Option<&Block> {
        self.original
            .iter()
            .find(|first| first.paragraph_id == block.paragraph_id)
            .filter(|first| first.words != block.words || first.number != block.number)
    }
}

/// The minutes of a meeting, if any were pasted. Whether the visitor may see them is for the caller.
pub async fn minutes_of(house: &House, meeting: &Event) -> Result<Option<Minutes>, DatabaseError> {
    let Some(source) = store::newest_source(house.reader(), meeting.record.id).await? else {
        return Ok(None);
    };
    let Some(text) = texts::text(house, source.text_id).await? else {
        return Ok(None);
    };
    let versions = texts::versions_of(house, source.text_id).await?;
    let Some(version) = versions.last().cloned() else {
        return Ok(None);
    };
    let blocks = texts::blocks_of(house, version.id).await?;
    let mut original = Vec::new();
    for older in &versions {
        for block in texts::blocks_of(house, older.id).await? {
            if !original
                .iter()
                .any(|first: &Block| first.paragraph_id == block.paragraph_id)
            {
                original.push(block);
            }
        }
    }
    let mut found = Vec::new();
    for (row, action_id) in store::minuted_actions(house.reader(), &[source.id]).await? {
        if let Some(action) = delivery::action(house, action_id).await? {
            found.push(row.with_action(action));
        }
    }
    let items = events::items_of(house, meeting.record.id).await?;
    Ok(Some(Minutes {
        private: private_paragraphs(&blocks, &items),
        findings: store::findings(house.reader(), &[source.id]).await?,
        actions: found,
        text,
        version,
        blocks,
        original,
        source,
    }))
}

/// The paragraphs that belong to items heard in private: those numbered after one, and what follows without a number.
fn private_paragraphs(blocks: &[Block], items: &[Item]) -> Vec<RecordId> {
    let mut is_private = false;
    blocks
        .iter()
        .filter_map(|block| {
            if let Some(number) = &block.number {
                let item = item_number_of(number);
                is_private = items
                    .iter()
                    .any(|other| other.number == item && other.exempt.is_some());
            }
            is_private.then_some(block.paragraph_id)
        })
        .collect()
}
