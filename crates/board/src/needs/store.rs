//! Rows of needs.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{NEED, Need};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(need_row, "need", {
    statement: String,
    now_words: Option<String>,
    later_words: Option<String>,
    area_id: Option<Uuid>,
    chapter_id: Option<Uuid>,
    unanswered_because: Option<String>,
});

pub(crate) async fn insert_need(
    connection: &impl ConnectionTrait,
    new: &Need,
) -> Result<(), DatabaseError> {
    let row = need_row::ActiveModel {
        id: Set(new.record.id.0),
        statement: Set(new.statement.clone()),
        now_words: Set(new.now.clone()),
        later_words: Set(new.later.clone()),
        area_id: Set(new.area_id.map(|area| area.0)),
        chapter_id: Set(new.chapter_id.map(|chapter| chapter.0)),
        unanswered_because: Set(new.unanswered_because.clone()),
    };
    need_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_reason(
    connection: &impl ConnectionTrait,
    id: RecordId,
    reason: &str,
) -> Result<(), DatabaseError> {
    need_row::Entity::update_many()
        .col_expr(need_row::Column::UnansweredBecause, Expr::value(reason))
        .filter(need_row::Column::Id.eq(id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn needs(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: Option<RecordId>,
) -> Result<Vec<Need>, DatabaseError> {
    let mut rows: HashMap<Uuid, need_row::Model> = need_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, NEED, body_id).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Need {
                record,
                statement: row.statement,
                now: row.now_words,
                later: row.later_words,
                area_id: row.area_id.map(RecordId),
                chapter_id: row.chapter_id.map(RecordId),
                unanswered_because: row.unanswered_because,
            })
        })
        .collect())
}
