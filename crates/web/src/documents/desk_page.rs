//! `/desk/documents`: the documents of the board with what is public and what is being written, and a form for a new one.

use axum::extract::State;
use board::documents::{
    CreateDocument, CreateDocumentError, DOCUMENT_TYPES, Document, create_document, documents_of,
    type_in_words,
};
use board::vocabulary::{Origin, capital};
use serde::Serialize;

use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::Frame;
use crate::visitor::Visitor;

const TEMPLATE: &str = "documents/desk_page.html";
const TITLE: &str = "Documents";

#[derive(Serialize)]
struct DeskPage<'a> {
    form: &'a FormState,
    title: String,
    rows: Vec<Row>,
    types: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    kind: String,
    title: String,
    href: String,
    stands: String,
    waits: bool,
}

fn frame(visitor: &Visitor) -> Frame {
    visitor.frame(TITLE, "Evidence")
}

fn row(document: &Document) -> Row {
    let (published, newest) = (document.published(), document.newest());
    let waits = newest.map(|version| version.id) != published.map(|version| version.id);
    let public = published.map_or_else(
        || "The public reads nothing of it yet".to_owned(),
        |version| format!("The public reads {}", version.name()),
    );
    let record = &document.text.record;
    Row {
        kind: capital(type_in_words(document.text.text_type)),
        title: record.title.clone(),
        href: format!("/desk/documents/{}", record.slug),
        stands: match newest {
            Some(version) if waits => format!("{public}; {} is not published", version.name()),
            _ => public,
        },
        waits,
    }
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<DeskPage<'a>, Refusal> {
    let documents = documents_of(&app.house, visitor.board()?.record.id).await?;
    let rows: Vec<Row> = documents.iter().map(row).collect();
    let waiting = rows.iter().filter(|row| row.waits).count();
    Ok(DeskPage {
        form,
        title: match (rows.len(), waiting) {
            (0, _) => "The board keeps no documents here yet".to_owned(),
            (_, 0) => "Every document is published as it stands".to_owned(),
            (_, 1) => "1 document has words that are not published".to_owned(),
            (_, many) => format!("{many} documents have words that are not published"),
        },
        rows,
        types: DOCUMENT_TYPES
            .iter()
            .map(|&one| Choice::new(one.as_str(), capital(type_in_words(one))))
            .collect(),
    })
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
    let text_type = form.text("type").parse().ok();
    if text_type.is_none() {
        form.problem("type", "Say what sort of document it is");
    }
    let title = form.required("title", "Give the document a title");
    let words = form.required("words", "Write at least one paragraph");
    if let (Some(text_type), Some(title), Some(_)) = (text_type, title, words) {
        let input = CreateDocument {
            body_id: visitor.board()?.record.id,
            text_type,
            title,
            slug: None,
            words: form.raw("words").to_owned(),
            origin: Origin::Entered,
        };
        match create_document(&app.house, &visitor.who(), input).await {
            Ok(text) => {
                return Ok(app.see_other(&format!("/desk/documents/{}", text.record.slug)));
            }
            Err(CreateDocumentError::Runner(error)) => return Err(error.into()),
            Err(problem) => {
                let field = match problem {
                    CreateDocumentError::NoTitle => "title",
                    CreateDocumentError::NotADocument => "type",
                    _ => "words",
                };
                form.problem(field, capital(&problem.to_string()));
            }
        }
    }
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}
