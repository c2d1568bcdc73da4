use jiff::civil::Date;
use uuid::Uuid;

use super::Record;
use crate::vocabulary::{Kind, RecordId, words};

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

/// A join that boards expect, as a row: switched off and added without a new build.
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
}

impl JoinRule {
    /// What names a rule in addresses and on the command line: `action/open/part/due date`. No two rules have the same.
    #[must_use]
    pub fn key(&self) -> String {
        let states = if self.states.is_empty() {
            "any".to_owned()
        } else {
            self.states.join("+")
        };
        format!("{}/{states}/{}/{}", self.kind, self.direction, self.expects)
    }
}

/// A rule as it stands in this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRule {
    /// Its row.
    pub(crate) id: Uuid,
    /// The rule.
    pub rule: JoinRule,
    /// Whether it came with the program; otherwise somebody added it here.
    pub shipped: bool,
    /// Where it is switched off.
    pub pauses: Vec<RulePause>,
}

/// A rule switched off in one board or everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePause {
    /// The board; `None` for the whole installation.
    pub body_id: Option<RecordId>,
    /// Why.
    pub because: String,
    /// Since when.
    pub since: Date,
    /// Until when (exclusive); `None` until somebody switches it on again.
    pub until: Option<Date>,
    /// Who switched it off.
    pub by: String,
}

impl StandingRule {
    /// What switches the rule off for a body's records on a day, if anything does.
    #[must_use]
    pub fn pause_in(&self, body_id: Option<RecordId>, today: Date) -> Option<&RulePause> {
        self.pauses.iter().find(|pause| {
            (pause.body_id.is_none() || pause.body_id == body_id)
                && pause.since <= today
                && pause.until.is_none_or(|until| today < until)
        })
    }

    /// Whether the rule is asked of a record on a day.
    #[must_use]
    pub fn applies_to(&self, record: &Record, today: Date) -> bool {
        record.kind.0 == self.rule.kind
            && (self.rule.states.is_empty() || self.rule.states.contains(&record.state))
            && self.pause_in(record.body_id, today).is_none()
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

impl From<&ShippedRule> for JoinRule {
    fn from(rule: &ShippedRule) -> Self {
        let owned = |words: &str| words.to_owned();
        Self {
            kind: owned(rule.kind.0),
            states: rule.states.iter().copied().map(owned).collect(),
            direction: rule.direction,
            expects: owned(rule.expects),
            other_kinds: rule.other_kinds.iter().map(|kind| owned(kind.0)).collect(),
            at_least: rule.at_least,
            message: owned(rule.message),
            mended_by: owned(rule.mended_by),
        }
    }
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
    /// Since when it is missing: since the record came into the state that expects it, or since the last such join
    /// ended.
    pub since: Date,
}
