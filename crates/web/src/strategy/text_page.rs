//! `/{b}/strategy`: the published words, paragraph by paragraph. What is being written never shows here.

use axum::extract::State;
use board::strategy::{published_version, strategies_of};
use board::texts::blocks_of;
use board::vocabulary::capital;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::texts::{ShownBlock, shown};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/text_page.html";

#[derive(Serialize)]
struct TextPage {
    published: Option<Published>,
}

#[derive(Serialize)]
struct Published {
    title: String,
    version: String,
    hash: String,
    origin: &'static str,
    blocks: Vec<ShownBlock>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let mut published = None;
    for strategy in strategies_of(&app.house, board.record.id).await? {
        let Some(version) = published_version(&app.house, &strategy).await? else {
            continue;
        };
        let blocks = blocks_of(&app.house, version.id).await?;
        published = Some(Published {
            title: strategy.record.title.clone(),
            version: capital(&version.name()),
            hash: version.hash,
            origin: strategy.record.origin.as_str(),
            blocks: shown(blocks),
        });
        break;
    }
    let mut frame = visitor.frame("The strategy", "Priorities");
    frame.illustrative = published
        .as_ref()
        .is_some_and(|text| text.origin == "illustrative");
    app.page(TEMPLATE, &frame, TextPage { published })
}
