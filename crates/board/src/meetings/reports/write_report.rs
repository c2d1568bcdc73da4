use super::report::{AUTHOR, report_text};
use super::{Report, ReportSection, report_of};
use crate::events;
use crate::joins::REPORTED_IN;
use crate::meetings::policy;
use crate::runner::{House, RunnerError, Who};
use crate::texts::{self, NewBlock, NewText, TextType};
use crate::vocabulary::{Origin, RecordId, Visibility};

/// The whole of a report as its author wants it to be.
#[derive(Debug, Clone)]
pub struct WriteReport {
    /// The item that it is for.
    pub item_id: RecordId,
    /// The number of the version that the author saw; 0 for none.
    pub seen_version: i64,
    /// Who writes, by office, and how to reach them.
    pub author: String,
    /// The words of each section: an empty line begins a paragraph.
    pub sections: Vec<(ReportSection, String)>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Why a report was not saved.
#[derive(Debug, thiserror::Error)]
pub enum WriteReportError {
    /// Nothing in it.
    #[error("write at least one paragraph")]
    NoWords,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Saves a report as a new version, its paragraphs numbered from the first to the last. What is public stays public until
/// the new words are published.
pub async fn write_report(
    house: &House,
    who: &Who,
    input: WriteReport,
) -> Result<Report, WriteReportError> {
    let not_found = || RunnerError::NotFound { id: input.item_id };
    let item = events::item(house, input.item_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let blocks = blocks_of(&input);
    if blocks
        .iter()
        .all(|block| block.section.as_deref() == Some(AUTHOR))
    {
        return Err(WriteReportError::NoWords);
    }
    let mut act = house
        .begin(who, &policy::WRITE_REPORT, item.record.body_id)
        .await?;
    let known = report_text(house, input.item_id)
        .await
        .map_err(RunnerError::from)?;
    let text_id = if let Some(text) = known {
        let id = text.record.id;
        let newest = texts::newest_version(house, id)
            .await
            .map_err(RunnerError::from)?;
        if newest.is_some_and(|newest| newest.number != input.seen_version) {
            let current = Box::new(act.load(id).await?);
            return Err(RunnerError::Conflict { current }.into());
        }
        id
    } else {
        let new = NewText {
            body_id: item.record.body_id,
            text_type: TextType::Report,
            title: item.record.title.clone(),
            slug: None,
            visibility: Visibility::Members,
            origin: input.origin,
        };
        let text = texts::create(&mut act, new).await?.record.id;
        act.link(text, REPORTED_IN, input.item_id, None).await?;
        text
    };
    texts::add_version(&mut act, text_id, blocks).await?;
    act.about(text_id);
    act.commit().await?;
    let written = report_of(house, &item).await.map_err(RunnerError::from)?;
    Ok(written.ok_or_else(not_found)?)
}

fn blocks_of(input: &WriteReport) -> Vec<NewBlock> {
    let mut blocks = Vec::new();
    let author = input.author.trim();
    if !author.is_empty() {
        blocks.push(NewBlock::paragraph(None, author).in_section(AUTHOR));
    }
    let mut number = 0;
    for &section in ReportSection::ALL {
        let words = input
            .sections
            .iter()
            .filter(|(of, _)| *of == section)
            .flat_map(|(_, words)| paragraphs(words));
        for paragraph in words {
            number += 1;
            blocks.push(
                NewBlock::paragraph(Some(number.to_string()), paragraph)
                    .in_section(section.as_str()),
            );
        }
    }
    blocks
}

/// Paragraphs of typed text, whatever ends its lines.
fn paragraphs(words: &str) -> Vec<String> {
    words
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}
