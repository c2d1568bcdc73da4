//! Rows of outcomes, their roles and measures, achievements and frozen scorecards.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{ACHIEVEMENT, Achievement, Measure, OUTCOME, Outcome, OutcomeRole};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(outcome_row, "outcome", {
    plain_words: String,
});

entity!(role_row, "outcome_role", {
    outcome_id: Uuid,
    body_id: Uuid,
    part: String,
    from_date: TimeDate,
    to_date: Option<TimeDate>,
});

entity!(measure_row, "outcome_measure", {
    outcome_id: Uuid,
    counted: String,
    unit: String,
    indicator_id: Option<Uuid>,
    area_id: Option<Uuid>,
    baseline: Option<f64>,
    baseline_on: Option<TimeDate>,
    baseline_receipt: Option<String>,
    target: Option<f64>,
    target_on: Option<TimeDate>,
    cadence: String,
});

entity!(achievement_row, "achievement", {
    achieved_on: TimeDate,
    pence: Option<i64>,
    area_id: Option<Uuid>,
    by_body_id: Option<Uuid>,
});

entity!(scorecard_row, "frozen_scorecard", {
    round_id: Uuid,
    content: String,
    hash: String,
});

pub(super) async fn insert_outcome(
    connection: &impl ConnectionTrait,
    id: RecordId,
    plain_words: &str,
) -> Result<(), DatabaseError> {
    let row = outcome_row::ActiveModel {
        id: Set(id.0),
        plain_words: Set(plain_words.to_owned()),
    };
    outcome_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn set_plain_words(
    connection: &impl ConnectionTrait,
    id: RecordId,
    words: &str,
) -> Result<(), DatabaseError> {
    outcome_row::Entity::update_many()
        .col_expr(outcome_row::Column::PlainWords, Expr::value(words))
        .filter(outcome_row::Column::Id.eq(id.0))
        .exec(connection)
        .await?;
    Ok(())
}

/// Outcomes with their roles and measures, by title.
pub(super) async fn outcomes(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: Option<RecordId>,
) -> Result<Vec<Outcome>, DatabaseError> {
    let mut rows: HashMap<Uuid, outcome_row::Model> = outcome_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut measures: HashMap<Uuid, Measure> = measure_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.outcome_id, measure_of(row)?)))
        .collect();
    let mut roles: HashMap<Uuid, Vec<OutcomeRole>> = HashMap::new();
    let role_rows = role_row::Entity::find()
        .order_by_asc(role_row::Column::Id)
        .all(connection)
        .await?;
    for row in role_rows {
        let outcome_id = row.outcome_id;
        roles.entry(outcome_id).or_default().extend(role_of(&row));
    }
    let records = thread::of_kind(connection, registry, OUTCOME, body_id).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            let mut roles = roles.remove(&record.id.0).unwrap_or_default();
            // Parts are declared lead first, and the sort keeps the order in which bodies joined.
            roles.sort_by_key(|role| role.part);
            Some(Outcome {
                measure: measures.remove(&record.id.0),
                record,
                plain_words: row.plain_words,
                roles,
            })
        })
        .collect())
}

fn role_of(row: &role_row::Model) -> Option<OutcomeRole> {
    Some(OutcomeRole {
        body_id: RecordId(row.body_id),
        part: row.part.parse().ok()?,
        from: date_of(row.from_date),
        to: row.to_date.map(date_of),
    })
}

