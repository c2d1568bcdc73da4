//! `/`: all boards on this installation.

use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct HomePage {
    boards: Vec<Link>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let boards = board::places::boards(&app.house)
        .await?
        .into_iter()
        .filter(|board| board.record.is_visible_to(&visitor.actor))
        .map(|board| Link::new(board.public_name, format!("/{}", board.record.slug)))
        .collect();
    app.page(
        "portal/home_page.html",
        &visitor.frame("Commonweal", ""),
        HomePage { boards },
    )
}
