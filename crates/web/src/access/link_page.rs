//! `/sign-in/{token}`: a one-time link. Opening it changes nothing, because mail scanners open links; its button uses
//! it up. `/sign-in/send` and `/sign-in/sent`: asking for one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use board::access::{
    EmailAddress, Letter, MakeSignInLinkError, TokenRefused, look_at_sign_in_link,
    request_sign_in_link, use_sign_in_link,
};
use serde::Serialize;

use super::sign_in_page::{self, enter, read_email};
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct LinkPage {
    token: String,
    person: String,
    made_at: String,
    expires_at: String,
}

#[derive(Serialize)]
struct SpentPage<'a> {
    heading: &'static str,
    /// A sentence before and after the moment, and the moment.
    before: &'static str,
    at: Option<String>,
    after: &'static str,
    sends_links: bool,
    contact: Option<&'a str>,
}

#[derive(Serialize)]
struct SentPage<'a> {
    contact: Option<&'a str>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Answer {
    match look_at_sign_in_link(&app.house, &token, visitor.now).await {
        Ok(link) => {
            let title = format!("Sign in as {}?", link.person_name);
            let page = LinkPage {
                token,
                person: link.person_name,
                made_at: link.made_at.to_string(),
                expires_at: link.expires_at.to_string(),
            };
            let frame = visitor.task_frame(title, None);
            app.page("access/link_page.html", &frame, page)
        }
        Err(refused) => spent(&app, &visitor, refused),
    }
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Answer {
    let replaces = visitor.secret.as_ref();
    let (today, now) = (visitor.today, visitor.now);
    match use_sign_in_link(&app.house, &token, replaces, today, now).await {
        Ok(session) => Ok(enter(&app, &session, "/desk")),
        Err(refused) => spent(&app, &visitor, refused),
    }
}

fn spent(app: &App, visitor: &Visitor, refused: TokenRefused) -> Answer {
    let (heading, before, at, after) = match refused {
        TokenRefused::Used { at } => (
            "This link has been used",
            "It was used on",
            Some(at),
            "Each link works once. Nothing is lost: what you were doing is kept.",
        ),
        TokenRefused::Expired { at } => (
            "This link has ended",
            "It ended on",
            Some(at),
            "Links end soon, so that an old letter opens nothing.",
        ),
        TokenRefused::Revoked { at } => (
            "This link was withdrawn",
            "It was withdrawn on",
            Some(at),
            "",
        ),
        other => return Err(crate::routes::spent(other)),
    };
    let page = SpentPage {
        heading,
        before,
        at: at.map(|at| at.to_string()),
        after,
        sends_links: app.postman.is_some(),
        contact: app.settings.contact.as_deref(),
    };
    let frame = visitor.task_frame(heading, Some(Link::new("Sign in", "/sign-in")));
    let page = app.page("access/spent_link_page.html", &frame, page)?;
    Ok((StatusCode::GONE, page).into_response())
}

/// Sends a link to a mailbox. The answer is the same whether or not the mailbox belongs to an account, and comes before
/// anything is looked up.
pub(super) async fn send(State(app): State<App>, visitor: Visitor, mut form: FormState) -> Answer {
    if app.postman.is_none() {
        return Err(Refusal::explained(
            StatusCode::SERVICE_UNAVAILABLE,
            "This site sends no mail yet",
            "Sign in with a password, or ask the board’s office for a link.",
        ));
    }
    let typed = form.required("link-email", "Enter your email address");
    let email = typed.and_then(|typed| read_email(&mut form, "link-email", &typed));
    let Some(email) = email else {
        return app.refused(
            "access/sign_in_page.html",
            &visitor.task_frame("Sign in", None),
            sign_in_page::model(&app.settings, &form, None, &app),
        );
    };
    let sending = app.clone();
    tokio::spawn(async move { deliver(&sending, &visitor, &email).await });
    Ok(app.see_other("/sign-in/sent"))
}

async fn deliver(app: &App, visitor: &Visitor, email: &EmailAddress) {
    let Some(postman) = &app.postman else { return };
    let link = match request_sign_in_link(&app.house, &visitor.who(), email).await {
        Ok(link) => link,
        Err(MakeSignInLinkError::NoAccount | MakeSignInLinkError::Suspended) => {
            tracing::info!("a sign-in link was asked for, for an address that may not have one");
            return;
        }
        Err(error) => {
            tracing::error!(cause = ?error, "a sign-in link could not be made");
            return;
        }
    };
    let site = &app.settings.public_address;
    let address = format!("{site}/sign-in/{}", link.secret.text());
    let letter =
        Letter::with_sign_in_link(link.email, site, &address, visitor.now, link.expires_at);
    if let Err(error) = postman.send(&letter).await {
        tracing::error!(%error, "a sign-in link could not be sent");
    }
}

pub(super) async fn sent(State(app): State<App>, visitor: Visitor) -> Answer {
    let page = SentPage {
        contact: app.settings.contact.as_deref(),
    };
    let frame = visitor.task_frame(
        "Look in your mailbox",
        Some(Link::new("Sign in", "/sign-in")),
    );
    app.page("access/link_sent_page.html", &frame, page)
}
