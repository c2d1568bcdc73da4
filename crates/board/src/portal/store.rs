//! Rows of the portal. Private to this capability.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{Installation, MISTAKE_REPORT, MistakeReport};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of, moment_column, moment_of};
use crate::thread::{self, Registry};
use crate::vocabulary::RecordId;

entity!(mistake_report, "mistake_report", {
    page: String,
    words: String,
    contact: Option<String>,
    reported_at: TimeDateTimeWithTimeZone,
    answer: Option<String>,
});

entity!(installation, "installation", {
    installed_at: TimeDateTimeWithTimeZone,
    today_fixed: Option<TimeDate>,
    demonstration: bool,
});

pub(super) async fn installation(
    connection: &impl ConnectionTrait,
) -> Result<Option<Installation>, DatabaseError> {
    let row = installation::Entity::find().one(connection).await?;
    Ok(row.map(|row| Installation {
        is_demonstration: row.demonstration,
        today: row.today_fixed.map(date_of),
    }))
}

pub(super) async fn insert_installation(
    connection: &impl ConnectionTrait,
    id: Uuid,
    new: Installation,
    now: jiff::Timestamp,
) -> Result<(), DatabaseError> {
    let row = installation::ActiveModel {
        id: Set(id),
        installed_at: Set(moment_column(now)),
        today_fixed: Set(new.today.map(date_column)),
        demonstration: Set(new.is_demonstration),
    };
    installation::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn insert_report(
    connection: &impl ConnectionTrait,
    new: &MistakeReport,
) -> Result<(), DatabaseError> {
    let row = mistake_report::ActiveModel {
        id: Set(new.record.id.0),
        page: Set(new.page.clone()),
        words: Set(new.words.clone()),
        contact: Set(new.contact.clone()),
        reported_at: Set(moment_column(new.reported_at)),
        answer: Set(None),
    };
    mistake_report::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn set_answer(
    connection: &impl ConnectionTrait,
    id: RecordId,
    answer: &str,
) -> Result<(), DatabaseError> {
    mistake_report::Entity::update_many()
        .col_expr(mistake_report::Column::Answer, Expr::value(answer))
        .filter(mistake_report::Column::Id.eq(id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(super) async fn reports(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<MistakeReport>, DatabaseError> {
    let mut rows: HashMap<Uuid, mistake_report::Model> = mistake_report::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::store::of_kind(connection, registry, MISTAKE_REPORT, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(MistakeReport {
                record,
                page: row.page,
                words: row.words,
                contact: row.contact,
                reported_at: moment_of(row.reported_at),
                answer: row.answer,
            })
        })
        .collect())
}
