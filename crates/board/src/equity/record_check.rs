use jiff::civil::Date;
use serde_json::json;

use super::{
    ASSESSMENT, Assessment, AssessmentType, Form, SENT, WHAT_CHANGES, policy, questions, store,
};
use crate::delivery::{DRAFT, action};
use crate::questions::{
    AnswerMode, AnswerProblem, Answers, NewSheet, check_answers, save_answers, send_sheet,
    start_sheet, store as sheets,
};
use crate::runner::{House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId};

/// The answers to an equity check.
#[derive(Debug, Clone)]
pub struct RecordCheck {
    /// The action that is checked.
    pub about_id: RecordId,
    /// Which questions were asked.
    pub form: Form,
    /// The answers by the id of their question.
    pub answers: Answers,
    /// Who answered, as an office.
    pub answered_by: String,
    /// Whether the action changes because of it. What changes is one of the answers.
    pub changes_it: bool,
    /// When to check again.
    pub review_due: Option<Date>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Why a check was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordCheckError {
    /// Nobody answered.
    #[error("say who answered")]
    Nobody,
    /// Answers that are missing or do not fit.
    #[error("{} answers are to be mended", .0.len())]
    Answers(Vec<AnswerProblem>),
    /// An action that nobody has promised.
    #[error("this is a draft: it can be checked once it is promised")]
    Draft,
    /// A review before the check.
    #[error("choose a day after today for the next check")]
    ReviewPassed,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records an equity check: the answers on a sheet of the version that was asked, and what changed because of it.
pub async fn record_check(
    house: &House,
    who: &Who,
    input: RecordCheck,
) -> Result<Assessment, RecordCheckError> {
    let answered_by = input.answered_by.trim().to_owned();
    if answered_by.is_empty() {
        return Err(RecordCheckError::Nobody);
    }
    if input.review_due.is_some_and(|day| day <= who.today) {
        return Err(RecordCheckError::ReviewPassed);
    }
    let body_id = action(house, input.about_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.about_id })?
        .record
        .body_id;
    let mut act = house.begin(who, &policy::RECORD_CHECK, body_id).await?;
    let about = act.load(input.about_id).await?;
    if about.state == DRAFT {
        return Err(RecordCheckError::Draft);
    }
    let version = questions::current_version(&mut act, input.form).await?;
    let asked = sheets::questions_of(act.connection(), version.id)
        .await
        .map_err(RunnerError::from)?;
    let problems = check_answers(&asked, &input.answers);
    if !problems.is_empty() {
        return Err(RecordCheckError::Answers(problems));
    }
    let new = NewSheet {
        set_version_id: version.id,
        about_id: Some(about.id),
        by_person: who.actor.person(),
        by_body: about.body_id,
        mode: AnswerMode::Online,
        language: "en".to_owned(),
    };
    let sheet = start_sheet(&mut act, new).await?;
    save_answers(&mut act, &sheet, &input.answers).await?;
    send_sheet(&mut act, &sheet).await?;
    let mut record = NewRecord::new(
        ASSESSMENT,
        about.body_id,
        format!("Equity check of “{}”", about.title),
        SENT,
    );
    record.origin = input.origin;
    record.visibility = about.visibility;
    let assessment = Assessment {
        record: act.create(record).await?,
        about_id: about.id,
        assessment_type: AssessmentType::EquityCheck,
        sheet_id: sheet.id,
        answered_by,
        assessed_on: who.today,
        what_changed: input
            .answers
            .get(WHAT_CHANGES)
            .filter(|_| input.changes_it)
            .map(|words| words.trim().to_owned()),
        review_due: input.review_due,
    };
    store::insert_assessment(act.connection(), &assessment)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({
        "equity check of": about.id.to_string(), "answered by": assessment.answered_by,
        "what changed": assessment.what_changed,
        "review due": assessment.review_due.map(|day| day.to_string()),
    }));
    act.about(about.id);
    act.commit().await?;
    Ok(assessment)
}
