use serde_json::json;

use super::{ANSWERED, MISTAKE_REPORT, policy, store};
use crate::runner::{Change, Done, House, RunnerError, Who};
use crate::thread;
use crate::vocabulary::RecordId;

/// What was done about a report.
#[derive(Debug, Clone)]
pub struct AnswerMistakeReport {
    /// Which.
    pub report_id: RecordId,
    /// The revision that the officer saw.
    pub seen_revision: i64,
    /// What was done.
    pub answer: String,
}

/// Why a report was not answered.
#[derive(Debug, thiserror::Error)]
pub enum AnswerMistakeReportError {
    /// Nothing was said.
    #[error("Say what was done, or why nothing was")]
    NoWords,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records what was done about a report and takes it off the list.
pub async fn answer_mistake_report(
    house: &House,
    who: &Who,
    input: AnswerMistakeReport,
) -> Result<Done, AnswerMistakeReportError> {
    let answer = input.answer.trim();
    if answer.is_empty() {
        return Err(AnswerMistakeReportError::NoWords);
    }
    let id = input.report_id;
    let record = thread::by_id(house, id)
        .await
        .map_err(RunnerError::from)?
        .filter(|record| record.kind == MISTAKE_REPORT)
        .ok_or(RunnerError::NotFound { id })?;
    let mut act = house
        .begin(who, &policy::ANSWER_MISTAKE_REPORT, record.body_id)
        .await?;
    let change = Change {
        state: Some(ANSWERED),
        ..Change::default()
    };
    act.change(id, input.seen_revision, change).await?;
    store::set_answer(act.connection(), id, answer)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(id, json!({ "answer": answer }));
    Ok(act.commit().await?)
}
