//! `/desk/delivery/{slug}/milestones/{n}`: change a milestone, say on which day it was reached, move it among
//! those of its day, or take it off.

use axum::extract::State;
use board::delivery::{
    Action, ChangeMilestone, DRAFT, Milestone, MilestoneError, MoveMilestone, OPEN,
    TakeOffMilestone, change_milestone, move_milestone, next_of_its_day, take_off_milestone,
};
use board::events::Way;
use board::vocabulary::{capital, long_date};
use serde::Serialize;

use super::desk_page::own_action;
use super::milestones_page::{address, frame, held, said_beside};
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "delivery/milestone_page.html";

#[derive(Serialize)]
struct MilestonePage<'a> {
    form: &'a FormState,
    title: String,
    of: String,
    here: String,
    revision: i64,
    may_come_off: bool,
    day: String,
    /// The milestones of the same day that it can change places with.
    above: Option<String>,
    below: Option<String>,
}

/// A milestone, with all that its action has.
struct Seen {
    milestone: Milestone,
    all: Vec<Milestone>,
}

async fn numbered(app: &App, action: &Action, n: &str) -> Result<Seen, Refusal> {
    let position: i64 = n.parse().map_err(|_| Refusal::NotFound)?;
    let all = held(app, action).await?;
    let milestone = all
        .iter()
        .find(|one| one.position == position)
        .cloned()
        .ok_or(Refusal::NotFound)?;
    Ok(Seen { milestone, all })
}

fn page<'a>(action: &Action, seen: &Seen, form: &'a FormState) -> MilestonePage<'a> {
    let Seen { milestone, all } = seen;
    let is_under_way = [OPEN, DRAFT].contains(&action.record.state.as_str());
    let beside = |way| {
        next_of_its_day(all, milestone, way)
            .filter(|_| is_under_way)
            .map(|other| other.title.clone())
    };
    MilestonePage {
        form,
        title: capital(&milestone.title),
        of: capital(&action.record.title),
        here: format!("{}/{}", address(action), milestone.position),
        revision: action.record.revision,
        may_come_off: milestone.done.is_none() && is_under_way,
        day: long_date(milestone.due),
        above: beside(Way::Up),
        below: beside(Way::Down),
    }
}

fn framed(visitor: &Visitor, action: &Action) -> crate::templates::Frame {
    let mut frame = frame(visitor, action);
    frame.trail.push(Link::new("Milestones", address(action)));
    frame
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, n)): Path<(String, String)>,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let seen = numbered(&app, &action, &n).await?;
    let form = as_held(&seen.milestone);
    let page = page(&action, &seen, &form);
    app.page(TEMPLATE, &framed(&visitor, &action), page)
}

/// The form with what is kept.
fn as_held(milestone: &Milestone) -> FormState {
    let form = FormState::empty()
        .with("title", milestone.title.clone())
        .with_date("due", milestone.due);
    match milestone.done {
        Some(done) => form.with_date("done", done),
        None => form,
    }
}

/// The page with a refusal of something other than what is kept, which its form still shows.
fn refused(app: &App, visitor: &Visitor, action: &Action, seen: &Seen, form: FormState) -> Answer {
    let form = form.filled_from(as_held(&seen.milestone));
    let page = page(action, seen, &form);
    app.refused(TEMPLATE, &framed(visitor, action), page)
}

pub(super) async fn take_off(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, n)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let seen = numbered(&app, &action, &n).await?;
    let input = TakeOffMilestone {
        action_id: action.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        position: seen.milestone.position,
        because: form.text("because").to_owned(),
    };
    match take_off_milestone(&app.house, &visitor.who(), input).await {
        Ok(()) => return Ok(app.see_other(&address(&action))),
        Err(problem) => said_beside(&mut form, problem)?,
    }
    refused(&app, &visitor, &action, &seen, form)
}

pub(super) async fn move_it(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, n)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let seen = numbered(&app, &action, &n).await?;
    let input = MoveMilestone {
        action_id: action.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        position: seen.milestone.position,
        way: form.text("way").parse().map_err(|_| Refusal::NotFound)?,
    };
    match move_milestone(&app.house, &visitor.who(), input).await {
        Ok(()) => return Ok(app.see_other(&address(&action))),
        Err(problem) => said_beside(&mut form, problem)?,
    }
    refused(&app, &visitor, &action, &seen, form)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, n)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let seen = numbered(&app, &action, &n).await?;
    let title = form.required("title", &capital(&MilestoneError::NoWords.to_string()));
    let due = form.required_date(
        "due",
        "The day by which it is reached",
        "Say by when it is reached",
    );
    let done = form.date("done", "The day on which it was reached");
    if let (true, Some(title), Some(due)) = (form.is_sound(), title, due) {
        let input = ChangeMilestone {
            action_id: action.record.id,
            seen_revision: form.text("revision").parse().unwrap_or(0),
            position: seen.milestone.position,
            title,
            due,
            done,
        };
        match change_milestone(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&address(&action))),
            Err(problem) => said_beside(&mut form, problem)?,
        }
    }
    let page = page(&action, &seen, &form);
    app.refused(TEMPLATE, &framed(&visitor, &action), page)
}
