//! On which terms agenda items and reports take attachments. Both follow their item: what is heard in private, and what is
//! on no agenda that is out, keeps its papers from the public, whatever was published before.

use jiff::civil::Date;

use super::policy;
use super::reports::{item_of_report, public_report, report_of};
use crate::database::DatabaseError;
use crate::events::{self, Event, ITEM, Item};
use crate::files::{AttachmentTerms, TakesAttachments};
use crate::runner::House;
use crate::texts::{self, TEXT, TextType};
use crate::thread::{Record, Registry};
use crate::vocabulary::{Kind, Visibility};

/// Papers of an item itself.
struct ItemAttachments;

#[async_trait::async_trait]
impl TakesAttachments for ItemAttachments {
    fn kind(&self) -> Kind {
        ITEM
    }

    async fn terms(
        &self,
        house: &House,
        record: &Record,
        today: Date,
    ) -> Result<Option<AttachmentTerms>, DatabaseError> {
        let Some((meeting, item)) = on_agenda(house, events::item(house, record.id).await?).await?
        else {
            return Ok(None);
        };
        Ok(Some(AttachmentTerms {
            write: &policy::CHANGE_ITEM,
            is_public: shows_papers(&meeting, &item, today),
            words: item.record.title,
        }))
    }
}

/// Whether the public reads what is attached to an item.
#[must_use]
pub fn shows_papers(meeting: &Event, item: &Item, today: Date) -> bool {
    meeting.shows_agenda(today)
        && item.exempt.is_none()
        && item.record.visibility == Visibility::Public
}

/// Appendices and background papers of a report.
struct ReportAttachments;

#[async_trait::async_trait]
impl TakesAttachments for ReportAttachments {
    fn kind(&self) -> Kind {
        TEXT
    }

    async fn terms(
        &self,
        house: &House,
        record: &Record,
        today: Date,
    ) -> Result<Option<AttachmentTerms>, DatabaseError> {
        let is_report = texts::text(house, record.id)
            .await?
            .is_some_and(|text| text.text_type == TextType::Report);
        if !is_report {
            return Ok(None);
        }
        let item = item_of_report(house, record.id).await?;
        let Some((meeting, item)) = on_agenda(house, item).await? else {
            return Ok(None);
        };
        let words = report_of(house, &item).await?.map(|report| report.words());
        Ok(Some(AttachmentTerms {
            write: &policy::WRITE_REPORT,
            is_public: public_report(house, &meeting, &item, today)
                .await?
                .is_some(),
            words: words.unwrap_or_default(),
        }))
    }
}

/// An item with the meeting that hears it.
async fn on_agenda(
    house: &House,
    item: Option<Item>,
) -> Result<Option<(Event, Item)>, DatabaseError> {
    let Some(item) = item else {
        return Ok(None);
    };
    let meeting = events::event(house, item.event_id).await?;
    Ok(meeting.map(|meeting| (meeting, item)))
}

/// Registers which records of this capability take attachments.
pub(super) fn register(registry: &mut Registry) {
    registry
        .takes_attachments(ItemAttachments)
        .takes_attachments(ReportAttachments);
}
