//! Rows of events.

use std::collections::HashMap;

use jiff::civil::{Date, Time};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{Appointed, Attendance, EVENT, Event, EventType, Exemption, Item, TAKEN_OFF, Turn};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Record, Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(event_row, "event", {
    event_type: String,
    on_date: TimeDate,
    starts_at: Option<String>,
    ends_at: Option<String>,
    place: Option<String>,
    mode: String,
    area_id: Option<Uuid>,
    in_public: bool,
    clear_days_reading: String,
    agenda_published_on: Option<TimeDate>,
    late_reason: Option<String>,
});

entity!(item_row, "item", {
    event_id: Uuid,
    position: i64,
    number: String,
    item_type: String,
    minutes: Option<i64>,
    presenter: Option<String>,
    exempt_paragraph: Option<i64>,
    exempt_reason: Option<String>,
    urgent_reason: Option<String>,
    about_id: Option<Uuid>,
});

entity!(attendance, "attendance", {
    event_id: Uuid,
    position: i64,
    person_id: Option<Uuid>,
    attending_body_id: Option<Uuid>,
    head_count: Option<i64>,
    capacity: String,
    presence: String,
    in_place_of: Option<Uuid>,
    arrived_at: Option<String>,
    left_at: Option<String>,
});

entity!(turn_row, "event_turn", {
    event_id: Uuid,
    turn: String,
    made_on: TimeDate,
    because: String,
    was_on: TimeDate,
    was_starts_at: Option<String>,
    was_ends_at: Option<String>,
    was_place: Option<String>,
    was_mode: String,
    carried_to_id: Option<Uuid>,
    carried_items: i64,
});

fn time_column(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn time_of(column: Option<String>) -> Option<Time> {
    column.and_then(|text| Time::strptime("%H:%M", text).ok())
}

pub(crate) async fn insert_event(
    connection: &impl ConnectionTrait,
    new: &Event,
) -> Result<(), DatabaseError> {
    let row = event_row::ActiveModel {
        id: Set(new.record.id.0),
        event_type: Set(new.event_type.as_str().to_owned()),
        on_date: Set(date_column(new.on)),
        starts_at: Set(new.starts.map(time_column)),
        ends_at: Set(new.ends.map(time_column)),
        place: Set(new.place.clone()),
        mode: Set(new.mode.as_str().to_owned()),
        area_id: Set(new.area_id.map(|area| area.0)),
        in_public: Set(new.in_public),
        clear_days_reading: Set(new.reading.as_str().to_owned()),
        agenda_published_on: Set(new.agenda_published.map(date_column)),
        late_reason: Set(new.late_reason.clone()),
    };
    event_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_agenda_published(
    connection: &impl ConnectionTrait,
    id: RecordId,
    on: Date,
    late_reason: Option<&str>,
) -> Result<(), DatabaseError> {
    event_row::Entity::update_many()
        .col_expr(
            event_row::Column::AgendaPublishedOn,
            Expr::value(date_column(on)),
        )
        .col_expr(
            event_row::Column::LateReason,
            Expr::value(late_reason.map(str::to_owned)),
        )
        .filter(event_row::Column::Id.eq(id.0))
        .exec(connection)
        .await?;
    Ok(())
}

/// Writes when and where an event takes place from now on.
pub(crate) async fn set_appointed(
    connection: &impl ConnectionTrait,
    id: RecordId,
    to: &Appointed,
) -> Result<(), DatabaseError> {
    let row = event_row::ActiveModel {
        id: Set(id.0),
        on_date: Set(date_column(to.on)),
        starts_at: Set(to.starts.map(time_column)),
        ends_at: Set(to.ends.map(time_column)),
        place: Set(to.place.clone()),
        mode: Set(to.mode.as_str().to_owned()),
        ..Default::default()
    };
    event_row::Entity::update(row).exec(connection).await?;
    Ok(())
}

pub(crate) async fn insert_turn(
    connection: &impl ConnectionTrait,
    new: &Turn,
) -> Result<(), DatabaseError> {
    let was = &new.was;
    let row = turn_row::ActiveModel {
        id: Set(new.id),
        event_id: Set(new.event_id.0),
        turn: Set(new.kind.as_str().to_owned()),
        made_on: Set(date_column(new.made_on)),
        because: Set(new.because.clone()),
        was_on: Set(date_column(was.on)),
        was_starts_at: Set(was.starts.map(time_column)),
        was_ends_at: Set(was.ends.map(time_column)),
        was_place: Set(was.place.clone()),
        was_mode: Set(was.mode.as_str().to_owned()),
        carried_to_id: Set(new.carried_to.map(|id| id.0)),
        carried_items: Set(new.carried_items),
    };
    turn_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// What became of an event, oldest first: identities are ordered by time.
pub(crate) async fn turns_of(
    connection: &impl ConnectionTrait,
    event_id: RecordId,
) -> Result<Vec<Turn>, DatabaseError> {
    let rows = turn_row::Entity::find()
        .filter(turn_row::Column::EventId.eq(event_id.0))
        .order_by_asc(turn_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Turn {
                id: row.id,
                event_id: RecordId(row.event_id),
                kind: row.turn.parse().ok()?,
                made_on: date_of(row.made_on),
                because: row.because,
                was: Appointed {
                    on: date_of(row.was_on),
                    starts: time_of(row.was_starts_at),
                    ends: time_of(row.was_ends_at),
                    place: row.was_place,
                    mode: row.was_mode.parse().ok()?,
                },
                carried_to: row.carried_to_id.map(RecordId),
                carried_items: row.carried_items,
            })
        })
        .collect())
}

