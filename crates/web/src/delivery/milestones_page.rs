//! `/desk/delivery/{slug}/milestones`: the milestones of an action, and a form to set another.

use axum::extract::State;
use board::delivery::{
    Action, AddMilestone, DRAFT, Milestone, MilestoneError, OPEN, add_milestone, milestones_of,
};
use board::vocabulary::{Origin, capital};
use serde::Serialize;

use super::desk_page::own_action;
use super::parts_and_milestones;
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::thread::RecordList;
use crate::visitor::Visitor;

const TEMPLATE: &str = "delivery/milestones_page.html";

#[derive(Serialize)]
struct MilestonesPage<'a> {
    form: &'a FormState,
    title: String,
    here: String,
    revision: i64,
    /// Whether the action is under way, so that milestones can be set.
    is_under_way: bool,
    /// Whether several are due on one day, so that their order can be changed.
    some_share_a_day: bool,
    list: Option<RecordList>,
}

pub(super) fn address(action: &Action) -> String {
    format!("/desk/delivery/{}/milestones", action.record.slug)
}

pub(super) fn frame(visitor: &Visitor, action: &Action) -> Frame {
    let title = capital(&action.record.title);
    let mut frame = visitor.frame(format!("Milestones: {title}"), "Delivery");
    frame.illustrative = action.record.origin.is_illustrative();
    frame.trail = vec![
        Link::new("Delivery", "/desk/delivery"),
        Link::new(title, format!("/desk/delivery/{}", action.record.slug)),
    ];
    frame
}

/// The milestones of an action, those due first before the others.
pub(super) async fn held(app: &App, action: &Action) -> Result<Vec<Milestone>, Refusal> {
    let id = action.record.id;
    let mut all = milestones_of(&app.house, &[id]).await?;
    Ok(all.remove(&id).unwrap_or_default())
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    action: &Action,
    form: &'a FormState,
) -> Result<MilestonesPage<'a>, Refusal> {
    let here = address(action);
    let is_under_way = [OPEN, DRAFT].contains(&action.record.state.as_str());
    let href = |one: &Milestone| is_under_way.then(|| format!("{here}/{}", one.position));
    let held = held(app, action).await?;
    Ok(MilestonesPage {
        form,
        title: capital(&action.record.title),
        revision: action.record.revision,
        is_under_way,
        some_share_a_day: held.windows(2).any(|pair| match pair {
            [one, other] => one.due == other.due,
            _ => false,
        }),
        list: parts_and_milestones::milestones(action, &held, visitor.today, href),
        here,
    })
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let form = FormState::empty();
    let page = page(&app, &visitor, &action, &form).await?;
    app.page(TEMPLATE, &frame(&visitor, &action), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let title = form.required("title", &capital(&MilestoneError::NoWords.to_string()));
    let due = form.required_date(
        "due",
        "The day by which it is reached",
        "Say by when it is reached",
    );
    if let (Some(title), Some(due)) = (title, due) {
        let input = AddMilestone {
            action_id: action.record.id,
            seen_revision: form.text("revision").parse().unwrap_or(0),
            title,
            due,
            origin: Origin::Entered,
        };
        match add_milestone(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&address(&action))),
            Err(problem) => said_beside(&mut form, problem)?,
        }
    }
    let page = page(&app, &visitor, &action, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &action), page)
}

/// Says a refusal beside the field that it is about; what stops any use case stops the page.
pub(super) fn said_beside(form: &mut FormState, problem: MilestoneError) -> Result<(), Refusal> {
    let words = capital(&problem.to_string());
    match problem {
        MilestoneError::Runner(error) => return Err(error.into()),
        MilestoneError::NoWords => form.problem("title", words),
        MilestoneError::AfterAction(_) => form.problem_in("due", "due-day", words),
        MilestoneError::StillToCome(_) => form.problem_in("done", "done-day", words),
        MilestoneError::NoReason => form.problem("because", words),
        MilestoneError::NotUnderWay(_)
        | MilestoneError::Reached(_)
        | MilestoneError::AloneOnItsDay(_) => {
            form.problem_with_form(words);
        }
    }
    Ok(())
}
