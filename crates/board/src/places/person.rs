use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::RecordId;

/// A human being, known by name or only by office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their record: name or office.
    pub record: Record,
    /// How the name is said.
    pub spoken_name: Option<String>,
    /// An e-mail address or telephone number.
    pub contact: Option<String>,
    /// Whether the contact may be shown to the public and put into exports.
    pub public_contact: bool,
}

/// Everybody, by name.
pub async fn people(house: &House) -> Result<Vec<Person>, DatabaseError> {
    store::people(house.reader(), house.registry()).await
}

/// The person with an id.
pub async fn person(house: &House, id: RecordId) -> Result<Option<Person>, DatabaseError> {
    Ok(people(house)
        .await?
        .into_iter()
        .find(|person| person.record.id == id))
}
