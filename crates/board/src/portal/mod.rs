//! What the public can do without an account (capability C14): reporting a mistake; the outbox, in which what the board
//! writes to people waits until it has left; and what sort of installation this is. Search and subscriptions follow.
//!
//! Must not know pages or who signs in. Start with [`report_mistake()`].

mod answer_mistake_report;
mod installation;
mod message;
mod mistake_report;
pub mod policy;
mod report_mistake;
mod send_messages;
mod store;
#[cfg(test)]
mod tests;
mod what_changed;

pub use answer_mistake_report::{
    AnswerMistakeReport, AnswerMistakeReportError, answer_mistake_report,
};
pub use installation::{
    BecomeDemonstrationError, Installation, become_demonstration, installation,
};
pub use message::{
    Message, NewMessage, mark_message_sent, messages_about, messages_of, messages_waiting,
    note_message_problem, queue_message,
};
pub use mistake_report::{MistakeReport, mistake_reports};
pub use report_mistake::{ReportMistake, ReportMistakeError, report_mistake};
pub use send_messages::{Sending, Waiting, send_messages};
pub use what_changed::{Changed, PublicChange, what_changed};

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
