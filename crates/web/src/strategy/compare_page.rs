//! `/desk/strategy/{slug}/compare?newer=3&older=2`: two versions beside each other, word by word, and what it does to approvals.

use axum::extract::State;
use board::texts::{Version, blocks_of};
use board::vocabulary::capital;
use serde::{Deserialize, Serialize};

use super::room::{Room, RouteShown};
use crate::address::{Path, Query};
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::texts::{ComparedRow, compared};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/compare_page.html";

/// Which two; without either the newest and the one before.
#[derive(Deserialize)]
pub(super) struct Asked {
    newer: Option<i64>,
    older: Option<i64>,
}

#[derive(Serialize)]
struct ComparePage {
    form: FormState,
    here: String,
    approval: String,
    older: String,
    newer: String,
    versions: Vec<Choice>,
    counts: Counts,
    /// Approvals that the newest words made void, where the newest words are among the two.
    void: usize,
    published: Option<i64>,
    route: Option<RouteShown>,
    comments: Option<String>,
    comments_room: String,
    rows: Vec<ComparedRow>,
}

/// How many paragraphs, and what became of them.
#[derive(Serialize)]
struct Counts {
    all: usize,
    changed: usize,
    added: usize,
    removed: usize,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let (older, newer) = chosen(&room.versions, &asked).ok_or(Refusal::NotFound)?;
    let rows = compared(
        &blocks_of(&app.house, older.id).await?,
        &blocks_of(&app.house, newer.id).await?,
    );
    let is_newest = room.newest().is_some_and(|version| version.id == newer.id);
    let count = |what: &str| rows.iter().filter(|row| row.what() == what).count();
    let page = ComparePage {
        form: FormState::empty()
            .with("newer", newer.number.to_string())
            .with("older", older.number.to_string()),
        here: room.address("compare"),
        approval: room.address("approval"),
        older: older.name(),
        newer: capital(&newer.name()),
        versions: room
            .versions
            .iter()
            .rev()
            .map(|version| {
                Choice::new(
                    version.number.to_string(),
                    capital(&format!("{}, {}", version.name(), version.state)),
                )
            })
            .collect(),
        counts: Counts {
            all: rows.len(),
            changed: count("changed"),
            added: count("added"),
            removed: count("removed"),
        },
        void: if is_newest { room.void() } else { 0 },
        published: room.published.as_ref().map(|version| version.number),
        route: room.route_shown(),
        comments: room.comments_told(&app).await?,
        comments_room: room.address("comments"),
        rows,
    };
    app.page(
        TEMPLATE,
        &room.frame(&visitor, "Compare versions", "Compare"),
        page,
    )
}

/// The two versions asked for, the older first.
fn chosen<'a>(versions: &'a [Version], asked: &Asked) -> Option<(&'a Version, &'a Version)> {
    let at = |number: i64| versions.iter().find(|version| version.number == number);
    let newest = versions.last()?;
    let newer = asked.newer.map_or(Some(newest), at)?;
    let older = asked.older.map_or_else(|| at(newer.number - 1), at)?;
    match older.number.cmp(&newer.number) {
        std::cmp::Ordering::Less => Some((older, newer)),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some((newer, older)),
    }
}
