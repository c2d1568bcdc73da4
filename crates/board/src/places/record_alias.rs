use super::{BODY, PERSON, policy};
use crate::runner::{Act, House, RunnerError, Who};
use crate::thread::{self, AliasKind};
use crate::vocabulary::RecordId;

/// Another name of a body or a person.
#[derive(Debug, Clone)]
pub struct RecordAlias {
    /// Whose.
    pub record_id: RecordId,
    /// An earlier or shorter name, or a spelling found in a document.
    pub kind: AliasKind,
    /// The other name.
    pub value: String,
}

/// Why another name was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordAliasError {
    /// No name.
    #[error("write the other name")]
    NoName,
    /// Old addresses are kept by the thread itself when an address changes.
    #[error("an address is no other name")]
    Address,
    /// Areas, seats and everything else.
    #[error("only bodies and people have other names, and “{0}” is neither")]
    NeitherBodyNorPerson(String),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records under which other name a body or a person is found in documents. Doing it twice changes nothing.
pub async fn record_alias(
    house: &House,
    who: &Who,
    input: RecordAlias,
) -> Result<(), RecordAliasError> {
    let record = thread::by_id(house, input.record_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound {
            id: input.record_id,
        })?;
    let permission = if record.kind == PERSON {
        &policy::ADD_PEOPLE
    } else {
        &policy::CHANGE_BODIES
    };
    let mut act = house.begin(who, permission, record.body_id).await?;
    add_alias(&mut act, input).await?;
    act.commit().await?;
    Ok(())
}

/// The same within another act.
pub(super) async fn add_alias(act: &mut Act, input: RecordAlias) -> Result<(), RecordAliasError> {
    let value = input.value.trim();
    if value.is_empty() {
        return Err(RecordAliasError::NoName);
    }
    if input.kind == AliasKind::Slug {
        return Err(RecordAliasError::Address);
    }
    let record = act.load(input.record_id).await?;
    if record.kind != BODY && record.kind != PERSON {
        return Err(RecordAliasError::NeitherBodyNorPerson(record.title));
    }
    let known = thread::store::aliases_of(act.connection(), record.id)
        .await
        .map_err(RunnerError::from)?;
    if record.title != value && !known.iter().any(|(_, name)| name == value) {
        act.add_alias(record.id, input.kind, value).await?;
    }
    Ok(())
}
