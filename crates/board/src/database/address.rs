use std::path::{Path, PathBuf};

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseAddress {
    /// A file, in the data folder by default.
    SqliteFile(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

impl DatabaseAddress {
    /// The name of the database file in a data folder.
    pub const FILE: &'static str = "commonweal.sqlite";

    /// The embedded default: a file in the data folder.
    #[must_use]
    pub fn in_folder(data_folder: &Path) -> Self {
        Self::SqliteFile(data_folder.join(Self::FILE))
    }

    pub(super) fn url(&self) -> String {
        match self {
            // Signs that an address would read as its own are written as percent codes.
            Self::SqliteFile(path) => {
                let path = path.to_string_lossy();
                let escaped = path
                    .replace('%', "%25")
                    .replace('?', "%3F")
                    .replace('#', "%23");
                format!("sqlite://{escaped}?mode=rwc")
            }
            Self::Postgres(url) => url.clone(),
        }
    }

    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self, Self::SqliteFile(_))
    }

    /// The address without its password, fit to be printed.
    #[must_use]
    pub fn printable(&self) -> String {
        match self {
            Self::SqliteFile(path) => path.display().to_string(),
            Self::Postgres(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
                let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                format!("{scheme}://{host}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseAddress;

    #[test]
    fn a_printed_address_has_no_password() {
        let address =
            DatabaseAddress::Postgres("postgres://hwb:s3cret@db.internal/commonweal".to_owned());
        assert_eq!(address.printable(), "postgres://db.internal/commonweal");
    }
}
