//! Rows of reviews of evidence before workshops.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::indicators::EVIDENCE_REVIEW;
use crate::indicators::evidence_review::{GapOfLevel, StoredReview};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(review_row, "evidence_review", {
    working_group: String,
    workshop_on: TimeDate,
});

entity!(gap_row, "evidence_review_gap", {
    review_id: Uuid,
    level: String,
    reason: String,
    as_at: TimeDate,
});

pub(in crate::indicators) async fn insert_evidence_review(
    connection: &impl ConnectionTrait,
    new: &StoredReview,
) -> Result<(), DatabaseError> {
    let row = review_row::ActiveModel {
        id: Set(new.record.id.0),
        working_group: Set(new.working_group.clone()),
        workshop_on: Set(date_column(new.workshop_on)),
    };
    review_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Writes why a level has no evidence in place of what was said before.
pub(in crate::indicators) async fn put_gap_of_level(
    connection: &impl ConnectionTrait,
    id: Uuid,
    review_id: RecordId,
    gap: &GapOfLevel,
) -> Result<(), DatabaseError> {
    gap_row::Entity::delete_many()
        .filter(gap_row::Column::ReviewId.eq(review_id.0))
        .filter(gap_row::Column::Level.eq(gap.level.as_str()))
        .exec(connection)
        .await?;
    let row = gap_row::ActiveModel {
        id: Set(id),
        review_id: Set(review_id.0),
        level: Set(gap.level.as_str().to_owned()),
        reason: Set(gap.reason.clone()),
        as_at: Set(date_column(gap.as_at)),
    };
    gap_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The reviews of a board, the latest workshop first.
pub(in crate::indicators) async fn evidence_reviews(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: RecordId,
) -> Result<Vec<StoredReview>, DatabaseError> {
    let mut records: HashMap<Uuid, _> =
        thread::of_kind(connection, registry, EVIDENCE_REVIEW, Some(body_id))
            .await?
            .into_iter()
            .map(|record| (record.id.0, record))
            .collect();
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let mut gaps: HashMap<Uuid, Vec<GapOfLevel>> = HashMap::new();
    for row in gap_row::Entity::find().all(connection).await? {
        if let Ok(level) = row.level.parse() {
            gaps.entry(row.review_id).or_default().push(GapOfLevel {
                level,
                reason: row.reason,
                as_at: date_of(row.as_at),
            });
        }
    }
    let rows = review_row::Entity::find()
        .order_by_desc(review_row::Column::WorkshopOn)
        .order_by_asc(review_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(StoredReview {
                record: records.remove(&row.id)?,
                working_group: row.working_group,
                workshop_on: date_of(row.workshop_on),
                gaps: gaps.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect())
}
