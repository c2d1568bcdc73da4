//! `/desk/documents`: the documents of the board with what is public and what is being written, what others gave the board to
//! consider, and a form for a new one.

use axum::extract::State;
use board::asks::AskState;
use board::documents::{
    ConsiderDocument, ConsiderDocumentError, CreateDocument, CreateDocumentError, DOCUMENT_TYPES,
    Document, Share, consider_document, create_document, documents_of, shared_with, type_in_words,
};
use board::vocabulary::{Origin, Role, capital, long_date};
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
    /// What others gave the board.
    received: Vec<Received>,
    may_answer: bool,
}

/// A version that somebody gave the board.
#[derive(Serialize)]
struct Received {
    ask: String,
    title: String,
    href: Option<String>,
    /// Which version, and when.
    given: String,
    stands: String,
    status: &'static str,
    is_open: bool,
    is_older: bool,
}

fn received((document, share): &(Document, Share)) -> Received {
    let record = &document.text.record;
    let version = share
        .version
        .filter(|number| document.public_versions().any(|one| one.number == *number));
    Received {
        ask: share.ask.id.to_string(),
        title: record.title.clone(),
        href: record
            .body_slug
            .as_ref()
            .zip(version)
            .map(|(board, number)| format!("/{board}/documents/{}/{number}", record.slug)),
        given: format!(
            "{}, given on {}",
            version.map_or_else(
                || "A version that is not public".to_owned(),
                |number| format!("Version {number}")
            ),
            long_date(share.on)
        ),
        stands: capital(&share.state_in_words()),
        is_open: !matches!(share.state, AskState::Answered(_)),
        status: match share.state {
            _ if share.was_replaced() => "Replaced",
            AskState::Answered(_) => "Considered",
            _ => "To do",
        },
        is_older: !share.was_replaced()
            && share.version < document.published().map(|one| one.number),
    }
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
        received: shared_with(&app.house, visitor.board()?.record.id, visitor.today)
            .await?
            .iter()
            .map(received)
            .collect(),
        may_answer: visitor.has(Role::Officer),
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

/// The board has considered what it was given.
pub(super) async fn consider(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    // What is no identity at all names nothing that was shared.
    let input = ConsiderDocument {
        ask_id: form.text("ask").parse().unwrap_or_default(),
        words: None,
    };
    match consider_document(&app.house, &visitor.who(), input).await {
        Ok(_) => return Ok(app.see_other("/desk/documents")),
        Err(ConsiderDocumentError::Runner(error)) => return Err(error.into()),
        Err(problem) => form.problem_with_form(capital(&problem.to_string())),
    }
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}
