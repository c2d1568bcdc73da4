//! The spine: every record, how records are joined, and which joins are missing.
//!
//! This engine knows no capability by name. Capabilities register their kinds, relations, parts and shipped rules in a
//! [`Registry`]; boards change the rules as data. Start with [`Record`], then [`walk`].

mod join_rule;
mod link;
mod orphans;
mod record;
mod registry;
pub(crate) mod store;
mod walk;

pub use join_rule::{Broken, Direction, JoinRule, ShippedRule};
pub use link::{Link, Relation};
pub use orphans::{broken_joins, broken_joins_of, join_rules};
pub use record::{AliasKind, NewRecord, Record, aliases_of, by_id, find, of_kind};
pub use registry::{KindSpec, Part, PartCounts, Registry, RelationSpec};
pub use walk::{Step, Walk, walk};
