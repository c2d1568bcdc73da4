use serde_json::json;
use uuid::Uuid;

use super::meeting::meeting_with_id;
use super::{Finding, Minutes, Settlement, minutes_of, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, Block, NewBlock, VersionState};
use crate::vocabulary::RecordId;

/// What a person wants done about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// Print it as it stands, with this note beside it.
    AsItStands(String),
    /// Print these words; the original is kept.
    Reword(String),
    /// Give the second of two paragraphs this number; the original is kept.
    Renumber(String),
    /// Put the question on the next agenda.
    Carry,
    /// The question was answered elsewhere: where, and what.
    Answered(String),
    /// Leave the question open.
    LeaveOpen,
}

/// A finding to settle.
#[derive(Debug, Clone)]
pub struct SettleFinding {
    /// The meeting.
    pub meeting_id: RecordId,
    /// Which finding in its minutes.
    pub finding_id: Uuid,
    /// The number of the version that the person saw.
    pub seen_version: i64,
    /// What to do.
    pub mend: Mend,
}

/// Why a finding was not settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleFindingError {
    /// Nothing was written.
    #[error("write what is to stand there")]
    NoWords,
    /// Another paragraph has it.
    #[error("there is a paragraph {0} already")]
    NumberTaken(String),
    /// Not a way to mend this.
    #[error("this cannot be mended in that way")]
    NotForThis,
    /// The minutes are public.
    #[error("these minutes are published")]
    AlreadyPublished,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Settles a finding. What changes the printed words makes a new version; the first one stays in the record.
pub async fn settle_finding(
    house: &House,
    who: &Who,
    input: SettleFinding,
) -> Result<(), SettleFindingError> {
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    let minutes = minutes_of(house, &meeting)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound {
            id: input.meeting_id,
        })?;
    let finding = minutes
        .findings
        .iter()
        .find(|finding| finding.id == input.finding_id)
        .ok_or(RunnerError::NotFound {
            id: input.meeting_id,
        })?;
    let change = change_of(&minutes, finding, input.mend)?;
    let mut act = house
        .begin(who, &policy::MEND_MINUTES, meeting.record.body_id)
        .await?;
    let text_id = minutes.text.record.id;
    let newest = texts::store::newest_version(act.connection(), text_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: text_id })?;
    if newest.state == VersionState::Published {
        return Err(SettleFindingError::AlreadyPublished);
    }
    if newest.number != input.seen_version {
        let current = Box::new(act.load(text_id).await?);
        return Err(RunnerError::Conflict { current }.into());
    }
    if let Some((paragraph, new)) = change.block {
        let blocks = texts::store::blocks_of(act.connection(), newest.id)
            .await
            .map_err(RunnerError::from)?
            .into_iter()
            .map(|block| {
                if block.paragraph_id == paragraph {
                    new.clone()
                } else {
                    kept(&block)
                }
            })
            .collect();
        texts::add_version(&mut act, text_id, blocks).await?;
    }
    let settled = Finding {
        settlement: Some(change.settlement),
        note: change.note,
        settled_by: Some(who.actor.name.clone()),
        settled_on: Some(who.today),
        ..finding.clone()
    };
    store::settle(act.connection(), &settled)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        text_id,
        json!({
            "finding": finding.rule, "at": finding.place, "was": finding.settlement,
            "settled": settled.settlement, "note": settled.note,
        }),
    );
    act.commit().await?;
    Ok(())
}

/// What a mend does.
struct ChangeOf {
    settlement: Settlement,
    note: Option<String>,
    /// The paragraph that gets other words or another number.
    block: Option<(RecordId, NewBlock)>,
}

fn change_of(
    minutes: &Minutes,
    finding: &Finding,
    mend: Mend,
) -> Result<ChangeOf, SettleFindingError> {
    let plain = |settlement, note| {
        Ok(ChangeOf {
            settlement,
            note,
            block: None,
        })
    };
    let block_of = |id: Option<RecordId>| {
        id.and_then(|id| minutes.block(id))
            .ok_or(SettleFindingError::NotForThis)
    };
    match mend {
        Mend::Carry if finding.is_question() => plain(Settlement::Carried, None),
        Mend::LeaveOpen if finding.is_question() => plain(Settlement::LeftOpen, None),
        Mend::Answered(where_and_what) if finding.is_question() => {
            plain(Settlement::Answered, Some(given(&where_and_what)?))
        }
        Mend::AsItStands(note) if !finding.is_duplicate_number() => {
            let note = note.trim();
            plain(
                Settlement::AsItStands,
                (!note.is_empty()).then(|| note.to_owned()),
            )
        }
        Mend::Reword(words) if !finding.is_duplicate_number() => {
            let block = block_of(finding.paragraph_id)?;
            let new = NewBlock {
                words: given(&words)?,
                ..kept(block)
            };
            Ok(ChangeOf {
                settlement: Settlement::Reworded,
                note: None,
                block: Some((block.paragraph_id, new)),
            })
        }
        Mend::Renumber(number) if finding.is_duplicate_number() => {
            let block = block_of(finding.other_paragraph_id)?;
            let number = given(&number)?;
            let is_taken = minutes.blocks.iter().any(|other| {
                other.paragraph_id != block.paragraph_id && other.number.as_ref() == Some(&number)
            });
            if is_taken {
                return Err(SettleFindingError::NumberTaken(number));
            }
            let new = NewBlock {
                number: Some(number),
                ..kept(block)
            };
            Ok(ChangeOf {
                settlement: Settlement::Renumbered,
                note: None,
                block: Some((block.paragraph_id, new)),
            })
        }
        Mend::Carry
        | Mend::LeaveOpen
        | Mend::Answered(_)
        | Mend::AsItStands(_)
        | Mend::Reword(_)
        | Mend::Renumber(_) => Err(SettleFindingError::NotForThis),
    }
}

fn given(words: &str) -> Result<String, SettleFindingError> {
    let words = words.trim();
    if words.is_empty() {
        return Err(SettleFindingError::NoWords);
    }
    Ok(words.to_owned())
}

/// A block that stays as it is.
fn kept(block: &Block) -> NewBlock {
    NewBlock {
        keeps: Some(block.paragraph_id),
        number: block.number.clone(),
        block_type: block.block_type,
        words: block.words.clone(),
        section: block.section.clone(),
    }
}
