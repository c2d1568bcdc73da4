use jiff::civil::Date;

use crate::database::DatabaseError;
use crate::events::{self, Event, Item};
use crate::files::{Attachment, attachments_of, unattached_appendices};
use crate::joins::REPORTED_IN;
use crate::meetings::{Recommendation, recommendations_of};
use crate::runner::House;
use crate::texts::{self, Block, Text, TextType, Version, VersionState};
use crate::thread::store as thread;
use crate::vocabulary::{RecordId, Visibility, words};

words! {
    /// A section of a report, in the order in which boards read them. Recommendations stand between the first two.
    pub enum ReportSection {
        /// What it is about and why it comes now.
        Summary = "Summary",
        /// The report itself.
        Main = "Main report",
        /// What it means for the council's plans, money, staff, property and the law.
        Corporate = "Corporate and strategic implications",
        /// What it means for groups that the law protects, and for others who are left behind.
        Equalities = "Equalities implications",
        /// What follows.
        Conclusion = "Conclusion",
        /// What is attached or may be read elsewhere.
        Appendices = "Appendices",
    }
}

/// The section in which the author stands, who has no number.
pub(super) const AUTHOR: &str = "Author";

/// A report with the words of one of its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The text.
    pub text: Text,
    /// The version: the newest to those who write, the newest published one to the public.
    pub version: Version,
    /// The words of that version.
    pub blocks: Vec<Block>,
    /// What the board is asked at the item.
    pub recommendations: Vec<Recommendation>,
    /// Its appendices and background papers.
    pub attachments: Vec<Attachment>,
}

impl Report {
    /// The words of a section as they were typed: paragraphs with an empty line between them.
    #[must_use]
    pub fn words_of(&self, section: ReportSection) -> String {
        self.paragraphs_of(section.as_str())
            .map(|block| block.words.as_str())
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// Who wrote it, by office, and how to reach them.
    #[must_use]
    pub fn author(&self) -> Option<&str> {
        self.paragraphs_of(AUTHOR)
            .next()
            .map(|block| block.words.as_str())
    }

    pub(super) fn paragraphs_of(&self, section: &str) -> impl Iterator<Item = &Block> {
        self.blocks
            .iter()
            .filter(move |block| block.section.as_deref() == Some(section))
    }

    /// The appendices that its words name and that are not attached, each a number or a letter: something to check before
    /// publishing, which a board may have its reasons for.
    #[must_use]
    pub fn unattached_appendices(&self) -> Vec<String> {
        unattached_appendices(&self.words(), &self.attachments)
    }

    /// The words of all sections.
    pub(in crate::meetings) fn words(&self) -> String {
        ReportSection::ALL
            .iter()
            .map(|&section| self.words_of(section))
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// Whether these words are published.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.version.state == VersionState::Published
    }
}

/// The report of an item with its newest words, if it has one.
pub async fn report_of(house: &House, item: &Item) -> Result<Option<Report>, DatabaseError> {
    let Some(text) = report_text(house, item.record.id).await? else {
        return Ok(None);
    };
    match texts::newest_version(house, text.record.id).await? {
        Some(version) => Ok(Some(report_at(house, item, text, version).await?)),
        None => Ok(None),
    }
}

/// The report of an item as the public may read it on a day: its newest published words, once the agenda is out and
/// unless the item is heard in private. What is being written since is not there.
pub async fn public_report(
    house: &House,
    meeting: &Event,
    item: &Item,
    today: Date,
) -> Result<Option<Report>, DatabaseError> {
    if !meeting.shows_agenda(today) || item.exempt.is_some() {
        return Ok(None);
    }
    let Some(text) = report_text(house, item.record.id).await? else {
        return Ok(None);
    };
    // One that was published before its agenda is for members until that is out, and a meeting may be held without.
    if text.record.visibility == Visibility::Restricted {
        return Ok(None);
    }
    match texts::published_version(house, text.record.id).await? {
        Some(version) => Ok(Some(report_at(house, item, text, version).await?)),
        None => Ok(None),
    }
}

async fn report_at(
    house: &House,
    item: &Item,
    text: Text,
    version: Version,
) -> Result<Report, DatabaseError> {
    let attachments = attachments_of(house, &[text.record.id]).await?;
    Ok(Report {
        attachments: attachments.into_values().flatten().collect(),
        blocks: texts::blocks_of(house, version.id).await?,
        recommendations: recommendations_of(house, item.record.id).await?,
        text,
        version,
    })
}

/// The text of type report that is joined to an item.
pub(in crate::meetings) async fn report_text(
    house: &House,
    item_id: RecordId,
) -> Result<Option<Text>, DatabaseError> {
    for link in thread::links_of_many(house.reader(), house.registry(), &[item_id]).await? {
        if link.relation != REPORTED_IN || link.to_id != item_id {
            continue;
        }
        if let Some(text) = texts::text(house, link.from_id).await?
            && text.text_type == TextType::Report
        {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// The item that a report is for, while that is on its agenda.
pub async fn item_of_report(
    house: &House,
    text_id: RecordId,
) -> Result<Option<Item>, DatabaseError> {
    for link in thread::links_of_many(house.reader(), house.registry(), &[text_id]).await? {
        if link.relation == REPORTED_IN
            && link.from_id == text_id
            && let Some(item) = events::item(house, link.to_id).await?
        {
            return Ok(Some(item));
        }
    }
    Ok(None)
}
