use jiff::civil::Date;

use crate::vocabulary::RecordId;

/// The name of a way in which two records are joined. *Up* (from -> to) answers why, *down* answers so what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Relation(pub &'static str);

/// Two records joined, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The record that asks why.
    pub from_id: RecordId,
    /// How they are joined.
    pub relation: Relation,
    /// The record that answers.
    pub to_id: RecordId,
    /// Why a person joined them.
    pub reason: Option<String>,
    /// Since when.
    pub from_date: Date,
    /// Until when (exclusive).
    pub to_date: Option<Date>,
    /// Who confirmed a join that was proposed.
    pub confirmed_by: Option<RecordId>,
}

impl Link {
    /// Whether the join holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from_date <= day && self.to_date.is_none_or(|to| day < to)
    }
}
