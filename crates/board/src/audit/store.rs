//! Rows of the audit log. Private to this engine and the runner.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{Condition, QueryOrder, QuerySelect};

use super::{ChainHead, Entry};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{moment_column, moment_of};
use crate::vocabulary::RecordId;

entity!(chain, "audit_chain", {
    body_id: Option<Uuid>,
    head_sequence: i64,
    head_hash: String,
});

entity!(entry, "audit_entry", {
    chain_id: Uuid,
    sequence: i64,
    at: TimeDateTimeWithTimeZone,
    actor: String,
    act: String,
    record_id: Option<Uuid>,
    detail_digest: String,
    previous_hash: String,
    hash: String,
});

entity!(detail, "audit_detail", {
    entry_id: Uuid,
    salt: String,
    detail: Option<String>,
    erased_at: Option<TimeDateTimeWithTimeZone>,
    erased_why: Option<String>,
});

fn head_of(row: chain::Model) -> ChainHead {
    ChainHead {
        chain_id: row.id,
        body_id: row.body_id.map(RecordId),
        sequence: row.head_sequence,
        hash: row.head_hash,
    }
}

pub(crate) async fn heads(
    connection: &impl ConnectionTrait,
) -> Result<Vec<ChainHead>, DatabaseError> {
    let rows = chain::Entity::find()
        .order_by_asc(chain::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(head_of).collect())
}

/// The head of the chain that an act in this body belongs to, locked until the transaction ends.
///
/// A body without a chain of its own writes to the installation's.
pub(crate) async fn lock_head(
    connection: &impl ConnectionTrait,
    body_id: Option<RecordId>,
) -> Result<Option<ChainHead>, DatabaseError> {
    if let Some(body) = body_id {
        let own = chain::Entity::find()
            .filter(chain::Column::BodyId.eq(body.0))
            .lock_exclusive()
            .one(connection)
            .await?;
        if let Some(own) = own {
            return Ok(Some(head_of(own)));
        }
    }
    let installation = chain::Entity::find()
        .filter(chain::Column::BodyId.is_null())
        .lock_exclusive()
        .one(connection)
        .await?;
    Ok(installation.map(head_of))
}

pub(crate) async fn insert_chain(
    connection: &impl ConnectionTrait,
    id: Uuid,
    body_id: Option<RecordId>,
) -> Result<(), DatabaseError> {
    let row = chain::ActiveModel {
        id: Set(id),
        body_id: Set(body_id.map(|body| body.0)),
        head_sequence: Set(0),
        head_hash: Set(super::entry::EMPTY_CHAIN.to_owned()),
    };
    chain::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn append(
    connection: &impl ConnectionTrait,
    written: &Entry,
    detail_id: Uuid,
    salt: &str,
) -> Result<(), DatabaseError> {
    let row = entry::ActiveModel {
        id: Set(written.id),
        chain_id: Set(written.chain_id),
        sequence: Set(written.sequence),
        at: Set(moment_column(written.at)),
        actor: Set(written.actor.clone()),
        act: Set(written.act.clone()),
        record_id: Set(written.record_id.map(|id| id.0)),
        detail_digest: Set(written.detail_digest.clone()),
        previous_hash: Set(written.previous_hash.clone()),
        hash: Set(written.hash.clone()),
    };
    entry::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    let row = detail::ActiveModel {
        id: Set(detail_id),
        entry_id: Set(written.id),
        salt: Set(salt.to_owned()),
        detail: Set(written.detail.clone()),
        erased_at: Set(None),
        erased_why: Set(None),
    };
    detail::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    chain::Entity::update_many()
        .col_expr(chain::Column::HeadSequence, Expr::value(written.sequence))
        .col_expr(chain::Column::HeadHash, Expr::value(written.hash.clone()))
        .filter(chain::Column::Id.eq(written.chain_id))
        .exec(connection)
        .await?;
    Ok(())
}

fn entry_of(row: entry::Model, detail: Option<String>) -> Entry {
    Entry {
        id: row.id,
        chain_id: row.chain_id,
        sequence: row.sequence,
        at: moment_of(row.at),
        actor: row.actor,
        act: row.act,
        record_id: row.record_id.map(RecordId),
        detail_digest: row.detail_digest,
        previous_hash: row.previous_hash,
        hash: row.hash,
        detail,
    }
}

async fn with_details(
    connection: &impl ConnectionTrait,
    rows: Vec<entry::Model>,
) -> Result<Vec<Entry>, DatabaseError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut details: HashMap<Uuid, Option<String>> = HashMap::new();
    for some in ids.chunks(500) {
        for row in detail::Entity::find()
            .filter(detail::Column::EntryId.is_in(some.iter().copied()))
            .all(connection)
            .await?
        {
            details.insert(row.entry_id, row.detail);
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let detail = details.remove(&row.id).flatten();
            entry_of(row, detail)
        })
        .collect())
}

