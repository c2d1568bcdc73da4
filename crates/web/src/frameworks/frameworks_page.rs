//! `/desk/frameworks`: the frameworks that a plan can be held against.

use axum::extract::State;
use board::frameworks::frameworks;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct FrameworksPage {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    title: String,
    href: String,
    publisher: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let rows = frameworks(&app.house)
        .await?
        .into_iter()
        .filter(|framework| framework.record.is_visible_to(&visitor.actor))
        .map(|framework| Row {
            href: format!("/desk/frameworks/{}", framework.record.slug),
            title: framework.record.title,
            publisher: match framework.edition {
                Some(edition) => format!("{}, {edition}", framework.publisher),
                None => framework.publisher,
            },
        })
        .collect();
    let mut frame = visitor.frame("Frameworks", "Delivery");
    frame.trail = vec![Link::new("Delivery", "/desk/delivery")];
    app.page(
        "frameworks/frameworks_page.html",
        &frame,
        FrameworksPage { rows },
    )
}
