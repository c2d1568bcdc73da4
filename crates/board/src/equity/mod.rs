//! The equity check (capability C7): who may be left behind by an action, and what was changed because of it.
//!
//! The questions are a question set in our own words, in a short form of four and a long form, so that a check
//! remembers which words were asked. What is checked is an action of a board’s plan. Start with
//! [`Assessment`] and [`record_check()`].

mod assessment;
mod plan;
pub mod policy;
mod questions;
mod record_check;
mod rules;
mod set_due;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use assessment::{Assessment, AssessmentType, CheckDue, assessments, checks_due};
pub use plan::{PlanChecks, PlannedAction, checks_of_plan};
pub use questions::{Form, Prompt, WHAT_CHANGES, prompts};
pub use record_check::{RecordCheck, RecordCheckError, record_check};
pub use set_due::{SetDue, set_check_due};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// A recorded assessment.
pub const ASSESSMENT: Kind = Kind("assessment");
/// The only state of an assessment that was sent.
pub const SENT: &str = "sent";

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[KindSpec {
        kind: ASSESSMENT,
        one: "equity check",
        many: "equity checks",
        path: None,
        states: &[SENT],
    }]);
    rules::register(registry);
}
