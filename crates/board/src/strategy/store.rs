//! Rows of programmes, strategies, priorities and moves of shared dates.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;

use super::date_move::PlannedDays;
use super::{
    DATE_MOVE, DateMove, PHASE, PRIORITY, PROGRAMME, Phase, Priority, Programme, STRATEGY, Strategy,
};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Record, Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(programme_row, "programme", {
    period_from: TimeDate,
    period_to: TimeDate,
});

entity!(programme_body_row, "programme_body", {
    programme_id: Uuid,
    body_id: Uuid,
});

entity!(phase_row, "phase", {
    programme_id: Uuid,
    position: i64,
    planned_start: TimeDate,
    planned_end: TimeDate,
    actual_start: Option<TimeDate>,
    actual_end: Option<TimeDate>,
    words: Option<String>,
});

entity!(date_move_row, "date_move", {
    phase_id: Uuid,
    from_start: TimeDate,
    from_end: TimeDate,
    to_start: TimeDate,
    to_end: TimeDate,
    because: String,
});

entity!(strategy_row, "strategy", {
    period_from: TimeDate,
    period_to: TimeDate,
    text_id: Option<Uuid>,
});

entity!(priority_row, "priority", {
    strategy_id: Uuid,
    position: i64,
    plain_words: String,
    horizon: String,
});

