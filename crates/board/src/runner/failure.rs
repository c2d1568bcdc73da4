use crate::database::DatabaseError;
use crate::thread::Record;
use crate::vocabulary::{Kind, RecordId, Role};

/// What can stop any use case. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The actor has none of the roles that the act needs.
    #[error("you may not {act}; it needs the role {}", roles_in_words(roles))]
    Forbidden {
        /// What was to be done.
        act: &'static str,
        /// The roles that may do it.
        roles: &'static [Role],
    },
    /// Somebody else changed the record since it was read.
    #[error("“{}” was changed by somebody else in the meantime", current.title)]
    Conflict {
        /// The record as it stands now.
        current: Box<Record>,
    },
    /// No such record, or not of this kind.
    #[error("there is no such record")]
    NotFound {
        /// What was looked for.
        id: RecordId,
    },
    /// A join that the relation does not allow.
    #[error("a {from} cannot be joined to a {to} as “{relation}”")]
    NotJoinable {
        /// Kind at the lower end.
        from: Kind,
        /// The relation.
        relation: &'static str,
        /// Kind at the upper end.
        to: Kind,
    },
    /// The installation was never set up.
    #[error(
        "this installation has no audit chain yet; run `commonweal serve` or `commonweal demo` once to set it up"
    )]
    NotInstalled,
    /// The database did not do what it was asked.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for RunnerError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

fn roles_in_words(roles: &[Role]) -> String {
    roles
        .iter()
        .map(|role| role.as_str())
        .collect::<Vec<_>>()
        .join(" or ")
}
