//! `/desk/strategy/{slug}/approval`: who is asked to approve the exact words, who has, and publishing what everybody approved.

use axum::extract::State;
use board::strategy::{
    ApprovalError, Approve, Approver, RequestApproval, approve, publish_strategy, request_approval,
};
use board::texts::Version;
use board::vocabulary::{Role, capital};
use serde::Serialize;

use super::room::{Room, RouteShown, Stage};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::texts::{ShownBlock, shown};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/approval_page.html";

#[derive(Serialize)]
struct ApprovalPage<'a> {
    form: &'a FormState,
    name: String,
    here: String,
    words: String,
    version: Option<i64>,
    version_name: Option<String>,
    hash: Option<String>,
    published: Option<i64>,
    void: usize,
    stage: Stage,
    may_write: bool,
    may_answer: bool,
    route: Option<RouteShown>,
    /// Asks that wait for an answer.
    waiting: Vec<Choice>,
    blocks: Vec<ShownBlock>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    // Words that changed are mostly asked of the same people again.
    let before: Vec<&str> = room
        .route
        .iter()
        .flat_map(|route| &route.steps)
        .map(|step| step.role.as_str())
        .collect();
    let form = FormState::empty().with("approvers", before.join("\n"));
    let page = page(&app, &visitor, &room, &form).await?;
    app.page(
        TEMPLATE,
        &room.frame(&visitor, "Approval", "Approval"),
        page,
    )
}

pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let offices = form.required("approvers", "Say who is to approve, one office a line");
    let due = form.required_date(
        "due",
        "The last day for an answer",
        "Say until when they have time",
    );
    let (Some(offices), Some(due)) = (offices, due) else {
        return refused(&app, &visitor, &room, &form).await;
    };
    let approvers = offices
        .lines()
        .map(str::trim)
        .filter(|office| !office.is_empty())
        .map(|office| Approver {
            role: office.to_owned(),
            person_id: None,
            body_id: None,
        })
        .collect();
    let input = RequestApproval {
        strategy_id: room.strategy.record.id,
        approvers,
        due,
    };
    let outcome = request_approval(&app.house, &visitor.who(), input).await;
    answer(&app, &visitor, &room, form, "due", outcome.map(|_| ())).await
}

pub(super) async fn reply(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let Some(ask) = form.required("ask", "Say whose approval this is") else {
        return refused(&app, &visitor, &room, &form).await;
    };
    let reason = form.text("send_back");
    let input = Approve {
        strategy_id: room.strategy.record.id,
        ask_id: ask.parse().map_err(|_| Refusal::NotFound)?,
        hash: form.text("hash").to_owned(),
        send_back_because: (!reason.is_empty()).then(|| reason.to_owned()),
    };
    let outcome = approve(&app.house, &visitor.who(), input).await;
    answer(&app, &visitor, &room, form, "ask", outcome).await
}

pub(super) async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    form: FormState,
) -> Answer {
    let room = Room::at(&app, &visitor, &slug).await?;
    let outcome = publish_strategy(&app.house, &visitor.who(), room.strategy.record.id).await;
    answer(
        &app,
        &visitor,
        &room,
        form,
        "approvers",
        outcome.map(|_| ()),
    )
    .await
}

/// Back to the room when it worked, the room with the problem beside its field when not.
async fn answer(
    app: &App,
    visitor: &Visitor,
    room: &Room,
    mut form: FormState,
    field: &str,
    outcome: Result<(), ApprovalError>,
) -> Answer {
    match outcome {
        Ok(()) => Ok(app.see_other(&room.address("approval"))),
        Err(ApprovalError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem(field, capital(&problem.to_string()));
            refused(app, visitor, room, &form).await
        }
    }
}

async fn refused(app: &App, visitor: &Visitor, room: &Room, form: &FormState) -> Answer {
    let page = page(app, visitor, room, form).await?;
    app.refused(TEMPLATE, &room.frame(visitor, "Approval", "Approval"), page)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    room: &Room,
    form: &'a FormState,
) -> Result<ApprovalPage<'a>, Refusal> {
    Ok(ApprovalPage {
        form,
        name: room.name(),
        here: room.address("approval"),
        words: room.address("words"),
        version: room.newest().map(|version| version.number),
        version_name: room.newest().map(Version::name),
        hash: room.newest().map(|version| version.hash.clone()),
        published: room.published.as_ref().map(|version| version.number),
        void: room.void(),
        stage: room.stage(),
        may_write: visitor.has(Role::Officer),
        may_answer: visitor.has(Role::Approver),
        route: room.route_shown(),
        waiting: room
            .waiting()
            .map(|(value, text)| Choice::new(value, text))
            .collect(),
        blocks: shown(room.newest_blocks(app).await?),
    })
}
