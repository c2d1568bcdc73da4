//! `/desk/strategy`: where the strategy stands and what it waits for. Its words, approval and priorities have rooms of their own.

use axum::extract::State;
use board::strategy::{
    ADOPTED, CreateStrategy, CreateStrategyError, ENDED, create_strategy, priorities_of,
    strategies_of,
};
use board::texts::Version;
use board::vocabulary::{Origin, Role};
use serde::Serialize;

use super::programme_dates::{MoveShown, dates, planned, shown};
use super::room::{Room, RouteShown, Stage};
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Frame;
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/desk_page.html";
const HERE: &str = "/desk/strategy";

#[derive(Serialize)]
struct DeskPage<'a> {
    form: &'a FormState,
    may_write: bool,
    strategy: Option<Standing>,
    /// The name of the newest strategy that has ended, where the board follows none.
    ended: Option<String>,
    programme: Option<ProgrammeShown>,
}

/// A strategy at a glance.
#[derive(Serialize)]
struct Standing {
    name: String,
    version: Option<i64>,
    /// "version 3 of 7 September 2022".
    version_name: Option<String>,
    stage: Stage,
    void: usize,
    waiting: usize,
    /// Whether the public reads any version.
    published: Option<i64>,
    may_answer: bool,
    route: Option<RouteShown>,
    priorities: Vec<PriorityRow>,
    words: String,
    compare: Option<String>,
    approval: String,
    priorities_room: String,
    /// Where the board ends it, if it may.
    end: Option<String>,
}

#[derive(Serialize)]
struct PriorityRow {
    number: i64,
    title: String,
    text: String,
    adopted: bool,
}

/// The programme of the board, which others may share.
#[derive(Serialize)]
struct ProgrammeShown {
    title: String,
    shared_with: Vec<String>,
    phases: Vec<PhaseRow>,
}

#[derive(Serialize)]
struct PhaseRow {
    title: String,
    href: String,
    planned: String,
    /// Whether this board is asked to agree to a move.
    asks_us: bool,
    moves: Vec<MoveShown>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let (frame, page) = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame, page)
}

pub(super) async fn create(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let title = form.required("title", "Give the strategy a name");
    let from = form.required_date("from", "The first day", "Say on which day it starts");
    let last = form.required_date("to", "The last day", "Say on which day it ends");
    if let (Some(title), Some(from), Some(last)) = (title, from, last) {
        let input = CreateStrategy {
            body_id: visitor.board()?.record.id,
            title,
            slug: None,
            from,
            to: last.tomorrow().unwrap_or(last),
            origin: Origin::Entered,
        };
        match create_strategy(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(HERE)),
            Err(CreateStrategyError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem("to", problem.to_string()),
        }
    }
    let (frame, page) = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame, page)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<(Frame, DeskPage<'a>), Refusal> {
    let (ended, current): (Vec<_>, Vec<_>) = strategies_of(&app.house, visitor.board()?.record.id)
        .await?
        .into_iter()
        .partition(|strategy| strategy.record.state == ENDED);
    let room = match current.into_iter().next() {
        Some(strategy) => Some(Room::of(app, visitor, strategy).await?),
        None => None,
    };
    let frame = match &room {
        Some(room) => room.frame(visitor, "Strategy", "Where it stands"),
        None => visitor.frame("Strategy", "Strategy"),
    };
    let page = DeskPage {
        form,
        may_write: visitor.has(Role::Officer),
        strategy: match &room {
            Some(room) => Some(standing(app, visitor, room).await?),
            None => None,
        },
        ended: ended
            .into_iter()
            .next()
            .map(|strategy| strategy.record.title),
        programme: programme(app, visitor).await?,
    };
    Ok((frame, page))
}

async fn standing(app: &App, visitor: &Visitor, room: &Room) -> Result<Standing, Refusal> {
    let priorities = priorities_of(&app.house, room.strategy.record.id).await?;
    let may_end = room.is_followed() && visitor.has(Role::Officer);
    Ok(Standing {
        name: room.name(),
        version: room.newest().map(|version| version.number),
        version_name: room.newest().map(Version::name),
        void: room.void(),
        waiting: room.waiting().count(),
        stage: room.stage(),
        published: room.published.as_ref().map(|version| version.number),
        may_answer: visitor.has(Role::Approver),
        route: room.route_shown(),
        words: room.address("words"),
        compare: (room.versions.len() > 1).then(|| room.address("compare")),
        approval: room.address("approval"),
        priorities_room: room.address("priorities"),
        end: may_end.then(|| room.address("end")),
        priorities: priorities
            .into_iter()
            .map(|priority| PriorityRow {
                number: priority.position,
                title: priority.record.title,
                text: priority.plain_words,
                adopted: priority.record.state == ADOPTED,
            })
            .collect(),
    })
}

async fn programme(app: &App, visitor: &Visitor) -> Result<Option<ProgrammeShown>, Refusal> {
    let board = visitor.board()?.record.id;
    let Some(dates) = dates(app, visitor).await? else {
        return Ok(None);
    };
    let phases = dates
        .phases
        .iter()
        .map(|phase| PhaseRow {
            title: phase.record.title.clone(),
            href: format!("/desk/strategy/dates/{}", phase.record.slug),
            planned: planned(phase),
            asks_us: dates
                .of(phase)
                .any(|told| told.unanswered_by(board).is_some()),
            moves: dates.of(phase).map(shown).collect(),
        })
        .collect();
    Ok(Some(ProgrammeShown {
        title: dates.programme.record.title,
        shared_with: dates.shared_with,
        phases,
    }))
}
