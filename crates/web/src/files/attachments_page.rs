//! `/desk/attachments/{record}`: what belongs to a report, an agenda item, a document or a return, and the forms that attach a file,
//! say that one is missing, and remove one.

use axum::extract::State;
use board::documents::DOCUMENT_TYPES;
use board::events::{self, ITEM, Item};
use board::files::{
    AddAttachment, AddAttachmentError, Attachment, AttachmentRole, AttachmentTerms,
    NoteMissingAttachment, NoteMissingAttachmentError, RemoveAttachment, RemoveAttachmentError,
    add_attachment, attachments_of, note_missing_attachment, remove_attachment, terms_of,
    unattached_appendices,
};
use board::meetings::reports::item_of_report;
use board::outcomes::returns::RETURN;
use board::texts;
use board::thread::{Record, by_id};
use board::vocabulary::{Origin, RecordId, capital, long_date};
use serde::Serialize;

use super::{ALLOWED, AttachmentRow, bytes_of, desk_address, not_kept, rows};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Brought, Choice, FormState, Upload};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "files/attachments_page.html";

#[derive(Serialize)]
struct AttachmentsPage<'a> {
    form: &'a FormState,
    here: String,
    kicker: String,
    title: String,
    is_public: bool,
    rows: Vec<AttachmentRow>,
    /// Appendices that the words name and that are not attached.
    unattached: Vec<String>,
    roles: Vec<Choice>,
    allowed: &'static str,
}

/// The record of the visitor's desk with an identity, and its terms, for whoever may write it.
pub(super) async fn subject(
    app: &App,
    visitor: &Visitor,
    id: &str,
) -> Result<(Record, AttachmentTerms), Refusal> {
    let id = id.parse().map(RecordId).map_err(|_| Refusal::NotFound)?;
    let record = by_id(&app.house, id).await?.ok_or(Refusal::NotFound)?;
    if record.body_id != visitor.board_id() {
        return Err(Refusal::NotFound);
    }
    let terms = terms_of(&app.house, &record, visitor.today)
        .await?
        .ok_or(Refusal::NotFound)?;
    if terms.write.allows(&visitor.actor, record.body_id) {
        Ok((record, terms))
    } else {
        Err(Refusal::Forbidden)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let (record, terms) = subject(&app, &visitor, &id).await?;
    let form = FormState::empty().with("role", AttachmentRole::Appendix.as_str());
    let (frame, page) = page(&app, &visitor, &record, &terms, &form).await?;
    app.page(TEMPLATE, &frame, page)
}

pub(super) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Upload { mut form, files }: Upload,
) -> Answer {
    let (record, terms) = subject(&app, &visitor, &id).await?;
    let title = form.required("title", "Give it a title, by which readers know what it is");
    let role = role_of(&mut form, "role");
    let dated = form.date("dated", "The date that it bears");
    let file = files.first().map(Brought::source);
    if file.is_none() {
        form.problem("file", "Choose the file to attach");
    }
    if form.is_sound()
        && let (Some(title), Some(role), Some(file)) = (title, role, file)
    {
        let input = AddAttachment {
            record_id: record.id,
            role,
            title,
            version: Some(form.text("version").to_owned()),
            dated,
            name: file.name.clone(),
            bytes: bytes_of(file)?,
            origin: Origin::Entered,
        };
        match add_attachment(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&desk_address(record.id))),
            Err(AddAttachmentError::Runner(error)) => return Err(error.into()),
            Err(AddAttachmentError::Folder(error)) => return Err(not_kept(&error)),
            Err(problem) => {
                let field = match problem {
                    AddAttachmentError::NoTitle => "title",
                    _ => "file",
                };
                form.problem(field, capital(&problem.to_string()));
            }
        }
    }
    again(&app, &visitor, &record, &terms, &form).await
}

pub(super) async fn note_missing(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    mut form: FormState,
) -> Answer {
    let (record, terms) = subject(&app, &visitor, &id).await?;
    let role = role_of(&mut form, "missing-role");
    if let Some(role) = role {
        let input = NoteMissingAttachment {
            record_id: record.id,
            role,
            title: form.text("missing-title").to_owned(),
            version: None,
            dated: None,
            reason: form.text("missing-why").to_owned(),
            origin: Origin::Entered,
        };
        match note_missing_attachment(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&desk_address(record.id))),
            Err(NoteMissingAttachmentError::Runner(error)) => return Err(error.into()),
            Err(problem) => {
                let field = match problem {
                    NoteMissingAttachmentError::NoReason => "missing-why",
                    _ => "missing-title",
                };
                form.problem(field, capital(&problem.to_string()));
            }
        }
    }
    again(&app, &visitor, &record, &terms, &form).await
}

