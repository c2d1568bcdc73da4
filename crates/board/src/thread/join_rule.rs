use jiff::civil::Date;

use super::Record;
use crate::vocabulary::{Kind, words};

words! {
    /// Where a rule looks for what it expects.
    pub enum Direction {
        /// At links from the record: why.
        Up = "up",
        /// At links to the record: so what.
        Down = "down",
        /// At a part of the record itself that its capability counts, such as an owner or a date.
        Part = "part",
    }
}

/// A join that boards expect, as a row: changed, switched off and added without a new build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRule {
    /// The kind of record that it is about.
    pub kind: String,
    /// The states in which it is expected; empty for all.
    pub states: Vec<String>,
    /// Where to look.
    pub direction: Direction,
    /// The relation, or the part, that is expected.
    pub expects: String,
    /// Kinds that count at the other end; empty for all.
    pub other_kinds: Vec<String>,
    /// How many there must be.
    pub at_least: u64,
    /// The sentence printed when it is broken.
    pub message: String,
    /// Who could mend it, in words.
    pub mended_by: String,
    /// Whether it is on.
    pub active: bool,
    /// Why a board switched it off.
    pub off_because: Option<String>,
    /// Until when it is off.
    pub off_until: Option<Date>,
}

impl JoinRule {
    /// Whether the rule is asked of a record on a day.
    #[must_use]
    pub fn applies_to(&self, record: &Record, today: Date) -> bool {
        let on = self.active || self.off_until.is_some_and(|until| until <= today);
        on && record.kind.0 == self.kind
            && (self.states.is_empty() || self.states.contains(&record.state))
    }
}

/// A rule that a capability ships. It becomes a [`JoinRule`] row when the installation is made.
#[derive(Debug, Clone, Copy)]
pub struct ShippedRule {
    /// The kind of record that it is about.
    pub kind: Kind,
    /// The states in which it is expected; empty for all.
    pub states: &'static [&'static str],
    /// Where to look.
    pub direction: Direction,
    /// The relation, or the part, that is expected.
    pub expects: &'static str,
    /// Kinds that count at the other end; empty for all.
    pub other_kinds: &'static [Kind],
    /// How many there must be.
    pub at_least: u64,
    /// The sentence printed when it is broken: what is missing, without a full stop.
    pub message: &'static str,
    /// Who could mend it, in words: "the board officer".
    pub mended_by: &'static str,
}

/// A join that should be there and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The record that misses something.
    pub record: Record,
    /// The rule that says so.
    pub rule: JoinRule,
    /// How many there are; fewer than the rule asks for.
    pub found: u64,
}
