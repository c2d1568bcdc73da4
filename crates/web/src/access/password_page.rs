//! `/desk/password`: choosing a password, or another one.

use axum::extract::State;
use board::access::{ChangePassword, ChangePasswordError, accounts, change_password};
use serde::Serialize;

use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "access/password_page.html";
const TITLE: &str = "Choose a password";

#[derive(Serialize)]
struct PasswordPage<'a> {
    form: &'a FormState,
    has_password: bool,
    email: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let signed_in = visitor.signed_in.as_ref().ok_or(Refusal::Forbidden)?;
    let input = ChangePassword {
        person_id: signed_in.person.id,
        current: form.raw("current").to_owned(),
        new: form.raw("new").to_owned(),
        keep_session: Some(signed_in.session_id),
    };
    match change_password(&app.house, &visitor.who(), input).await {
        Ok(()) => return Ok(app.see_other("/desk")),
        Err(ChangePasswordError::NotRight) => {
            form.problem("current", "The present password is not right");
        }
        Err(ChangePasswordError::Weak(weak)) => form.problem("new", weak.to_string()),
        Err(ChangePasswordError::NoAccount) => return Err(Refusal::NotFound),
        Err(ChangePasswordError::Runner(error)) => return Err(error.into()),
    }
    let form = form.without("current").without("new");
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}

fn frame(visitor: &Visitor) -> crate::templates::Frame {
    visitor.task_frame(TITLE, Some(Link::new("My work", "/desk")))
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<PasswordPage<'a>, Refusal> {
    let person = visitor.actor.person();
    let account = accounts(&app.house)
        .await?
        .into_iter()
        .find(|account| Some(account.person_id) == person)
        .ok_or(Refusal::NotFound)?;
    Ok(PasswordPage {
        form,
        has_password: account.has_password,
        email: account.email.to_string(),
    })
}
