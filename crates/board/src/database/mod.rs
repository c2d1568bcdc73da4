//! The database: one code base on two engines, `SQLite` (a file in the data folder) and `PostgreSQL`.
//!
//! Readers cannot write: reading connections are opened read-only on both engines, and the one writing connection is
//! private to this crate, where only [`crate::runner`] opens a transaction on it.

mod address;
mod care;
pub(crate) mod entity;
mod failure;
pub(crate) mod moments;
#[cfg(test)]
mod same_schema;
pub(crate) mod schema;

use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;

pub use address::DatabaseAddress;
pub use care::DatabaseReport;
pub use failure::{DatabaseError, OpenError};

use crate::migrations::Migrations;

/// The oldest `SQLite` that may be used: earlier ones can lose acknowledged commits when two connections write and
/// checkpoint at once (the WAL-reset fault).
pub const OLDEST_SQLITE: &str = "3.51.3";

/// How many reading connections are kept open.
const READERS: u32 = 4;

/// An open, migrated database.
#[derive(Debug, Clone)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    backend: DbBackend,
}

impl Database {
    /// Opens the database, creating and migrating it where needed.
    ///
    /// # Errors
    /// [`OpenError`] says what is wrong and what to do: a database written by a newer version, an engine that is too
    /// old, a folder that cannot be written, a server that does not answer.
    pub async fn open(address: &DatabaseAddress) -> Result<Self, OpenError> {
        let writer = sea_orm::Database::connect(connection_options(address, false))
            .await
            .map_err(|source| OpenError::from_connecting(address, source))?;
        let backend = writer.get_database_backend();
        if backend == DbBackend::Sqlite {
            refuse_old_sqlite(&writer).await?;
        }
        migrate(&writer).await?;
        let reader = sea_orm::Database::connect(connection_options(address, true))
            .await
            .map_err(|source| OpenError::from_connecting(address, source))?;
        Ok(Self {
            reader,
            writer,
            backend,
        })
    }

    /// The connections that only read.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The one connection that writes. Only [`crate::runner`] asks for it.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Whether this is `PostgreSQL` (otherwise `SQLite`).
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.backend == DbBackend::Postgres
    }

    /// Closes every connection, so that files can be moved or a server stopped.
    pub async fn close(self) {
        // A failure to close loses nothing: every acknowledged commit is on disk.
        let _ = self.reader.close().await;
        let _ = self.writer.close().await;
    }
}

fn connection_options(address: &DatabaseAddress, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(address.url());
    options
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(10))
        .max_connections(if read_only { READERS } else { 1 })
        .min_connections(1);
    if address.is_sqlite() {
        options.map_sqlx_sqlite_opts(move |sqlite| {
            // WAL lets readers read while one writes; FULL keeps what was acknowledged through a power cut.
            let sqlite = sqlite
                .create_if_missing(true)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                // Nothing of a board's records is put by outside its data folder, not even for a moment.
                .pragma("temp_store", "MEMORY")
                .pragma("busy_timeout", "10000");
            if read_only {
                sqlite.pragma("query_only", "ON")
            } else {
                sqlite
            }
        });
    } else {
        options.map_sqlx_postgres_opts(move |postgres| {
            if read_only {
                postgres.options([("default_transaction_read_only", "on")])
            } else {
                postgres
            }
        });
        if !read_only {
            // PostgreSQL takes several writers; chain heads are locked row by row.
            options.max_connections(READERS);
        }
    }
    options
}

async fn refuse_old_sqlite(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let row = connection
        .query_one_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT sqlite_version() AS version",
        ))
        .await
        .map_err(DatabaseError::from)?;
    let version: String = row
        .and_then(|row| row.try_get("", "version").ok())
        .unwrap_or_default();
    if version_parts(&version) < version_parts(OLDEST_SQLITE) {
        return Err(OpenError::SqliteTooOld { found: version });
    }
    Ok(())
}

/// Turns `3.51.3` into numbers that compare as versions do.
fn version_parts(version: &str) -> Vec<u32> {
    version
        .split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect()
}

async fn migrate(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let known: Vec<String> = Migrations::migrations()
        .iter()
        .map(|m| m.name().to_owned())
        .collect();
    let applied = applied_migrations(connection).await?;
    if let Some(unknown) = applied.iter().find(|name| !known.contains(name)) {
        return Err(OpenError::NewerDatabase {
            migration: unknown.clone(),
        });
    }
    if applied.len() < known.len() {
        Migrations::up(connection, None)
            .await
            .map_err(DatabaseError::from)?;
    }
    Ok(())
}

/// The migrations that a database has seen, oldest first; none when it is new.
async fn applied_migrations(connection: &DatabaseConnection) -> Result<Vec<String>, OpenError> {
    let backend = connection.get_database_backend();
    let exists = match backend {
        DbBackend::Sqlite => "SELECT 1 AS one FROM sqlite_master WHERE name = 'seaql_migrations'",
        _ => {
            "SELECT 1 AS one FROM information_schema.tables WHERE table_name = 'seaql_migrations' \
              AND table_schema = current_schema()"
        }
    };
    let found = connection
        .query_one_raw(Statement::from_string(backend, exists))
        .await
        .map_err(DatabaseError::from)?;
    if found.is_none() {
        return Ok(Vec::new());
    }
    let rows = connection
        .query_all_raw(Statement::from_string(
            backend,
            "SELECT version FROM seaql_migrations ORDER BY version",
        ))
        .await
        .map_err(DatabaseError::from)?;
    rows.iter()
        .map(|row| {
            row.try_get("", "version")
                .map_err(|error| DatabaseError::from(error).into())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::version_parts;

    #[test]
    fn versions_compare_by_number_not_by_letter() {
        assert!(version_parts("3.9.0") < version_parts("3.51.3"));
        assert!(version_parts("3.51.2") < version_parts("3.51.3"));
        assert!(version_parts("3.53.0") > version_parts("3.51.3"));
    }
}
