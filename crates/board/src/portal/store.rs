//! Rows of the portal. Private to this capability.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{Installation, MISTAKE_REPORT, Message, MistakeReport};
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

entity!(message_row, "message", {
    board_id: Option<Uuid>,
    about_id: Option<Uuid>,
    for_body_id: Option<Uuid>,
    to_name: String,
    to_address: String,
    subject: String,
    words: String,
    queued_on: TimeDate,
    queued_at: TimeDateTimeWithTimeZone,
    sent_at: Option<TimeDateTimeWithTimeZone>,
    problem: Option<String>,
});

pub(super) async fn insert_message(
    connection: &impl ConnectionTrait,
    new: &Message,
) -> Result<(), DatabaseError> {
    let row = message_row::ActiveModel {
        id: Set(new.id),
        board_id: Set(new.board_id.map(|id| id.0)),
        about_id: Set(new.about_id.map(|id| id.0)),
        for_body_id: Set(new.for_body_id.map(|id| id.0)),
        to_name: Set(new.to_name.clone()),
        to_address: Set(new.to_address.clone()),
        subject: Set(new.subject.clone()),
        words: Set(new.words.clone()),
        queued_on: Set(date_column(new.queued_on)),
        queued_at: Set(moment_column(new.queued_at)),
        sent_at: Set(None),
        problem: Set(None),
    };
    message_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn message_of(row: message_row::Model) -> Message {
    Message {
        id: row.id,
        board_id: row.board_id.map(RecordId),
        about_id: row.about_id.map(RecordId),
        for_body_id: row.for_body_id.map(RecordId),
        to_name: row.to_name,
        to_address: row.to_address,
        subject: row.subject,
        words: row.words,
        queued_on: date_of(row.queued_on),
        queued_at: moment_of(row.queued_at),
        sent_at: row.sent_at.map(moment_of),
        problem: row.problem,
    }
}

/// Which messages are wanted.
pub(super) enum Which {
    Board(RecordId),
    About(RecordId),
    Waiting,
}

/// Messages, newest first.
pub(super) async fn messages(
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<Vec<Message>, DatabaseError> {
    let wanted = match which {
        Which::Board(board) => message_row::Column::BoardId.eq(board.0),
        Which::About(about) => message_row::Column::AboutId.eq(about.0),
        Which::Waiting => message_row::Column::SentAt.is_null(),
    };
    let rows = message_row::Entity::find()
        .filter(wanted)
        .order_by_desc(message_row::Column::QueuedAt)
        .order_by_desc(message_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(message_of).collect())
}

pub(super) async fn message(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Message>, DatabaseError> {
    let row = message_row::Entity::find_by_id(id).one(connection).await?;
    Ok(row.map(message_of))
}

pub(super) async fn mark_message_sent(
    connection: &impl ConnectionTrait,
    id: Uuid,
    at: Timestamp,
    words: &str,
) -> Result<(), DatabaseError> {
    message_row::Entity::update_many()
        .col_expr(message_row::Column::SentAt, Expr::value(moment_column(at)))
        .col_expr(message_row::Column::Words, Expr::value(words))
        .col_expr(message_row::Column::Problem, Expr::value(None::<String>))
        .filter(message_row::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(super) async fn set_message_problem(
    connection: &impl ConnectionTrait,
    id: Uuid,
    problem: &str,
) -> Result<(), DatabaseError> {
    message_row::Entity::update_many()
        .col_expr(message_row::Column::Problem, Expr::value(problem))
        .filter(message_row::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}
