use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::json;

use super::{CURRENT, Event, ITEM, store};
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility, words};

words! {
    /// What an item is.
    pub enum ItemType {
        /// Welcome, apologies, declarations, minutes of the last meeting.
        Procedure = "procedure",
        /// A report with recommendations.
        Report = "report",
        /// A discussion without a report.
        Discussion = "discussion",
        /// Something that is shown.
        Presentation = "presentation",
        /// Questions from the public or members.
        Questions = "questions",
        /// A part of a workshop.
        Session = "session",
        /// A pause.
        Break = "break",
    }
}

/// Why an item is heard in private: Part 1 of Schedule 12A to the Local Government Act 1972.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    /// The paragraph of Part 1, 1 to 7.
    pub paragraph: u8,
    /// Why keeping it private serves the public better than telling it.
    pub reason: String,
}

/// One entry of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its record: title, address, who may see it.
    pub record: Record,
    /// The event.
    pub event_id: RecordId,
    /// Its place in the agenda, from 0.
    pub position: i64,
    /// The printed number: `12`, `5a`.
    pub number: String,
    /// What it is.
    pub item_type: ItemType,
    /// How long it is meant to take, in minutes.
    pub minutes: Option<i64>,
    /// Who introduces it: an office.
    pub presenter: Option<String>,
    /// Why it is heard in private, if it is.
    pub exempt: Option<Exemption>,
    /// Why it was added after the agenda was published.
    pub urgent_reason: Option<String>,
    /// What it is about.
    pub about_id: Option<RecordId>,
}

/// An item about to be added.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// Its title, fit to be read by anybody even when the item is exempt.
    pub title: String,
    /// The printed number; the next whole number when `None`.
    pub number: Option<String>,
    /// What it is.
    pub item_type: ItemType,
    /// How long it is meant to take, in minutes.
    pub minutes: Option<i64>,
    /// Who introduces it.
    pub presenter: Option<String>,
    /// Why it is heard in private.
    pub exempt: Option<Exemption>,
    /// Why it is added after the agenda was published.
    pub urgent_reason: Option<String>,
    /// What it is about.
    pub about_id: Option<RecordId>,
    /// Where this comes from.
    pub origin: Origin,
}

impl NewItem {
    /// An item of which only the title is known.
    #[must_use]
    pub fn new(title: impl Into<String>, item_type: ItemType) -> Self {
        Self {
            title: title.into(),
            number: None,
            item_type,
            minutes: None,
            presenter: None,
            exempt: None,
            urgent_reason: None,
            about_id: None,
            origin: Origin::Entered,
        }
    }
}

/// Adds an item at the end of an agenda. Until the agenda is published, officers alone see it.
pub async fn add_item(act: &mut Act, event: &Event, new: NewItem) -> Result<Item, RunnerError> {
    let before = store::items_of(act.connection(), act.house().registry(), event.record.id).await?;
    let position = before.last().map_or(0, |last| last.position + 1);
    let number = new.number.unwrap_or_else(|| {
        let highest = before
            .iter()
            .filter_map(|item| item.number.parse::<u32>().ok())
            .max();
        (highest.unwrap_or(0) + 1).to_string()
    });
    let mut record = NewRecord::new(ITEM, event.record.body_id, new.title, CURRENT);
    record.slug = Some(Slug::from_words(&format!("{} {number}", event.record.slug)));
    record.origin = new.origin;
    record.visibility = match event.agenda_published {
        Some(_) => event.record.visibility,
        None => Visibility::Restricted,
    };
    let item = Item {
        record: act.create(record).await?,
        event_id: event.record.id,
        position,
        number,
        item_type: new.item_type,
        minutes: new.minutes,
        presenter: new.presenter,
        exempt: new.exempt,
        urgent_reason: new.urgent_reason,
        about_id: new.about_id,
    };
    store::insert_item(act.connection(), &item).await?;
    act.note_of(
        event.record.id,
        json!({
            "item": item.record.id.to_string(), "number": item.number, "type": item.item_type,
            "presenter": item.presenter, "urgent because": item.urgent_reason,
            "exempt": item.exempt.as_ref().map(|exempt| json!({ "paragraph": exempt.paragraph, "reason": exempt.reason })),
        }),
    );
    Ok(item)
}

/// Writes what an item says from now on: its title, sort, presenter and minutes.
pub async fn change_item(
    act: &mut Act,
    item: Item,
    seen_revision: i64,
    title: String,
) -> Result<Item, RunnerError> {
    let change = Change {
        title: Some(title),
        ..Change::default()
    };
    let item = Item {
        record: act.change(item.record.id, seen_revision, change).await?,
        ..item
    };
    store::update_item(act.connection(), &item).await?;
    act.note_of(
        item.record.id,
        json!({
            "item": item.record.id.to_string(), "type": item.item_type, "presenter": item.presenter,
            "minutes": item.minutes,
        }),
    );
    Ok(item)
}

/// On which days these items are heard; what is no item is left out.
pub async fn days_of_items(
    house: &House,
    items: &[RecordId],
) -> Result<HashMap<RecordId, Date>, DatabaseError> {
    store::days_of_items(house.reader(), items).await
}

/// The items of an event, in order.
pub async fn items_of(house: &House, event_id: RecordId) -> Result<Vec<Item>, DatabaseError> {
    store::items_of(house.reader(), house.registry(), event_id).await
}

/// The item with an id.
pub async fn item(house: &House, id: RecordId) -> Result<Option<Item>, DatabaseError> {
    store::item(house.reader(), house.registry(), id).await
}
