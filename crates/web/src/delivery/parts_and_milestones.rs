//! The lists under an action: its milestones and, of a programme or project, its parts.

use board::delivery::{
    Action, ActionType, FINISHED, Milestone, RollUp, STOPPED, milestones_in_words, parts_of,
    slipping,
};
use board::story::owner_of;
use board::vocabulary::{capital, days, days_late, long_date};
use jiff::civil::Date;

use crate::app::App;
use crate::refusal::Refusal;
use crate::thread::{RecordList, RecordRow};
use crate::visitor::Visitor;

/// The milestones of an action with how each stands; `href` says where one leads. None where it has none.
pub(super) fn milestones(
    action: &Action,
    milestones: &[Milestone],
    today: Date,
    href: impl Fn(&Milestone) -> Option<String>,
) -> Option<RecordList> {
    let lead = milestones_in_words(action, milestones, today)?;
    let rows = milestones
        .iter()
        .map(|one| RecordRow {
            title: capital(&one.title),
            href: href(one),
            text: when(one),
            status: status(action, one, today),
            origin: one.origin.as_str(),
        })
        .collect();
    Some(RecordList {
        heading: "Milestones",
        lead: Some(lead),
        rows,
    })
}

fn when(milestone: &Milestone) -> String {
    let due = long_date(milestone.due);
    match (milestone.done, milestone.reached_late()) {
        (None, _) => format!("By {due}"),
        (Some(done), None) => format!("Reached on {}, due by {due}", long_date(done)),
        (Some(done), Some(late)) => {
            format!(
                "Reached on {}, {} after its day",
                long_date(done),
                days(late)
            )
        }
    }
}

fn status(action: &Action, milestone: &Milestone, today: Date) -> Option<String> {
    if milestone.done.is_some() {
        return Some("Finished".to_owned());
    }
    // Of what is finished or given up nothing is late any more.
    slipping(action, std::slice::from_ref(milestone), today).map(|(_, late)| days_late(late))
}

/// The parts of a programme or project that the visitor may see, with their counts; `prefix` is the address under which
/// actions have their pages. None for an action that has no parts.
pub(super) async fn parts(
    app: &App,
    visitor: &Visitor,
    whole: &Action,
    prefix: &str,
) -> Result<Option<RecordList>, Refusal> {
    let mut actions = board::delivery::actions(&app.house, whole.record.body_id).await?;
    actions.retain(|action| action.record.is_visible_to(&visitor.actor));
    let parts = parts_of(&actions, whole.record.id);
    if parts.is_empty() {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for part in &parts {
        let action = part.action;
        let owner = owner_of(&app.house, &visitor.actor, action).await?;
        let sort = match action.action_type {
            ActionType::Action => "",
            ActionType::Programme => "Programme. ",
            ActionType::Project => "Project. ",
            ActionType::Pledge => "Pledge. ",
        };
        let within = if part.depth > 1 {
            "Part of a project. "
        } else {
            ""
        };
        let by = action.due.map_or_else(
            || "without a date".to_owned(),
            |due| format!("by {}", long_date(due)),
        );
        let status = match action.record.state.as_str() {
            FINISHED => Some("Finished".to_owned()),
            STOPPED => Some("Stopped".to_owned()),
            _ if owner.is_none() => Some("No owner".to_owned()),
            _ if action.due.is_none() => Some("No date".to_owned()),
            _ => action.days_late(visitor.today).map(days_late),
        };
        rows.push(RecordRow {
            title: capital(&action.record.title),
            href: Some(format!("{prefix}/{}", action.record.slug)),
            text: format!(
                "{sort}{within}{}, {by}",
                owner.as_deref().unwrap_or("Nobody yet")
            ),
            status,
            origin: action.record.origin.as_str(),
        });
    }
    Ok(Some(RecordList {
        heading: "What it is made of",
        lead: RollUp::of(&parts, visitor.today).in_words(),
        rows,
    }))
}