fn event_of(record: Record, row: event_row::Model) -> Option<Event> {
    Some(Event {
        record,
        event_type: row.event_type.parse().ok()?,
        on: date_of(row.on_date),
        starts: time_of(row.starts_at),
        ends: time_of(row.ends_at),
        place: row.place,
        mode: row.mode.parse().ok()?,
        area_id: row.area_id.map(RecordId),
        in_public: row.in_public,
        reading: row.clear_days_reading.parse().ok()?,
        agenda_published: row.agenda_published_on.map(date_of),
        late_reason: row.late_reason,
    })
}

pub(crate) async fn event(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Event>, DatabaseError> {
    let Some(row) = event_row::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    Ok(thread::by_id(connection, registry, id)
        .await?
        .and_then(|record| event_of(record, row)))
}

pub(crate) async fn events_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: RecordId,
    event_type: EventType,
) -> Result<Vec<Event>, DatabaseError> {
    let mut rows: HashMap<Uuid, event_row::Model> = event_row::Entity::find()
        .filter(event_row::Column::EventType.eq(event_type.as_str()))
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, EVENT, Some(body_id)).await?;
    let mut events: Vec<Event> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            event_of(record, row)
        })
        .collect();
    events.sort_by_key(|event| (event.on, event.starts));
    Ok(events)
}

pub(crate) async fn insert_item(
    connection: &impl ConnectionTrait,
    new: &Item,
) -> Result<(), DatabaseError> {
    let exempt = new.exempt.as_ref();
    let row = item_row::ActiveModel {
        id: Set(new.record.id.0),
        event_id: Set(new.event_id.0),
        position: Set(new.position),
        number: Set(new.number.clone()),
        item_type: Set(new.item_type.as_str().to_owned()),
        minutes: Set(new.minutes),
        presenter: Set(new.presenter.clone()),
        exempt_paragraph: Set(exempt.map(|exempt| i64::from(exempt.paragraph))),
        exempt_reason: Set(exempt.map(|exempt| exempt.reason.clone())),
        urgent_reason: Set(new.urgent_reason.clone()),
        about_id: Set(new.about_id.map(|about| about.0)),
    };
    item_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Writes what may change of an item: its sort, presenter, minutes and why it is heard in private.
pub(crate) async fn update_item(
    connection: &impl ConnectionTrait,
    item: &Item,
) -> Result<(), DatabaseError> {
    let exempt = item.exempt.as_ref();
    let row = item_row::ActiveModel {
        id: Set(item.record.id.0),
        item_type: Set(item.item_type.as_str().to_owned()),
        minutes: Set(item.minutes),
        presenter: Set(item.presenter.clone()),
        exempt_paragraph: Set(exempt.map(|exempt| i64::from(exempt.paragraph))),
        exempt_reason: Set(exempt.map(|exempt| exempt.reason.clone())),
        ..Default::default()
    };
    item_row::Entity::update(row).exec(connection).await?;
    Ok(())
}

/// Writes where an item stands on its agenda.
pub(crate) async fn set_place(
    connection: &impl ConnectionTrait,
    id: RecordId,
    position: i64,
    number: &str,
) -> Result<(), DatabaseError> {
    let row = item_row::ActiveModel {
        id: Set(id.0),
        position: Set(position),
        number: Set(number.to_owned()),
        ..Default::default()
    };
    item_row::Entity::update(row).exec(connection).await?;
    Ok(())
}

/// Puts an item at a place of another agenda.
pub(crate) async fn carry_item(
    connection: &impl ConnectionTrait,
    id: RecordId,
    event_id: RecordId,
    position: i64,
    number: &str,
) -> Result<(), DatabaseError> {
    let row = item_row::ActiveModel {
        id: Set(id.0),
        event_id: Set(event_id.0),
        position: Set(position),
        number: Set(number.to_owned()),
        ..Default::default()
    };
    item_row::Entity::update(row).exec(connection).await?;
    Ok(())
}

/// What was taken off an agenda is on none.
fn item_of(record: Record, row: item_row::Model) -> Option<Item> {
    if record.state == TAKEN_OFF {
        return None;
    }
    let exempt = match (row.exempt_paragraph, row.exempt_reason) {
        (Some(paragraph), Some(reason)) => Some(Exemption {
            paragraph: u8::try_from(paragraph).ok()?,
            reason,
        }),
        _ => None,
    };
    Some(Item {
        record,
        event_id: RecordId(row.event_id),
        position: row.position,
        number: row.number,
        item_type: row.item_type.parse().ok()?,
        minutes: row.minutes,
        presenter: row.presenter,
        exempt,
        urgent_reason: row.urgent_reason,
        about_id: row.about_id.map(RecordId),
    })
}

pub(crate) async fn items_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    event_id: RecordId,
) -> Result<Vec<Item>, DatabaseError> {
    let rows = item_row::Entity::find()
        .filter(item_row::Column::EventId.eq(event_id.0))
        .order_by_asc(item_row::Column::Position)
        .all(connection)
        .await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| RecordId(row.id)).collect();
    let mut records = thread::by_ids(connection, registry, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| item_of(records.remove(&RecordId(row.id))?, row))
        .collect())
}

