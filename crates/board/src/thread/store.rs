//! Rows of the thread. Private to this engine and the runner.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect};

use super::{
    AliasKind, JoinRule, Link, NewRecord, Record, Registry, Relation, RulePause, StandingRule,
};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::vocabulary::{Kind, Origin, RecordId, Reference, Slug, Visibility};

entity!(record, "record", {
    kind: String,
    body_id: Option<Uuid>,
    programme_id: Option<Uuid>,
    slug: String,
    title: String,
    state: String,
    visibility: String,
    origin: String,
    valid_from: Option<TimeDate>,
    valid_to: Option<TimeDate>,
    made_on: TimeDate,
    state_since: TimeDate,
    revision: i64,
    last_entry: Option<Uuid>,
});

entity!(record_alias, "record_alias", {
    record_id: Uuid,
    alias_kind: String,
    value: String,
});

entity!(link, "link", {
    from_id: Uuid,
    relation: String,
    to_id: Uuid,
    reason: Option<String>,
    from_date: TimeDate,
    to_date: Option<TimeDate>,
    confirmed_by: Option<Uuid>,
});

entity!(join_rule, "join_rule", {
    kind: String,
    states: String,
    direction: String,
    expects: String,
    other_kinds: String,
    at_least: i64,
    message: String,
    mended_by: String,
    shipped: bool,
});

entity!(join_rule_pause, "join_rule_pause", {
    rule_id: Uuid,
    body_id: Option<Uuid>,
    because: String,
    since: TimeDate,
    until: Option<TimeDate>,
    by_whom: String,
});

type Rows = Vec<record::Model>;

fn record_of(
    row: record::Model,
    registry: &Registry,
    bodies: &HashMap<Uuid, Slug>,
) -> Option<Record> {
    let kind = registry.kind(&row.kind)?.kind;
    Some(Record {
        id: RecordId(row.id),
        kind,
        body_id: row.body_id.map(RecordId),
        body_slug: row.body_id.and_then(|id| bodies.get(&id).cloned()),
        programme_id: row.programme_id.map(RecordId),
        slug: row.slug.parse().ok()?,
        title: row.title,
        state: row.state,
        visibility: row.visibility.parse().unwrap_or(Visibility::Restricted),
        origin: row.origin.parse().unwrap_or(Origin::Entered),
        valid_from: row.valid_from.map(date_of),
        valid_to: row.valid_to.map(date_of),
        made_on: date_of(row.made_on),
        state_since: date_of(row.state_since),
        revision: row.revision,
    })
}