pub(super) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    mut form: FormState,
) -> Answer {
    let (record, terms) = subject(&app, &visitor, &id).await?;
    let wanted = form.text("attachment").to_owned();
    let why = format!("why-{wanted}");
    let input = RemoveAttachment {
        record_id: record.id,
        attachment_id: wanted.parse().map_err(|_| Refusal::NotFound)?,
        reason: form.text(&why).to_owned(),
    };
    match remove_attachment(&app.house, &visitor.who(), input).await {
        Ok(_) => return Ok(app.see_other(&desk_address(record.id))),
        Err(RemoveAttachmentError::Runner(error)) => return Err(error.into()),
        Err(problem @ RemoveAttachmentError::NoReason) => {
            form.problem(&why, capital(&problem.to_string()));
        }
        Err(problem @ RemoveAttachmentError::NotAttached) => {
            form.problem_with_form(capital(&problem.to_string()));
        }
    }
    again(&app, &visitor, &record, &terms, &form).await
}

fn role_of(form: &mut FormState, field: &str) -> Option<AttachmentRole> {
    let role = form.text(field).parse().ok();
    if role.is_none() {
        form.problem(field, "Say what it is");
    }
    role
}

async fn again(
    app: &App,
    visitor: &Visitor,
    record: &Record,
    terms: &AttachmentTerms,
    form: &FormState,
) -> Answer {
    let (frame, page) = page(app, visitor, record, terms, form).await?;
    app.refused(TEMPLATE, &frame, page)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    record: &Record,
    terms: &AttachmentTerms,
    form: &'a FormState,
) -> Result<(Frame, AttachmentsPage<'a>), Refusal> {
    let held = attachments_of(&app.house, &[record.id])
        .await?
        .remove(&record.id)
        .unwrap_or_default();
    let here = desk_address(record.id);
    let (section, trail) = trail(app, record).await?;
    let page = AttachmentsPage {
        form,
        kicker: format!("Supporting documents of “{}”", record.title),
        title: title(&held),
        is_public: terms.is_public,
        rows: rows(&held, &format!("{here}/files")),
        unattached: unattached_appendices(&terms.words, &held),
        roles: AttachmentRole::ALL
            .iter()
            .map(|role| Choice::new(role.as_str(), capital(role.name())))
            .collect(),
        allowed: ALLOWED,
        here,
    };
    let mut frame = visitor.frame("Supporting documents", section);
    frame.trail = trail;
    frame.illustrative =
        record.origin.is_illustrative() || held.iter().any(|one| one.origin.is_illustrative());
    Ok((frame, page))
}

fn title(held: &[Attachment]) -> String {
    let missing = held.iter().filter(|one| one.file().is_none()).count();
    let attached = match held.len() - missing {
        0 => "Nothing is attached".to_owned(),
        1 => "1 file is attached".to_owned(),
        many => format!("{many} files are attached"),
    };
    match missing {
        0 => attached,
        1 => format!("{attached}, and 1 is missing"),
        many => format!("{attached}, and {many} are missing"),
    }
}

/// The part of the desk that a record belongs to, and the way to it.
async fn trail(app: &App, record: &Record) -> Result<(&'static str, Vec<Link>), Refusal> {
    if record.kind == ITEM {
        let item = events::item(&app.house, record.id).await?;
        return Ok(("Meetings", of_meeting(app, item.as_ref(), false).await?));
    }
    if record.kind == RETURN {
        return Ok(("Returns", vec![Link::new("Returns", "/desk/returns")]));
    }
    let text = texts::text(&app.house, record.id).await?;
    if text.is_some_and(|text| DOCUMENT_TYPES.contains(&text.text_type)) {
        let page = format!("/desk/documents/{}", record.slug);
        return Ok((
            "Evidence",
            vec![
                Link::new("Documents", "/desk/documents"),
                Link::new(record.title.clone(), page),
            ],
        ));
    }
    let item = item_of_report(&app.house, record.id).await?;
    Ok(("Meetings", of_meeting(app, item.as_ref(), true).await?))
}

async fn of_meeting(
    app: &App,
    item: Option<&Item>,
    with_report: bool,
) -> Result<Vec<Link>, Refusal> {
    let mut trail = vec![Link::new("Meetings", "/desk/meetings")];
    if let Some(item) = item
        && let Some(meeting) = events::event(&app.house, item.event_id).await?
    {
        let page = format!("/desk/meetings/{}", meeting.record.slug);
        trail.push(Link::new(long_date(meeting.on), page.clone()));
        if with_report {
            let report = format!("{page}/report/{}", item.number);
            trail.push(Link::new(format!("Report: {}", item.record.title), report));
        }
    }
    Ok(trail)
}
