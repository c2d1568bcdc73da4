//! Rows of the papers that versions of documents were made as.

use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;

use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};

entity!(paper_row, "document_paper", {
    version_id: Uuid,
    as_at: TimeDate,
    made_from: String,
    paper: String,
});

/// A paper as it is kept.
pub(super) struct KeptPaper {
    pub(super) as_at: Date,
    /// JSON.
    pub(super) made_from: String,
    /// JSON.
    pub(super) paper: String,
}

pub(super) async fn insert_paper(
    connection: &impl ConnectionTrait,
    id: Uuid,
    version_id: Uuid,
    kept: &KeptPaper,
) -> Result<(), DatabaseError> {
    let row = paper_row::ActiveModel {
        id: Set(id),
        version_id: Set(version_id),
        as_at: Set(date_column(kept.as_at)),
        made_from: Set(kept.made_from.clone()),
        paper: Set(kept.paper.clone()),
    };
    paper_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn paper(
    connection: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Option<KeptPaper>, DatabaseError> {
    let row = paper_row::Entity::find()
        .filter(paper_row::Column::VersionId.eq(version_id))
        .one(connection)
        .await?;
    Ok(row.map(|row| KeptPaper {
        as_at: date_of(row.as_at),
        made_from: row.made_from,
        paper: row.paper,
    }))
}

pub(super) async fn has_paper(
    connection: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<bool, DatabaseError> {
    let count = paper_row::Entity::find()
        .filter(paper_row::Column::VersionId.eq(version_id))
        .count(connection)
        .await?;
    Ok(count > 0)
}
