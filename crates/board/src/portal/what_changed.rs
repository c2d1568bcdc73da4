use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::audit;
use crate::database::DatabaseError;
use crate::places::{BODY, Membership, SEAT};
use crate::runner::House;
use crate::thread::{self, Record};
use crate::vocabulary::{RecordId, Visibility};

/// How many acts are looked at to find what the public may read of them.
const ACTS_READ: u64 = 200;

/// Something about a board that the public may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicChange {
    /// The day on which it holds, where the act named one.
    pub on: Option<Date>,
    /// When it was recorded.
    pub at: Timestamp,
    /// What.
    pub what: Changed,
}

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Somebody took a seat.
    Joined {
        /// The seat.
        seat: Record,
        /// Who, a person or a body.
        holder: Record,
    },
    /// Somebody stands in for whoever holds a seat.
    StandsIn {
        /// The seat.
        seat: Record,
        /// Who.
        substitute: Record,
    },
    /// Somebody left a seat.
    Left {
        /// The seat.
        seat: Record,
    },
    /// A body that speaks on this board took over from another.
    TookOver {
        /// The earlier one.
        from: Record,
        /// The later one.
        to: Record,
    },
    /// A record was made.
    Made(Record),
    /// A record was changed.
    Altered(Record),
}

/// What changed about a board, newest first: its audit log, and the installation's as far as it touches the bodies on
/// this board, without anything that the public may not see and without who did it. `members` is its membership today.
pub async fn what_changed(
    house: &House,
    board: RecordId,
    members: &Membership,
    today: Date,
) -> Result<Vec<PublicChange>, DatabaseError> {
    let mut entries = audit::newest_of_body(house, Some(board), ACTS_READ).await?;
    entries.extend(audit::newest_of_body(house, None, ACTS_READ).await?);
    let found: Vec<(Timestamp, Found)> = entries
        .iter()
        .flat_map(|entry| {
            let own = entry.record_id;
            changes_in(entry.detail.as_deref())
                .into_iter()
                .filter_map(move |change| Some((entry.at, Found::in_detail(&change, own)?)))
        })
        .collect();
    let ids: Vec<RecordId> = found
        .iter()
        .flat_map(|(_, found)| found.records())
        .collect();
    let records = thread::store::by_ids(house.reader(), house.registry(), &ids).await?;
    let on_this_board = |record: &Record| {
        members.seats.iter().any(|held| {
            held.speaks_for
                .as_ref()
                .is_some_and(|body| body.id == record.id)
                || held
                    .holder
                    .as_ref()
                    .is_some_and(|holder| holder.id == record.id)
        })
    };
    let mut changes: Vec<PublicChange> = found
        .into_iter()
        .filter_map(|(at, found)| {
            let on = found.on;
            let what = found.named(house, &records)?;
            let belongs = match &what {
                Changed::TookOver { to, .. } => on_this_board(to),
                Changed::Joined { seat: record, .. }
                | Changed::StandsIn { seat: record, .. }
                | Changed::Left { seat: record }
                | Changed::Made(record)
                | Changed::Altered(record) => record.body_id == Some(board),
            };
            let is_over = on.is_none_or(|day| day <= today);
            (belongs && is_over).then_some(PublicChange { on, at, what })
        })
        .collect();
    changes.sort_by_key(|change| std::cmp::Reverse((change.on.unwrap_or(today), change.at)));
    Ok(changes)
}

fn changes_in(detail: Option<&str>) -> Vec<Value> {
    detail
        .and_then(|detail| serde_json::from_str(detail).ok())
        .unwrap_or_default()
}

/// A change as the audit detail has it: ids, not records.
struct Found {
    on: Option<Date>,
    sort: Sort,
    record: RecordId,
    other: Option<RecordId>,
}

enum Sort {
    Joined,
    StandsIn,
    Left,
    TookOver,
    Made,
    Altered,
}

impl Found {
    fn in_detail(change: &Value, own: Option<RecordId>) -> Option<Self> {
        let id = |key: &str| {
            let text = change.get(key)?.as_str()?;
            Some(RecordId(text.parse().ok()?))
        };
        let day = |key: &str| change.get(key)?.as_str()?.parse::<Date>().ok();
        let found = |sort, on, record, other| {
            Some(Self {
                on,
                sort,
                record,
                other,
            })
        };
        if let Some(holder) = id("appointed") {
            let stands_in = change.get("stands in") == Some(&Value::Bool(true));
            let sort = if stands_in {
                Sort::StandsIn
            } else {
                Sort::Joined
            };
            return found(sort, day("from"), id("to")?, Some(holder));
        }
        if change.get("tenure ended").is_some() {
            return found(Sort::Left, day("on"), own?, None);
        }
        if let Some(successor) = id("succeeded by") {
            return found(Sort::TookOver, day("on"), id("body")?, Some(successor));
        }
        if change.get("made").is_some() {
            return found(Sort::Made, None, id("id")?, None);
        }
        if change.get("changed").is_some() {
            return found(Sort::Altered, None, id("id")?, None);
        }
        None
    }

    fn records(&self) -> impl Iterator<Item = RecordId> {
        std::iter::once(self.record).chain(self.other)
    }

    /// With its records, where the public may see them and they are of a kind that has a page to read.
    fn named(self, house: &House, records: &HashMap<RecordId, Record>) -> Option<Changed> {
        let public = |id: RecordId| {
            records
                .get(&id)
                .filter(|record| record.visibility == Visibility::Public)
                .cloned()
        };
        let record = public(self.record)?;
        let other = self.other.and_then(public);
        let has_page = || {
            house
                .registry()
                .kind(record.kind.0)
                .is_some_and(|spec| spec.path.is_some())
        };
        match self.sort {
            Sort::Joined if record.kind == SEAT => Some(Changed::Joined {
                seat: record,
                holder: other?,
            }),
            Sort::StandsIn if record.kind == SEAT => Some(Changed::StandsIn {
                seat: record,
                substitute: other?,
            }),
            Sort::Left if record.kind == SEAT => Some(Changed::Left { seat: record }),
            Sort::TookOver if record.kind == BODY => Some(Changed::TookOver {
                from: record,
                to: other?,
            }),
            Sort::Made if has_page() => Some(Changed::Made(record)),
            Sort::Altered if has_page() => Some(Changed::Altered(record)),
            _ => None,
        }
    }
}
