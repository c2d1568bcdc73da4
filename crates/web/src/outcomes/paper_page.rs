//! `/{b}/progress/{round}`: the progress paper of a round, to read, to paste elsewhere and to print.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use board::asks::{RoundPurpose, rounds_of};
use board::meetings::{meetings, next_meeting};
use board::outcomes::{ProgressPaperError, progress_paper};
use papers::{Paper, formats};
use serde::Serialize;

use super::progress_page::stopped;
use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct PaperPage {
    paper: String,
    downloads: Vec<Link>,
}

/// The paper of the round of the visitor's board at an address.
async fn paper_of(app: &App, visitor: &Visitor, round: &str) -> Result<Paper, Refusal> {
    let board = visitor.board()?;
    let rounds = rounds_of(&app.house, board.record.id, RoundPurpose::Returns).await?;
    let round = rounds
        .iter()
        .find(|one| one.record.slug.as_str() == round)
        .ok_or(Refusal::NotFound)?;
    let meeting = next_meeting(&meetings(&app.house, board.record.id).await?, visitor.today)
        .map(|meeting| meeting.on);
    let draft = progress_paper(
        &app.house,
        app.figures.as_ref(),
        round,
        meeting,
        visitor.today,
    )
    .await
    .map_err(|error| match error {
        ProgressPaperError::Progress(error) => stopped(error),
        ProgressPaperError::Database(error) => error.into(),
        ProgressPaperError::Anchor(error) => faulty(&error),
    })?;
    draft.check().map_err(|problems| faulty(&problems))
}

/// A generated paper that is not sound is a fault of ours.
pub(crate) fn faulty(cause: &dyn std::fmt::Display) -> Refusal {
    tracing::error!(%cause, "a generated paper is not sound");
    Refusal::explained(
        StatusCode::INTERNAL_SERVER_ERROR,
        "This paper cannot be made",
        "It is our fault, and it has been noted. The same figures stand on the page of progress.",
    )
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, round)): Path<(String, String)>,
) -> Answer {
    let paper = paper_of(&app, &visitor, &round).await?;
    let mut frame = visitor.frame(paper.title.clone(), "Progress");
    frame.trail = vec![Link::new("Progress", format!("/{board}/progress"))];
    frame.illustrative = paper.is_illustrative();
    let mut downloads = vec![
        Link::new("Plain text", format!("/{board}/progress/{round}/paper.txt")),
        Link::new(
            "HTML to paste",
            format!("/{board}/progress/{round}/paper.html"),
        ),
    ];
    if app.printer.is_some() {
        downloads.insert(
            0,
            Link::new("PDF", format!("/{board}/progress/{round}/paper.pdf")),
        );
    }
    let page = PaperPage {
        paper: formats::html::fragment(&paper),
        downloads,
    };
    app.page("outcomes/paper_page.html", &frame, page)
}

pub(super) async fn download(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, round, file)): Path<(String, String, String)>,
) -> Answer {
    let paper = paper_of(&app, &visitor, &round).await?;
    Ok(match file.as_str() {
        "paper.txt" => given(
            "text/plain; charset=utf-8",
            formats::text::write(&paper).into_bytes(),
        ),
        "paper.html" => given(
            "text/html; charset=utf-8",
            formats::html::to_paste(&paper).into_bytes(),
        ),
        "paper.pdf" => given("application/pdf", printed(&app, paper).await?),
        _ => return Err(Refusal::NotFound),
    })
}

fn given(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}

/// Printing takes up to seconds of one processor, so it is done aside.
pub(crate) async fn printed(app: &App, paper: Paper) -> Result<Vec<u8>, Refusal> {
    let printer = app.printer.clone().ok_or(Refusal::NotFound)?;
    tokio::task::spawn_blocking(move || printer.print(&paper))
        .await
        .map_err(|error| faulty(&error))?
        .map_err(|cause| faulty(&cause))
}
