use jiff::civil::Date;

use super::{Broken, Link, Record, broken_joins_of, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Actor, RecordId};

/// One step along the thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How the two are joined, as part of a sentence: "rests on".
    pub phrase: &'static str,
    /// The join.
    pub link: Link,
    /// The record at the other end.
    pub record: Record,
}

/// A record with one step up, one step down, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The record.
    pub record: Record,
    /// Why: what it rests on, answers or came from.
    pub up: Vec<Step>,
    /// So what: what rests on it, delivers it or came of it.
    pub down: Vec<Step>,
    /// Joins that rules expect of it and that are not there.
    pub missing: Vec<Broken>,
}

/// Walks one step from a record in both directions. Records that the actor may not see are left out.
///
/// `None` when there is no such record or the actor may not see it.
pub async fn walk(
    house: &House,
    actor: &Actor,
    today: Date,
    id: RecordId,
) -> Result<Option<Walk>, DatabaseError> {
    let Some(record) = store::by_id(house.reader(), house.registry(), id).await? else {
        return Ok(None);
    };
    if !record.is_visible_to(actor) {
        return Ok(None);
    }
    let mut up = Vec::new();
    let mut down = Vec::new();
    for link in store::links_of_many(house.reader(), house.registry(), &[id]).await? {
        if !link.holds_on(today) {
            continue;
        }
        let is_up = link.from_id == id;
        let other = if is_up { link.to_id } else { link.from_id };
        let Some(record) = store::by_id(house.reader(), house.registry(), other).await? else {
            continue;
        };
        if !record.is_visible_to(actor) {
            continue;
        }
        let Some(spec) = house.registry().relation(link.relation.0) else {
            continue;
        };
        if is_up {
            up.push(Step {
                phrase: spec.up,
                link,
                record,
            });
        } else {
            down.push(Step {
                phrase: spec.down,
                link,
                record,
            });
        }
    }
    let missing = broken_joins_of(house, today, &record).await?;
    Ok(Some(Walk {
        record,
        up,
        down,
        missing,
    }))
}
