//! The hiding rule of a data set is one of six, each by the name of its rule. What had no rule of its own had the one of NHS England.

use sea_orm_migration::prelude::*;

use crate::database::schema::added_one_of;
use crate::indicators::words_of_evidence::POLICIES;

pub(super) struct PoliciesOfDataSets;

impl MigrationName for PoliciesOfDataSets {
    fn name(&self) -> &'static str {
        "m0019_policies_of_data_sets"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PoliciesOfDataSets {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        added_one_of("data_set", "policy", POLICIES, POLICIES[0])
            .add(manager)
            .await?;
        let data_set = Alias::new("data_set");
        let before = Alias::new("disclosure_policy");
        let statement = Query::update()
            .table(data_set.clone())
            .value(Alias::new("policy"), POLICIES[1])
            .and_where(Expr::col(before.clone()).ne(POLICIES[0]))
            .to_owned();
        manager.exec_stmt(statement).await?;
        manager
            .alter_table(
                Table::alter()
                    .table(data_set)
                    .drop_column(before)
                    .to_owned(),
            )
            .await
    }
}
