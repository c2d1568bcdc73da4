//! `/desk/delivery/new` and `/desk/delivery/{slug}`: enter an action, or change one.

use axum::extract::State;
use axum::http::StatusCode;
use board::RunnerError;
use board::delivery::policy::JOIN_ACTION;
use board::delivery::{
    Action, ActionLevel, ActionType, ChangeAction, ChangeActionError, CreateActionError, DRAFT,
    FINISHED, NewAction, OPEN, STOPPED, actions, change_action, create_action, milestones_of,
};
use board::equity::assessments;
use board::equity::policy::RECORD_CHECK;
use board::outcomes::outcomes_of;
use board::places::{Body, bodies};
use board::strategy::{priorities_of, strategy_on};
use board::thread::Record;
use board::vocabulary::{RecordId, Role, capital, long_date};
use serde::Serialize;

use super::desk_page::own_action;
use super::parts_and_milestones;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::thread::RecordList;
use crate::visitor::Visitor;

const TEMPLATE: &str = "delivery/form_page.html";

#[derive(Serialize)]
struct FormPage<'a> {
    form: &'a FormState,
    title: String,
    here: String,
    is_new: bool,
    may_change: bool,
    may_check: bool,
    revision: i64,
    bodies: Vec<Choice>,
    types: Vec<Choice>,
    levels: Vec<Choice>,
    states: Vec<Choice>,
    priorities: Vec<Choice>,
    outcomes: Vec<Choice>,
    /// The programmes and projects that it can be part of.
    wholes: Vec<Choice>,
    /// Its milestones and its parts.
    lists: Vec<RecordList>,
    thread: Option<String>,
    join: Option<String>,
    /// What came of its equity checks, or the day by which it is to be checked.
    checks: Vec<String>,
    /// What somebody else has saved meanwhile, where it differs from what was sent.
    theirs: Vec<Theirs>,
}

/// A part that somebody else has changed.
#[derive(Serialize)]
struct Theirs {
    name: &'static str,
    value: String,
}

/// What the form chooses from.
pub(super) struct Known {
    pub(super) bodies: Vec<Body>,
    pub(super) priorities: Vec<Record>,
    pub(super) outcomes: Vec<Record>,
    /// The board's programmes and projects.
    pub(super) wholes: Vec<Action>,
}

pub(super) async fn known(app: &App, visitor: &Visitor) -> Result<Known, Refusal> {
    let board = visitor.board()?.record.id;
    let priorities = match strategy_on(&app.house, board, visitor.today).await? {
        Some(strategy) => priorities_of(&app.house, strategy.record.id).await?,
        None => Vec::new(),
    };
    let mut bodies = bodies(&app.house).await?;
    bodies.sort_by(|a, b| a.public_name.cmp(&b.public_name));
    let mut wholes = actions(&app.house, Some(board)).await?;
    wholes.retain(|action| {
        let is_whole = action.action_type.holds(ActionType::Action);
        is_whole && [OPEN, DRAFT].contains(&action.record.state.as_str())
    });
    Ok(Known {
        bodies,
        wholes,
        priorities: priorities.into_iter().map(|one| one.record).collect(),
        outcomes: outcomes_of(&app.house, Some(board))
            .await?
            .into_iter()
            .map(|one| one.record)
            .collect(),
    })
}

fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Delivery");
    frame.trail = vec![Link::new("Delivery", "/desk/delivery")];
    frame
}

fn page<'a>(
    visitor: &Visitor,
    known: &Known,
    form: &'a FormState,
    action: Option<&Action>,
) -> FormPage<'a> {
    let none = |text: &str| Choice::new("", text);
    let records = |records: &[Record], text: &str| -> Vec<Choice> {
        std::iter::once(none(text))
            .chain(
                records
                    .iter()
                    .map(|record| Choice::new(record.slug.as_str(), record.title.clone())),
            )
            .collect()
    };
    let words = |words: &[&'static str]| {
        words
            .iter()
            .map(|&word| Choice::new(word, capital(word)))
            .collect()
    };
    let states = [
        (OPEN, "It is open"),
        (FINISHED, "It is done"),
        (STOPPED, "It is given up"),
    ];
    FormPage {
        form,
        title: action.map_or_else(
            || "Enter an action".to_owned(),
            |action| capital(&action.record.title),
        ),
        here: action.map_or_else(
            || "/desk/delivery/new".to_owned(),
            |action| format!("/desk/delivery/{}", action.record.slug),
        ),
        is_new: action.is_none(),
        may_change: visitor.has(Role::Officer),
        may_check: RECORD_CHECK.allows(&visitor.actor, visitor.board_id()),
        revision: action.map_or(0, |action| action.record.revision),
        bodies: std::iter::once(none("Nobody yet"))
            .chain(
                known
                    .bodies
                    .iter()
                    .map(|body| Choice::new(body.record.slug.as_str(), body.public_name.clone())),
            )
            .collect(),
        types: words(ActionType::WORDS),
        levels: std::iter::once(none("Nobody has said"))
            .chain(
                ActionLevel::WORDS
                    .iter()
                    .map(|&word| Choice::new(word, capital(word))),
            )
            .collect(),
        states: states
            .into_iter()
            .map(|(value, text)| Choice::new(value, text))
            .chain(
                action
                    .filter(|action| action.record.state == DRAFT)
                    .map(|_| Choice::new(DRAFT, "It is a draft still")),
            )
            .collect(),
        priorities: records(&known.priorities, "None"),
        outcomes: records(&known.outcomes, "None"),
        wholes: std::iter::once(none("Nothing larger"))
            .chain(
                known
                    .wholes
                    .iter()
                    .filter(|whole| {
                        action.is_none_or(|action| {
                            whole.action_type.holds(action.action_type)
                                || action.parent_id == Some(whole.record.id)
                        })
                    })
                    .map(|whole| {
                        Choice::new(whole.record.slug.as_str(), capital(&whole.record.title))
                    }),
            )
            .collect(),
        lists: Vec::new(),
        thread: action.map(|action| format!("/thread/{}", action.record.reference())),
        join: action
            .filter(|_| JOIN_ACTION.allows(&visitor.actor, visitor.board_id()))
            .map(|action| format!("/desk/joins/new?about={}", action.record.reference())),
        checks: Vec::new(),
        theirs: Vec::new(),
    }
}

