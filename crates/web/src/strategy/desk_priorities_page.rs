//! `/desk/strategy/{slug}/priorities`: the priorities of the strategy, to add and to adopt.

use axum::extract::State;
use board::frameworks::{elements_of, framework_by_slug};
use board::needs::needs_of;
use board::strategy::{
    ADOPTED, CreatePriority, CreatePriorityError, Horizon, adopt_priority, create_priority,
    priorities_of,
};
use board::vocabulary::{Origin, RecordId, Role, capital};
use serde::Serialize;

use super::room::Room;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/desk_priorities_page.html";
const ROOM: &str = "priorities";

#[derive(Serialize)]
struct PrioritiesPage<'a> {
    form: &'a FormState,
    name: String,
    here: String,
    may_write: bool,
    drafts: usize,
    priorities: Vec<PriorityRow>,
    needs: Vec<Choice>,
    pillars: Vec<Choice>,
}

#[derive(Serialize)]
struct PriorityRow {
    id: String,
    revision: i64,
    number: i64,
    title: String,
    text: String,
    adopted: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let form = FormState::empty();
    let page = page(&app, &visitor, &room, &form).await?;
    app.page(
        TEMPLATE,
        &room.frame(&visitor, "Priorities", "Priorities"),
        page,
    )
}

pub(super) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let name = form.required("name", "Give the priority a name");
    let plain = form.required(
        "plain",
        "Say in plain words what the priority means for residents",
    );
    if let (Some(title), Some(plain_words)) = (name, plain) {
        let ids = |name: &str| {
            form.chosen(name)
                .iter()
                .map(|id| record_id(id))
                .collect::<Result<Vec<_>, _>>()
        };
        let position = priorities_of(&app.house, room.strategy.record.id)
            .await?
            .len()
            + 1;
        let input = CreatePriority {
            strategy_id: room.strategy.record.id,
            title,
            slug: None,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            plain_words,
            horizon: Horizon::LongerTerm,
            needs: ids("need")?,
            evidence: Vec::new(),
            elements: ids("pillar")?,
            origin: Origin::Entered,
        };
        match create_priority(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&room.address(ROOM))),
            Err(CreatePriorityError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem("name", capital(&problem.to_string())),
        }
    }
    let page = page(&app, &visitor, &room, &form).await?;
    app.refused(
        TEMPLATE,
        &room.frame(&visitor, "Priorities", "Priorities"),
        page,
    )
}

pub(super) async fn adopt(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let id = record_id(form.text("priority"))?;
    let revision = form.text("revision").parse().unwrap_or(0);
    match adopt_priority(&app.house, &visitor.who(), id, revision).await {
        Ok(_) => Ok(app.see_other(&room.address(ROOM))),
        Err(CreatePriorityError::Runner(error)) => Err(error.into()),
        Err(_) => Err(Refusal::NotFound),
    }
}

fn record_id(text: &str) -> Result<RecordId, Refusal> {
    text.parse().map(RecordId).map_err(|_| Refusal::NotFound)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    room: &Room,
    form: &'a FormState,
) -> Result<PrioritiesPage<'a>, Refusal> {
    let board = visitor.board()?.record.id;
    let mut pillars = Vec::new();
    if let Some(framework) = framework_by_slug(&app.house, "pillars").await? {
        for element in elements_of(&app.house, framework.record.id).await? {
            pillars.push(Choice::new(
                element.record.id.to_string(),
                element.record.title,
            ));
        }
    }
    let priorities: Vec<PriorityRow> = priorities_of(&app.house, room.strategy.record.id)
        .await?
        .into_iter()
        .map(|priority| PriorityRow {
            id: priority.record.id.to_string(),
            revision: priority.record.revision,
            number: priority.position,
            title: priority.record.title,
            text: priority.plain_words,
            adopted: priority.record.state == ADOPTED,
        })
        .collect();
    Ok(PrioritiesPage {
        form,
        name: room.name(),
        here: room.address(ROOM),
        may_write: visitor.has(Role::Officer),
        drafts: priorities.iter().filter(|row| !row.adopted).count(),
        priorities,
        needs: needs_of(&app.house, board)
            .await?
            .into_iter()
            .map(|need| Choice::new(need.record.id.to_string(), need.record.title))
            .collect(),
        pillars,
    })
}
