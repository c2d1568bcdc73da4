//! `/desk/delivery/{slug}/milestones/{n}`: change a milestone, say on which day it was reached, or take it off.

use axum::extract::State;
use board::delivery::{
    Action, ChangeMilestone, DRAFT, Milestone, MilestoneError, OPEN, TakeOffMilestone,
    change_milestone, take_off_milestone,
};
use board::vocabulary::capital;
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
}

async fn numbered(app: &App, action: &Action, n: &str) -> Result<Milestone, Refusal> {
    let position: i64 = n.parse().map_err(|_| Refusal::NotFound)?;
    held(app, action)
        .await?
        .into_iter()
        .find(|one| one.position == position)
        .ok_or(Refusal::NotFound)
}

fn page<'a>(action: &Action, milestone: &Milestone, form: &'a FormState) -> MilestonePage<'a> {
    MilestonePage {
        form,
        title: capital(&milestone.title),
        of: capital(&action.record.title),
        here: format!("{}/{}", address(action), milestone.position),
        revision: action.record.revision,
        may_come_off: milestone.done.is_none()
            && [OPEN, DRAFT].contains(&action.record.state.as_str()),
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
    let milestone = numbered(&app, &action, &n).await?;
    let form = as_held(&milestone);
    let page = page(&action, &milestone, &form);
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

pub(super) async fn take_off(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, n)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let milestone = numbered(&app, &action, &n).await?;
    let input = TakeOffMilestone {
        action_id: action.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        position: milestone.position,
        because: form.text("because").to_owned(),
    };
    match take_off_milestone(&app.house, &visitor.who(), input).await {
        Ok(()) => return Ok(app.see_other(&address(&action))),
        Err(problem) => said_beside(&mut form, problem)?,
    }
    let form = form.filled_from(as_held(&milestone));
    let page = page(&action, &milestone, &form);
    app.refused(TEMPLATE, &framed(&visitor, &action), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, n)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let milestone = numbered(&app, &action, &n).await?;
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
            position: milestone.position,
            title,
            due,
            done,
        };
        match change_milestone(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&address(&action))),
            Err(problem) => said_beside(&mut form, problem)?,
        }
    }
    let page = page(&action, &milestone, &form);
    app.refused(TEMPLATE, &framed(&visitor, &action), page)
}
