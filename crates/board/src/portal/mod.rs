//! What the public can do without an account (capability C14): reporting a mistake; and what sort of
//! installation this is. Search and subscriptions follow.
//!
//! Must not know pages or who signs in. Start with [`report_mistake`].

mod answer_mistake_report;
mod installation;
mod mistake_report;
pub mod policy;
mod report_mistake;
mod store;
#[cfg(test)]
mod tests;

pub use answer_mistake_report::{
    AnswerMistakeReport, AnswerMistakeReportError, answer_mistake_report,
};
pub use installation::{
    BecomeDemonstrationError, Installation, become_demonstration, installation,
};
pub use mistake_report::{MistakeReport, mistake_reports};
pub use report_mistake::{ReportMistake, ReportMistakeError, report_mistake};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// What somebody says is wrong on a page.
pub const MISTAKE_REPORT: Kind = Kind("mistake-report");

/// Nobody has dealt with it yet.
pub const OPEN: &str = "open";
/// Somebody has, and said how.
pub const ANSWERED: &str = "answered";

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[KindSpec {
        kind: MISTAKE_REPORT,
        one: "report of a mistake",
        many: "reports of mistakes",
        path: None,
        states: &[OPEN, ANSWERED],
    }]);
}
