//! `/{b}/priorities/{slug}`: one priority, why it is one and what is being done.

use axum::extract::{Path, State};
use board::strategy::{PRIORITY, priority};
use board::thread::{self, Step};
use board::vocabulary::Reference;
use serde::Serialize;

use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/priority_page.html";

#[derive(Serialize)]
struct PriorityPage {
    number: i64,
    title: String,
    text: String,
    horizon: &'static str,
    origin: &'static str,
    why: Vec<Joined>,
    what: Vec<Joined>,
    missing: Vec<Missing>,
    thread_href: String,
}

/// A record joined to this one, as a sentence.
#[derive(Serialize)]
struct Joined {
    kind: &'static str,
    phrase: &'static str,
    title: String,
    href: String,
    origin: &'static str,
}

/// A join that is not there, and who could mend it.
#[derive(Serialize)]
struct Missing {
    message: String,
    mended_by: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> Answer {
    let board = visitor.board()?;
    let reference = Reference {
        body: Some(board.record.slug.clone()),
        kind: PRIORITY.0.to_owned(),
        slug: slug.parse().map_err(|_| Refusal::NotFound)?,
    };
    let record = thread::find(&app.house, &reference)
        .await?
        .ok_or(Refusal::NotFound)?;
    let walk = thread::walk(&app.house, &visitor.actor, visitor.today, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let priority = priority(&app.house, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let joined = |step: Step| {
        let spec = app.house.registry().kind(step.record.kind.0);
        Joined {
            kind: spec.map_or("", |spec| spec.one),
            phrase: step.phrase,
            href: match spec.and_then(|spec| spec.path) {
                Some(path) => format!("/{}/{path}/{}", board.record.slug, step.record.slug),
                None => format!("/thread/{}", step.record.reference()),
            },
            origin: step.record.origin.as_str(),
            title: step.record.title,
        }
    };
    let mut frame = visitor.frame(&walk.record.title, "Priorities");
    frame.trail = vec![Link::new(
        "Priorities",
        format!("/{}/priorities", board.record.slug),
    )];
    frame.illustrative = walk.record.origin.is_illustrative();
    let page = PriorityPage {
        number: priority.position,
        title: walk.record.title.clone(),
        text: priority.plain_words,
        horizon: priority.horizon.as_str(),
        origin: walk.record.origin.as_str(),
        thread_href: format!("/thread/{}", walk.record.reference()),
        why: walk.up.into_iter().map(joined).collect(),
        what: walk.down.into_iter().map(joined).collect(),
        missing: walk
            .missing
            .into_iter()
            .map(|broken| Missing {
                message: broken.rule.message,
                mended_by: broken.rule.mended_by,
            })
            .collect(),
    };
    app.page(TEMPLATE, &frame, page)
}
