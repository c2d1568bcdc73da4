//! `/desk/documents/{slug}`: the words of a document, saved as versions and published.

use axum::extract::State;
use axum::http::StatusCode;
use board::documents::{
    Document, PublishDocument, PublishDocumentError, WriteDocument, WriteDocumentError,
    publish_document, type_in_words, write_document,
};
use board::texts::{blocks_of, words_of_blocks};
use board::vocabulary::{Role, capital};
use serde::Serialize;

use super::document_at;
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
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
}

async fn filled(app: &App, document: &Document) -> Result<FormState, Refusal> {
    let words = match document.newest() {
        Some(version) => words_of_blocks(&blocks_of(&app.house, version.id).await?),
        None => String::new(),
    };
    Ok(FormState::empty().with("words", words))
}

fn answer(
    app: &App,
    visitor: &Visitor,
    document: &Document,
    form: &FormState,
    status: StatusCode,
) -> Answer {
    let record = &document.text.record;
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
    answer(&app, &visitor, &document, &form, StatusCode::OK)
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
        Err(WriteDocumentError::NoWords) => {
            form.problem("words", capital(&WriteDocumentError::NoWords.to_string()));
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
    answer(&app, &visitor, &document, &form, status)
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
    answer(&app, &visitor, &document, &form, status)
}
