//! `/desk/needs`: write needs, publish them, and say why no priority answers one.

use axum::extract::State;
use board::needs::{
    CreateNeed, CreateNeedError, PUBLISHED, create_need, explain_unanswered, needs_of, publish_need,
};
use board::vocabulary::{Origin, RecordId, Role};
use serde::Serialize;

use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Frame;
use crate::visitor::Visitor;

const TEMPLATE: &str = "needs/desk_page.html";
const HERE: &str = "/desk/needs";

#[derive(Serialize)]
struct NeedsPage<'a> {
    form: &'a FormState,
    may_publish: bool,
    needs: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    revision: i64,
    title: String,
    statement: String,
    published: bool,
    reason: Option<String>,
    /// The name of its field: one form for each need stands on the page.
    field: String,
    thread_href: String,
}

fn frame(visitor: &Visitor) -> Frame {
    visitor.frame("Needs", "Needs")
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<NeedsPage<'a>, Refusal> {
    let needs = needs_of(&app.house, visitor.board()?.record.id).await?;
    Ok(NeedsPage {
        form,
        may_publish: visitor.has(Role::Officer),
        needs: needs
            .into_iter()
            .map(|need| Row {
                id: need.record.id.to_string(),
                revision: need.record.revision,
                field: format!("reason-{}", need.record.slug),
                thread_href: format!("/thread/{}", need.record.reference()),
                published: need.record.state == PUBLISHED,
                title: need.record.title,
                statement: need.statement,
                reason: need.unanswered_because,
            })
            .collect(),
    })
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

async fn again(app: &App, visitor: &Visitor, form: &FormState) -> Answer {
    let page = page(app, visitor, form).await?;
    app.refused(TEMPLATE, &frame(visitor), page)
}

pub(super) async fn add(State(app): State<App>, visitor: Visitor, mut form: FormState) -> Answer {
    let title = form.required("title", &CreateNeedError::NoTitle.to_string());
    let statement = form.required("statement", &CreateNeedError::NoStatement.to_string());
    let (Some(title), Some(statement)) = (title, statement) else {
        return again(&app, &visitor, &form).await;
    };
    let words = |name: &str| {
        let text = form.text(name);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let input = CreateNeed {
        body_id: visitor.board()?.record.id,
        title,
        slug: None,
        statement,
        now: words("now"),
        later: words("later"),
        area_id: None,
        origin: Origin::Entered,
    };
    match create_need(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(HERE)),
        Err(CreateNeedError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("title", problem.to_string());
            again(&app, &visitor, &form).await
        }
    }
}

/// The need of this desk's board that a form is about.
async fn own_need(app: &App, visitor: &Visitor, form: &FormState) -> Result<RecordId, Refusal> {
    let id = form
        .text("need")
        .parse()
        .map(RecordId)
        .map_err(|_| Refusal::NotFound)?;
    let needs = needs_of(&app.house, visitor.board()?.record.id).await?;
    needs
        .iter()
        .find(|need| need.record.id == id)
        .map(|need| need.record.id)
        .ok_or(Refusal::NotFound)
}

pub(super) async fn publish(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let id = own_need(&app, &visitor, &form).await?;
    let revision = form.text("revision").parse().unwrap_or(0);
    match publish_need(&app.house, &visitor.who(), id, revision).await {
        Ok(_) => Ok(app.see_other(HERE)),
        Err(CreateNeedError::Runner(error)) => Err(error.into()),
        Err(_) => Err(Refusal::NotFound),
    }
}

pub(super) async fn explain(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let id = own_need(&app, &visitor, &form).await?;
    let field = form.text("field").to_owned();
    let reason = form.text(&field).to_owned();
    match explain_unanswered(&app.house, &visitor.who(), id, &reason).await {
        Ok(()) => Ok(app.see_other(HERE)),
        Err(CreateNeedError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem(&field, problem.to_string());
            again(&app, &visitor, &form).await
        }
    }
}
