use std::collections::HashMap;

use serde_json::json;

use super::meeting::meeting_with_id;
use super::minutes_reading::{self, Context, Reading, Severity, read};
use super::{
    Cancelled, Finding, MinutedAction, Minutes, MinutesSource, Weight, meetings, minutes_of,
    policy, store,
};
use crate::audit::hash_of_text;
use crate::delivery::{self, DRAFT, NewAction};
use crate::events::{CANCELLED, Event};
use crate::joins::{AROSE_FROM, RECORDS};
use crate::runner::{Act, House, RunnerError, Who};
use crate::texts::{self, BlockType, NewBlock, NewText, TextType, VersionState};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility, capital, long_date};

/// Minutes as a person has them: pasted, or read from a file.
#[derive(Debug, Clone)]
pub struct PasteMinutes {
    /// The meeting.
    pub meeting_id: RecordId,
    /// The words, kept for good exactly so.
    pub words: String,
    /// The file that they were read from.
    pub file_name: Option<String>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why minutes were not taken in.
#[derive(Debug, thiserror::Error)]
pub enum PasteMinutesError {
    /// Nothing was pasted.
    #[error("paste the minutes, or choose a file")]
    NoWords,
    /// Nothing in it is a paragraph.
    #[error("we found no paragraph in this; is it the right file?")]
    NothingRead,
    /// They are public; what is public is corrected, not replaced.
    #[error("these minutes are published and cannot be pasted again")]
    AlreadyPublished,
    /// It does not take place.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Reads minutes into a text of numbered paragraphs, draft actions and findings. Nothing is mended and nothing guessed.
///
/// Minutes that are not yet published may be pasted again: actions written as before are kept with what a person added.
pub async fn paste_minutes(
    house: &House,
    who: &Who,
    input: PasteMinutes,
) -> Result<Minutes, PasteMinutesError> {
    if input.words.trim().is_empty() {
        return Err(PasteMinutesError::NoWords);
    }
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    super::takes_place(&meeting)?;
    let body_id = meeting.record.body_id.ok_or(RunnerError::NotFound {
        id: input.meeting_id,
    })?;
    let next_meeting = meetings(house, body_id)
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .find(|other| other.on > meeting.on && other.record.state != CANCELLED)
        .map(|other| other.on);
    let context = Context {
        meeting: Some(meeting.on),
        next_meeting,
    };
    let reading = read(&input.words, &context);
    if reading.paragraphs.is_empty() {
        return Err(PasteMinutesError::NothingRead);
    }
    let mut act = house
        .begin(who, &policy::PASTE_MINUTES, Some(body_id))
        .await?;
    let earlier = store::newest_source(act.connection(), meeting.record.id)
        .await
        .map_err(RunnerError::from)?;
    let text_id = match &earlier {
        Some(source) => {
            let newest = texts::store::newest_version(act.connection(), source.text_id)
                .await
                .map_err(RunnerError::from)?;
            if newest.is_some_and(|version| version.state == VersionState::Published) {
                return Err(PasteMinutesError::AlreadyPublished);
            }
            source.text_id
        }
        None => new_text(&mut act, &meeting, input.origin).await?,
    };
    let source = MinutesSource {
        id: act.new_id().0,
        event_id: meeting.record.id,
        text_id,
        number: earlier.as_ref().map_or(1, |source| source.number + 1),
        sha256: hash_of_text(&input.words),
        as_pasted: input.words,
        file_name: input.file_name,
        read_at: who.now,
        read_by: who.actor.name.clone(),
    };
    let paragraphs = save_words(&mut act, text_id, &reading).await?;
    store::insert_source(act.connection(), &source)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        text_id,
        json!({ "minutes pasted": source.sha256, "file": source.file_name, "time": source.number }),
    );
    save_findings(&mut act, &source, &reading, &paragraphs).await?;
    let found = Found {
        body_id,
        origin: input.origin,
        source: &source,
        paragraphs: &paragraphs,
    };
    save_actions(&mut act, &found, earlier.as_ref(), &reading).await?;
    act.about(text_id);
    act.commit().await?;
    let minutes = minutes_of(house, &meeting)
        .await
        .map_err(RunnerError::from)?;
    Ok(minutes.ok_or(RunnerError::NotFound { id: text_id })?)
}

/// The record of a paragraph by its position in the reading, counted from 1.
type Paragraphs = HashMap<usize, RecordId>;

async fn new_text(act: &mut Act, meeting: &Event, origin: Origin) -> Result<RecordId, RunnerError> {
    let new = NewText {
        body_id: meeting.record.body_id,
        text_type: TextType::Minutes,
        title: format!("Minutes of {}", long_date(meeting.on)),
        slug: Some(Slug::from_words(&format!(
            "minutes {}",
            meeting.record.slug
        ))),
        visibility: Visibility::Restricted,
        origin,
    };
    let text = texts::create(act, new).await?;
    act.link(text.record.id, RECORDS, meeting.record.id, None)
        .await?;
    Ok(text.record.id)
}

/// Saves every line of the reading in the order of the text: headings, paragraphs, and actions that stand by themselves.
async fn save_words(
    act: &mut Act,
    text_id: RecordId,
    reading: &Reading,
) -> Result<Paragraphs, RunnerError> {
    let mut laid: Vec<(usize, Option<usize>, NewBlock)> = Vec::new();
    for heading in &reading.headings {
        let block = NewBlock {
            keeps: None,
            number: heading.number.clone(),
            block_type: BlockType::Heading,
            words: heading.words.clone(),
            section: None,
        };
        laid.push((heading.line, None, block));
    }
    for paragraph in &reading.paragraphs {
        let block = NewBlock::paragraph(paragraph.number.clone(), paragraph.words.clone());
        laid.push((paragraph.line, Some(paragraph.position), block));
    }
    for action in &reading.actions {
        let in_paragraph = reading
            .paragraphs
            .iter()
            .any(|paragraph| (paragraph.line..=paragraph.last_line).contains(&action.line));
        let is_there = laid.iter().any(|(line, _, block)| {
            *line == action.line && block.section.as_deref() == Some(ACTION_LINE)
        });
        if !in_paragraph && !is_there {
            let block =
                NewBlock::paragraph(None, action.as_written.clone()).in_section(ACTION_LINE);
            laid.push((action.line, None, block));
        }
    }
    laid.sort_by_key(|(line, _, _)| *line);
    let (positions, blocks): (Vec<_>, Vec<_>) = laid
        .into_iter()
        .map(|(_, position, block)| (position, block))
        .unzip();
    let version = texts::add_version(act, text_id, blocks).await?;
    let saved = texts::store::blocks_of(act.connection(), version.id).await?;
    Ok(positions
        .into_iter()
        .zip(saved)
        .filter_map(|(position, block)| Some((position?, block.paragraph_id)))
        .collect())
}

/// The part of the text that lines like "Action: ..." stand in.
pub(super) const ACTION_LINE: &str = "Action";

async fn save_findings(
    act: &mut Act,
    source: &MinutesSource,
    reading: &Reading,
    paragraphs: &Paragraphs,
) -> Result<(), RunnerError> {
    let mut position = 0;
    for problem in &reading.problems {
        let weight = match problem.severity {
            Severity::StopsPublication => Weight::StopsPublication,
            Severity::ToCheck | Severity::Fine => Weight::ToCheck,
        };
        // Each further paragraph of the same number is mended by itself.
        let others: Vec<Option<RecordId>> = if problem.also.is_empty() {
            vec![None]
        } else {
            problem
                .also
                .iter()
                .map(|position| paragraphs.get(position).copied())
                .collect()
        };
        for other in others {
            let finding = Finding {
                id: act.new_id().0,
                source_id: source.id,
                paragraph_id: problem
                    .position
                    .and_then(|position| paragraphs.get(&position).copied()),
                other_paragraph_id: other,
                position,
                rule: word_of(problem.rule),
                weight,
                place: problem.place.clone(),
                message: problem.message.clone(),
                how_to_mend: problem.how_to_mend.clone(),
                settlement: None,
                note: None,
                settled_by: None,
                settled_on: None,
            };
            store::insert_finding(act.connection(), &finding).await?;
            position += 1;
        }
    }
    act.note(json!({ "found": position }));
    Ok(())
}

/// The word of a rule, as `--json` prints it.
fn word_of(rule: minutes_reading::Rule) -> String {
    match serde_json::to_value(rule) {
        Ok(serde_json::Value::String(word)) => word,
        _ => format!("{rule:?}"),
    }
}

/// What the actions of one reading have in common.
struct Found<'a> {
    body_id: RecordId,
    origin: Origin,
    source: &'a MinutesSource,
    paragraphs: &'a Paragraphs,
}