/// What a form says of an action, with everything that is wrong with it.
struct Said {
    title: String,
    parent_id: Option<RecordId>,
    owner_body_id: Option<RecordId>,
    owner_words: Option<String>,
    due: Option<jiff::civil::Date>,
    level: Option<ActionLevel>,
    level_reason: Option<String>,
    resident_led: bool,
}

fn said(form: &mut FormState, known: &Known) -> Said {
    let due = form.date("due", "The day by which it is to be done");
    let words = |name: &str| {
        let text = form.text(name);
        (!text.is_empty()).then(|| text.to_owned())
    };
    Said {
        title: form.text("title").to_owned(),
        parent_id: known
            .wholes
            .iter()
            .find(|whole| whole.record.slug.as_str() == form.text("whole"))
            .map(|whole| whole.record.id),
        owner_body_id: known
            .bodies
            .iter()
            .find(|body| body.record.slug.as_str() == form.text("owner"))
            .map(|body| body.record.id),
        owner_words: words("owner-words"),
        due,
        level: form.text("level").parse().ok(),
        level_reason: words("reason"),
        resident_led: form.text("residents") == "yes",
    }
}

pub(super) async fn new(State(app): State<App>, visitor: Visitor) -> Answer {
    let known = known(&app, &visitor).await?;
    let form = FormState::empty().with("type", ActionType::Action.as_str());
    let page = page(&visitor, &known, &form, None);
    app.page(TEMPLATE, &frame(&visitor, "Enter an action"), page)
}

pub(super) async fn create(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let known = known(&app, &visitor).await?;
    let said = said(&mut form, &known);
    if form.is_sound() {
        let chosen = |records: &[Record], name: &str| -> Vec<RecordId> {
            records
                .iter()
                .filter(|record| record.slug.as_str() == form.text(name))
                .map(|record| record.id)
                .collect()
        };
        let mut new = NewAction::new(visitor.board()?.record.id, said.title.trim());
        new.action_type = form.text("type").parse().unwrap_or(ActionType::Action);
        new.parent_id = said.parent_id;
        new.owner_body_id = said.owner_body_id;
        new.owner_words = said.owner_words;
        new.due = said.due;
        new.level = said.level;
        new.level_reason = said.level_reason;
        new.resident_led = said.resident_led;
        new.delivers = chosen(&known.priorities, "priority");
        new.serves = chosen(&known.outcomes, "outcome");
        match create_action(&app.house, &visitor.who(), new).await {
            Ok(_) => return Ok(app.see_other("/desk/delivery")),
            Err(CreateActionError::Runner(error)) => return Err(error.into()),
            Err(problem @ CreateActionError::NoWords) => {
                form.problem("title", capital(&problem.to_string()));
            }
            Err(problem @ CreateActionError::NoLevelReason) => {
                form.problem("reason", capital(&problem.to_string()));
            }
            Err(problem @ CreateActionError::NotAPart) => {
                form.problem("whole", capital(&problem.to_string()));
            }
        }
    }
    let page = page(&visitor, &known, &form, None);
    app.refused(TEMPLATE, &frame(&visitor, "Enter an action"), page)
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let known = known(&app, &visitor).await?;
    let owner = known
        .bodies
        .iter()
        .find(|body| Some(body.record.id) == action.owner_body_id)
        .map_or("", |body| body.record.slug.as_str());
    let mut form = FormState::empty()
        .with("title", action.record.title.clone())
        .with("owner", owner)
        .with(
            "owner-words",
            action.owner_words.clone().unwrap_or_default(),
        )
        .with("level", action.level.map_or("", |level| level.as_str()))
        .with("reason", action.level_reason.clone().unwrap_or_default())
        .with("whole", whole_of(&known, &action))
        .with("residents", if action.resident_led { "yes" } else { "" })
        .with("state", action.record.state.clone());
    if let Some(due) = action.due {
        form = form.with_date("due", due);
    }
    let mut page = page(&visitor, &known, &form, Some(&action));
    page.checks = assessments(&app.house, &visitor.actor, Some(action.record.id))
        .await?
        .iter()
        .map(crate::equity::in_words)
        .collect();
    page.lists = lists(&app, &visitor, &action).await?;
    app.page(TEMPLATE, &frame(&visitor, &page.title.clone()), page)
}

