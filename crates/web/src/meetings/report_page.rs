//! The report of an item: written at the desk in its sections, read by the public once it is whole, and to take away.

use axum::extract::State;
use axum::http::StatusCode;
use board::events::{Event, Item};
use board::meetings::reports::{
    MissingFromReport, PublishReportError, Report, ReportSection, WriteReport, WriteReportError,
    public_report, publish_report, report_of, report_paper, write_report,
};
use board::meetings::{
    Recommend, RecommendError, Verb, decisions_of, permission_to_recommend, recommend,
    recommendations_of,
};
use board::vocabulary::{Origin, Role, capital, long_date};
use papers::Paper;
use serde::Serialize;

use super::decisions_page::choices;
use super::desk_meeting_page::frame_beneath;
use super::drawn::{item_meant, item_of, meeting_on, report_address, verbs};
use crate::address::Path;
use crate::app::App;
use crate::files::{AttachmentRow, desk_address as attachments_address, rows};
use crate::forms::{Choice, FormState};
use crate::paper;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/report_form_page.html";

#[derive(Serialize)]
struct FormPage<'a> {
    form: &'a FormState,
    here: String,
    title: String,
    kicker: String,
    item: String,
    version: i64,
    sections: Vec<Section>,
    asked: Vec<Asked>,
    /// Whether whoever reads this may put a recommendation now.
    may_ask: bool,
    verbs: Vec<Choice>,
    /// Where recommendations are put, for whoever runs the board.
    decisions: Option<String>,
    may_publish: bool,
    public: Option<String>,
    exists: bool,
    /// Where its appendices and background papers are kept, once it exists.
    papers: Option<String>,
    attachments: Vec<AttachmentRow>,
    /// Appendices that its words name and that are not attached.
    unattached: Vec<String>,
}

/// What the board is asked at the item.
#[derive(Serialize)]
struct Asked {
    verb: String,
    text: String,
}

#[derive(Serialize)]
struct Section {
    field: &'static str,
    name: &'static str,
    hint: &'static str,
}

const SECTIONS: &[(ReportSection, &str, &str)] = &[
    (
        ReportSection::Summary,
        "summary",
        "What it is about and why it comes now, in a paragraph.",
    ),
    (
        ReportSection::Main,
        "main",
        "An empty line begins a paragraph. Paragraphs are numbered from the first to the last.",
    ),
    (
        ReportSection::Corporate,
        "corporate",
        "Plans, money, staff, property, law.",
    ),
    (
        ReportSection::Equalities,
        "equalities",
        "For which groups, and how. “None” needs its reason.",
    ),
    (ReportSection::Conclusion, "conclusion", ""),
    (
        ReportSection::Appendices,
        "appendices",
        "What is attached or may be read elsewhere, one a paragraph.",
    ),
];

/// Where the report of an item is written.
fn desk_address(meeting: &Event, item: &Item) -> String {
    format!(
        "/desk/meetings/{}/report/{}",
        meeting.record.slug, item.number
    )
}

fn filled(report: Option<&Report>) -> FormState {
    let Some(report) = report else {
        return FormState::empty();
    };
    SECTIONS.iter().fold(
        FormState::empty().with("author", report.author().unwrap_or_default()),
        |form, (section, field, _)| form.with(field, report.words_of(*section)),
    )
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    item: &Item,
    form: &'a FormState,
) -> Result<FormPage<'a>, Refusal> {
    let report = report_of(&app.house, item).await?;
    let asked = recommendations_of(&app.house, item.record.id).await?;
    let may_ask = permission_to_recommend(&app.house, item.record.id)
        .await?
        .allows(&visitor.actor, item.record.body_id);
    let here = format!("/desk/meetings/{}", meeting.record.slug);
    let board = visitor.board()?.record.slug.as_str();
    let state = report
        .as_ref()
        .map_or("Not written yet".to_owned(), |report| {
            capital(&format!(
                "{}, {}",
                report.version.name(),
                report.version.state
            ))
        });
    Ok(FormPage {
        form,
        title: format!("Report: {}", item.record.title),
        kicker: format!("Item {} of {}. {state}", item.number, long_date(meeting.on)),
        version: report.as_ref().map_or(0, |report| report.version.number),
        sections: SECTIONS
            .iter()
            .map(|&(section, field, hint)| Section {
                field,
                name: section.as_str(),
                hint,
            })
            .collect(),
        asked: asked
            .into_iter()
            .map(|one| Asked {
                verb: verbs(&one.verbs),
                text: one.words,
            })
            .collect(),
        may_ask,
        verbs: choices(Verb::WORDS),
        decisions: visitor.runs_board().then(|| format!("{here}/decisions")),
        may_publish: visitor.has(Role::Officer),
        public: public_report(&app.house, meeting, item, visitor.today)
            .await?
            .map(|_| report_address(board, meeting, item)),
        exists: report.is_some(),
        attachments: report.as_ref().map_or_else(Vec::new, |report| {
            let files = format!("{}/files", attachments_address(report.text.record.id));
            rows(&report.attachments, &files)
        }),
        papers: report
            .as_ref()
            .map(|report| attachments_address(report.text.record.id)),
        unattached: report
            .as_ref()
            .map_or_else(Vec::new, Report::unattached_appendices),
        here: desk_address(meeting, item),
        item: item.record.id.to_string(),
    })
}

