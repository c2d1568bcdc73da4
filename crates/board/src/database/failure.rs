use sea_orm::DbErr;

use super::{DatabaseAddress, OLDEST_SQLITE};

/// The database did not do what it was asked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The disk that holds the database is full.
    #[error("the disk that holds the database is full; nothing was saved")]
    DiskFull,
    /// Another process kept the database busy for longer than ten seconds.
    #[error("the database stayed busy for ten seconds; nothing was saved, try again")]
    Busy,
    /// Anything else.
    #[error("the database could not be used")]
    Other(#[source] DbErr),
}

impl From<DbErr> for DatabaseError {
    fn from(error: DbErr) -> Self {
        let words = error.to_string();
        if words.contains("database or disk is full") || words.contains("No space left on device") {
            Self::DiskFull
        } else if words.contains("database is locked") {
            Self::Busy
        } else {
            Self::Other(error)
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The bundled or linked `SQLite` has a fault that loses commits.
    #[error("SQLite {found} can lose saved work; this program needs {OLDEST_SQLITE} or newer")]
    SqliteTooOld {
        /// The version found.
        found: String,
    },
    /// The database has seen a migration that this program does not know.
    #[error(
        "the database was last used by a newer version of Commonweal (it has “{migration}”); \
         use that version, or restore an older backup into an empty folder"
    )]
    NewerDatabase {
        /// The first migration that is not known here.
        migration: String,
    },
    /// No connection.
    #[error(
        "cannot open the database at {address}; check that it exists, that it may be written and that it answers"
    )]
    Unreachable {
        /// The address without a password.
        address: String,
        /// What the driver said.
        #[source]
        source: DbErr,
    },
    /// Connected, and then failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl OpenError {
    pub(super) fn from_connecting(address: &DatabaseAddress, source: DbErr) -> Self {
        Self::Unreachable {
            address: address.printable(),
            source,
        }
    }
}
