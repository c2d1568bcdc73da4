//! `/desk/documents/{slug}`: the words of a document, saved as versions, published, and given to boards and organisations. One
//! that is made from figures is made again instead of being written.

use axum::extract::State;
use axum::http::StatusCode;
use board::documents::{
    Document, PublishDocument, PublishDocumentError, ShareDocument, ShareDocumentError,
    WriteDocument, WriteDocumentError, paper_of, publish_document, share_document, shares_of,
    type_in_words, write_document,
};
use board::packs::{has_newer_figures, recipe_of};
use board::places::{BodyType, bodies};
use board::texts::{blocks_of, words_of_blocks};
use board::vocabulary::{RecordId, Role, capital, long_date};
use serde::Serialize;

use super::document_at;
use super::shared::{ShareRow, rows};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::paper::faulty;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "documents/desk_document_page.html";

#[derive(Serialize)]
struct FormPage<'a> {
    form: &'a FormState,
    here: String,
    kicker: String,
    title: String,
    version: i64,
    public: Option<String>,
    may_publish: bool,
    is_published: bool,
    /// Where its source file is kept.
    papers: String,
    /// What it was made from, where it was not typed.
    made: Option<MadePart>,
    shares: Vec<ShareRow>,
    /// Whom it can be given to.
    bodies: Vec<Choice>,
}

/// What a document was made from.
#[derive(Serialize)]
struct MadePart {
    as_at: String,
    figures: usize,
    /// Newer figures are published than those in it.
    is_behind: bool,
    again: String,
}

/// What a document was made from; nothing for one that was typed.
async fn made(app: &App, document: &Document) -> Result<Option<MadePart>, Refusal> {
    let Some(newest) = document.newest() else {
        return Ok(None);
    };
    let kept = paper_of(&app.house, newest)
        .await
        .map_err(|error| faulty(&error))?;
    let Some((recipe, kept)) = kept.and_then(|kept| Some((recipe_of(&kept)?, kept))) else {
        return Ok(None);
    };
    Ok(Some(MadePart {
        as_at: long_date(kept.as_at),
        figures: recipe.indicators.len(),
        is_behind: has_newer_figures(&app.house, &recipe).await?,
        again: format!("/desk/packs/{}", document.text.record.slug),
    }))
}

async fn filled(app: &App, document: &Document) -> Result<FormState, Refusal> {
    let words = match document.newest() {
        Some(version) => words_of_blocks(&blocks_of(&app.house, version.id).await?),
        None => String::new(),
    };
    Ok(FormState::empty().with("words", words))
}

