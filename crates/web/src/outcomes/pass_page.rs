//! `/r/{token}/pass`: naming a deputy who answers instead.

use axum::extract::State;
use board::access::EmailAddress;
use board::outcomes::returns::{PassReturns, PassReturnsError, pass_returns};
use serde::Serialize;

use super::task_list_page::{frame, opened};
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "outcomes/pass_page.html";
const TITLE: &str = "Who answers instead?";

#[derive(Serialize)]
struct PassPage<'a> {
    form: &'a FormState,
    address: String,
    list: String,
    partner: String,
    open: usize,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let form = FormState::empty();
    let page = page(&returns, &token, &form);
    app.page(TEMPLATE, &frame(&visitor, &returns, TITLE), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    mut form: FormState,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let link = visitor.link.as_ref().ok_or(Refusal::NotFound)?;
    let mut who = visitor.who();
    who.actor = link
        .holder(&returns.partner.title)
        .ok_or(Refusal::NotFound)?;
    let name = form.required("deputy", "Enter the name or office of your deputy");
    let typed = form.required("email", "Enter the email address of your deputy");
    let to = typed.and_then(|typed| match typed.parse::<EmailAddress>() {
        Ok(email) => Some(email),
        Err(invalid) => {
            form.problem("email", invalid.to_string());
            None
        }
    });
    if let (Some(to_name), Some(to)) = (name, to) {
        let address = app.settings.public_address.clone();
        let input = PassReturns {
            to_name,
            to,
            address,
        };
        match pass_returns(&app.house, &who, link, input).await {
            Ok(()) => return Ok(app.see_other(&format!("/r/{token}"))),
            Err(PassReturnsError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(problem.to_string()),
        }
    }
    let page = page(&returns, &token, &form);
    app.refused(TEMPLATE, &frame(&visitor, &returns, TITLE), page)
}

fn page<'a>(
    returns: &board::outcomes::returns::PartnerReturns,
    token: &str,
    form: &'a FormState,
) -> PassPage<'a> {
    PassPage {
        form,
        address: format!("/r/{token}/pass"),
        list: format!("/r/{token}"),
        partner: returns.partner.title.clone(),
        open: returns.tasks.len() - returns.answered(),
    }
}
