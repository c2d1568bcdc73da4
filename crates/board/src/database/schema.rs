//! Tables in words: what a migration may say, and no more.
//!
//! Only column types that both databases share: text, 64-bit integer, boolean, uuid, date, moment (UTC), and JSON as
//! text for what is never queried. Enumerations are text with a check constraint. References are real foreign keys.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// A table under construction.
pub(crate) struct Table {
    name: &'static str,
    statement: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
    partial_indexes: Vec<String>,
}

/// Starts a table.
pub(crate) fn table(name: &'static str) -> Table {
    let mut statement = sea_orm_migration::prelude::Table::create();
    statement.table(Alias::new(name));
    Table {
        name,
        statement,
        indexes: Vec::new(),
        partial_indexes: Vec::new(),
    }
}

/// Drops a table to which nothing was ever written, before it is made anew.
pub(crate) async fn drop_unused(
    manager: &SchemaManager<'_>,
    name: &'static str,
) -> Result<(), DbErr> {
    let mut statement = sea_orm_migration::prelude::Table::drop();
    manager
        .drop_table(statement.table(Alias::new(name)).take())
        .await
}

/// A column that comes to a table which is in use.
pub(crate) struct AddedColumn {
    table: &'static str,
    name: &'static str,
    column: ColumnDef,
    /// The moment whose day rows that are there already say.
    day_of: Option<&'static str>,
}

/// A column that says one of some words; rows that are there already say `before`.
pub(crate) fn added_one_of(
    table: &'static str,
    name: &'static str,
    words: &'static [&'static str],
    before: &'static str,
) -> AddedColumn {
    let check = Expr::col(Alias::new(name)).is_in(words.iter().copied());
    let mut column = ColumnDef::new(Alias::new(name));
    column.text().not_null().default(before).check(check);
    AddedColumn {
        table,
        name,
        column,
        day_of: None,
    }
}

/// Text that may be missing, as it is in rows that are there already.
pub(crate) fn added_text_null(table: &'static str, name: &'static str) -> AddedColumn {
    let mut column = ColumnDef::new(Alias::new(name));
    column.text();
    AddedColumn {
        table,
        name,
        column,
        day_of: None,
    }
}

/// A day; rows that are there already say the day of their moment, by Greenwich.
pub(crate) fn added_date(
    table: &'static str,
    name: &'static str,
    day_of: &'static str,
) -> AddedColumn {
    let mut column = ColumnDef::new(Alias::new(name));
    // A column that may not be empty needs a value for the moment between being there and being filled.
    column.date().not_null().default("1970-01-01");
    AddedColumn {
        table,
        name,
        column,
        day_of: Some(day_of),
    }
}

impl AddedColumn {
    /// Adds it.
    pub(crate) async fn add(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let mut statement = sea_orm_migration::prelude::Table::alter();
        statement
            .table(Alias::new(self.table))
            .add_column(self.column);
        manager.alter_table(statement).await?;
        let Some(moment) = self.day_of else {
            return Ok(());
        };
        let day = match manager.get_database_backend() {
            // Moments are kept as text that begins with the day.
            DbBackend::Sqlite => format!("substr({moment}, 1, 10)"),
            _ => format!("({moment} AT TIME ZONE 'UTC')::date"),
        };
        let fill = format!("UPDATE {} SET {} = {day}", self.table, self.name);
        manager.get_connection().execute_unprepared(&fill).await?;
        Ok(())
    }
}

impl Table {
    fn column(mut self, column: &mut ColumnDef) -> Self {
        self.statement.col(column);
        self
    }

    /// A primary key of its own.
    pub(crate) fn id(self) -> Self {
        self.column(
            ColumnDef::new(Alias::new("id"))
                .uuid()
                .not_null()
                .primary_key(),
        )
    }

    /// A primary key that *is* the record's id: for the columns that a kind has beside `record`.
    pub(crate) fn record_id(self) -> Self {
        self.id().foreign("id", "record")
    }

    pub(crate) fn text(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).text().not_null())
    }

    pub(crate) fn text_null(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).text())
    }

    /// Text that is one of some words.
    pub(crate) fn one_of(self, name: &'static str, words: &'static [&'static str]) -> Self {
        let check = Expr::col(Alias::new(name)).is_in(words.iter().copied());
        self.column(
            ColumnDef::new(Alias::new(name))
                .text()
                .not_null()
                .check(check),
        )
    }

    /// Text that is one of some words, or missing.
    pub(crate) fn one_of_null(self, name: &'static str, words: &'static [&'static str]) -> Self {
        let check = Expr::col(Alias::new(name)).is_in(words.iter().copied());
        self.column(ColumnDef::new(Alias::new(name)).text().check(check))
    }

    pub(crate) fn integer(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).big_integer().not_null())
    }

    pub(crate) fn integer_null(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).big_integer())
    }

    pub(crate) fn real_null(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).double())
    }

    pub(crate) fn boolean(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).boolean().not_null())
    }

    pub(crate) fn date(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).date().not_null())
    }

    pub(crate) fn date_null(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).date())
    }

    pub(crate) fn moment(self, name: &'static str) -> Self {
        self.column(
            ColumnDef::new(Alias::new(name))
                .timestamp_with_time_zone()
                .not_null(),
        )
    }

    pub(crate) fn moment_null(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).timestamp_with_time_zone())
    }

    /// A uuid without a foreign key: for the circular keys of `record`, which both databases cannot create alike.
    pub(crate) fn uuid_null(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).uuid())
    }

    /// A uuid that must be the id of a row in another table.
    pub(crate) fn reference(self, name: &'static str, table: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).uuid().not_null())
            .foreign(name, table)
    }

    /// A uuid that, if present, must be the id of a row in another table.
    pub(crate) fn reference_null(self, name: &'static str, table: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).uuid())
            .foreign(name, table)
    }

    fn foreign(mut self, name: &'static str, table: &'static str) -> Self {
        self.statement.foreign_key(
            ForeignKey::create()
                .from(Alias::new(self.name), Alias::new(name))
                .to(Alias::new(table), Alias::new("id")),
        );
        self
    }

    /// No two rows alike in these columns.
    pub(crate) fn unique(self, columns: &[&'static str]) -> Self {
        self.index_of(columns, true)
    }

    /// Rows are found by these columns.
    pub(crate) fn index(self, columns: &[&'static str]) -> Self {
        self.index_of(columns, false)
    }

    /// No two rows alike in these columns among the rows that fulfil a condition.
    pub(crate) fn unique_where(
        mut self,
        name: &'static str,
        columns: &[&'static str],
        condition: &'static str,
    ) -> Self {
        self.partial_indexes.push(format!(
            "CREATE UNIQUE INDEX {name} ON {} ({}) WHERE {condition}",
            self.name,
            columns.join(", ")
        ));
        self
    }

    fn index_of(mut self, columns: &[&'static str], unique: bool) -> Self {
        let mut index = Index::create();
        index
            .name(format!("{}_{}", self.name, columns.join("_")))
            .table(Alias::new(self.name));
        for column in columns {
            index.col(Alias::new(*column));
        }
        if unique {
            index.unique();
        }
        self.indexes.push(index.take());
        self
    }

    /// Creates the table and its indexes.
    pub(crate) async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.statement).await?;
        for index in self.indexes {
            manager.create_index(index).await?;
        }
        for index in self.partial_indexes {
            manager.get_connection().execute_unprepared(&index).await?;
        }
        Ok(())
    }
}