pub(super) async fn insert_role(
    connection: &impl ConnectionTrait,
    id: Uuid,
    outcome: RecordId,
    new: &OutcomeRole,
) -> Result<(), DatabaseError> {
    let row = role_row::ActiveModel {
        id: Set(id),
        outcome_id: Set(outcome.0),
        body_id: Set(new.body_id.0),
        part: Set(new.part.as_str().to_owned()),
        from_date: Set(date_column(new.from)),
        to_date: Set(new.to.map(date_column)),
    };
    role_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn end_role(
    connection: &impl ConnectionTrait,
    outcome: RecordId,
    body: RecordId,
    on: Date,
) -> Result<(), DatabaseError> {
    role_row::Entity::update_many()
        .col_expr(role_row::Column::ToDate, Expr::value(date_column(on)))
        .filter(role_row::Column::OutcomeId.eq(outcome.0))
        .filter(role_row::Column::BodyId.eq(body.0))
        .filter(role_row::Column::ToDate.is_null())
        .exec(connection)
        .await?;
    Ok(())
}

fn measure_of(row: measure_row::Model) -> Option<Measure> {
    Some(Measure {
        counted: row.counted,
        unit: row.unit,
        indicator_id: row.indicator_id.map(RecordId),
        area_id: row.area_id.map(RecordId),
        baseline: row.baseline,
        baseline_on: row.baseline_on.map(date_of),
        baseline_receipt: row.baseline_receipt,
        target: row.target,
        target_on: row.target_on.map(date_of),
        cadence: row.cadence.parse().ok()?,
    })
}

/// Replaces what is counted for an outcome.
pub(super) async fn put_measure(
    connection: &impl ConnectionTrait,
    id: Uuid,
    outcome: RecordId,
    measure: Option<&Measure>,
) -> Result<(), DatabaseError> {
    measure_row::Entity::delete_many()
        .filter(measure_row::Column::OutcomeId.eq(outcome.0))
        .exec(connection)
        .await?;
    let Some(measure) = measure else {
        return Ok(());
    };
    let row = measure_row::ActiveModel {
        id: Set(id),
        outcome_id: Set(outcome.0),
        counted: Set(measure.counted.clone()),
        unit: Set(measure.unit.clone()),
        indicator_id: Set(measure.indicator_id.map(|id| id.0)),
        area_id: Set(measure.area_id.map(|id| id.0)),
        baseline: Set(measure.baseline),
        baseline_on: Set(measure.baseline_on.map(date_column)),
        baseline_receipt: Set(measure.baseline_receipt.clone()),
        target: Set(measure.target),
        target_on: Set(measure.target_on.map(date_column)),
        cadence: Set(measure.cadence.as_str().to_owned()),
    };
    measure_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn insert_achievement(
    connection: &impl ConnectionTrait,
    new: &Achievement,
) -> Result<(), DatabaseError> {
    let row = achievement_row::ActiveModel {
        id: Set(new.record.id.0),
        achieved_on: Set(date_column(new.on)),
        pence: Set(new.pence),
        area_id: Set(new.area_id.map(|id| id.0)),
        by_body_id: Set(new.by_body_id.map(|id| id.0)),
    };
    achievement_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Achievements of a body, newest first.
pub(super) async fn achievements(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: RecordId,
) -> Result<Vec<Achievement>, DatabaseError> {
    let mut rows: HashMap<Uuid, achievement_row::Model> = achievement_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, ACHIEVEMENT, Some(body_id)).await?;
    let mut achievements: Vec<Achievement> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Achievement {
                record,
                on: date_of(row.achieved_on),
                pence: row.pence,
                area_id: row.area_id.map(RecordId),
                by_body_id: row.by_body_id.map(RecordId),
            })
        })
        .collect();
    achievements.sort_by_key(|achievement| std::cmp::Reverse(achievement.on));
    Ok(achievements)
}

pub(super) async fn insert_scorecard(
    connection: &impl ConnectionTrait,
    id: Uuid,
    round: RecordId,
    content: &str,
    hash: &str,
) -> Result<(), DatabaseError> {
    let row = scorecard_row::ActiveModel {
        id: Set(id),
        round_id: Set(round.0),
        content: Set(content.to_owned()),
        hash: Set(hash.to_owned()),
    };
    scorecard_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// What was frozen of a round and its hash.
pub(super) async fn scorecard(
    connection: &impl ConnectionTrait,
    round: RecordId,
) -> Result<Option<(String, String)>, DatabaseError> {
    let row = scorecard_row::Entity::find()
        .filter(scorecard_row::Column::RoundId.eq(round.0))
        .one(connection)
        .await?;
    Ok(row.map(|row| (row.content, row.hash)))
}
