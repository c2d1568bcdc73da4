//! Rows of groups of neighbours.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::indicators::{CURRENT, NEIGHBOUR_GROUP, NeighbourGroup, NeighbourPair};
use crate::thread::{Registry, store as thread};

entity!(group_row, "neighbour_group", {
    source: String,
    as_at: TimeDate,
});

entity!(pair_row, "neighbour", {
    group_id: Uuid,
    area_code: String,
    neighbour_code: String,
    rank: i64,
});

/// Pairs that go into the database in one statement.
const AT_ONCE: usize = 500;

/// Writes a group with its pairs, each under an id.
pub(in crate::indicators) async fn insert_neighbour_group(
    connection: &impl ConnectionTrait,
    new: &NeighbourGroup,
    ids: &[Uuid],
) -> Result<(), DatabaseError> {
    let row = group_row::ActiveModel {
        id: Set(new.record.id.0),
        source: Set(new.source.clone()),
        as_at: Set(date_column(new.as_at)),
    };
    group_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    let rows: Vec<pair_row::ActiveModel> = ids
        .iter()
        .zip(&new.pairs)
        .map(|(id, pair)| pair_row::ActiveModel {
            id: Set(*id),
            group_id: Set(new.record.id.0),
            area_code: Set(pair.area.clone()),
            neighbour_code: Set(pair.neighbour.clone()),
            rank: Set(pair.rank),
        })
        .collect();
    for rows in rows.chunks(AT_ONCE) {
        pair_row::Entity::insert_many(rows.to_vec())
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// The groups in force, the latest first.
pub(in crate::indicators) async fn neighbour_groups(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<NeighbourGroup>, DatabaseError> {
    let mut records: HashMap<Uuid, _> =
        thread::of_kind(connection, registry, NEIGHBOUR_GROUP, None)
            .await?
            .into_iter()
            .filter(|record| record.state == CURRENT)
            .map(|record| (record.id.0, record))
            .collect();
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let mut pairs: HashMap<Uuid, Vec<NeighbourPair>> = HashMap::new();
    let rows = pair_row::Entity::find()
        .filter(pair_row::Column::GroupId.is_in(records.keys().copied()))
        .order_by_asc(pair_row::Column::AreaCode)
        .order_by_asc(pair_row::Column::Rank)
        .order_by_asc(pair_row::Column::NeighbourCode)
        .all(connection)
        .await?;
    for row in rows {
        pairs.entry(row.group_id).or_default().push(NeighbourPair {
            area: row.area_code,
            neighbour: row.neighbour_code,
            rank: row.rank,
        });
    }
    let groups = group_row::Entity::find()
        .order_by_desc(group_row::Column::AsAt)
        .order_by_asc(group_row::Column::Id)
        .all(connection)
        .await?;
    Ok(groups
        .into_iter()
        .filter_map(|row| {
            Some(NeighbourGroup {
                record: records.remove(&row.id)?,
                source: row.source,
                as_at: date_of(row.as_at),
                pairs: pairs.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect())
}