async fn save_actions(
    act: &mut Act,
    found: &Found<'_>,
    earlier: Option<&MinutesSource>,
    reading: &Reading,
) -> Result<(), RunnerError> {
    let mut known = match earlier {
        Some(source) => store::minuted_actions(act.connection(), &[source.id]).await?,
        None => Vec::new(),
    };
    for (position, read) in reading.actions.iter().enumerate() {
        let paragraph_id = read
            .position
            .and_then(|position| found.paragraphs.get(&position).copied());
        let place = read
            .paragraph
            .clone()
            .unwrap_or_else(|| format!("line {}", read.line));
        let same = known
            .iter()
            .position(|(row, _)| row.as_written() == read.as_written);
        let (action, has_words) = match same {
            Some(index) => {
                let (row, action_id) = known.remove(index);
                (delivery::action_in(act, action_id).await?, row.has_words())
            }
            None => (
                propose(act, found, read, paragraph_id, &place).await?,
                read.text.is_some(),
            ),
        };
        let minuted = MinutedAction {
            id: act.new_id().0,
            source_id: found.source.id,
            paragraph_id,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            as_written: read.as_written.clone(),
            place,
            proposed_words: read.proposed_text.clone(),
            proposed_from: read.proposed_from.clone(),
            has_words,
            action,
        };
        store::insert_minuted_action(act.connection(), &minuted).await?;
    }
    for (_, gone) in known {
        let action = delivery::action_in(act, gone).await?;
        if action.record.state == DRAFT {
            delivery::withdraw_draft(act, &action).await?;
        }
    }
    Ok(())
}

async fn propose(
    act: &mut Act,
    found: &Found<'_>,
    read: &minutes_reading::Action,
    paragraph_id: Option<RecordId>,
    place: &str,
) -> Result<delivery::Action, RunnerError> {
    // Minutes say "X to do it"; in a list of promises the words stand alone.
    let title = read
        .text
        .as_deref()
        .map_or_else(|| format!("Action at {place}, without words yet"), capital);
    let mut new = NewAction::new(found.body_id, title);
    new.owner_words.clone_from(&read.owner);
    new.due = read.due;
    new.due_words.clone_from(&read.due_words);
    new.draft = true;
    new.origin = found.origin;
    let action = delivery::create(act, new).await?;
    if let Some(paragraph) = paragraph_id {
        act.link(
            action.record.id,
            AROSE_FROM,
            paragraph,
            Some(read.as_written.clone()),
        )
        .await?;
    }
    Ok(action)
}
