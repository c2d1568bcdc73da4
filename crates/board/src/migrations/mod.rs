//! One set of migrations for both databases, in the order in which they are applied.
//!
//! A migration that has been released is never edited. `docs/how-to/add-a-table.md` shows how to add one.

mod m0001_spine;
mod m0002_access;
mod m0003_places;
mod m0004_texts;
mod m0005_asks;
mod m0006_questions;
mod m0007_frameworks;
mod m0008_delivery;
mod m0009_meetings;
mod m0010_indicators;
mod m0011_strategy;
mod m0012_outcomes;
mod m0013_equity_and_areas;
mod m0014_quoted_figures;
mod m0015_milestones_and_moves;
mod m0016_turns_of_events;
mod m0017_attachments;
mod m0018_days_of_versions_and_comments;
mod m0019_policies_of_data_sets;
mod m0020_mappings;
mod m0021_past_coverage;
mod m0022_papers_of_documents;
mod m0023_services;
mod m0024_localities;
mod m0025_neighbours_and_interventions;
mod m0026_boundaries;
mod m0027_reviews_and_arithmetic;
mod m0028_why_an_indicator_matters;

use sea_orm_migration::prelude::*;

/// The list. A database that has seen a migration which is not in it was written by a newer version and is refused.
#[derive(Debug)]
pub struct Migrations;

#[async_trait::async_trait]
impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_spine::Spine),
            Box::new(m0002_access::Access),
            Box::new(m0003_places::Places),
            Box::new(m0004_texts::Texts),
            Box::new(m0005_asks::Asks),
            Box::new(m0006_questions::Questions),
            Box::new(m0007_frameworks::Frameworks),
            Box::new(m0008_delivery::Delivery),
            Box::new(m0010_indicators::Indicators),
            Box::new(m0009_meetings::Meetings),
            Box::new(m0011_strategy::Strategy),
            Box::new(m0012_outcomes::Outcomes),
            Box::new(m0013_equity_and_areas::EquityAndAreas),
            Box::new(m0014_quoted_figures::QuotedFigures),
            Box::new(m0015_milestones_and_moves::MilestonesAndMoves),
            Box::new(m0016_turns_of_events::TurnsOfEvents),
            Box::new(m0017_attachments::Attachments),
            Box::new(m0018_days_of_versions_and_comments::DaysOfVersionsAndComments),
            Box::new(m0019_policies_of_data_sets::PoliciesOfDataSets),
            Box::new(m0020_mappings::Mappings),
            Box::new(m0021_past_coverage::PastCoverage),
            Box::new(m0022_papers_of_documents::PapersOfDocuments),
            Box::new(m0023_services::Services),
            Box::new(m0024_localities::Localities),
            Box::new(m0025_neighbours_and_interventions::NeighboursAndInterventions),
            Box::new(m0026_boundaries::Boundaries),
            Box::new(m0027_reviews_and_arithmetic::ReviewsAndArithmetic),
            Box::new(m0028_why_an_indicator_matters::WhyAnIndicatorMatters),
        ]
    }
}

/// Declares a migration: its name and the tables that it creates, in an order in which references resolve. A table that
/// nothing ever wrote to may be dropped first, and tables in use may get further columns.
macro_rules! migration {
    ($type:ident, $name:literal, [$($table:expr),+ $(,)?]) => {
        $crate::migrations::migration!($type, $name, drop [], add [], [$($table),+]);
    };
    ($type:ident, $name:literal, drop [$($unused:literal),*], [$($table:expr),+ $(,)?]) => {
        $crate::migrations::migration!($type, $name, drop [$($unused),*], add [], [$($table),+]);
    };
    ($type:ident, $name:literal, add [$($column:expr),+ $(,)?], [$($table:expr),* $(,)?]) => {
        $crate::migrations::migration!($type, $name, drop [], add [$($column),+], [$($table),*]);
    };
    ($type:ident, $name:literal, drop [$($unused:literal),*], add [$($column:expr),*], [$($table:expr),*]) => {
        pub(super) struct $type;

        impl sea_orm_migration::MigrationName for $type {
            fn name(&self) -> &str { $name }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for $type {
            async fn up(
                &self,
                manager: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::DbErr> {
                $($crate::database::schema::drop_unused(manager, $unused).await?;)*
                $($column.add(manager).await?;)*
                $($table.create(manager).await?;)*
                Ok(())
            }
        }
    };
}

use migration;
