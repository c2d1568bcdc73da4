use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, words};

words! {
    /// The six members that the law asks of every board (Health and Social Care Act 2012, section 194).
    pub enum StatutoryRole {
        /// At least one councillor whom the authority nominates.
        Councillor = "nominated councillor",
        /// The director of adult social services.
        AdultSocialServices = "director of adult social services",
        /// The director of children's services.
        ChildrensServices = "director of children's services",
        /// The director of public health.
        PublicHealth = "director of public health",
        /// A representative of local Healthwatch.
        Healthwatch = "Healthwatch representative",
        /// A representative of the bodies that commission health care.
        HealthCommissioning = "representative of health commissioning bodies",
    }
}

words! {
    /// On what footing a seat stands. Whether it votes is for the constitution, and a field of its own.
    pub enum Standing {
        /// The law asks for it.
        Statutory = "statutory",
        /// The board added it for good.
        Additional = "additional",
        /// Invited to some items.
        Invited = "invited",
    }
}

/// A chair at a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its record: the role in words.
    pub record: Record,
    /// The body whose seat it is.
    pub of_body_id: RecordId,
    /// Which of the six it fulfils.
    pub statutory_role: Option<StatutoryRole>,
    /// On what footing.
    pub standing: Standing,
    /// Whether it votes.
    pub votes: bool,
    /// The portfolio that comes with it: housing, transport.
    pub portfolio: Option<String>,
}

/// Somebody in a seat, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// Identity.
    pub id: uuid::Uuid,
    /// Which seat.
    pub seat_id: RecordId,
    /// Who.
    pub person_id: Option<RecordId>,
    /// Or which body, when whoever it sends may sit there.
    pub holder_body_id: Option<RecordId>,
    /// For which organisation they speak.
    pub for_body_id: Option<RecordId>,
    /// Since when.
    pub start: Date,
    /// Until when (exclusive).
    pub end: Option<Date>,
    /// The tenure that this one stands in for.
    pub substitute_for: Option<uuid::Uuid>,
}

impl Tenure {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }
}

/// The seats of a body, statutory ones first.
pub async fn seats_of(house: &House, body: RecordId) -> Result<Vec<Seat>, DatabaseError> {
    store::seats_of(house.reader(), house.registry(), body).await
}

/// Who has held some seats, earliest first, those included who hold them now.
pub async fn tenures_of(house: &House, seats: &[RecordId]) -> Result<Vec<Tenure>, DatabaseError> {
    store::tenures_of(house.reader(), seats).await
}
