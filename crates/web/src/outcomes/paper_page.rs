//! `/{b}/progress/{round}`: the progress paper of a round, to read, to paste elsewhere and to print.

use axum::extract::State;
use board::asks::{RoundPurpose, rounds_of};
use board::meetings::{meetings, next_meeting};
use board::outcomes::{ProgressPaperError, progress_paper};
use papers::Paper;

use super::progress_page::stopped;
use crate::address::Path;
use crate::app::App;
use crate::paper;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

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
        ProgressPaperError::Anchor(error) => paper::faulty(&error),
    })?;
    draft.check().map_err(|problems| paper::faulty(&problems))
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, round)): Path<(String, String)>,
) -> Answer {
    let made = paper_of(&app, &visitor, &round).await?;
    let mut frame = visitor.frame(made.title.clone(), "Progress");
    frame.trail = vec![Link::new("Progress", format!("/{board}/progress"))];
    paper::page(
        &app,
        &mut frame,
        &made,
        &format!("/{board}/progress/{round}/paper"),
    )
}

pub(super) async fn download(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, round, file)): Path<(String, String, String)>,
) -> Answer {
    let ending = file.strip_prefix("paper.").ok_or(Refusal::NotFound)?;
    let made = paper_of(&app, &visitor, &round).await?;
    paper::file(&app, made, ending).await
}
