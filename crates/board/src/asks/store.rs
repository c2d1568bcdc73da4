//! Rows of rounds and asks.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder};

use super::{Ask, AskEvent, ROUND, Reply, Round, RoundPurpose};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of, moment_column, moment_of};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(round_row, "round", {
    purpose: String,
    opens: TimeDate,
    closes: TimeDate,
    closed_on: Option<TimeDate>,
    closed_with_hash: Option<String>,
});

entity!(ask_row, "ask", {
    round_id: Option<Uuid>,
    about_id: Uuid,
    act: String,
    to_body: Option<Uuid>,
    to_person: Option<Uuid>,
    to_role: Option<String>,
    due: TimeDate,
    step: i64,
    sheet_id: Option<Uuid>,
    reply: Option<String>,
    reply_text: Option<String>,
    replied_by: Option<String>,
    replied_at: Option<TimeDateTimeWithTimeZone>,
    replied_on: Option<TimeDate>,
    reply_hash: Option<String>,
});

entity!(event_row, "ask_event", {
    ask_id: Uuid,
    event_kind: String,
    at: TimeDateTimeWithTimeZone,
    on_date: TimeDate,
    by_whom: String,
    words: Option<String>,
});

pub(crate) async fn insert_round(
    connection: &impl ConnectionTrait,
    new: &Round,
) -> Result<(), DatabaseError> {
    let row = round_row::ActiveModel {
        id: Set(new.record.id.0),
        purpose: Set(new.purpose.as_str().to_owned()),
        opens: Set(date_column(new.opens)),
        closes: Set(date_column(new.closes)),
        closed_on: Set(None),
        closed_with_hash: Set(None),
    };
    round_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn close_round(
    connection: &impl ConnectionTrait,
    id: RecordId,
    on: Date,
    hash: &str,
) -> Result<(), DatabaseError> {
    round_row::Entity::update_many()
        .col_expr(round_row::Column::ClosedOn, Expr::value(date_column(on)))
        .col_expr(round_row::Column::ClosedWithHash, Expr::value(hash))
        .filter(round_row::Column::Id.eq(id.0))
        .exec(connection)
        .await?;
    Ok(())
}

fn round_of(record: crate::thread::Record, row: round_row::Model) -> Option<Round> {
    Some(Round {
        record,
        purpose: row.purpose.parse().ok()?,
        opens: date_of(row.opens),
        closes: date_of(row.closes),
        closed_on: row.closed_on.map(date_of),
        closed_with_hash: row.closed_with_hash,
    })
}

pub(crate) async fn round(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Round>, DatabaseError> {
    let Some(row) = round_row::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    let record = thread::by_id(connection, registry, id).await?;
    Ok(record.and_then(|record| round_of(record, row)))
}

pub(crate) async fn rounds_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: RecordId,
    purpose: RoundPurpose,
) -> Result<Vec<Round>, DatabaseError> {
    let mut rows: HashMap<Uuid, round_row::Model> = round_row::Entity::find()
        .filter(round_row::Column::Purpose.eq(purpose.as_str()))
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, ROUND, Some(body_id)).await?;
    let mut rounds: Vec<Round> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            round_of(record, row)
        })
        .collect();
    rounds.sort_by_key(|round| std::cmp::Reverse(round.opens));
    Ok(rounds)
}