pub(crate) async fn entries(
    connection: &impl ConnectionTrait,
    chain_id: Uuid,
) -> Result<Vec<Entry>, DatabaseError> {
    let rows = entry::Entity::find()
        .filter(entry::Column::ChainId.eq(chain_id))
        .order_by_asc(entry::Column::Sequence)
        .all(connection)
        .await?;
    with_details(connection, rows).await
}

pub(crate) async fn newest(
    connection: &impl ConnectionTrait,
    about: Option<RecordId>,
    at_most: u64,
) -> Result<Vec<Entry>, DatabaseError> {
    let mut query = entry::Entity::find();
    if let Some(record) = about {
        query = query.filter(entry::Column::RecordId.eq(record.0));
    }
    let rows = query
        .order_by_desc(entry::Column::At)
        .order_by_desc(entry::Column::Sequence)
        .limit(at_most)
        .all(connection)
        .await?;
    with_details(connection, rows).await
}

pub(crate) async fn newest_of_body(
    connection: &impl ConnectionTrait,
    body: Option<RecordId>,
    at_most: u64,
) -> Result<Vec<Entry>, DatabaseError> {
    let of_body = match body {
        Some(body) => chain::Column::BodyId.eq(body.0),
        None => chain::Column::BodyId.is_null(),
    };
    let chain = Query::select()
        .column(chain::Column::Id)
        .from(chain::Entity)
        .and_where(of_body)
        .to_owned();
    let rows = entry::Entity::find()
        .filter(entry::Column::ChainId.in_subquery(chain))
        .order_by_desc(entry::Column::Sequence)
        .limit(at_most)
        .all(connection)
        .await?;
    with_details(connection, rows).await
}

/// The newest entries of a chain.
pub(crate) async fn of_chain(
    connection: &impl ConnectionTrait,
    chain_id: Uuid,
    about: Option<RecordId>,
    before: Option<i64>,
    at_most: u64,
) -> Result<Vec<Entry>, DatabaseError> {
    let mut query = entry::Entity::find().filter(entry::Column::ChainId.eq(chain_id));
    if let Some(record) = about {
        query = query.filter(entry::Column::RecordId.eq(record.0));
    }
    if let Some(before) = before {
        query = query.filter(entry::Column::Sequence.lt(before));
    }
    let rows = query
        .order_by_desc(entry::Column::Sequence)
        .limit(at_most)
        .all(connection)
        .await?;
    with_details(connection, rows).await
}

/// How many entries are about a record.
pub(crate) async fn count_about(
    connection: &impl ConnectionTrait,
    about: RecordId,
) -> Result<usize, DatabaseError> {
    let count = entry::Entity::find()
        .filter(entry::Column::RecordId.eq(about.0))
        .count(connection)
        .await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The salt of each entry's detail.
pub(crate) async fn salts(
    connection: &impl ConnectionTrait,
    chain_id: Uuid,
) -> Result<HashMap<Uuid, String>, DatabaseError> {
    let of_chain = Query::select()
        .column(entry::Column::Id)
        .from(entry::Entity)
        .and_where(entry::Column::ChainId.eq(chain_id))
        .to_owned();
    let rows = detail::Entity::find()
        .filter(detail::Column::EntryId.in_subquery(of_chain))
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.entry_id, row.salt))
        .collect())
}

/// How many records name no newest entry, or one that is in no chain. Every act that makes a record names one.
pub(crate) async fn records_without_entry(
    connection: &impl ConnectionTrait,
) -> Result<u64, DatabaseError> {
    use crate::thread::store::record;
    let known = Query::select()
        .column(entry::Column::Id)
        .from(entry::Entity)
        .to_owned();
    Ok(record::Entity::find()
        .filter(
            Condition::any()
                .add(record::Column::LastEntry.is_null())
                .add(record::Column::LastEntry.not_in_subquery(known)),
        )
        .count(connection)
        .await?)
}
