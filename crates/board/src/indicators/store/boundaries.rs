//! Rows of boundaries.

use std::collections::HashMap;

use evidence::boundaries::{Level, Outlines};
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::indicators::{BOUNDARIES, BoundarySet};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(boundary_row, "boundary_set", {
    level: String,
    vintage: i64,
    licence: String,
    attribution: String,
    file_name: String,
    file_sha256: String,
    area_count: i64,
    outlines: String,
});

pub(in crate::indicators) async fn insert_boundaries(
    connection: &impl ConnectionTrait,
    set: &BoundarySet,
    outlines: &Outlines,
) -> Result<(), DatabaseError> {
    let row = boundary_row::ActiveModel {
        id: Set(set.record.id.0),
        level: Set(set.level.word().to_owned()),
        vintage: Set(i64::from(set.vintage)),
        licence: Set(set.licence.clone()),
        attribution: Set(set.attribution.clone()),
        file_name: Set(set.file_name.clone()),
        file_sha256: Set(set.file.to_string()),
        area_count: Set(i64::from(set.areas)),
        outlines: Set(serde_json::to_string(outlines).unwrap_or_default()),
    };
    boundary_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Every set without its outlines, the kinds in their order and the newest year first.
pub(in crate::indicators) async fn boundary_sets(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<BoundarySet>, DatabaseError> {
    type Row = (Uuid, String, i64, String, String, String, String, i64);
    let rows: Vec<Row> = boundary_row::Entity::find()
        .select_only()
        .columns([
            boundary_row::Column::Id,
            boundary_row::Column::Level,
            boundary_row::Column::Vintage,
            boundary_row::Column::Licence,
            boundary_row::Column::Attribution,
            boundary_row::Column::FileName,
            boundary_row::Column::FileSha256,
            boundary_row::Column::AreaCount,
        ])
        .into_tuple()
        .all(connection)
        .await?;
    let mut rows: HashMap<Uuid, Row> = rows.into_iter().map(|row| (row.0, row)).collect();
    let records = thread::of_kind(connection, registry, BOUNDARIES, None).await?;
    let mut sets: Vec<BoundarySet> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(BoundarySet {
                record,
                level: Level::named(&row.1)?,
                vintage: u16::try_from(row.2).ok()?,
                licence: row.3,
                attribution: row.4,
                file_name: row.5,
                file: row.6.parse().ok()?,
                areas: u32::try_from(row.7).ok()?,
            })
        })
        .collect();
    let order = |level: Level| Level::ALL.iter().position(|one| *one == level);
    sets.sort_by_key(|set| (order(set.level), std::cmp::Reverse(set.vintage)));
    Ok(sets)
}

pub(in crate::indicators) async fn outlines(
    connection: &impl ConnectionTrait,
    id: RecordId,
) -> Result<Option<Outlines>, DatabaseError> {
    let row = boundary_row::Entity::find_by_id(id.0)
        .one(connection)
        .await?;
    Ok(row.and_then(|row| serde_json::from_str(&row.outlines).ok()))
}