pub(crate) async fn insert_ask(
    connection: &impl ConnectionTrait,
    new: &Ask,
) -> Result<(), DatabaseError> {
    let row = ask_row::ActiveModel {
        id: Set(new.id),
        round_id: Set(new.round_id.map(|round| round.0)),
        about_id: Set(new.about_id.0),
        act: Set(new.act.as_str().to_owned()),
        to_body: Set(new.to_body.map(|body| body.0)),
        to_person: Set(new.to_person.map(|person| person.0)),
        to_role: Set(new.to_role.clone()),
        due: Set(date_column(new.due)),
        step: Set(new.step),
        ..Default::default()
    };
    ask_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn ask_of(row: ask_row::Model) -> Option<Ask> {
    let reply = match (row.reply, row.replied_by, row.replied_at, row.replied_on) {
        (Some(word), Some(by), Some(at), Some(on)) => Some(Reply {
            word,
            words: row.reply_text,
            by,
            at: moment_of(at),
            on: date_of(on),
            hash: row.reply_hash,
        }),
        _ => None,
    };
    Some(Ask {
        id: row.id,
        round_id: row.round_id.map(RecordId),
        about_id: RecordId(row.about_id),
        act: row.act.parse().ok()?,
        to_body: row.to_body.map(RecordId),
        to_person: row.to_person.map(RecordId),
        to_role: row.to_role,
        due: date_of(row.due),
        step: row.step,
        sheet_id: row.sheet_id,
        reply,
    })
}

pub(crate) async fn ask_by_id(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Ask>, DatabaseError> {
    Ok(ask_row::Entity::find_by_id(id)
        .one(connection)
        .await?
        .and_then(ask_of))
}

async fn asks_where(
    connection: &impl ConnectionTrait,
    condition: Condition,
) -> Result<Vec<Ask>, DatabaseError> {
    let rows = ask_row::Entity::find()
        .filter(condition)
        .order_by_asc(ask_row::Column::Step)
        .order_by_asc(ask_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter_map(ask_of).collect())
}

pub(crate) async fn asks_of_round(
    connection: &impl ConnectionTrait,
    round_id: RecordId,
) -> Result<Vec<Ask>, DatabaseError> {
    asks_where(
        connection,
        Condition::all().add(ask_row::Column::RoundId.eq(round_id.0)),
    )
    .await
}

/// The asks about any of some records, in the order of their routes and then as they were made.
pub(crate) async fn asks_about_any(
    connection: &impl ConnectionTrait,
    about: &[RecordId],
) -> Result<Vec<Ask>, DatabaseError> {
    let about = ask_row::Column::AboutId.is_in(about.iter().map(|id| id.0));
    asks_where(connection, Condition::all().add(about)).await
}

pub(crate) async fn asks_to(
    connection: &impl ConnectionTrait,
    whom: RecordId,
) -> Result<Vec<Ask>, DatabaseError> {
    let either = Condition::any()
        .add(ask_row::Column::ToBody.eq(whom.0))
        .add(ask_row::Column::ToPerson.eq(whom.0));
    asks_where(connection, either).await
}

pub(crate) async fn set_reply(
    connection: &impl ConnectionTrait,
    ask: Uuid,
    reply: Option<&Reply>,
) -> Result<(), DatabaseError> {
    ask_row::Entity::update_many()
        .set(ask_row::ActiveModel {
            reply: Set(reply.map(|reply| reply.word.clone())),
            reply_text: Set(reply.and_then(|reply| reply.words.clone())),
            replied_by: Set(reply.map(|reply| reply.by.clone())),
            replied_at: Set(reply.map(|reply| moment_column(reply.at))),
            replied_on: Set(reply.map(|reply| date_column(reply.on))),
            reply_hash: Set(reply.and_then(|reply| reply.hash.clone())),
            ..Default::default()
        })
        .filter(ask_row::Column::Id.eq(ask))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_due(
    connection: &impl ConnectionTrait,
    ask: Uuid,
    due: Date,
) -> Result<(), DatabaseError> {
    ask_row::Entity::update_many()
        .col_expr(ask_row::Column::Due, Expr::value(date_column(due)))
        .filter(ask_row::Column::Id.eq(ask))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_addressee(
    connection: &impl ConnectionTrait,
    ask: Uuid,
    to_person: Option<RecordId>,
    to_role: Option<&str>,
) -> Result<(), DatabaseError> {
    ask_row::Entity::update_many()
        .col_expr(
            ask_row::Column::ToPerson,
            Expr::value(to_person.map(|person| person.0)),
        )
        .col_expr(ask_row::Column::ToRole, Expr::value(to_role))
        .filter(ask_row::Column::Id.eq(ask))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_sheet(
    connection: &impl ConnectionTrait,
    ask: Uuid,
    sheet: Uuid,
) -> Result<(), DatabaseError> {
    ask_row::Entity::update_many()
        .col_expr(ask_row::Column::SheetId, Expr::value(sheet))
        .filter(ask_row::Column::Id.eq(ask))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_event(
    connection: &impl ConnectionTrait,
    id: Uuid,
    new: &AskEvent,
) -> Result<(), DatabaseError> {
    let row = event_row::ActiveModel {
        id: Set(id),
        ask_id: Set(new.ask_id),
        event_kind: Set(new.kind.as_str().to_owned()),
        at: Set(moment_column(new.at)),
        on_date: Set(date_column(new.on)),
        by_whom: Set(new.by.clone()),
        words: Set(new.words.clone()),
    };
    event_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn event_of(row: event_row::Model) -> Option<AskEvent> {
    Some(AskEvent {
        ask_id: row.ask_id,
        kind: row.event_kind.parse().ok()?,
        at: moment_of(row.at),
        on: date_of(row.on_date),
        by: row.by_whom,
        words: row.words,
    })
}

/// Everything that happened to some asks, oldest first.
pub(crate) async fn events_of_many(
    connection: &impl ConnectionTrait,
    asks: &[Uuid],
) -> Result<Vec<AskEvent>, DatabaseError> {
    let rows = event_row::Entity::find()
        .filter(event_row::Column::AskId.is_in(asks.iter().copied()))
        .order_by_asc(event_row::Column::At)
        .order_by_asc(event_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter_map(event_of).collect())
}

/// Every round of a body, newest first.
pub(crate) async fn all_rounds_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: RecordId,
) -> Result<Vec<Round>, DatabaseError> {
    let mut rounds = Vec::new();
    for &purpose in RoundPurpose::ALL {
        rounds.extend(rounds_of(connection, registry, body_id, purpose).await?);
    }
    rounds.sort_by_key(|round| std::cmp::Reverse(round.opens));
    Ok(rounds)
}