async fn answer(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    item: &Item,
    form: &FormState,
    status: StatusCode,
) -> Answer {
    let page = page(app, visitor, meeting, item, form).await?;
    let mut frame = frame_beneath(visitor, meeting, &page.title.clone());
    frame.illustrative = item.record.origin.is_illustrative();
    if status.is_success() {
        return app.page(TEMPLATE, &frame, page);
    }
    let mut response = app.refused(TEMPLATE, &frame, page)?;
    *response.status_mut() = status;
    Ok(response)
}

pub(super) async fn edit(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_of(&app, &meeting, &number).await?;
    let form = filled(report_of(&app.house, &item).await?.as_ref());
    answer(&app, &visitor, &meeting, &item, &form, StatusCode::OK).await
}

pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_meant(&app, &meeting, &number, &form).await?;
    let input = WriteReport {
        item_id: item.record.id,
        seen_version: form.text("version").parse().unwrap_or(0),
        author: form.text("author").to_owned(),
        sections: SECTIONS
            .iter()
            .map(|&(section, field, _)| (section, form.raw(field).to_owned()))
            .collect(),
        origin: Origin::Entered,
    };
    match write_report(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(&desk_address(&meeting, &item))),
        Err(WriteReportError::NoWords) => {
            form.problem("main", capital(&WriteReportError::NoWords.to_string()));
            answer(
                &app,
                &visitor,
                &meeting,
                &item,
                &form,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(WriteReportError::Runner(board::RunnerError::Conflict { .. })) => {
            form.problem_with_form(
                "Somebody else saved this report while you were writing. Yours is still in the form below and theirs is the \
                 newest version; saving again makes yours the newest, and theirs is kept.",
            );
            answer(&app, &visitor, &meeting, &item, &form, StatusCode::CONFLICT).await
        }
        Err(WriteReportError::Runner(error)) => Err(error.into()),
    }
}

/// Puts a recommendation where the report is written.
pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_meant(&app, &meeting, &number, &form).await?;
    let input = Recommend {
        from_id: item.record.id,
        verbs: form
            .chosen("verbs")
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect(),
        words: form.text("ask").to_owned(),
        to_body_id: None,
        origin: Origin::Entered,
    };
    match recommend(&app.house, &visitor.who(), input).await {
        Ok(_) => {
            let here = format!("{}#recommendations", desk_address(&meeting, &item));
            return Ok(app.see_other(&here));
        }
        Err(RecommendError::Runner(error)) => return Err(error.into()),
        Err(problem @ RecommendError::NoVerb) => {
            form.problem("verbs", capital(&problem.to_string()));
        }
        Err(problem @ RecommendError::NoWords) => {
            form.problem("ask", capital(&problem.to_string()));
        }
    }
    let form = form.filled_from(filled(report_of(&app.house, &item).await?.as_ref()));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    answer(&app, &visitor, &meeting, &item, &form, status).await
}

pub(super) async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
    form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_meant(&app, &meeting, &number, &form).await?;
    let seen = form.text("version").parse().unwrap_or(0);
    let mut form = filled(report_of(&app.house, &item).await?.as_ref());
    match publish_report(&app.house, &visitor.who(), item.record.id, seen).await {
        Ok(()) => return Ok(app.see_other(&desk_address(&meeting, &item))),
        Err(PublishReportError::Incomplete(missing)) => {
            for one in missing {
                let field = match one {
                    MissingFromReport::Author => "author",
                    MissingFromReport::Summary => "summary",
                    MissingFromReport::Equalities => "equalities",
                    MissingFromReport::Recommendations => "recommendations",
                };
                form.problem(field, capital(&one.to_string()));
            }
        }
        Err(PublishReportError::Runner(error)) => return Err(error.into()),
        Err(problem @ PublishReportError::AlreadyPublished) => {
            form.problem_with_form(capital(&problem.to_string()));
        }
    }
    answer(
        &app,
        &visitor,
        &meeting,
        &item,
        &form,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await
}

/// The public paper of a report. What the public may not read is not there.
async fn public_paper(
    app: &App,
    visitor: &Visitor,
    date: &str,
    number: &str,
) -> Result<(Event, Item, Paper), Refusal> {
    let meeting = meeting_on(app, visitor, date).await?;
    let item = item_of(app, &meeting, number).await?;
    let report = public_report(&app.house, &meeting, &item, visitor.today)
        .await?
        .ok_or(Refusal::NotFound)?;
    let decisions = decisions_of(&app.house, &[item.record.id]).await?;
    let board = visitor.board()?.public_name.clone();
    let draft = report_paper(&report, &board, &meeting, &item, &decisions)
        .map_err(|error| paper::faulty(&error))?;
    let paper = draft.check().map_err(|error| paper::faulty(&error))?;
    Ok((meeting, item, paper))
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, date, number, file)): Path<(String, String, String, String)>,
) -> Answer {
    let ending = file.strip_prefix("report").ok_or(Refusal::NotFound)?;
    let (meeting, item, made) = public_paper(&app, &visitor, &date, &number).await?;
    if let Some(ending) = ending.strip_prefix('.') {
        return paper::file(&app, made, ending).await;
    }
    if !ending.is_empty() {
        return Err(Refusal::NotFound);
    }
    let mut frame = visitor.frame(made.title.clone(), "Meetings");
    frame.trail = vec![
        Link::new("Meetings", format!("/{board}/meetings")),
        Link::new(long_date(meeting.on), format!("/{board}/meetings/{date}")),
    ];
    frame.illustrative = item.record.origin.is_illustrative();
    paper::page(
        &app,
        &mut frame,
        &made,
        &report_address(&board, &meeting, &item),
    )
}
