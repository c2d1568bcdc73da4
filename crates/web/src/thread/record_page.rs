//! `/{b}/{kind}/{slug}`: the public page of a record whose capability has no page of its own for it.

use axum::extract::State;
use board::story::Asked;
use board::thread::{self, Record};
use board::vocabulary::{Kind, Reference, capital, long_date};
use serde::Serialize;

use super::{Addresses, StripStep, strip_of};
use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

pub(crate) const TEMPLATE: &str = "thread/record_page.html";

/// A line of facts beside a record.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is about: "Owner".
    pub name: &'static str,
    /// What is known, or that nothing is: "No owner".
    pub value: String,
}

/// A heading with rows under it: the milestones of an action, the parts of a programme.
#[derive(Debug, Clone, Serialize)]
pub struct RecordList {
    /// The heading.
    pub heading: &'static str,
    /// How the rows stand together, without a full stop.
    pub lead: Option<String>,
    /// The rows, in order.
    pub rows: Vec<RecordRow>,
}

/// A row of such a list.
#[derive(Debug, Clone, Serialize)]
pub struct RecordRow {
    /// What it is.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// One more line.
    pub text: String,
    /// The status word.
    pub status: Option<String>,
    /// Where it comes from.
    pub origin: &'static str,
}

/// Somebody who was asked about the record.
#[derive(Debug, Clone, Serialize)]
struct Answered {
    to: String,
    status: String,
    text: String,
}

/// The public page of a record: what it says, its facts, its strip, who was asked about it.
#[derive(Debug, Clone, Serialize)]
pub struct RecordPage {
    kicker: String,
    title: String,
    origin: &'static str,
    /// A sentence that says what it is.
    pub lead: Option<String>,
    /// Status words: "No date", "Finished".
    pub tags: Vec<&'static str>,
    /// Further sentences.
    pub paragraphs: Vec<String>,
    /// What is known of it.
    pub facts: Vec<Fact>,
    /// Lists of what belongs to it.
    pub lists: Vec<RecordList>,
    strip: Vec<StripStep>,
    asked: Vec<Answered>,
    reference: String,
    thread: String,
}

impl RecordPage {
    /// What every record has; the capability adds the rest.
    pub async fn of(app: &App, visitor: &Visitor, record: &Record) -> Result<Self, Refusal> {
        let one = app
            .house
            .registry()
            .kind(record.kind.0)
            .map_or(record.kind.0, |spec| spec.one);
        let asked = board::story::Story::of(&app.house, &visitor.actor, visitor.today, record.id)
            .await?
            .map_or_else(Vec::new, |story| story.asked);
        Ok(Self {
            kicker: capital(one),
            title: record.title.clone(),
            origin: record.origin.as_str(),
            lead: None,
            tags: Vec::new(),
            paragraphs: Vec::new(),
            facts: vec![Fact {
                name: "State",
                value: format!(
                    "{} since {}",
                    capital(&record.state),
                    long_date(record.state_since)
                ),
            }],
            lists: Vec::new(),
            strip: strip_of(app, visitor, record).await?,
            asked: asked.iter().map(answered).collect(),
            reference: record.reference().to_string(),
            thread: Addresses::thread(record),
        })
    }
}

fn answered(asked: &Asked) -> Answered {
    Answered {
        to: asked.to.clone(),
        status: asked.status(),
        text: asked.sentence(),
    }
}

/// The item of the public navigation that pages of a kind belong to.
pub(crate) fn navigation_item(kind: Kind) -> &'static str {
    match kind.0 {
        "need" | "evidence-item" | "indicator" => "Evidence",
        "priority" | "strategy" | "paragraph" => "Priorities",
        "event" | "item" | "decision" | "recommendation" | "text" => "Meetings",
        "body" | "person" | "seat" | "area" => "About",
        _ => "Progress",
    }
}

/// The record at an address of the form `/{b}/{kind}/{slug}`, if the visitor may see it; `Err` with the address to go to
/// where its name has changed.
pub(crate) async fn record_at(
    app: &App,
    visitor: &Visitor,
    kind: Kind,
    slug: &str,
) -> Result<Record, Refusal> {
    let board = visitor.board()?;
    let reference = Reference {
        body: Some(board.record.slug.clone()),
        kind: kind.0.to_owned(),
        slug: slug.parse().map_err(|_| Refusal::NotFound)?,
    };
    thread::find(&app.house, &reference)
        .await?
        .filter(|record| record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, path, slug)): Path<(String, String, String)>,
) -> Answer {
    let kind = app
        .house
        .registry()
        .kind_by_path(&path)
        .ok_or(Refusal::NotFound)?
        .kind;
    let record = record_at(&app, &visitor, kind, &slug).await?;
    let page = RecordPage::of(&app, &visitor, &record).await?;
    shown(&app, &visitor, &record, &slug, page).await
}

/// Shows a record's page, or goes on to its newer address.
pub(crate) async fn shown(
    app: &App,
    visitor: &Visitor,
    record: &Record,
    slug: &str,
    page: RecordPage,
) -> Answer {
    if record.slug.as_str() != slug {
        let addresses = Addresses::load(app).await?;
        return Ok(app.see_other(&addresses.page(app.house.registry(), record)));
    }
    let mut frame = visitor.frame(record.title.clone(), navigation_item(record.kind));
    frame.illustrative = record.origin.is_illustrative();
    app.page(TEMPLATE, &frame, page)
}
