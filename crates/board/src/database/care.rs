//! Looking after the database as a whole: a copy of it while it is in use, and whether it is sound.

use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Database, DatabaseError};

/// What a look at the database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseReport {
    /// Name and version of what keeps it: "`SQLite` 3.51.3".
    pub version: String,
    /// What is wrong with it, in the words of the database; empty when nothing is.
    pub faults: Vec<String>,
}

impl Database {
    /// Writes a copy as of one moment into a new file, while others read and write. Only `SQLite` is copied: `PostgreSQL`
    /// has its own tools, which its administrators trust.
    ///
    /// # Errors
    /// When the file is there already, cannot be written, or the disk is full.
    pub async fn copy_to(&self, file: &Path) -> Result<(), DatabaseError> {
        let statement = Statement::from_sql_and_values(
            DbBackend::Sqlite,
            "VACUUM INTO ?",
            [file.to_string_lossy().into_owned().into()],
        );
        self.writer.execute_raw(statement).await?;
        Ok(())
    }

    /// Reads every page and says what is wrong.
    pub async fn check(&self) -> Result<DatabaseReport, DatabaseError> {
        let text = async |sql: &str| -> Result<Vec<String>, DatabaseError> {
            let statement = Statement::from_string(self.backend, sql);
            let rows = self.reader.query_all_raw(statement).await?;
            Ok(rows
                .iter()
                .filter_map(|row| row.try_get_by_index::<String>(0).ok())
                .collect())
        };
        if self.is_postgres() {
            let version = text("SHOW server_version").await?.join("");
            return Ok(DatabaseReport {
                version: format!("PostgreSQL {version}"),
                faults: Vec::new(),
            });
        }
        let version = text("SELECT sqlite_version()").await?.join("");
        let mut faults = text("PRAGMA integrity_check").await?;
        faults.retain(|fault| fault != "ok");
        faults.extend(
            text("SELECT \"table\" FROM pragma_foreign_key_check")
                .await?
                .into_iter()
                .map(|table| format!("a row of {table} points at nothing")),
        );
        Ok(DatabaseReport {
            version: format!("SQLite {version}"),
            faults,
        })
    }
}
