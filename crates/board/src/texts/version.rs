use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{Block, CURRENT, NewBlock, PARAGRAPH, REMOVED, matching, store};
use crate::audit::{canonical_json, hash_of_text};
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError};
use crate::thread::NewRecord;
use crate::vocabulary::{RecordId, Slug, Visibility, long_date, words};

words! {
    /// Where a version stands.
    pub enum VersionState {
        /// Being written.
        Draft = "draft",
        /// Its exact words are with those who approve.
        Waiting = "waiting for approval",
        /// Everyone asked approved these exact words.
        Approved = "approved",
        /// Shown to the public.
        Published = "published",
        /// A newer version is published.
        Replaced = "replaced",
    }
}

/// One version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Identity.
    pub id: Uuid,
    /// The text.
    pub text_id: RecordId,
    /// 1, 2, 3 …
    pub number: i64,
    /// SHA-256 of its exact words, in hexadecimal. Approvals are bound to it.
    pub hash: String,
    /// Where it stands.
    pub state: VersionState,
    /// Who saved it.
    pub made_by: String,
    /// When, by the machine's clock.
    pub made_at: Timestamp,
    /// On which of the board's days.
    pub made_on: Date,
}

impl Version {
    /// What people call it: "version 3 of 7 September 2022", the board's day on which it was saved.
    #[must_use]
    pub fn name(&self) -> String {
        format!("version {} of {}", self.number, long_date(self.made_on))
    }
}

/// The hash of some words in their order: a changed character, number, heading or order gives another.
#[must_use]
pub fn hash_of(blocks: &[NewBlock]) -> String {
    let blocks: Vec<serde_json::Value> = blocks
        .iter()
        .map(|block| {
            json!({ "number": block.number, "type": block.block_type, "words": block.words,
                "section": block.section })
        })
        .collect();
    hash_of_text(&canonical_json(&serde_json::Value::Array(blocks)))
}

/// Saves a new version. Paragraphs keep their identity: by the writer's word, or because their words match.
///
/// Saving the exact words of the newest version again makes no new version and returns that one.
pub async fn add_version(
    act: &mut Act,
    text_id: RecordId,
    blocks: Vec<NewBlock>,
) -> Result<Version, RunnerError> {
    let text = act.load(text_id).await?;
    let newest = store::newest_version(act.connection(), text_id).await?;
    let hash = hash_of(&blocks);
    if let Some(same) = newest.as_ref().filter(|version| version.hash == hash) {
        return Ok(same.clone());
    }
    let before = match &newest {
        Some(version) => store::blocks_of(act.connection(), version.id).await?,
        None => Vec::new(),
    };
    let version = Version {
        id: act.new_id().0,
        text_id,
        number: newest.map_or(1, |version| version.number + 1),
        hash,
        state: VersionState::Draft,
        made_by: act.who().actor.name.clone(),
        made_at: act.who().now,
        made_on: act.who().today,
    };
    store::insert_version(act.connection(), &version).await?;
    let kept = matching::match_paragraphs(&before, &blocks);
    for (position, (block, kept)) in blocks.into_iter().zip(&kept).enumerate() {
        let paragraph_id = if let Some(paragraph) = kept {
            *paragraph
        } else {
            let slug = format!("{}-p{}", text.slug, position + 1);
            let title = title_of(block.number.as_deref(), &block.words);
            let mut record = NewRecord::new(PARAGRAPH, text.body_id, title, CURRENT);
            record.slug = Some(Slug::from_words(&slug));
            record.visibility = match text.visibility {
                // What is written now is a draft, although an earlier version is public.
                Visibility::Public => Visibility::Members,
                closed => closed,
            };
            record.origin = text.origin;
            let record = act.create(record).await?;
            store::insert_paragraph(act.connection(), record.id, text_id).await?;
            record.id
        };
        let block = Block {
            paragraph_id,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            number: block.number,
            block_type: block.block_type,
            words: block.words,
            section: block.section,
        };
        let id = act.new_id();
        store::insert_block(act.connection(), id.0, version.id, &block).await?;
    }
    for gone in before
        .iter()
        .filter(|block| !kept.contains(&Some(block.paragraph_id)))
    {
        let record = act.load(gone.paragraph_id).await?;
        let removed = Change {
            state: Some(REMOVED),
            ..Change::default()
        };
        act.change(record.id, record.revision, removed).await?;
    }
    act.note_of(
        text_id,
        json!({ "text": text_id.to_string(), "version": version.number, "hash": version.hash }),
    );
    Ok(version)
}

/// The first words of a block, as the title of its record.
fn title_of(number: Option<&str>, words: &str) -> String {
    const LONGEST: usize = 90;
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(LONGEST).collect();
    let short = if short.len() < words.len() {
        format!(
            "{} …",
            short
                .rsplit_once(' ')
                .map_or(short.as_str(), |(kept, _)| kept)
        )
    } else {
        short
    };
    match number {
        Some(number) => format!("{number} {short}"),
        None => short,
    }
}

