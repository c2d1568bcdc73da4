//! One macro that declares the row of a table for the object-relational mapper.

/// Declares a module with a table's row type: `id` is always the uuid primary key, the other columns follow.
///
/// Rows stay inside the `store.rs` that declares them; what leaves a store is the capability's own record type.
macro_rules! entity {
    ($(#[$meta:meta])* $module:ident, $table:tt, { $($column:ident : $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub(crate) struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub(crate) id: Uuid,
                $(pub(crate) $column: $type,)+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub(crate) enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

pub(crate) use entity;
