//! The board’s day on every version of a text.

use sea_orm_migration::prelude::*;

use crate::database::schema::added_date;

pub(super) struct DaysOfVersionsAndComments;

impl MigrationName for DaysOfVersionsAndComments {
    fn name(&self) -> &'static str {
        "m0018_days_of_versions_and_comments"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for DaysOfVersionsAndComments {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        added_date("text_version", "made_on", "made_at")
            .add(manager)
            .await
    }
}