pub(crate) async fn item(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Item>, DatabaseError> {
    let Some(row) = item_row::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    Ok(thread::by_id(connection, registry, id)
        .await?
        .and_then(|record| item_of(record, row)))
}

/// On which days items are heard.
pub(crate) async fn days_of_items(
    connection: &impl ConnectionTrait,
    items: &[RecordId],
) -> Result<HashMap<RecordId, Date>, DatabaseError> {
    let items = item_row::Entity::find()
        .filter(item_row::Column::Id.is_in(items.iter().map(|id| id.0)))
        .all(connection)
        .await?;
    let events = event_row::Entity::find()
        .filter(event_row::Column::Id.is_in(items.iter().map(|item| item.event_id)))
        .all(connection)
        .await?;
    let days: HashMap<Uuid, Date> = events
        .into_iter()
        .map(|event| (event.id, date_of(event.on_date)))
        .collect();
    Ok(items
        .into_iter()
        .filter_map(|item| Some((RecordId(item.id), *days.get(&item.event_id)?)))
        .collect())
}

pub(crate) async fn insert_attendance(
    connection: &impl ConnectionTrait,
    new: &Attendance,
) -> Result<(), DatabaseError> {
    let position = attendance_of(connection, new.event_id).await?.len();
    let row = attendance::ActiveModel {
        id: Set(new.id),
        event_id: Set(new.event_id.0),
        position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
        person_id: Set(new.person_id.map(|id| id.0)),
        attending_body_id: Set(new.attending_body_id.map(|id| id.0)),
        head_count: Set(new.head_count),
        capacity: Set(new.capacity.as_str().to_owned()),
        presence: Set(new.presence.as_str().to_owned()),
        in_place_of: Set(new.in_place_of.map(|id| id.0)),
        arrived_at: Set(new.arrived.map(time_column)),
        left_at: Set(new.left.map(time_column)),
    };
    attendance::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn clear_attendance(
    connection: &impl ConnectionTrait,
    event_id: RecordId,
) -> Result<(), DatabaseError> {
    attendance::Entity::delete_many()
        .filter(attendance::Column::EventId.eq(event_id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn attendance_of(
    connection: &impl ConnectionTrait,
    event_id: RecordId,
) -> Result<Vec<Attendance>, DatabaseError> {
    let rows = attendance::Entity::find()
        .filter(attendance::Column::EventId.eq(event_id.0))
        .order_by_asc(attendance::Column::Position)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Attendance {
                id: row.id,
                event_id: RecordId(row.event_id),
                person_id: row.person_id.map(RecordId),
                attending_body_id: row.attending_body_id.map(RecordId),
                head_count: row.head_count,
                capacity: row.capacity.parse().ok()?,
                presence: row.presence.parse().ok()?,
                in_place_of: row.in_place_of.map(RecordId),
                arrived: time_of(row.arrived_at),
                left: time_of(row.left_at),
            })
        })
        .collect())
}
