//! `/privacy`: what this site keeps about whom, why and for how long.

use axum::extract::State;
use board::access::{ABSOLUTE_LIMIT, IDLE_LIMIT};
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct PrivacyPage<'a> {
    contact: Option<&'a str>,
    idle_hours: i64,
    longest_hours: i64,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    // The figures are those that the rules use, so that the notice cannot be wrong about them.
    let page = PrivacyPage {
        contact: app.settings.contact.as_deref(),
        idle_hours: IDLE_LIMIT.as_hours(),
        longest_hours: ABSOLUTE_LIMIT.as_hours(),
    };
    app.page(
        "portal/privacy_page.html",
        &visitor.frame("Privacy", ""),
        page,
    )
}
