use jiff::civil::Date;
use serde_json::json;

use super::{CURRENT, SERVICE, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId};

/// Something that residents use, such as talking therapies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its record: its name; the body is the board that looks at it.
    pub record: Record,
    /// Who provides it, where that is known.
    pub provider_id: Option<RecordId>,
    /// In which languages, in words.
    pub languages: Option<String>,
    /// When somebody last made sure that this is so.
    pub checked_on: Option<Date>,
}

/// The services that a board looks at, by name.
pub async fn services(house: &House, board: RecordId) -> Result<Vec<Service>, DatabaseError> {
    store::services(house.reader(), house.registry(), board).await
}

/// The service of a board with a name, which is made where it is not there yet.
pub(crate) async fn service_called(
    act: &mut Act,
    board: RecordId,
    name: &str,
    origin: Origin,
) -> Result<Service, RunnerError> {
    let registry = act.house().registry();
    let known = store::services(act.connection(), registry, board).await?;
    let same = |service: &Service| service.record.title.eq_ignore_ascii_case(name);
    if let Some(known) = known.into_iter().find(same) {
        return Ok(known);
    }
    let mut new = NewRecord::new(SERVICE, Some(board), name, CURRENT);
    new.origin = origin;
    let service = Service {
        record: act.create(new).await?,
        provider_id: None,
        languages: None,
        checked_on: None,
    };
    store::insert_service(act.connection(), &service).await?;
    act.note(json!({ "service": service.record.id.to_string() }));
    Ok(service)
}
