//! What keeps residents unwell (capability C3): needs with the evidence that shows them.
//!
//! Must not know priorities or actions; those point at needs. Start with [`Need`].

mod create_need;
mod need;
pub mod policy;
pub(crate) mod store;

pub use create_need::{CreateNeed, CreateNeedError, create_need, explain_unanswered, publish_need};
pub use need::{Need, need, needs_of};

use crate::joins::{ADDRESSES, CITES};
use crate::thread::{Direction, KindSpec, Registry, ShippedRule};
use crate::vocabulary::Kind;

/// Something that keeps residents unwell.
pub const NEED: Kind = Kind("need");

/// A need that is being written.
pub const DRAFT: &str = "draft";
/// A need that the board has published.
pub const PUBLISHED: &str = "published";

const RULES: &[ShippedRule] = &[
    ShippedRule {
        kind: NEED,
        states: &[PUBLISHED],
        direction: Direction::Up,
        expects: CITES.0,
        other_kinds: &[],
        at_least: 1,
        message: "Nothing shows that this is a need",
        mended_by: "the public-health analyst",
    },
    ShippedRule {
        kind: NEED,
        states: &[PUBLISHED],
        direction: Direction::Part,
        expects: "priority or reason",
        other_kinds: &[],
        at_least: 1,
        message: "No priority answers this need",
        mended_by: "the board",
    },
];

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry
        .kinds(&[KindSpec {
            kind: NEED,
            one: "need",
            many: "needs",
            path: Some("needs"),
            states: &[DRAFT, PUBLISHED],
        }])
        .part(need::PriorityOrReason {
            relation: ADDRESSES,
        })
        .rules(RULES);
}
