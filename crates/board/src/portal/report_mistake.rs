use serde_json::json;

use super::{MISTAKE_REPORT, MistakeReport, OPEN, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{RecordId, Visibility};

/// A mistake that somebody found.
#[derive(Debug, Clone)]
pub struct ReportMistake {
    /// The board whose page it is on; `None` when it belongs to none.
    pub body_id: Option<RecordId>,
    /// The address of the page.
    pub page: String,
    /// What is wrong.
    pub words: String,
    /// How to tell them what became of it.
    pub contact: Option<String>,
}

/// Why a report was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ReportMistakeError {
    /// Nothing was said.
    #[error("Say what is wrong")]
    NoWords,
    /// Too much was said.
    #[error("Say it in at most {MOST_WORDS} characters")]
    TooLong,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Most characters of a report.
const MOST_WORDS: usize = 5_000;
/// Most characters of an address and of a contact.
const MOST_ADDRESS: usize = 500;

/// Takes a report in. Whoever reports stays unknown unless they leave a contact.
pub async fn report_mistake(
    house: &House,
    who: &Who,
    input: ReportMistake,
) -> Result<MistakeReport, ReportMistakeError> {
    let words = input.words.trim();
    if words.is_empty() {
        return Err(ReportMistakeError::NoWords);
    }
    let contact = input
        .contact
        .map(|contact| contact.trim().to_owned())
        .filter(|contact| !contact.is_empty());
    let page = input.page.trim();
    let longest = [page, contact.as_deref().unwrap_or_default()]
        .map(|text| text.chars().count())
        .into_iter()
        .max();
    if words.chars().count() > MOST_WORDS || longest > Some(MOST_ADDRESS) {
        return Err(ReportMistakeError::TooLong);
    }
    let mut act = house
        .begin(who, &policy::REPORT_MISTAKE, input.body_id)
        .await?;
    let title = format!("Reported on {}", who.today);
    let mut new = NewRecord::new(MISTAKE_REPORT, input.body_id, title, OPEN);
    new.visibility = Visibility::Restricted;
    let record = act.create(new).await?;
    let report = MistakeReport {
        record,
        page: page.to_owned(),
        words: words.to_owned(),
        contact,
        reported_at: who.now,
        answer: None,
    };
    store::insert_report(act.connection(), &report)
        .await
        .map_err(RunnerError::from)?;
    // The log says that there is a contact and not which: the record can be emptied, the log cannot.
    act.note_of(
        report.record.id,
        json!({ "page": report.page, "has contact": report.contact.is_some() }),
    );
    act.commit().await?;
    Ok(report)
}