/// The address word of what an action is part of; empty where it is part of nothing that is under way.
fn whole_of(known: &Known, action: &Action) -> String {
    known
        .wholes
        .iter()
        .find(|whole| Some(whole.record.id) == action.parent_id)
        .map_or_else(String::new, |whole| whole.record.slug.to_string())
}

/// What an action is part of, where the form cannot offer it any more: a programme that is finished.
fn whole_to_keep(known: &Known, action: &Action) -> Option<RecordId> {
    let is_offered = |id: &RecordId| known.wholes.iter().any(|whole| whole.record.id == *id);
    action.parent_id.filter(|id| !is_offered(id))
}

/// The milestones and parts of an action, each leading to its page at the desk.
async fn lists(app: &App, visitor: &Visitor, action: &Action) -> Result<Vec<RecordList>, Refusal> {
    let own = milestones_of(&app.house, &[action.record.id])
        .await?
        .remove(&action.record.id)
        .unwrap_or_default();
    let milestones = parts_and_milestones::milestones(action, &own, visitor.today, |_| None);
    let parts = parts_and_milestones::parts(app, visitor, action, "/desk/delivery").await?;
    Ok(milestones.into_iter().chain(parts).collect())
}

pub(super) async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let known = known(&app, &visitor).await?;
    let said = said(&mut form, &known);
    if form.is_sound() {
        let state = [OPEN, FINISHED, STOPPED, DRAFT]
            .into_iter()
            .find(|state| *state == form.text("state"))
            .unwrap_or(OPEN);
        let input = ChangeAction {
            id: action.record.id,
            seen_revision: form.text("revision").parse().unwrap_or(0),
            title: said.title,
            parent_id: said.parent_id.or_else(|| whole_to_keep(&known, &action)),
            state,
            owner_body_id: said.owner_body_id,
            owner_person_id: action.owner_person_id,
            owner_words: said.owner_words,
            due: said.due,
            level: said.level,
            level_reason: said.level_reason,
            resident_led: said.resident_led,
        };
        match change_action(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/delivery")),
            Err(ChangeActionError::Runner(RunnerError::Conflict { .. })) => {
                return both_versions(&app, &visitor, &known, &slug, form).await;
            }
            Err(ChangeActionError::Runner(error)) => return Err(error.into()),
            Err(problem) => {
                let (field, control) = match problem {
                    ChangeActionError::NoOwner => ("owner", "owner"),
                    ChangeActionError::NoDue => ("due", "due-day"),
                    ChangeActionError::NoLevelReason => ("reason", "reason"),
                    ChangeActionError::NotAPart => ("whole", "whole"),
                    ChangeActionError::State(_) => ("state", "state"),
                    _ => ("title", "title"),
                };
                form.problem_in(field, control, capital(&problem.to_string()));
            }
        }
    }
    let mut page = page(&visitor, &known, &form, Some(&action));
    page.lists = lists(&app, &visitor, &action).await?;
    app.refused(TEMPLATE, &frame(&visitor, &page.title.clone()), page)
}

/// Somebody else was faster: their version stands beside what was typed, nothing is lost, and saving again is a choice.
async fn both_versions(
    app: &App,
    visitor: &Visitor,
    known: &Known,
    slug: &str,
    mut form: FormState,
) -> Answer {
    let now = own_action(app, visitor, slug).await?;
    let owner = known
        .bodies
        .iter()
        .find(|body| Some(body.record.id) == now.owner_body_id)
        .map_or_else(|| "Nobody yet".to_owned(), |body| body.public_name.clone());
    form.problem_with_form(
        "Somebody else changed this while you were working. Their version stands below; yours is still in the form.",
    );
    let mut page = page(visitor, known, &form, Some(&now));
    let words = |words: &Option<String>| words.clone().unwrap_or_else(|| "nothing".to_owned());
    page.theirs = [
        ("What is to be done", now.record.title.clone()),
        (
            "Part of",
            known
                .wholes
                .iter()
                .find(|whole| Some(whole.record.id) == now.parent_id)
                .map_or_else(
                    || "nothing larger".to_owned(),
                    |whole| whole.record.title.clone(),
                ),
        ),
        ("Which body owns it", owner),
        ("Who there", words(&now.owner_words)),
        (
            "By when",
            now.due.map_or_else(|| "no date".to_owned(), long_date),
        ),
        (
            "Level",
            now.level.map_or_else(
                || "nobody has said".to_owned(),
                |level| capital(level.as_str()),
            ),
        ),
        ("Why at that level", words(&now.level_reason)),
        ("Where it stands", capital(&now.record.state)),
    ]
    .into_iter()
    .map(|(name, value)| Theirs { name, value })
    .collect();
    let frame = frame(visitor, &page.title.clone());
    let mut response = app.refused(TEMPLATE, &frame, page)?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
