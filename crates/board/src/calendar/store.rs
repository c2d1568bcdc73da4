//! Rows of the calendar.

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

use super::Holiday;
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};

entity!(holiday, "holiday", {
    holiday_set: String,
    on_date: TimeDate,
    name: String,
});

pub(crate) async fn insert_holiday(
    connection: &impl ConnectionTrait,
    id: Uuid,
    set: &str,
    new: &Holiday,
) -> Result<(), DatabaseError> {
    let row = holiday::ActiveModel {
        id: Set(id),
        holiday_set: Set(set.to_owned()),
        on_date: Set(date_column(new.date)),
        name: Set(new.name.clone()),
    };
    holiday::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn holidays(
    connection: &impl ConnectionTrait,
    set: &str,
) -> Result<Vec<Holiday>, DatabaseError> {
    let rows = holiday::Entity::find()
        .filter(holiday::Column::HolidaySet.eq(set))
        .order_by_asc(holiday::Column::OnDate)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Holiday {
            date: date_of(row.on_date),
            name: row.name,
        })
        .collect())
}