pub(crate) async fn insert_programme(
    connection: &impl ConnectionTrait,
    new: &Programme,
) -> Result<(), DatabaseError> {
    let row = programme_row::ActiveModel {
        id: Set(new.record.id.0),
        period_from: Set(date_column(new.from)),
        period_to: Set(date_column(new.to)),
    };
    programme_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_programme_body(
    connection: &impl ConnectionTrait,
    id: Uuid,
    programme_id: RecordId,
    body_id: RecordId,
) -> Result<(), DatabaseError> {
    let row = programme_body_row::ActiveModel {
        id: Set(id),
        programme_id: Set(programme_id.0),
        body_id: Set(body_id.0),
    };
    programme_body_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn programmes(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Programme>, DatabaseError> {
    let rows: HashMap<Uuid, programme_row::Model> = programme_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let shares = programme_body_row::Entity::find().all(connection).await?;
    let records = thread::of_kind(connection, registry, PROGRAMME, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.get(&record.id.0)?;
            let bodies = shares
                .iter()
                .filter(|share| share.programme_id == record.id.0)
                .map(|share| RecordId(share.body_id))
                .collect();
            Some(Programme {
                record,
                from: date_of(row.period_from),
                to: date_of(row.period_to),
                bodies,
            })
        })
        .collect())
}

pub(crate) async fn insert_phase(
    connection: &impl ConnectionTrait,
    new: &Phase,
) -> Result<(), DatabaseError> {
    let row = phase_row::ActiveModel {
        id: Set(new.record.id.0),
        programme_id: Set(new.programme_id.0),
        position: Set(new.position),
        planned_start: Set(date_column(new.planned_start)),
        planned_end: Set(date_column(new.planned_end)),
        actual_start: Set(new.actual_start.map(date_column)),
        actual_end: Set(new.actual_end.map(date_column)),
        words: Set(new.words.clone()),
    };
    phase_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn phase_of(record: Record, row: phase_row::Model) -> Phase {
    Phase {
        record,
        programme_id: RecordId(row.programme_id),
        position: row.position,
        planned_start: date_of(row.planned_start),
        planned_end: date_of(row.planned_end),
        actual_start: row.actual_start.map(date_of),
        actual_end: row.actual_end.map(date_of),
        words: row.words,
    }
}

pub(crate) async fn phase(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Phase>, DatabaseError> {
    let Some(row) = phase_row::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    let record = thread::by_id(connection, registry, id).await?;
    Ok(record.map(|record| phase_of(record, row)))
}

pub(crate) async fn set_planned_days(
    connection: &impl ConnectionTrait,
    phase: RecordId,
    to: PlannedDays,
) -> Result<(), DatabaseError> {
    phase_row::Entity::update_many()
        .set(phase_row::ActiveModel {
            planned_start: Set(date_column(to.start)),
            planned_end: Set(date_column(to.end)),
            ..Default::default()
        })
        .filter(phase_row::Column::Id.eq(phase.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_date_move(
    connection: &impl ConnectionTrait,
    new: &DateMove,
) -> Result<(), DatabaseError> {
    let row = date_move_row::ActiveModel {
        id: Set(new.record.id.0),
        phase_id: Set(new.phase_id.0),
        from_start: Set(date_column(new.from.start)),
        from_end: Set(date_column(new.from.end)),
        to_start: Set(date_column(new.to.start)),
        to_end: Set(date_column(new.to.end)),
        because: Set(new.because.clone()),
    };
    date_move_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The moves of dates, newest first.
pub(crate) async fn date_moves(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<DateMove>, DatabaseError> {
    let mut rows: HashMap<Uuid, date_move_row::Model> = date_move_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, DATE_MOVE, None).await?;
    let mut moves: Vec<DateMove> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            let days = |start, end| PlannedDays {
                start: date_of(start),
                end: date_of(end),
            };
            Some(DateMove {
                phase_id: RecordId(row.phase_id),
                from: days(row.from_start, row.from_end),
                to: days(row.to_start, row.to_end),
                because: row.because,
                record,
            })
        })
        .collect();
    moves.sort_by_key(|one| std::cmp::Reverse((one.record.made_on, one.record.id)));
    Ok(moves)
}

pub(crate) async fn phases_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    programme_id: RecordId,
) -> Result<Vec<Phase>, DatabaseError> {
    let mut rows: HashMap<Uuid, phase_row::Model> = phase_row::Entity::find()
        .filter(phase_row::Column::ProgrammeId.eq(programme_id.0))
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, PHASE, None).await?;
    let mut phases: Vec<Phase> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(phase_of(record, row))
        })
        .collect();
    phases.sort_by_key(|phase| phase.position);
    Ok(phases)
}

pub(crate) async fn insert_strategy(
    connection: &impl ConnectionTrait,
    new: &Strategy,
) -> Result<(), DatabaseError> {
    let row = strategy_row::ActiveModel {
        id: Set(new.record.id.0),
        period_from: Set(date_column(new.from)),
        period_to: Set(date_column(new.to)),
        text_id: Set(new.text_id.map(|text| text.0)),
    };
    strategy_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Strategies, newest first.
pub(crate) async fn strategies(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: Option<RecordId>,
) -> Result<Vec<Strategy>, DatabaseError> {
    let mut rows: HashMap<Uuid, strategy_row::Model> = strategy_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, STRATEGY, body_id).await?;
    let mut strategies: Vec<Strategy> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Strategy {
                record,
                from: date_of(row.period_from),
                to: date_of(row.period_to),
                text_id: row.text_id.map(RecordId),
            })
        })
        .collect();
    strategies.sort_by_key(|strategy| std::cmp::Reverse(strategy.from));
    Ok(strategies)
}

pub(crate) async fn insert_priority(
    connection: &impl ConnectionTrait,
    new: &Priority,
) -> Result<(), DatabaseError> {
    let row = priority_row::ActiveModel {
        id: Set(new.record.id.0),
        strategy_id: Set(new.strategy_id.0),
        position: Set(new.position),
        plain_words: Set(new.plain_words.clone()),
        horizon: Set(new.horizon.as_str().to_owned()),
    };
    priority_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Priorities of every strategy, by place.
pub(crate) async fn priorities(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Priority>, DatabaseError> {
    let mut rows: HashMap<Uuid, priority_row::Model> = priority_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, PRIORITY, None).await?;
    let mut priorities: Vec<Priority> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Priority {
                record,
                strategy_id: RecordId(row.strategy_id),
                position: row.position,
                plain_words: row.plain_words,
                horizon: row.horizon.parse().ok()?,
            })
        })
        .collect();
    priorities.sort_by_key(|priority| priority.position);
    Ok(priorities)
}
