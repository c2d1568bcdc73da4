use serde_json::json;

use super::{CURRENT, PERSON, Person, policy, store};
use crate::runner::{Act, House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId, Slug, Visibility};

/// A person to add.
#[derive(Debug, Clone)]
pub struct CreatePerson {
    /// Name, or office when the name is not to be kept.
    pub name: String,
    /// The readable part of their reference.
    pub slug: Option<Slug>,
    /// How the name is said.
    pub spoken_name: Option<String>,
    /// An e-mail address or telephone number.
    pub contact: Option<String>,
    /// Whether the contact may be shown to the public.
    pub public_contact: bool,
    /// The body on whose behalf an officer adds them.
    pub for_body: Option<RecordId>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a person was not added.
#[derive(Debug, thiserror::Error)]
pub enum CreatePersonError {
    /// Nobody without a name or office.
    #[error("a person needs a name or an office")]
    NoName,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds a person.
pub async fn create_person(
    house: &House,
    who: &Who,
    input: CreatePerson,
) -> Result<Person, CreatePersonError> {
    let mut act = house
        .begin(who, &policy::ADD_PEOPLE, input.for_body)
        .await?;
    let person = add_person(&mut act, input).await?;
    act.commit().await?;
    Ok(person)
}

/// The same within the act of another use case.
pub(crate) async fn add_person(
    act: &mut Act,
    input: CreatePerson,
) -> Result<Person, CreatePersonError> {
    let name = input.name.trim();
    if name.is_empty() {
        return Err(CreatePersonError::NoName);
    }
    let mut new = NewRecord::new(PERSON, None, name, CURRENT);
    new.slug = input.slug;
    new.origin = input.origin;
    new.visibility = Visibility::Public;
    let record = act.create(new).await?;
    let person = Person {
        record,
        spoken_name: input.spoken_name,
        contact: input.contact,
        public_contact: input.public_contact,
    };
    store::insert_person(act.connection(), &person)
        .await
        .map_err(RunnerError::from)?;
    act.note(
        json!({ "person": person.record.id.to_string(), "public contact": person.public_contact }),
    );
    Ok(person)
}
