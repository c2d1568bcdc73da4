//! Rows of what people have said about whom an indicator or a service can see.

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;

use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::indicators::Coverage;
use crate::indicators::coverage::PastCoverage;
use crate::vocabulary::RecordId;

entity!(coverage_row, "coverage", {
    subject_id: Uuid,
    element_id: Uuid,
    state: String,
    reason: String,
    owner: Option<String>,
    as_at: TimeDate,
});

entity!(coverage_past_row, "coverage_past", {
    subject_id: Uuid,
    element_id: Uuid,
    state: String,
    from_day: TimeDate,
    until_day: TimeDate,
});

/// Writes what is said about a group in place of what was said before.
pub(crate) async fn put_coverage(
    connection: &impl ConnectionTrait,
    id: Uuid,
    said: &Coverage,
) -> Result<(), DatabaseError> {
    coverage_row::Entity::delete_many()
        .filter(coverage_row::Column::SubjectId.eq(said.subject_id.0))
        .filter(coverage_row::Column::ElementId.eq(said.element_id.0))
        .exec(connection)
        .await?;
    let row = coverage_row::ActiveModel {
        id: Set(id),
        subject_id: Set(said.subject_id.0),
        element_id: Set(said.element_id.0),
        state: Set(said.state.as_str().to_owned()),
        reason: Set(said.reason.clone()),
        owner: Set(said.owner.clone()),
        as_at: Set(date_column(said.as_at)),
    };
    coverage_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Keeps what was said before.
pub(in crate::indicators) async fn put_past_coverage(
    connection: &impl ConnectionTrait,
    id: Uuid,
    said: &PastCoverage,
) -> Result<(), DatabaseError> {
    let row = coverage_past_row::ActiveModel {
        id: Set(id),
        subject_id: Set(said.subject_id.0),
        element_id: Set(said.element_id.0),
        state: Set(said.state.as_str().to_owned()),
        from_day: Set(date_column(said.from)),
        until_day: Set(date_column(said.until)),
    };
    coverage_past_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Everything that was said before something else was.
pub(in crate::indicators) async fn past_coverage(
    connection: &impl ConnectionTrait,
) -> Result<Vec<PastCoverage>, DatabaseError> {
    let rows = coverage_past_row::Entity::find().all(connection).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(PastCoverage {
                subject_id: RecordId(row.subject_id),
                element_id: RecordId(row.element_id),
                state: row.state.parse().ok()?,
                from: date_of(row.from_day),
                until: date_of(row.until_day),
            })
        })
        .collect())
}

pub(crate) async fn coverage(
    connection: &impl ConnectionTrait,
    subject_id: Option<RecordId>,
) -> Result<Vec<Coverage>, DatabaseError> {
    let mut query = coverage_row::Entity::find();
    if let Some(subject) = subject_id {
        query = query.filter(coverage_row::Column::SubjectId.eq(subject.0));
    }
    Ok(query
        .all(connection)
        .await?
        .into_iter()
        .filter_map(|row| {
            Some(Coverage {
                subject_id: RecordId(row.subject_id),
                element_id: RecordId(row.element_id),
                state: row.state.parse().ok()?,
                reason: row.reason,
                owner: row.owner,
                as_at: date_of(row.as_at),
            })
        })
        .collect())
}
