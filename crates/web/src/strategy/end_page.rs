//! `/desk/strategy/{slug}/end`: the board stops following the strategy, and says why.

use axum::extract::State;
use board::strategy::{EndStrategy, EndStrategyError, end_strategy};
use board::vocabulary::capital;
use serde::Serialize;

use super::room::Room;
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/end_page.html";

#[derive(Serialize)]
struct EndPage<'a> {
    form: &'a FormState,
    title: String,
    name: String,
    here: String,
    revision: i64,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let room = followed(&app, &visitor, &slug).await?;
    let form = FormState::empty();
    app.page(
        TEMPLATE,
        &room.frame(&visitor, "End the strategy", ""),
        page(&room, &form),
    )
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let room = followed(&app, &visitor, &slug).await?;
    let input = EndStrategy {
        strategy_id: room.strategy.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        because: form.text("because").to_owned(),
    };
    match end_strategy(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other("/desk/strategy")),
        Err(EndStrategyError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("because", capital(&problem.to_string()));
            app.refused(
                TEMPLATE,
                &room.frame(&visitor, "End the strategy", ""),
                page(&room, &form),
            )
        }
    }
}

/// The room of a strategy that the board follows; any other cannot end.
async fn followed(app: &App, visitor: &Visitor, slug: &str) -> Result<Room, Refusal> {
    let room = Room::at(app, visitor, slug).await?;
    if room.is_followed() {
        Ok(room)
    } else {
        Err(Refusal::NotFound)
    }
}

fn page<'a>(room: &Room, form: &'a FormState) -> EndPage<'a> {
    EndPage {
        form,
        title: room.strategy.record.title.clone(),
        name: room.name(),
        here: room.address("end"),
        revision: room.strategy.record.revision,
    }
}
