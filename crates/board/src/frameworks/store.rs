//! Rows of frameworks, elements and tags.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, Query};

use super::{Element, FRAMEWORK, Framework, Tagging};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::date_column;
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(framework_row, "framework", {
    publisher: String,
    edition: Option<String>,
    framework_use: String,
});

entity!(element_row, "element", {
    framework_id: Uuid,
    parent_id: Option<Uuid>,
    code: Option<String>,
    position: i64,
    description: Option<String>,
    target_year: Option<i64>,
});

entity!(tagging_row, "tagging", {
    record_id: Uuid,
    element_id: Uuid,
    by_whom: String,
    reason: Option<String>,
    from_date: TimeDate,
    to_date: Option<TimeDate>,
});

pub(crate) async fn insert_framework(
    connection: &impl ConnectionTrait,
    new: &Framework,
) -> Result<(), DatabaseError> {
    let row = framework_row::ActiveModel {
        id: Set(new.record.id.0),
        publisher: Set(new.publisher.clone()),
        edition: Set(new.edition.clone()),
        framework_use: Set(new.framework_use.as_str().to_owned()),
    };
    framework_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn frameworks(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Framework>, DatabaseError> {
    let mut rows: HashMap<Uuid, framework_row::Model> = framework_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, FRAMEWORK, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Framework {
                record,
                publisher: row.publisher,
                edition: row.edition,
                framework_use: row.framework_use.parse().ok()?,
            })
        })
        .collect())
}

pub(crate) async fn insert_element(
    connection: &impl ConnectionTrait,
    new: &Element,
) -> Result<(), DatabaseError> {
    let row = element_row::ActiveModel {
        id: Set(new.record.id.0),
        framework_id: Set(new.framework_id.0),
        parent_id: Set(new.parent_id.map(|parent| parent.0)),
        code: Set(new.code.clone()),
        position: Set(new.position),
        description: Set(new.description.clone()),
        target_year: Set(new.target_year),
    };
    element_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

async fn elements_from(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    rows: Vec<element_row::Model>,
) -> Result<Vec<Element>, DatabaseError> {
    let ids: Vec<RecordId> = rows.iter().map(|row| RecordId(row.id)).collect();
    let mut records = thread::by_ids(connection, registry, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Element {
                record: records.remove(&RecordId(row.id))?,
                framework_id: RecordId(row.framework_id),
                parent_id: row.parent_id.map(RecordId),
                code: row.code,
                position: row.position,
                description: row.description,
                target_year: row.target_year,
            })
        })
        .collect())
}

pub(crate) async fn elements_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    framework: RecordId,
) -> Result<Vec<Element>, DatabaseError> {
    let rows = element_row::Entity::find()
        .filter(element_row::Column::FrameworkId.eq(framework.0))
        .order_by_asc(element_row::Column::Position)
        .all(connection)
        .await?;
    elements_from(connection, registry, rows).await
}

pub(crate) async fn element(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Element>, DatabaseError> {
    let rows = element_row::Entity::find_by_id(id.0)
        .one(connection)
        .await?
        .into_iter()
        .collect();
    Ok(elements_from(connection, registry, rows).await?.pop())
}

pub(crate) async fn insert_tagging(
    connection: &impl ConnectionTrait,
    id: Uuid,
    new: &Tagging,
    from: Date,
) -> Result<(), DatabaseError> {
    let row = tagging_row::ActiveModel {
        id: Set(id),
        record_id: Set(new.record_id.0),
        element_id: Set(new.element_id.0),
        by_whom: Set(new.by.clone()),
        reason: Set(new.reason.clone()),
        from_date: Set(date_column(from)),
        to_date: Set(None),
    };
    tagging_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn end_tagging(
    connection: &impl ConnectionTrait,
    record: RecordId,
    element: RecordId,
    on: Date,
) -> Result<u64, DatabaseError> {
    let result = tagging_row::Entity::update_many()
        .col_expr(tagging_row::Column::ToDate, Expr::value(date_column(on)))
        .filter(tagging_row::Column::RecordId.eq(record.0))
        .filter(tagging_row::Column::ElementId.eq(element.0))
        .filter(tagging_row::Column::ToDate.is_null())
        .exec(connection)
        .await?;
    Ok(result.rows_affected)
}

/// The taggings that have not ended: of one record, of one framework, or all.
pub(crate) async fn taggings(
    connection: &impl ConnectionTrait,
    record: Option<RecordId>,
    framework: Option<RecordId>,
) -> Result<Vec<Tagging>, DatabaseError> {
    let mut query = tagging_row::Entity::find().filter(tagging_row::Column::ToDate.is_null());
    if let Some(record) = record {
        query = query.filter(tagging_row::Column::RecordId.eq(record.0));
    }
    if let Some(framework) = framework {
        let elements = Query::select()
            .column(element_row::Column::Id)
            .from(element_row::Entity)
            .and_where(element_row::Column::FrameworkId.eq(framework.0))
            .to_owned();
        query = query.filter(tagging_row::Column::ElementId.in_subquery(elements));
    }
    let rows = query
        .order_by_asc(tagging_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Tagging {
            record_id: RecordId(row.record_id),
            element_id: RecordId(row.element_id),
            by: row.by_whom,
            reason: row.reason,
        })
        .collect())
}