/// Turns rows into records, fetching the slugs of their bodies in one question.
async fn records_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    rows: Rows,
) -> Result<Vec<Record>, DatabaseError> {
    let mut ids: Vec<Uuid> = rows.iter().filter_map(|row| row.body_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut bodies = HashMap::new();
    if !ids.is_empty() {
        for body in record::Entity::find()
            .filter(record::Column::Id.is_in(ids))
            .all(connection)
            .await?
        {
            if let Ok(slug) = body.slug.parse() {
                bodies.insert(body.id, slug);
            }
        }
    }
    Ok(rows
        .into_iter()
        .filter_map(|row| record_of(row, registry, &bodies))
        .collect())
}

pub(crate) async fn by_id(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Record>, DatabaseError> {
    let rows: Rows = record::Entity::find_by_id(id.0)
        .one(connection)
        .await?
        .into_iter()
        .collect();
    Ok(records_of(connection, registry, rows).await?.pop())
}

pub(crate) async fn by_ids(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Record>, DatabaseError> {
    let rows = record::Entity::find()
        .filter(record::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(connection)
        .await?;
    let records = records_of(connection, registry, rows).await?;
    Ok(records
        .into_iter()
        .map(|record| (record.id, record))
        .collect())
}

/// How many records there are.
pub(crate) async fn count(connection: &impl ConnectionTrait) -> Result<u64, DatabaseError> {
    Ok(record::Entity::find().count(connection).await?)
}

/// The record with a slug of a kind in a body, by its present slug or one that was published before.
pub(crate) async fn by_slug(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    kind: &str,
    body_id: Option<RecordId>,
    slug: &Slug,
) -> Result<Option<Record>, DatabaseError> {
    let owner = match body_id {
        Some(body) => record::Column::BodyId.eq(body.0),
        None => record::Column::BodyId.is_null(),
    };
    let row = record::Entity::find()
        .filter(record::Column::Kind.eq(kind))
        .filter(owner.clone())
        .filter(record::Column::Slug.eq(slug.as_str()))
        .one(connection)
        .await?;
    let row = if row.is_some() {
        row
    } else {
        let earlier = record_alias::Entity::find()
            .filter(record_alias::Column::AliasKind.eq(AliasKind::Slug.as_str()))
            .filter(record_alias::Column::Value.eq(slug.as_str()))
            .all(connection)
            .await?;
        record::Entity::find()
            .filter(record::Column::Id.is_in(earlier.iter().map(|alias| alias.record_id)))
            .filter(record::Column::Kind.eq(kind))
            .filter(owner)
            .one(connection)
            .await?
    };
    Ok(records_of(connection, registry, row.into_iter().collect())
        .await?
        .pop())
}

pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    reference: &Reference,
) -> Result<Option<Record>, DatabaseError> {
    let body_id = match &reference.body {
        None => None,
        Some(slug) => {
            // Bodies belong to the installation, so their own references start with a dash.
            match by_slug(connection, registry, "body", None, slug).await? {
                Some(body) => Some(body.id),
                None => return Ok(None),
            }
        }
    };
    by_slug(
        connection,
        registry,
        &reference.kind,
        body_id,
        &reference.slug,
    )
    .await
}

pub(crate) async fn of_kind(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    kind: Kind,
    body_id: Option<RecordId>,
) -> Result<Vec<Record>, DatabaseError> {
    let mut query = record::Entity::find().filter(record::Column::Kind.eq(kind.0));
    if let Some(body) = body_id {
        query = query.filter(record::Column::BodyId.eq(body.0));
    }
    let rows = query
        .order_by_asc(record::Column::Title)
        .order_by_asc(record::Column::Id)
        .all(connection)
        .await?;
    records_of(connection, registry, rows).await
}

pub(crate) async fn kinds_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Kind>, DatabaseError> {
    Ok(by_ids(connection, registry, ids)
        .await?
        .into_iter()
        .map(|(id, record)| (id, record.kind))
        .collect())
}

/// The wished slug, or the first numbered one that is free.
pub(crate) async fn free_slug(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    kind: Kind,
    body_id: Option<RecordId>,
    wished: Slug,
) -> Result<Slug, DatabaseError> {
    let mut candidate = wished.clone();
    let mut number = 1;
    while by_slug(connection, registry, kind.0, body_id, &candidate)
        .await?
        .is_some()
    {
        number += 1;
        candidate = wished.numbered(number);
    }
    Ok(candidate)
}

/// Those of some slugs that a record of a kind in a body has, or that any record had before: whoever wants one of these asks
/// [`free_slug`]. At most a few hundred at a time.
pub(crate) async fn taken_slugs(
    connection: &impl ConnectionTrait,
    kind: Kind,
    body_id: Option<RecordId>,
    slugs: &[Slug],
) -> Result<HashSet<String>, DatabaseError> {
    let owner = match body_id {
        Some(body) => record::Column::BodyId.eq(body.0),
        None => record::Column::BodyId.is_null(),
    };
    let wanted = || slugs.iter().map(Slug::as_str);
    let present: Vec<String> = record::Entity::find()
        .select_only()
        .column(record::Column::Slug)
        .filter(record::Column::Kind.eq(kind.0))
        .filter(owner)
        .filter(record::Column::Slug.is_in(wanted()))
        .into_tuple()
        .all(connection)
        .await?;
    let earlier: Vec<String> = record_alias::Entity::find()
        .select_only()
        .column(record_alias::Column::Value)
        .filter(record_alias::Column::AliasKind.eq(AliasKind::Slug.as_str()))
        .filter(record_alias::Column::Value.is_in(wanted()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(present.into_iter().chain(earlier).collect())
}

/// Writes new records with the slugs that they get. At most a few hundred at a time.
pub(crate) async fn insert_records(
    connection: &impl ConnectionTrait,
    records: impl IntoIterator<Item = (RecordId, &Slug, &NewRecord)>,
    made_on: jiff::civil::Date,
) -> Result<(), DatabaseError> {
    let rows = records
        .into_iter()
        .map(|(id, slug, new)| record::ActiveModel {
            id: Set(id.0),
            kind: Set(new.kind.0.to_owned()),
            body_id: Set(new.body_id.map(|body| body.0)),
            programme_id: Set(new.programme_id.map(|programme| programme.0)),
            slug: Set(slug.as_str().to_owned()),
            title: Set(new.title.clone()),
            state: Set(new.state.to_owned()),
            visibility: Set(new.visibility.as_str().to_owned()),
            origin: Set(new.origin.as_str().to_owned()),
            valid_from: Set(new.valid_from.map(date_column)),
            valid_to: Set(new.valid_to.map(date_column)),
            made_on: Set(date_column(made_on)),
            state_since: Set(date_column(made_on)),
            revision: Set(1),
            last_entry: Set(None),
        });
    record::Entity::insert_many(rows)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Writes the changed fields of a record if nobody changed it since `record.revision`. Returns whether it was written.
pub(crate) async fn update_record(
    connection: &impl ConnectionTrait,
    record: &Record,
) -> Result<bool, DatabaseError> {
    let result = record::Entity::update_many()
        .set(record::ActiveModel {
            slug: Set(record.slug.as_str().to_owned()),
            title: Set(record.title.clone()),
            state: Set(record.state.clone()),
            visibility: Set(record.visibility.as_str().to_owned()),
            origin: Set(record.origin.as_str().to_owned()),
            programme_id: Set(record.programme_id.map(|programme| programme.0)),
            valid_from: Set(record.valid_from.map(date_column)),
            valid_to: Set(record.valid_to.map(date_column)),
            state_since: Set(date_column(record.state_since)),
            revision: Set(record.revision + 1),
            ..Default::default()
        })
        .filter(record::Column::Id.eq(record.id.0))
        .filter(record::Column::Revision.eq(record.revision))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

pub(crate) async fn set_last_entry(
    connection: &impl ConnectionTrait,
    records: &[RecordId],
    entry: Uuid,
) -> Result<(), DatabaseError> {
    record::Entity::update_many()
        .col_expr(record::Column::LastEntry, Expr::value(entry))
        .filter(record::Column::Id.is_in(records.iter().map(|id| id.0)))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_alias(
    connection: &impl ConnectionTrait,
    id: Uuid,
    record: RecordId,
    kind: AliasKind,
    value: &str,
) -> Result<(), DatabaseError> {
    let row = record_alias::ActiveModel {
        id: Set(id),
        record_id: Set(record.0),
        alias_kind: Set(kind.as_str().to_owned()),
        value: Set(value.to_owned()),
    };
    record_alias::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The other names of every record of a kind; addresses of old are not among them.
pub(crate) async fn aliases(
    connection: &impl ConnectionTrait,
    kind: Kind,
) -> Result<HashMap<RecordId, Vec<(AliasKind, String)>>, DatabaseError> {
    let of_kind = sea_orm::sea_query::Query::select()
        .column(record::Column::Id)
        .from(record::Entity)
        .and_where(record::Column::Kind.eq(kind.0))
        .to_owned();
    let rows = record_alias::Entity::find()
        .filter(record_alias::Column::RecordId.in_subquery(of_kind))
        .filter(record_alias::Column::AliasKind.ne(AliasKind::Slug.as_str()))
        .order_by_asc(record_alias::Column::Value)
        .all(connection)
        .await?;
    let mut aliases: HashMap<RecordId, Vec<(AliasKind, String)>> = HashMap::new();
    for row in rows {
        if let Ok(kind) = row.alias_kind.parse() {
            let names = aliases.entry(RecordId(row.record_id)).or_default();
            names.push((kind, row.value));
        }
    }
    Ok(aliases)
}

/// The other names of a record.
pub(crate) async fn aliases_of(
    connection: &impl ConnectionTrait,
    record: RecordId,
) -> Result<Vec<(AliasKind, String)>, DatabaseError> {
    let rows = record_alias::Entity::find()
        .filter(record_alias::Column::RecordId.eq(record.0))
        .order_by_asc(record_alias::Column::Value)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.alias_kind.parse().ok()?, row.value)))
        .collect())
}

fn link_of(row: link::Model, registry: &Registry) -> Option<Link> {
    Some(Link {
        from_id: RecordId(row.from_id),
        relation: registry.relation(&row.relation)?.relation,
        to_id: RecordId(row.to_id),
        reason: row.reason,
        from_date: date_of(row.from_date),
        to_date: row.to_date.map(date_of),
        confirmed_by: row.confirmed_by.map(RecordId),
    })
}

pub(crate) async fn insert_link(
    connection: &impl ConnectionTrait,
    id: Uuid,
    link: &Link,
) -> Result<(), DatabaseError> {
    let row = link::ActiveModel {
        id: Set(id),
        from_id: Set(link.from_id.0),
        relation: Set(link.relation.0.to_owned()),
        to_id: Set(link.to_id.0),
        reason: Set(link.reason.clone()),
        from_date: Set(date_column(link.from_date)),
        to_date: Set(link.to_date.map(date_column)),
        confirmed_by: Set(link.confirmed_by.map(|person| person.0)),
    };
    link::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Ends every open link between two records. Returns how many.
pub(crate) async fn end_link(
    connection: &impl ConnectionTrait,
    from: RecordId,
    relation: Relation,
    to: RecordId,
    on: jiff::civil::Date,
) -> Result<u64, DatabaseError> {
    let result = link::Entity::update_many()
        .col_expr(link::Column::ToDate, Expr::value(date_column(on)))
        .filter(link::Column::FromId.eq(from.0))
        .filter(link::Column::Relation.eq(relation.0))
        .filter(link::Column::ToId.eq(to.0))
        .filter(link::Column::ToDate.is_null())
        .exec(connection)
        .await?;
    Ok(result.rows_affected)
}

pub(crate) async fn links_by_relation(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    relation: &str,
) -> Result<Vec<Link>, DatabaseError> {
    let rows = link::Entity::find()
        .filter(link::Column::Relation.eq(relation))
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| link_of(row, registry))
        .collect())
}

fn words_of(list: &str) -> Vec<String> {
    list.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

pub(crate) async fn join_rules(
    connection: &impl ConnectionTrait,
) -> Result<Vec<StandingRule>, DatabaseError> {
    let mut pauses: HashMap<Uuid, Vec<RulePause>> = HashMap::new();
    for row in join_rule_pause::Entity::find()
        .order_by_asc(join_rule_pause::Column::Since)
        .order_by_asc(join_rule_pause::Column::Id)
        .all(connection)
        .await?
    {
        pauses.entry(row.rule_id).or_default().push(RulePause {
            body_id: row.body_id.map(RecordId),
            because: row.because,
            since: date_of(row.since),
            until: row.until.map(date_of),
            by: row.by_whom,
        });
    }
    let rows = join_rule::Entity::find()
        .order_by_asc(join_rule::Column::Id)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(StandingRule {
                id: row.id,
                shipped: row.shipped,
                pauses: pauses.remove(&row.id).unwrap_or_default(),
                rule: JoinRule {
                    states: words_of(&row.states),
                    direction: row.direction.parse().ok()?,
                    other_kinds: words_of(&row.other_kinds),
                    at_least: u64::try_from(row.at_least).ok()?,
                    kind: row.kind,
                    expects: row.expects,
                    message: row.message,
                    mended_by: row.mended_by,
                },
            })
        })
        .collect())
}

pub(crate) async fn insert_rule(
    connection: &impl ConnectionTrait,
    id: Uuid,
    rule: &JoinRule,
    shipped: bool,
) -> Result<(), DatabaseError> {
    let separator = ", ";
    let row = join_rule::ActiveModel {
        id: Set(id),
        kind: Set(rule.kind.clone()),
        states: Set(rule.states.join(separator)),
        direction: Set(rule.direction.as_str().to_owned()),
        expects: Set(rule.expects.clone()),
        other_kinds: Set(rule.other_kinds.join(separator)),
        at_least: Set(i64::try_from(rule.at_least).unwrap_or(i64::MAX)),
        message: Set(rule.message.clone()),
        mended_by: Set(rule.mended_by.clone()),
        shipped: Set(shipped),
    };
    join_rule::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Takes away whatever switches a rule off in a body. Returns how many pauses there were.
pub(crate) async fn remove_pauses(
    connection: &impl ConnectionTrait,
    rule_id: Uuid,
    body_id: Option<RecordId>,
) -> Result<u64, DatabaseError> {
    let owner = match body_id {
        Some(body) => join_rule_pause::Column::BodyId.eq(body.0),
        None => join_rule_pause::Column::BodyId.is_null(),
    };
    let result = join_rule_pause::Entity::delete_many()
        .filter(join_rule_pause::Column::RuleId.eq(rule_id))
        .filter(owner)
        .exec(connection)
        .await?;
    Ok(result.rows_affected)
}

pub(crate) async fn insert_pause(
    connection: &impl ConnectionTrait,
    id: Uuid,
    rule_id: Uuid,
    pause: &RulePause,
) -> Result<(), DatabaseError> {
    let row = join_rule_pause::ActiveModel {
        id: Set(id),
        rule_id: Set(rule_id),
        body_id: Set(pause.body_id.map(|body| body.0)),
        because: Set(pause.because.clone()),
        since: Set(date_column(pause.since)),
        until: Set(pause.until.map(date_column)),
        by_whom: Set(pause.by.clone()),
    };
    join_rule_pause::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Every link at either end of these records, oldest first.
pub(crate) async fn links_of_many(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    ids: &[RecordId],
) -> Result<Vec<Link>, DatabaseError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let either = Condition::any()
        .add(link::Column::FromId.is_in(ids.iter().copied()))
        .add(link::Column::ToId.is_in(ids));
    let rows = link::Entity::find()
        .filter(either)
        .order_by_asc(link::Column::FromDate)
        .order_by_asc(link::Column::Id)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| link_of(row, registry))
        .collect())
}
