//! `/desk/delivery`: what was promised, and first of all what is promised by nobody, for no day, or late.

use std::collections::HashMap;

use axum::extract::State;
use board::delivery::{
    Action, DRAFT, FINISHED, Milestone, OPEN, RollUp, STOPPED, actions, milestones_of, parts_of,
    slipping,
};
use board::equity::{PlannedAction, checks_of_plan, policy};
use board::story::owner_of;
use board::vocabulary::{RecordId, Role, capital, days_late, long_date};
use serde::Serialize;

use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::routes::OFFICERS;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct DeskPage {
    title: String,
    lead: String,
    pressing: Vec<Row>,
    others: Vec<Row>,
    ended: Vec<Row>,
    may_add: bool,
    /// Whether they may open the matrices of frameworks.
    may_see_frameworks: bool,
    /// How much of the plan was checked for equity, and what is still to be checked, soonest first.
    equity: String,
    equity_late: Option<String>,
    to_check: Vec<Row>,
}

/// A row of the work list.
#[derive(Serialize)]
struct Row {
    when: String,
    detail: Option<String>,
    title: String,
    href: String,
    why: String,
    late: Option<bool>,
    button: Button,
}

#[derive(Serialize)]
struct Button {
    text: &'static str,
    href: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let mut pressing = Vec::new();
    let mut others = Vec::new();
    let mut ended = Vec::new();
    let all = actions(&app.house, Some(board.record.id)).await?;
    let ids: Vec<RecordId> = all.iter().map(|action| action.record.id).collect();
    let milestones = milestones_of(&app.house, &ids).await?;
    for action in &all {
        let owner = owner_of(&app.house, &visitor.actor, action).await?;
        let (mut row, is_pressing) = row(&visitor, action, owner, &milestones);
        let parts = parts_of(&all, action.record.id);
        if let Some(counts) = RollUp::of(&parts, visitor.today).in_words() {
            row.why = format!("{} {counts}.", row.why);
        }
        match action.record.state.as_str() {
            FINISHED | STOPPED => ended.push(row),
            _ if is_pressing => pressing.push(row),
            _ => others.push((action.due, row)),
        }
    }
    others.sort_by_key(|(due, _)| *due);
    let others: Vec<Row> = others.into_iter().map(|(_, row)| row).collect();
    let open = pressing.len() + others.len();
    let plan = checks_of_plan(&app.house, &visitor.actor, board.record.id).await?;
    let page = DeskPage {
        title: match (pressing.len(), open) {
            (_, 0) => "Nothing has been promised yet".to_owned(),
            (0, open) => format!("{open} promises, and none needs you today"),
            (1, open) => format!("1 of {open} promises needs you"),
            (pressing, open) => format!("{pressing} of {open} promises need you"),
        },
        lead: "A promise needs somebody to keep it and a day by which it is kept.".to_owned(),
        pressing,
        others,
        ended,
        may_add: visitor.has(Role::Officer),
        may_see_frameworks: OFFICERS.iter().any(|&role| visitor.has(role)),
        equity: plan.finding(),
        equity_late: match plan.late(visitor.today) {
            0 => None,
            1 => Some("1 check is late.".to_owned()),
            late => Some(format!("{late} checks are late.")),
        },
        to_check: plan
            .unchecked()
            .filter(|_| policy::RECORD_CHECK.allows(&visitor.actor, visitor.board_id()))
            .map(|action| check_row(&visitor, action))
            .collect(),
    };
    let frame = visitor.frame("Delivery", "Delivery");
    app.page("delivery/desk_page.html", &frame, page)
}

fn row(
    visitor: &Visitor,
    action: &Action,
    owner: Option<String>,
    milestones: &HashMap<RecordId, Vec<Milestone>>,
) -> (Row, bool) {
    let own = milestones
        .get(&action.record.id)
        .map_or(&[][..], Vec::as_slice);
    let slips = slipping(action, own, visitor.today);
    let late = action.days_late(visitor.today);
    let when = match (late, action.due) {
        (Some(late), _) => days_late(late),
        (None, _) if slips.is_some() => "Slipping".to_owned(),
        (None, Some(due)) => due.strftime("%-d %B").to_string(),
        (None, None) => "No date".to_owned(),
    };
    let is_open = [OPEN, DRAFT].contains(&action.record.state.as_str());
    let pressing =
        is_open && (late.is_some() || action.due.is_none() || owner.is_none() || slips.is_some());
    let mut why = match (owner, late, action.due, action.record.state.as_str()) {
        (owner, _, _, FINISHED) => format!("{} has done this.", owner.unwrap_or_default()),
        (_, _, _, STOPPED) => "It was given up.".to_owned(),
        (None, _, _, _) => "Nobody owns it.".to_owned(),
        (Some(owner), Some(_), Some(due), _) => {
            format!("{owner} was to have done it by {}.", long_date(due))
        }
        (Some(owner), _, None, _) => format!("{owner} owns it, and nobody has said by when."),
        (Some(owner), _, Some(due), _) => format!("{owner} is to do it by {}.", long_date(due)),
    };
    if let Some((one, late)) = slips {
        why = format!(
            "{why} Its milestone “{}” is {}.",
            one.title,
            days_late(late)
        );
    }
    let href = format!("/desk/delivery/{}", action.record.slug);
    let row = Row {
        when,
        detail: match (late, slips, action.due) {
            (Some(_), _, Some(due)) => Some(format!("was {}", due.strftime("%-d %B"))),
            (None, Some(_), Some(due)) => Some(format!("due {}", due.strftime("%-d %B"))),
            _ => None,
        },
        title: capital(&action.record.title),
        why,
        late: (late.is_some() || slips.is_some()).then_some(true),
        button: Button {
            text: if !visitor.has(Role::Officer) {
                "Look at it"
            } else if pressing {
                "Mend it"
            } else {
                "Change it"
            },
            href: href.clone(),
        },
        href,
    };
    (row, pressing)
}

/// An action that nobody has checked for equity.
fn check_row(visitor: &Visitor, action: &PlannedAction) -> Row {
    let href = format!("/desk/delivery/{}/equity", action.record.slug);
    let late = action.days_late(visitor.today);
    let day = action.due.map(|due| due.strftime("%-d %B").to_string());
    Row {
        when: match (late, &day) {
            (Some(late), _) => days_late(late),
            (None, Some(day)) => day.clone(),
            (None, None) => "No date".to_owned(),
        },
        detail: late.and(day).map(|day| format!("was {day}")),
        title: capital(&action.record.title),
        why: match action.due {
            Some(due) if late.is_some() => {
                format!("It was to be checked for equity by {}.", long_date(due))
            }
            Some(due) => format!("It is to be checked for equity by {}.", long_date(due)),
            None => "Nobody has said by when it is to be checked for equity.".to_owned(),
        },
        late: late.map(|_| true),
        button: Button {
            text: "Check it",
            href: href.clone(),
        },
        href,
    }
}

/// The action of the visitor's board at an address.
pub(crate) async fn own_action(
    app: &App,
    visitor: &Visitor,
    slug: &str,
) -> Result<Action, Refusal> {
    actions(&app.house, Some(visitor.board()?.record.id))
        .await?
        .into_iter()
        .find(|action| action.record.slug.as_str() == slug)
        .ok_or(Refusal::NotFound)
}
