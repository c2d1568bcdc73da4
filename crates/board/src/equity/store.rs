//! Rows of assessments and of the dates set for them.

use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{Assessment, CheckDue};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(assessment_row, "assessment", {
    about_id: Uuid,
    assessment_type: String,
    sheet_id: Uuid,
    answered_by: String,
    assessed_on: TimeDate,
    what_changed: Option<String>,
    review_due: Option<TimeDate>,
});

entity!(due_row, "assessment_due", {
    about_id: Uuid,
    due: TimeDate,
});

pub(crate) async fn insert_assessment(
    connection: &impl ConnectionTrait,
    new: &Assessment,
) -> Result<(), DatabaseError> {
    let row = assessment_row::ActiveModel {
        id: Set(new.record.id.0),
        about_id: Set(new.about_id.0),
        assessment_type: Set(new.assessment_type.as_str().to_owned()),
        sheet_id: Set(new.sheet_id),
        answered_by: Set(new.answered_by.clone()),
        assessed_on: Set(date_column(new.assessed_on)),
        what_changed: Set(new.what_changed.clone()),
        review_due: Set(new.review_due.map(date_column)),
    };
    assessment_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The assessments of a record, or all, newest first.
pub(crate) async fn assessments(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    about: Option<RecordId>,
) -> Result<Vec<Assessment>, DatabaseError> {
    let mut query = assessment_row::Entity::find();
    if let Some(about) = about {
        query = query.filter(assessment_row::Column::AboutId.eq(about.0));
    }
    let rows = query
        .order_by_desc(assessment_row::Column::AssessedOn)
        .order_by_desc(assessment_row::Column::Id)
        .all(connection)
        .await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| RecordId(row.id)).collect();
    let mut records = thread::by_ids(connection, registry, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Assessment {
                record: records.remove(&RecordId(row.id))?,
                about_id: RecordId(row.about_id),
                assessment_type: row.assessment_type.parse().ok()?,
                sheet_id: row.sheet_id,
                answered_by: row.answered_by,
                assessed_on: date_of(row.assessed_on),
                what_changed: row.what_changed,
                review_due: row.review_due.map(date_of),
            })
        })
        .collect())
}

pub(crate) async fn insert_due(
    connection: &impl ConnectionTrait,
    id: Uuid,
    about: RecordId,
    due: Date,
) -> Result<(), DatabaseError> {
    let row = due_row::ActiveModel {
        id: Set(id),
        about_id: Set(about.0),
        due: Set(date_column(due)),
    };
    due_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn move_due(
    connection: &impl ConnectionTrait,
    about: RecordId,
    due: Date,
) -> Result<(), DatabaseError> {
    due_row::Entity::update_many()
        .col_expr(due_row::Column::Due, Expr::value(date_column(due)))
        .filter(due_row::Column::AboutId.eq(about.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn dues(
    connection: &impl ConnectionTrait,
) -> Result<Vec<CheckDue>, DatabaseError> {
    let rows = due_row::Entity::find()
        .order_by_asc(due_row::Column::Due)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| CheckDue {
            about_id: RecordId(row.about_id),
            due: date_of(row.due),
        })
        .collect())
}