/// Says where a version stands now.
pub async fn set_version_state(
    act: &mut Act,
    version: &Version,
    state: VersionState,
) -> Result<(), RunnerError> {
    store::set_version_state(act.connection(), version.id, state).await?;
    act.note_of(
        version.text_id,
        json!({ "text": version.text_id.to_string(), "version": version.number,
            "was": version.state, "is": state }),
    );
    Ok(())
}

/// The versions of a text, oldest first.
pub async fn versions_of(house: &House, text_id: RecordId) -> Result<Vec<Version>, DatabaseError> {
    store::versions_of(house.reader(), text_id).await
}

/// The newest version of a text.
pub async fn newest_version(
    house: &House,
    text_id: RecordId,
) -> Result<Option<Version>, DatabaseError> {
    store::newest_version(house.reader(), text_id).await
}

/// The version that the public sees: the newest published one, whatever is being written since.
pub async fn published_version(
    house: &House,
    text_id: RecordId,
) -> Result<Option<Version>, DatabaseError> {
    let versions = versions_of(house, text_id).await?;
    Ok(versions
        .into_iter()
        .rev()
        .find(|version| version.state == VersionState::Published))
}

/// Publishes a version in place of the one that was published before.
pub async fn publish_version(act: &mut Act, version: &Version) -> Result<(), RunnerError> {
    for earlier in store::versions_of(act.connection(), version.text_id).await? {
        if earlier.id != version.id && earlier.state == VersionState::Published {
            set_version_state(act, &earlier, VersionState::Replaced).await?;
        }
    }
    set_version_state(act, version, VersionState::Published).await
}

/// Says who may see a text. What its paragraphs say is shown apart, by [`show_paragraphs`].
pub async fn show_text(
    act: &mut Act,
    text_id: RecordId,
    seen_by: Visibility,
) -> Result<(), RunnerError> {
    let text = act.load(text_id).await?;
    if text.visibility != seen_by {
        let shown = Change {
            visibility: Some(seen_by),
            ..Change::default()
        };
        act.change(text_id, text.revision, shown).await?;
    }
    Ok(())
}

/// Shows the paragraphs of a published version to those who may see it, each titled by its published words: a title that was
/// made of an earlier draft would say what was never published. Restricted paragraphs stay as they are.
pub async fn show_paragraphs(
    act: &mut Act,
    version: &Version,
    seen_by: Visibility,
) -> Result<(), RunnerError> {
    for block in store::blocks_of(act.connection(), version.id).await? {
        let paragraph = act.load(block.paragraph_id).await?;
        let title = title_of(block.number.as_deref(), &block.words);
        let is_so = paragraph.visibility == seen_by && paragraph.title == title;
        if is_so || paragraph.visibility == Visibility::Restricted {
            continue;
        }
        let shown = Change {
            title: Some(title),
            visibility: Some(seen_by),
            ..Change::default()
        };
        act.change(paragraph.id, paragraph.revision, shown).await?;
    }
    Ok(())
}

/// Takes every paragraph that a text has or had out of the sight of the public.
pub async fn close_paragraphs(act: &mut Act, text_id: RecordId) -> Result<(), RunnerError> {
    for version in store::versions_of(act.connection(), text_id).await? {
        for block in store::blocks_of(act.connection(), version.id).await? {
            let paragraph = act.load(block.paragraph_id).await?;
            if paragraph.visibility == Visibility::Public {
                let closed = Change {
                    visibility: Some(Visibility::Members),
                    ..Change::default()
                };
                act.change(paragraph.id, paragraph.revision, closed).await?;
            }
        }
    }
    Ok(())
}

/// The version with an id.
pub async fn version(house: &House, id: Uuid) -> Result<Option<Version>, DatabaseError> {
    store::version(house.reader(), id).await
}

/// The blocks of a version, in order.
pub async fn blocks_of(house: &House, version_id: Uuid) -> Result<Vec<Block>, DatabaseError> {
    store::blocks_of(house.reader(), version_id).await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn blocks(words: &[String]) -> Vec<NewBlock> {
        words
            .iter()
            .map(|words| NewBlock::paragraph(None, words.clone()))
            .collect()
    }

    proptest! {
        #[test]
        fn one_changed_character_changes_the_hash(
            words in prop::collection::vec("[a-z ]{1,40}", 1..6),
            which in any::<prop::sample::Index>(),
        ) {
            let before = hash_of(&blocks(&words));
            prop_assert_eq!(&before, &hash_of(&blocks(&words)));
            let mut changed = words.clone();
            let at = which.index(changed.len());
            changed[at].push('.');
            prop_assert_ne!(before, hash_of(&blocks(&changed)));
        }

        #[test]
        fn words_cannot_flow_from_one_paragraph_to_the_next(one in "[a-z]{1,8}", two in "[a-z]{1,8}") {
            let apart = hash_of(&blocks(&[one.clone(), two.clone()]));
            prop_assert_ne!(apart, hash_of(&blocks(&[format!("{one}{two}")])));
        }
    }

    #[test]
    fn a_title_is_the_first_words_with_the_number() {
        let title = title_of(Some("12.5"), &"word ".repeat(60));
        assert!(title.starts_with("12.5 word word"));
        assert!(title.ends_with("word …"));
        assert!(title.chars().count() < 110);
    }
}
