//! `/desk/strategy/{slug}/words`: the newest words of the strategy, to read or to write again as a new version.

use axum::extract::State;
use board::strategy::{CreateStrategyError, set_strategy_text};
use board::texts::{blocks_of_words, words_of_blocks};
use board::vocabulary::{Role, capital, long_date};
use serde::Serialize;

use super::room::{Room, Stage};
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::texts::{ShownBlock, shown};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/words_page.html";

#[derive(Serialize)]
struct WordsPage<'a> {
    form: &'a FormState,
    name: String,
    here: String,
    version: Option<i64>,
    /// "7 September 2022", the day on which it was saved.
    saved_on: Option<String>,
    published: Option<i64>,
    stage: Stage,
    /// Approvals of these words, which saving others makes void.
    approved: usize,
    may_write: bool,
    comments: Option<String>,
    comments_room: String,
    blocks: Vec<ShownBlock>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let words = words_of_blocks(&room.newest_blocks(&app).await?);
    let form = FormState::empty().with("words", words);
    let page = page(&app, &visitor, &room, &form).await?;
    app.page(
        TEMPLATE,
        &room.frame(&visitor, "Words of the strategy", "Words"),
        page,
    )
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let blocks = blocks_of_words(form.raw("words"));
    match set_strategy_text(&app.house, &visitor.who(), &room.strategy, blocks).await {
        Ok(_) => return Ok(app.see_other(&room.address("words"))),
        Err(CreateStrategyError::Runner(error)) => return Err(error.into()),
        Err(problem) => form.problem("words", capital(&problem.to_string())),
    }
    let page = page(&app, &visitor, &room, &form).await?;
    app.refused(
        TEMPLATE,
        &room.frame(&visitor, "Words of the strategy", "Words"),
        page,
    )
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    room: &Room,
    form: &'a FormState,
) -> Result<WordsPage<'a>, Refusal> {
    let asked = room.route.as_ref().map_or(0, |route| route.steps.len());
    Ok(WordsPage {
        form,
        name: room.name(),
        here: room.address("words"),
        version: room.newest().map(|version| version.number),
        saved_on: room.newest().map(|version| long_date(version.made_on)),
        published: room.published.as_ref().map(|version| version.number),
        stage: room.stage(),
        approved: asked - room.waiting().count(),
        may_write: visitor.has(Role::Officer),
        comments: room.comments_told(app).await?,
        comments_room: room.address("comments"),
        blocks: shown(room.newest_blocks(app).await?),
    })
}
