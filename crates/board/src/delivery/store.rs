//! Rows of actions and stewardships.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;

use super::{ACTION, Action};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Record, Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(action_row, "action", {
    parent_id: Option<Uuid>,
    action_type: String,
    owner_body_id: Option<Uuid>,
    owner_person_id: Option<Uuid>,
    owner_words: Option<String>,
    due: Option<TimeDate>,
    due_words: Option<String>,
    level: Option<String>,
    level_reason: Option<String>,
    resident_led: bool,
});

fn row_of(action: &Action) -> action_row::ActiveModel {
    action_row::ActiveModel {
        id: Set(action.record.id.0),
        parent_id: Set(action.parent_id.map(|parent| parent.0)),
        action_type: Set(action.action_type.as_str().to_owned()),
        owner_body_id: Set(action.owner_body_id.map(|body| body.0)),
        owner_person_id: Set(action.owner_person_id.map(|person| person.0)),
        owner_words: Set(action.owner_words.clone()),
        due: Set(action.due.map(date_column)),
        due_words: Set(action.due_words.clone()),
        level: Set(action.level.map(|level| level.as_str().to_owned())),
        level_reason: Set(action.level_reason.clone()),
        resident_led: Set(action.resident_led),
    }
}

fn action_of(record: Record, row: action_row::Model) -> Option<Action> {
    Some(Action {
        record,
        parent_id: row.parent_id.map(RecordId),
        action_type: row.action_type.parse().ok()?,
        owner_body_id: row.owner_body_id.map(RecordId),
        owner_person_id: row.owner_person_id.map(RecordId),
        owner_words: row.owner_words,
        due: row.due.map(date_of),
        due_words: row.due_words,
        level: row.level.and_then(|level| level.parse().ok()),
        level_reason: row.level_reason,
        resident_led: row.resident_led,
    })
}

pub(crate) async fn insert_action(
    connection: &impl ConnectionTrait,
    new: &Action,
) -> Result<(), DatabaseError> {
    action_row::Entity::insert(row_of(new))
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn update_action(
    connection: &impl ConnectionTrait,
    changed: &Action,
) -> Result<(), DatabaseError> {
    action_row::Entity::update_many()
        .set(row_of(changed))
        .filter(action_row::Column::Id.eq(changed.record.id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn actions(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: Option<RecordId>,
) -> Result<Vec<Action>, DatabaseError> {
    let mut rows: HashMap<Uuid, action_row::Model> = action_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, ACTION, body_id).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            action_of(record, row)
        })
        .collect())
}

pub(crate) async fn action(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Action>, DatabaseError> {
    let Some(row) = action_row::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    let record = thread::by_id(connection, registry, id).await?;
    Ok(record.and_then(|record| action_of(record, row)))
}
