use jiff::civil::Date;
use uuid::Uuid;

use super::{EmailAddress, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{RecordId, Role, words};

words! {
    /// Whether an account may be used.
    pub enum AccountState {
        /// It may.
        Active = "active",
        /// It may not; every sign-in of it has ended.
        Suspended = "suspended",
    }
}

/// The right of a person to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identity.
    pub id: Uuid,
    /// Whose it is.
    pub person_id: RecordId,
    /// What the person types to sign in, and where links are sent.
    pub email: EmailAddress,
    /// Whether a password was ever set; links work without one.
    pub has_password: bool,
    /// Whether it may be used.
    pub state: AccountState,
}

/// A role that a person holds, held or will hold in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Identity, by which it is ended.
    pub id: Uuid,
    /// Who.
    pub person_id: RecordId,
    /// Where; `None` for the whole installation.
    pub body_id: Option<RecordId>,
    /// What.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// First day on which it is no longer held.
    pub to: Option<Date>,
}

impl HeldRole {
    /// Whether it is held on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// Every account, by address.
pub async fn accounts(house: &House) -> Result<Vec<Account>, DatabaseError> {
    store::accounts(house.reader()).await
}

/// The roles of a person, past and to come included, oldest first.
pub async fn roles_of(house: &House, person: RecordId) -> Result<Vec<HeldRole>, DatabaseError> {
    store::roles_of(house.reader(), person).await
}
