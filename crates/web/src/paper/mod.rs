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
    let mut downloads = vec![
        Link::new("Plain text", format!("{address}.txt")),
        Link::new("HTML to paste", format!("{address}.html")),
    ];
    if app.printer.is_some() {
        downloads.insert(0, Link::new("PDF", format!("{address}.pdf")));
    }
    let page = PaperPage {
        paper: formats::html::fragment(paper),
        downloads,
    };
    app.page("paper/paper_page.html", frame, page)
}

/// A paper as the file that an ending names: `txt`, `html` or, where something prints, `pdf`.
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
        _ => return Err(Refusal::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

/// Printing takes up to seconds of one processor, so it is done aside.
async fn printed(app: &App, paper: Paper) -> Result<Vec<u8>, Refusal> {
    let printer = app.printer.clone().ok_or(Refusal::NotFound)?;
    tokio::task::spawn_blocking(move || printer.print(&paper))
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