async fn answer(
    app: &App,
    visitor: &Visitor,
    document: &Document,
    form: &FormState,
    status: StatusCode,
) -> Answer {
    let record = &document.text.record;
    let made = made(app, document).await?;
    let shares = shares_of(&app.house, record.id, visitor.today).await?;
    let mut boards = bodies(&app.house).await?;
    boards.retain(|body| body.record.is_valid_on(visitor.today));
    // Boards first: it is for them that packs are made.
    boards.sort_by_key(|body| body.body_type != BodyType::Board);
    let newest = document.newest();
    let version = newest.map_or(0, |version| version.number);
    let state = newest.map_or("no words yet".to_owned(), |version| {
        format!("{}, {}", version.name(), version.state)
    });
    let page = FormPage {
        form,
        here: format!("/desk/documents/{}", record.slug),
        kicker: format!(
            "{}, {state}",
            capital(type_in_words(document.text.text_type))
        ),
        title: record.title.clone(),
        version,
        public: document
            .published()
            .map(|_| visitor.board())
            .transpose()?
            .map(|board| format!("/{}/documents/{}", board.record.slug, record.slug)),
        may_publish: visitor.has(Role::Officer),
        papers: crate::files::desk_address(record.id),
        made,
        shares: rows(document, &shares),
        bodies: boards
            .iter()
            .map(|body| Choice::new(body.record.id.to_string(), body.record.title.clone()))
            .collect(),
        is_published: newest.map(|version| version.number)
            == document.published().map(|version| version.number),
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.trail = vec![Link::new("Documents", "/desk/documents")];
    frame.illustrative = record.origin.is_illustrative();
    if status.is_success() {
        return app.page(TEMPLATE, &frame, page);
    }
    let mut response = app.refused(TEMPLATE, &frame, page)?;
    *response.status_mut() = status;
    Ok(response)
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let document = document_at(&app, &visitor, &slug).await?;
    let form = filled(&app, &document).await?;
    answer(&app, &visitor, &document, &form, StatusCode::OK).await
}

pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let document = document_at(&app, &visitor, &slug).await?;
    let input = WriteDocument {
        document_id: document.text.record.id,
        seen_version: form.text("version").parse().unwrap_or(0),
        words: form.raw("words").to_owned(),
    };
    let status = match write_document(&app.house, &visitor.who(), input).await {
        Ok(_) => return Ok(app.see_other(&format!("/desk/documents/{slug}"))),
        Err(problem @ WriteDocumentError::NoWords) => {
            form.problem("words", capital(&problem.to_string()));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(problem @ WriteDocumentError::IsMade) => {
            form.problem_with_form(capital(&problem.to_string()));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(WriteDocumentError::Runner(board::RunnerError::Conflict { .. })) => {
            form.problem_with_form(
                "Somebody else saved this document while you were writing. Yours is still in the form below and theirs is the \
                 newest version; saving again makes yours the newest, and theirs is kept.",
            );
            StatusCode::CONFLICT
        }
        Err(WriteDocumentError::Runner(error)) => return Err(error.into()),
    };
    answer(&app, &visitor, &document, &form, status).await
}

pub(super) async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    form: FormState,
) -> Answer {
    let document = document_at(&app, &visitor, &slug).await?;
    let input = PublishDocument {
        document_id: document.text.record.id,
        seen_version: form.text("version").parse().unwrap_or(0),
    };
    let mut form = filled(&app, &document).await?;
    let status = match publish_document(&app.house, &visitor.who(), input).await {
        Ok(()) => return Ok(app.see_other(&format!("/desk/documents/{slug}"))),
        Err(PublishDocumentError::Runner(board::RunnerError::Conflict { .. })) => {
            form.problem_with_form(
                "Somebody saved a newer version since you opened this page. It stands below; read it, then publish.",
            );
            StatusCode::CONFLICT
        }
        Err(PublishDocumentError::Runner(error)) => return Err(error.into()),
        Err(problem @ PublishDocumentError::AlreadyPublished) => {
            form.problem_with_form(capital(&problem.to_string()));
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    answer(&app, &visitor, &document, &form, status).await
}

pub(super) async fn share(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let document = document_at(&app, &visitor, &slug).await?;
    let to_body = form.required("to", "Choose the board or organisation that is given it");
    let due = form.required_date(
        "due",
        "The last day",
        "Give the last day on which they are to say that they have considered it",
    );
    if let (Some(to_body), Some(due)) = (to_body, due) {
        // What is no identity at all names no body.
        let to_body = to_body.parse().unwrap_or_default();
        let input = ShareDocument {
            document_id: document.text.record.id,
            to_body: RecordId(to_body),
            due,
        };
        match share_document(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&format!("/desk/documents/{slug}"))),
            Err(ShareDocumentError::Runner(error)) => return Err(error.into()),
            Err(problem @ ShareDocumentError::NotPublished) => {
                form.problem_with_form(capital(&problem.to_string()));
            }
            Err(problem @ ShareDocumentError::Due) => {
                form.problem("due", capital(&problem.to_string()));
            }
            Err(problem) => form.problem("to", capital(&problem.to_string())),
        }
    }
    let form = form.filled_from(filled(&app, &document).await?);
    answer(
        &app,
        &visitor,
        &document,
        &form,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await
}
