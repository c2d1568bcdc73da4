//! `/sign-in`: a link to one's mailbox, or a password.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use board::access::{EmailAddress, NewSession, PasswordRefused, sign_in_with_password};
use serde::{Deserialize, Serialize};

use super::cookie;
use crate::address::{Query, of_this_site};
use crate::app::{App, Settings};
use crate::forms::FormState;
use crate::refusal::Answer;
use crate::visitor::Visitor;

const TEMPLATE: &str = "access/sign_in_page.html";

#[derive(Serialize)]
pub(super) struct SignInPage<'a> {
    pub(super) form: &'a FormState,
    /// Where to go afterwards.
    pub(super) next: Option<&'a str>,
    /// Whether links can be sent by mail.
    pub(super) sends_links: bool,
    pub(super) contact: Option<&'a str>,
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    next: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let next = wanted.next.as_deref().and_then(of_this_site);
    if visitor.signed_in.is_some() {
        return Ok(app.see_other(next.unwrap_or("/desk")));
    }
    app.page(
        TEMPLATE,
        &visitor.task_frame("Sign in", None),
        model(&app.settings, &FormState::empty(), next, &app),
    )
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let next = of_this_site(form.raw("next")).map(str::to_owned);
    let email = form.required("email", "Enter your email address");
    let password = form.raw("password").to_owned();
    if password.is_empty() {
        form.problem("password", "Enter your password");
    }
    let email = email.and_then(|email| read_email(&mut form, "email", &email));
    if let (Some(email), true) = (email, form.is_sound()) {
        let replaces = visitor.secret.as_ref();
        let (today, now) = (visitor.today, visitor.now);
        match sign_in_with_password(&app.house, &email, password, replaces, today, now).await {
            Ok(session) => {
                return Ok(enter(&app, &session, next.as_deref().unwrap_or("/desk")));
            }
            Err(PasswordRefused::NotRight) => form.problem(
                "email",
                "The email address or the password is not right. After several wrong tries we wait up to a quarter \
                 of an hour before we look again",
            ),
            Err(PasswordRefused::Runner(error)) => return Err(error.into()),
        }
    }
    let form = form.without("password");
    app.refused(
        TEMPLATE,
        &visitor.task_frame("Sign in", None),
        model(&app.settings, &form, next.as_deref(), &app),
    )
}

pub(super) fn model<'a>(
    settings: &'a Settings,
    form: &'a FormState,
    next: Option<&'a str>,
    app: &App,
) -> SignInPage<'a> {
    SignInPage {
        form,
        next,
        sends_links: app.postman.is_some(),
        contact: settings.contact.as_deref(),
    }
}

/// Reads an address from a field, or says what is wrong with it.
pub(super) fn read_email(form: &mut FormState, field: &str, typed: &str) -> Option<EmailAddress> {
    let email = typed.parse().ok();
    if email.is_none() {
        form.problem(field, "Enter an email address like name@council.example");
    }
    email
}

/// Gives the browser its new secret and goes on.
pub(super) fn enter(app: &App, session: &NewSession, next: &str) -> Response {
    let location = HeaderValue::from_str(next).unwrap_or(HeaderValue::from_static("/desk"));
    let headers = [
        (header::LOCATION, location),
        (
            header::SET_COOKIE,
            cookie::set(&session.secret, &app.settings),
        ),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}
