//! `/{b}/priorities/{slug}`: one priority: how it is going, why it is one, who promised what, and what is missing.

use axum::extract::{Path, State};
use board::delivery::{
    ACTION, FINISHED, STOPPED, action, milestones_in_words, milestones_of, slipping,
};
use board::outcomes::OUTCOME;
use board::story::owner_of;
use board::strategy::{PRIORITY, priority};
use board::thread::{self, Record, Step};
use board::vocabulary::{Reference, capital, days_late, long_date};
use serde::Serialize;

use crate::app::App;
use crate::outcomes::{BoardProgress, Card};
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::thread::{Addresses, StripStep, strip_of};
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/priority_page.html";

#[derive(Serialize)]
struct PriorityPage {
    number: i64,
    title: String,
    text: String,
    origin: &'static str,
    strip: Vec<StripStep>,
    cards: Vec<Card>,
    why: Vec<Joined>,
    promised: Vec<Promise>,
    also: Vec<Joined>,
    missing: Vec<Missing>,
    thread_href: String,
}

/// A record joined to this one, as a sentence.
#[derive(Serialize)]
struct Joined {
    phrase: String,
    title: String,
    href: String,
    origin: &'static str,
}

/// What somebody promised for this priority.
#[derive(Serialize)]
struct Promise {
    title: String,
    href: String,
    owner: Option<String>,
    due: Option<String>,
    /// How its milestones stand, where it has any.
    milestones: Option<String>,
    status: Option<String>,
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
    let addresses = Addresses::load(&app).await?;
    let joined = |step: &Step| {
        let registry = app.house.registry();
        let one = registry
            .kind(step.record.kind.0)
            .map_or("", |spec| spec.one);
        Joined {
            phrase: format!("It {} the {one}", step.phrase),
            href: addresses.page(registry, &step.record),
            origin: step.record.origin.as_str(),
            title: step.record.title.clone(),
        }
    };
    let mut promised = Vec::new();
    for step in walk.down.iter().filter(|step| step.record.kind == ACTION) {
        promised.push(promise(&app, &visitor, &addresses, &step.record).await?);
    }
    // What is late or unowned stands first, what is done last.
    promised.sort_by_key(|one| one.status.as_deref() == Some("Finished"));
    let progress = BoardProgress::of(&app, &visitor).await?;
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
        origin: walk.record.origin.as_str(),
        strip: strip_of(&app, &visitor, &record).await?,
        cards: progress.cards_of(&app, &visitor, record.id).await?,
        thread_href: format!("/thread/{}", walk.record.reference()),
        why: walk.up.iter().map(joined).collect(),
        also: walk
            .down
            .iter()
            .filter(|step| step.record.kind != ACTION && step.record.kind != OUTCOME)
            .map(joined)
            .collect(),
        promised,
        missing: walk
            .missing
            .into_iter()
            .map(|broken| Missing {
                message: broken.rule.message,
                mended_by: capital(&broken.rule.mended_by),
            })
            .collect(),
    };
    app.page(TEMPLATE, &frame, page)
}

async fn promise(
    app: &App,
    visitor: &Visitor,
    addresses: &Addresses,
    record: &Record,
) -> Result<Promise, Refusal> {
    let action = action(&app.house, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let milestones = milestones_of(&app.house, &[record.id])
        .await?
        .remove(&record.id)
        .unwrap_or_default();
    let slips = slipping(&action, &milestones, visitor.today).map(|_| "Slipping".to_owned());
    let status = match record.state.as_str() {
        FINISHED => Some("Finished".to_owned()),
        STOPPED => Some("Stopped".to_owned()),
        _ => action.days_late(visitor.today).map(days_late).or(slips),
    };
    Ok(Promise {
        title: record.title.clone(),
        href: addresses.page(app.house.registry(), record),
        owner: owner_of(&app.house, &visitor.actor, &action).await?,
        due: action.due.map(long_date),
        milestones: milestones_in_words(&action, &milestones, visitor.today),
        status,
    })
}
