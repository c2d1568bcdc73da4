//! `/r/{token}/{place}/files`: the files that a partner sends with one return: attached, looked at, taken off.

use axum::extract::State;
use axum::http::HeaderMap;
use board::Who;
use board::access::Token;
use board::files::{AddAttachmentError, Attachment, attachments_of};
use board::outcomes::returns::{
    AttachToReturn, MOST_FILES_OF_A_RETURN, PartnerReturns, ReturnFileError, ReturnTask,
    attach_to_return, return_record, take_off_return,
};
use board::vocabulary::capital;
use serde::Serialize;

use super::return_page::task_at;
use super::task_list_page::{frame, opened};
use crate::address::Path;
use crate::app::App;
use crate::files::{ALLOWED, AttachmentRow, attachment_at, bytes_of, hand_over, not_kept, rows};
use crate::forms::{Brought, FormState, Upload};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "outcomes/return_files_page.html";

#[derive(Serialize)]
struct FilesPage<'a> {
    form: &'a FormState,
    title: String,
    about: String,
    addressee: String,
    here: String,
    back: String,
    rows: Vec<AttachmentRow>,
    takes_more: bool,
    allowed: &'static str,
}

/// The files of a return.
pub(super) async fn files_of(app: &App, task: &ReturnTask) -> Result<Vec<Attachment>, Refusal> {
    let id = return_record(&task.ask);
    let mut held = attachments_of(&app.house, &[id]).await?;
    Ok(held.remove(&id).unwrap_or_default())
}

/// The address under which the files of a return lie.
pub(super) fn address(token: &str, place: usize) -> String {
    format!("/r/{token}/{}/files", place + 1)
}

/// The link that was followed, with whoever holds it as the one who acts.
pub(super) fn holder<'a>(
    visitor: &'a Visitor,
    returns: &PartnerReturns,
) -> Result<(&'a Token, Who), Refusal> {
    let link = visitor.link.as_ref().ok_or(Refusal::NotFound)?;
    let mut who = visitor.who();
    who.actor = link
        .holder(&returns.partner.title)
        .ok_or(Refusal::NotFound)?;
    Ok((link, who))
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((token, place)): Path<(String, usize)>,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let (task, place) = task_at(&returns, place)?;
    if returns.round.closed_on.is_some() {
        return Ok(app.see_other(&format!("/r/{token}")));
    }
    let form = FormState::empty();
    let page = page(&app, &returns, task, address(&token, place), &form).await?;
    let title = page.title.clone();
    app.page(TEMPLATE, &frame(&visitor, &returns, title), page)
}

pub(super) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path((token, place)): Path<(String, usize)>,
    Upload { mut form, files }: Upload,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let (task, place) = task_at(&returns, place)?;
    let (link, who) = holder(&visitor, &returns)?;
    let title = form.required("title", "Say what it is, so that readers know");
    let file = files.first().map(Brought::source);
    if file.is_none() {
        form.problem("file", "Choose the file to attach");
    }
    if let (Some(title), Some(file)) = (title, file) {
        let input = AttachToReturn {
            ask_id: task.ask.id,
            title,
            name: file.name.clone(),
            bytes: bytes_of(file)?,
        };
        match attach_to_return(&app.house, &who, link, input).await {
            Ok(_) => return Ok(app.see_other(&address(&token, place))),
            Err(problem) => {
                if let Some(answer) = said_beside(&app, &token, &mut form, problem)? {
                    return Ok(answer);
                }
            }
        }
    }
    let here = address(&token, place);
    again(&app, &visitor, &returns, task, here, &form).await
}

pub(super) async fn take_off(
    State(app): State<App>,
    visitor: Visitor,
    Path((token, place)): Path<(String, usize)>,
    mut form: FormState,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let (task, place) = task_at(&returns, place)?;
    let (link, who) = holder(&visitor, &returns)?;
    let attachment = form
        .text("attachment")
        .parse()
        .map_err(|_| Refusal::NotFound)?;
    match take_off_return(&app.house, &who, link, task.ask.id, attachment).await {
        Ok(()) => return Ok(app.see_other(&address(&token, place))),
        Err(problem) => {
            if let Some(answer) = said_beside(&app, &token, &mut form, problem)? {
                return Ok(answer);
            }
        }
    }
    let here = address(&token, place);
    again(&app, &visitor, &returns, task, here, &form).await
}

async fn again(
    app: &App,
    visitor: &Visitor,
    returns: &PartnerReturns,
    task: &ReturnTask,
    here: String,
    form: &FormState,
) -> Answer {
    let page = page(app, returns, task, here, form).await?;
    let title = page.title.clone();
    app.refused(TEMPLATE, &frame(visitor, returns, title), page)
}

/// A file of a return, for whoever holds the link.
pub(super) async fn download(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((_, place, id)): Path<(String, usize, String)>,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let (task, _) = task_at(&returns, place)?;
    let attachment = attachment_at(&app, &id).await?;
    if attachment.record_id != return_record(&task.ask) {
        return Err(Refusal::NotFound);
    }
    hand_over(&app, &headers, &attachment).await
}

/// Says a refusal beside its field, or leads back to the list where the round is closed; what stops any use case stops the page.
fn said_beside(
    app: &App,
    token: &str,
    form: &mut FormState,
    problem: ReturnFileError,
) -> Result<Option<axum::response::Response>, Refusal> {
    let words = capital(&problem.to_string());
    match problem {
        ReturnFileError::Closed(_) => return Ok(Some(app.see_other(&format!("/r/{token}")))),
        ReturnFileError::Runner(error)
        | ReturnFileError::Attachment(AddAttachmentError::Runner(error)) => {
            return Err(error.into());
        }
        ReturnFileError::Attachment(AddAttachmentError::Folder(error)) => {
            return Err(not_kept(&error));
        }
        ReturnFileError::Attachment(AddAttachmentError::NoTitle) => form.problem("title", words),
        ReturnFileError::Attachment(_) => form.problem("file", words),
        ReturnFileError::TooMany | ReturnFileError::NotAttached => form.problem_with_form(words),
    }
    Ok(None)
}

async fn page<'a>(
    app: &App,
    returns: &PartnerReturns,
    task: &ReturnTask,
    here: String,
    form: &'a FormState,
) -> Result<FilesPage<'a>, Refusal> {
    let held = files_of(app, task).await?;
    Ok(FilesPage {
        form,
        title: match held.len() {
            0 => "No file goes with this answer yet".to_owned(),
            1 => "1 file goes with this answer".to_owned(),
            many => format!("{many} files go with this answer"),
        },
        about: task.about.title.clone(),
        addressee: returns.addressee(),
        back: here.trim_end_matches("/files").to_owned(),
        rows: rows(&held, &here),
        takes_more: held.len() < MOST_FILES_OF_A_RETURN,
        allowed: ALLOWED,
        here,
    })
}
