//! `/desk/mistakes`: what people have reported, and what was done about it.

use axum::extract::State;
use board::portal::{
    AnswerMistakeReport, AnswerMistakeReportError, MISTAKE_REPORT, MistakeReport, OPEN,
    answer_mistake_report, mistake_reports,
};
use board::thread;
use board::vocabulary::Reference;
use serde::Serialize;

use crate::address::of_this_site;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "portal/mistakes_page.html";
const TITLE: &str = "Reports of mistakes";

#[derive(Serialize)]
struct MistakesPage<'a> {
    form: &'a FormState,
    open: Vec<Row>,
    answered: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    reference: String,
    /// The name of its field: one form for each report stands on the page.
    field: String,
    revision: i64,
    page: String,
    /// Where the page is, when it is one of ours.
    href: Option<String>,
    words: String,
    contact: Option<String>,
    reported_at: String,
    answer: Option<String>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let reference: Reference = form
        .text("reference")
        .parse()
        .map_err(|_| Refusal::NotFound)?;
    let record = thread::find(&app.house, &reference)
        .await?
        .filter(|record| record.kind == MISTAKE_REPORT && record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    let field = field_of(record.slug.as_str());
    let input = AnswerMistakeReport {
        report_id: record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        answer: form.text(&field).to_owned(),
    };
    match answer_mistake_report(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other("/desk/mistakes")),
        Err(AnswerMistakeReportError::NoWords) => {
            form.problem(&field, AnswerMistakeReportError::NoWords.to_string());
            let page = page(&app, &visitor, &form).await?;
            app.refused(TEMPLATE, &frame(&visitor), page)
        }
        Err(AnswerMistakeReportError::Runner(error)) => Err(error.into()),
    }
}

fn frame(visitor: &Visitor) -> Frame {
    let mut frame = visitor.frame(TITLE, "My work");
    frame.trail = vec![Link::new("My work", "/desk")];
    frame
}

fn field_of(slug: &str) -> String {
    format!("answer-{slug}")
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<MistakesPage<'a>, Refusal> {
    let reports = mistake_reports(&app.house, &visitor.actor).await?;
    let (open, answered): (Vec<_>, Vec<_>) = reports
        .into_iter()
        .partition(|report| report.record.state == OPEN);
    Ok(MistakesPage {
        form,
        open: open.into_iter().map(row).collect(),
        answered: answered.into_iter().map(row).collect(),
    })
}

fn row(report: MistakeReport) -> Row {
    Row {
        reference: report.record.reference().to_string(),
        field: field_of(report.record.slug.as_str()),
        revision: report.record.revision,
        href: of_this_site(&report.page).map(str::to_owned),
        page: report.page,
        words: report.words,
        contact: report.contact,
        reported_at: report.reported_at.to_string(),
        answer: report.answer,
    }
}
