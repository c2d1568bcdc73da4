//! The spine: every record, how records are joined, and which joins are missing.
//!
//! This engine knows no capability by name. Capabilities register their kinds, relations, parts and shipped rules in a
//! [`Registry`]; boards change the rules as data. Start with [`Record`], then [`walk()`].

mod add_rule;
mod join_records;
mod join_rule;
mod link;
mod orphans;
pub mod policy;
mod record;
mod registry;
pub(crate) mod store;
mod switch_rule;
#[cfg(test)]
mod tests;
mod walk;

pub use add_rule::{AddRuleError, RuleProblem, add_rule};
pub use join_records::{JoinRecords, JoinRecordsError, join_records, part_records};
pub use join_rule::{Broken, Direction, JoinRule, RulePause, ShippedRule, StandingRule};
pub use link::{Link, Relation};
pub use orphans::{broken_joins, broken_joins_among, broken_joins_of, join_rules};
pub use record::{AliasKind, NewRecord, Record, aliases, aliases_of, by_id, by_ids, find, of_kind};
pub use registry::{KindSpec, Part, PartCounts, Registry, RelationSpec};
pub use switch_rule::{SwitchRuleError, SwitchRuleOff, switch_rule_off, switch_rule_on};
pub use walk::{Step, Walk, walk};
