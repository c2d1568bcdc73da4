//! A generated paper on the web: its page, and its files to paste elsewhere and to print. What a paper says is written by
//! its capability; this knows only how it is handed over. Start with [`page()`] and [`file()`].

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use papers::{Paper, formats};
use serde::Serialize;

use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};

#[derive(Serialize)]
struct PaperPage {
    paper: String,
    downloads: Vec<Link>,
}

/// The page of a paper. `address` is that of its files, without their endings.
pub(crate) fn page(app: &App, frame: &mut Frame, paper: &Paper, address: &str) -> Answer {
    frame.illustrative |= paper.is_illustrative();
    let page = PaperPage {
        paper: formats::html::fragment(paper),
        downloads: downloads(app, address),
    };
    app.page("paper/paper_page.html", frame, page)
}

/// The files of a paper, by what readers call them.
pub(crate) fn downloads(app: &App, address: &str) -> Vec<Link> {
    let endings = [
        ("PDF", "pdf"),
        ("Word document", "docx"),
        ("Workbook of its tables", "xlsx"),
        ("Plain text", "txt"),
        ("HTML to paste", "html"),
    ];
    endings
        .into_iter()
        .filter(|(_, ending)| app.printer.is_some() || *ending != "pdf")
        .map(|(words, ending)| Link::new(words, format!("{address}.{ending}")))
        .collect()
}

/// A paper as the file that an ending names: `txt`, `html`, `docx`, `xlsx` or, where something prints, `pdf`.
pub(crate) async fn file(app: &App, paper: Paper, ending: &str) -> Answer {
    let (kind, bytes) = match ending {
        "txt" => (
            "text/plain; charset=utf-8",
            formats::text::write(&paper).into_bytes(),
        ),
        "html" => (
            "text/html; charset=utf-8",
            formats::html::to_paste(&paper).into_bytes(),
        ),
        "pdf" => ("application/pdf", printed(app, paper).await?),
        "docx" => (WORD, word_document(app, paper).await?),
        "xlsx" => (WORKBOOK, workbook(paper).await?),
        _ => return Err(Refusal::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn printed(app: &App, paper: Paper) -> Result<Vec<u8>, Refusal> {
    let printer = app.printer.clone().ok_or(Refusal::NotFound)?;
    aside(move || printer.print(&paper)).await
}

async fn word_document(app: &App, paper: Paper) -> Result<Vec<u8>, Refusal> {
    let press = app.printer.clone();
    aside(move || {
        let painter = press.as_ref().and_then(|press| press.painter());
        formats::docx::write(&paper, painter)
    })
    .await
}

async fn workbook(paper: Paper) -> Result<Vec<u8>, Refusal> {
    aside(move || formats::xlsx::write(&paper)).await
}

/// Making a file takes up to seconds of one processor, so it is done aside.
async fn aside<E: std::fmt::Display + Send + 'static>(
    made: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Vec<u8>, Refusal> {
    tokio::task::spawn_blocking(made)
        .await
        .map_err(|error| faulty(&error))?
        .map_err(|cause| faulty(&cause))
}

/// A generated paper that is not sound is a fault of ours.
pub(crate) fn faulty(cause: &dyn std::fmt::Display) -> Refusal {
    tracing::error!(%cause, "a generated paper is not sound");
    Refusal::explained(
        StatusCode::INTERNAL_SERVER_ERROR,
        "This paper cannot be made",
        "It is our fault, and it has been noted. What the paper is made of is not lost.",
    )
}
