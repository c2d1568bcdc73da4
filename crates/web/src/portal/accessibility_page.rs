//! `/accessibility`: the statement that the accessibility regulations ask for.

use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct AccessibilityPage<'a> {
    address: &'a str,
    contact: Option<&'a str>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let page = AccessibilityPage {
        address: &app.settings.public_address,
        contact: app.settings.contact.as_deref(),
    };
    app.page(
        "portal/accessibility_page.html",
        &visitor.frame("Accessibility statement", ""),
        page,
    )
}
