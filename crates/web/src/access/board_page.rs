//! `/desk/board`: for which board one works, where one holds roles in several.

use axum::extract::State;
use board::access::choose_desk_board;
use serde::Serialize;

use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::{Visitor, boards_of};

const TEMPLATE: &str = "access/board_page.html";
const TITLE: &str = "For which board do you want to work?";

#[derive(Serialize)]
struct BoardPage<'a> {
    form: &'a FormState,
    boards: Vec<Choice>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let chosen = visitor
        .board
        .as_ref()
        .map_or_else(String::new, |board| board.record.slug.to_string());
    let form = FormState::empty().with("board", chosen);
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let signed_in = visitor.signed_in.as_ref().ok_or(Refusal::Forbidden)?;
    let chosen = boards_of(&app, &visitor.actor)
        .await?
        .into_iter()
        .find(|board| board.record.slug.as_str() == form.text("board"));
    if let Some(board) = chosen {
        choose_desk_board(&app.house, &visitor.who(), signed_in, board.record.id).await?;
        return Ok(app.see_other("/desk"));
    }
    form.problem("board", "Choose a board");
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}

fn frame(visitor: &Visitor) -> crate::templates::Frame {
    visitor.task_frame(TITLE, Some(Link::new("My work", "/desk")))
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<BoardPage<'a>, Refusal> {
    let boards = boards_of(app, &visitor.actor)
        .await?
        .into_iter()
        .map(|board| Choice::new(board.record.slug.to_string(), board.public_name))
        .collect();
    Ok(BoardPage { form, boards })
}
