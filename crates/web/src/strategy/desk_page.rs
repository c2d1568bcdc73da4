//! `/desk/strategy`: write the strategy, ask for approval of its exact words, publish them; write and adopt priorities.

use axum::extract::State;
use board::frameworks::{elements_of, framework_by_slug};
use board::needs::needs_of;
use board::strategy::{
    ADOPTED, ENDED, StepState, Strategy, approval_route, priorities_of, published_version,
    strategies_of,
};
use board::texts::{blocks_of, newest_version, words_of_blocks};
use board::vocabulary::{Role, days_late, long_date};
use jiff::civil::Date;
use serde::Serialize;

use super::programme_dates::{MoveShown, dates, planned, shown};
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Frame;
use crate::visitor::Visitor;

pub(super) const TEMPLATE: &str = "strategy/desk_page.html";

#[derive(Serialize)]
pub(super) struct DeskPage<'a> {
    form: &'a FormState,
    may_write: bool,
    strategy: Option<Written>,
    /// The name of the newest strategy that has ended, where the board follows none.
    ended: Option<String>,
    needs: Vec<Choice>,
    pillars: Vec<Choice>,
    programme: Option<ProgrammeShown>,
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

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
}

#[derive(Serialize)]
struct Written {
    id: String,
    revision: i64,
    may_end: bool,
    slug: String,
    title: String,
    from: String,
    to: String,
    version: Option<i64>,
    hash: Option<String>,
    words: String,
    serves: Option<String>,
    route: Option<Route>,
    ready_to_publish: bool,
    priorities: Vec<PriorityRow>,
}

#[derive(Serialize)]
struct Route {
    hash: String,
    steps: Vec<RouteStep>,
    serves: Option<String>,
    /// Asks that wait for an answer, for the approver's form.
    waiting: Vec<Choice>,
    void: usize,
}

#[derive(Serialize)]
struct RouteStep {
    who: String,
    status: &'static str,
    note: Option<String>,
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

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let mut form = FormState::empty();
    let strategies = strategies_of(&app.house, visitor.board()?.record.id).await?;
    if let Some(strategy) = strategies.into_iter().next() {
        form = form.with("words", words_of(&app, &strategy).await?);
    }
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
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

pub(super) fn frame(visitor: &Visitor) -> Frame {
    visitor.frame("Strategy", "Strategy")
}

pub(super) async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<DeskPage<'a>, Refusal> {
    let board = visitor.board()?;
    let (ended, current): (Vec<_>, Vec<_>) = strategies_of(&app.house, board.record.id)
        .await?
        .into_iter()
        .partition(|strategy| strategy.record.state == ENDED);
    let strategy = current.into_iter().next();
    let written = match strategy {
        Some(strategy) => {
            Some(written(app, visitor.today, visitor.has(Role::Officer), strategy).await?)
        }
        None => None,
    };
    let needs = needs_of(&app.house, board.record.id).await?;
    let mut pillars = Vec::new();
    if let Some(framework) = framework_by_slug(&app.house, "pillars").await? {
        for element in elements_of(&app.house, framework.record.id).await? {
            pillars.push(Choice {
                value: element.record.id.to_string(),
                text: element.record.title,
            });
        }
    }
    Ok(DeskPage {
        form,
        may_write: visitor.has(Role::Officer),
        ended: ended
            .into_iter()
            .next()
            .map(|strategy| strategy.record.title),
        strategy: written,
        programme: programme(app, visitor).await?,
        needs: needs
            .into_iter()
            .map(|need| Choice {
                value: need.record.id.to_string(),
                text: need.record.title,
            })
            .collect(),
        pillars,
    })
}

/// The words of the newest version as the form takes them.
async fn words_of(app: &App, strategy: &Strategy) -> Result<String, Refusal> {
    let Some(text) = strategy.text_id else {
        return Ok(String::new());
    };
    let Some(version) = newest_version(&app.house, text).await? else {
        return Ok(String::new());
    };
    Ok(words_of_blocks(&blocks_of(&app.house, version.id).await?))
}

async fn written(
    app: &App,
    today: Date,
    may_write: bool,
    strategy: Strategy,
) -> Result<Written, Refusal> {
    let version = match strategy.text_id {
        Some(text) => newest_version(&app.house, text).await?,
        None => None,
    };
    let words = words_of(app, &strategy).await?;
    let serves = published_version(&app.house, &strategy)
        .await?
        .map(|version| format!("Version {}", version.number));
    let hash = version.as_ref().map(|version| version.hash.clone());
    let route = approval_route(&app.house, &strategy, today).await?;
    let ready_to_publish = route
        .as_ref()
        .is_some_and(board::strategy::ApprovalRoute::is_complete);
    let route = route.map(|route| Route {
        hash: hash.clone().unwrap_or_default().chars().take(12).collect(),
        void: route.void(),
        waiting: route
            .steps
            .iter()
            .filter(|step| !matches!(step.state, StepState::Approved(_)))
            .map(|step| Choice {
                value: step.ask.id.to_string(),
                text: step.role.clone(),
            })
            .collect(),
        steps: route
            .steps
            .into_iter()
            .map(|step| route_step(step.role, &step.state))
            .collect(),
        serves: serves.clone(),
    });
    let priorities = priorities_of(&app.house, strategy.record.id).await?;
    Ok(Written {
        id: strategy.record.id.to_string(),
        revision: strategy.record.revision,
        may_end: strategy.record.state == ADOPTED && may_write,
        slug: strategy.record.slug.to_string(),
        title: strategy.record.title,
        from: strategy.from.to_string(),
        to: strategy.to.yesterday().unwrap_or(strategy.to).to_string(),
        version: version.map(|version| version.number),
        hash,
        words,
        serves,
        route,
        ready_to_publish,
        priorities: priorities
            .into_iter()
            .map(|priority| PriorityRow {
                id: priority.record.id.to_string(),
                revision: priority.record.revision,
                number: priority.position,
                title: priority.record.title,
                text: priority.plain_words,
                adopted: priority.record.state == ADOPTED,
            })
            .collect(),
    })
}

fn route_step(who: String, state: &StepState) -> RouteStep {
    let on = |day: &Date| format!("on {}", long_date(*day));
    let (status, note) = match state {
        StepState::Approved(day) => ("Approved", Some(on(day))),
        StepState::Void { on: day } => ("Void", Some(format!("approved other words {}", on(day)))),
        StepState::SentBack { on: day, why } => (
            "Waiting for approval",
            Some(format!(
                "sent back {}: {}",
                on(day),
                why.clone().unwrap_or_default()
            )),
        ),
        StepState::Waiting => ("Waiting for approval", None),
        StepState::Late(late) => ("Waiting for approval", Some(days_late(*late))),
    };
    RouteStep { who, status, note }
}
