use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::json;

use super::{CHANGED, CURRENT, Event, ITEM, TAKEN_OFF, store};
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

impl ItemType {
    /// Whether it is what a meeting is held for: not its procedure, and no break.
    #[must_use]
    pub fn is_business(self) -> bool {
        !matches!(self, Self::Procedure | Self::Break)
    }
}

words! {
    /// Which way something moves in a list, by one place.
    pub enum Way {
        /// Towards the beginning.
        Up = "up",
        /// Towards the end.
        Down = "down",
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
            "exempt": exemption_told(item.exempt.as_ref()),
        }),
    );
    Ok(item)
}

/// Writes what an item says from now on: its title, sort, presenter, minutes and why it is heard in private. An item that
/// the public had seen on a published agenda is marked as changed.
pub async fn change_item(
    act: &mut Act,
    event: &Event,
    item: Item,
    seen_revision: i64,
    title: String,
) -> Result<Item, RunnerError> {
    let id = item.record.id;
    let before = store::item(act.connection(), act.house().registry(), id)
        .await?
        .ok_or(RunnerError::NotFound { id })?;
    let says_the_same = before.record.title == title
        && (before.item_type, before.minutes) == (item.item_type, item.minutes)
        && (&before.presenter, &before.exempt) == (&item.presenter, &item.exempt);
    let change = Change {
        title: Some(title),
        state: (event.agenda_published.is_some() && !says_the_same).then_some(CHANGED),
        ..Change::default()
    };
    let item = Item {
        record: act.change(id, seen_revision, change).await?,
        ..item
    };
    store::update_item(act.connection(), &item).await?;
    let told = |item: &Item| {
        json!({
            "type": item.item_type, "presenter": item.presenter, "minutes": item.minutes,
            "exempt": exemption_told(item.exempt.as_ref()),
        })
    };
    act.note_of(
        id,
        json!({ "item": id.to_string(), "before": told(&before), "after": told(&item) }),
    );
    Ok(item)
}

fn exemption_told(exempt: Option<&Exemption>) -> Option<serde_json::Value> {
    exempt.map(|exempt| json!({ "paragraph": exempt.paragraph, "reason": exempt.reason }))
}

/// Puts an item in the place of another and that one in its place; they exchange their numbers too.
pub async fn exchange_places(
    act: &mut Act,
    item: &Item,
    seen_revision: i64,
    other: &Item,
) -> Result<(), RunnerError> {
    act.change(item.record.id, seen_revision, Change::default())
        .await?;
    let (own, others) = (item.record.id, other.record.id);
    // No two items of an agenda may have one number, not even for a moment.
    store::set_place(act.connection(), own, item.position, &own.to_string()).await?;
    store::set_place(act.connection(), others, item.position, &item.number).await?;
    store::set_place(act.connection(), own, other.position, &other.number).await?;
    act.note_of(
        others,
        json!({
            "item": own.to_string(), "was number": item.number, "is number": other.number,
            "changed places with": others.to_string(),
        }),
    );
    Ok(())
}

/// Takes an item off its agenda, with the reason. Where the items were numbered 1, 2, 3 …, those after it close up; numbers
/// that somebody chose stay.
pub async fn take_off(
    act: &mut Act,
    item: &Item,
    seen_revision: i64,
    reason: &str,
) -> Result<(), RunnerError> {
    let agenda = store::items_of(act.connection(), act.house().registry(), item.event_id).await?;
    let off = Change {
        state: Some(TAKEN_OFF),
        visibility: Some(Visibility::Restricted),
        ..Change::default()
    };
    let id = item.record.id;
    act.change(id, seen_revision, off).await?;
    // What is on no agenda has no number; its row keeps one that no item can have.
    store::set_place(act.connection(), id, item.position, &id.to_string()).await?;
    act.note_of(
        id,
        json!({ "item": id.to_string(), "was number": item.number, "taken off because": reason }),
    );
    let is_counted = (1..)
        .zip(&agenda)
        .all(|(count, item): (usize, &Item)| item.number == count.to_string());
    if !is_counted {
        return Ok(());
    }
    let after = agenda
        .iter()
        .zip(agenda.iter().skip(1))
        .skip_while(|(before, _)| before.record.id != id);
    for (before, moved) in after {
        store::set_place(
            act.connection(),
            moved.record.id,
            before.position,
            &before.number,
        )
        .await?;
        act.note_of(
            moved.record.id,
            json!({
                "item": moved.record.id.to_string(), "was number": moved.number, "is number": before.number,
            }),
        );
    }
    Ok(())
}

/// On which days these items are heard; what is no item is left out.
pub async fn days_of_items(
    house: &House,
    items: &[RecordId],
) -> Result<HashMap<RecordId, Date>, DatabaseError> {
    store::days_of_items(house.reader(), items).await
}

/// The items of an event, in order. What was taken off is not among them.
pub async fn items_of(house: &House, event_id: RecordId) -> Result<Vec<Item>, DatabaseError> {
    store::items_of(house.reader(), house.registry(), event_id).await
}

/// The item with an id, while it is on its agenda.
pub async fn item(house: &House, id: RecordId) -> Result<Option<Item>, DatabaseError> {
    store::item(house.reader(), house.registry(), id).await
}
