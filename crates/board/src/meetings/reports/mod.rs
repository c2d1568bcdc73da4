//! Reports to a meeting: what an item asks of a board and why, in sections that every board expects, with paragraphs that are
//! numbered from the first to the last.
//!
//! A report is a text with versions, joined to its item. What it recommends are the recommendations of the item, which
//! are decided one by one. It cannot be published without them, nor without saying what it means for equality. Start
//! with [`write_report()`], then [`publish_report()`].

mod publish_report;
mod report;
mod report_paper;
mod show_report;
#[cfg(test)]
mod tests;
mod typed_report;
mod write_report;

pub use publish_report::{MissingFromReport, PublishReportError, publish_report};
pub(super) use report::report_text;
pub use report::{Report, ReportSection, item_of_report, public_report, report_of};
pub use report_paper::report_paper;
pub(super) use show_report::show_report;
pub use typed_report::{TypedReportError, sections_of_words};
pub use write_report::{WriteReport, WriteReportError, write_report};
