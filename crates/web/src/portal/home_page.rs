//! `/`: all boards on this installation.

use axum::extract::State;
use board::places::{self, Area, Body, StatutoryRole, areas, membership};
use board::vocabulary::RecordId;
use serde::Serialize;

use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct HomePage {
    boards: Vec<Board>,
    /// Where a person who may do it makes the first board; nobody else is told.
    make: bool,
}

#[derive(Serialize)]
struct Board {
    name: String,
    href: String,
    /// Whom it serves: "280,941 residents of Hackney".
    residents: Option<i64>,
    area: Option<String>,
    seats: usize,
    vacant_roles: Vec<&'static str>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let known = areas(&app.house).await?;
    let mut boards = Vec::new();
    for board in places::boards(&app.house).await? {
        if board.record.is_visible_to(&visitor.actor) {
            boards.push(one(&app, &visitor, board, &known).await?);
        }
    }
    let make = visitor.has(board::vocabulary::Role::Administrator);
    app.page(
        "portal/home_page.html",
        &visitor.frame("Commonweal", ""),
        HomePage { boards, make },
    )
}

async fn one(app: &App, visitor: &Visitor, board: Body, areas: &[Area]) -> Result<Board, Refusal> {
    let members = membership(&app.house, &board, visitor.today).await?;
    let area = board.area_id.and_then(|id| of(areas, id));
    Ok(Board {
        href: format!("/{}", board.record.slug),
        residents: area.and_then(|area| area.population),
        area: area.map(|area| area.record.title.clone()),
        seats: members.seats.len(),
        vacant_roles: members.missing_roles().map(StatutoryRole::as_str).collect(),
        name: board.public_name,
    })
}

fn of(areas: &[Area], id: RecordId) -> Option<&Area> {
    areas.iter().find(|area| area.record.id == id)
}
