//! `/thread/{body}/{kind}/{slug}`: the story of one record, a step up and a step down.

use axum::extract::State;
use board::places;
use board::story::{Asked, BrokenJoin, Joined, Story};
use board::thread::{self, Record, policy};
use board::vocabulary::{Reference, capital, long_date, with_article};
use serde::Serialize;

use super::strip::{StripStep, steps};
use super::{Addresses, record_page};
use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "thread/thread_page.html";

#[derive(Serialize)]
struct ThreadPage {
    reference: String,
    one: String,
    article: String,
    origin: &'static str,
    title: String,
    finding: String,
    summary: String,
    strip: Vec<StripStep>,
    up: Vec<StoryStep>,
    down: Vec<StoryStep>,
    joined: usize,
    gaps: usize,
    /// How long the oldest gap has been open: "112 days".
    oldest: Option<String>,
    made_on: String,
    changes: usize,
    /// The audit page of the record, for those who may see it.
    audit: Option<String>,
    walk: Vec<Link>,
    rules: usize,
    sequence: Option<i64>,
    hash: Option<String>,
    is_officer: bool,
    /// Where those who may join records do so.
    join: Option<String>,
}

/// A step of the spine, as `story` in `components/thread.html` draws it.
#[derive(Serialize)]
struct StoryStep {
    kind: String,
    title: String,
    href: Option<String>,
    text: Option<String>,
    state: &'static str,
    into_gap: Option<bool>,
    mender: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    mut visitor: Visitor,
    Path((body, kind, slug)): Path<(String, String, String)>,
) -> Answer {
    let reference: Reference = format!("{body}/{kind}/{slug}")
        .parse()
        .map_err(|_| Refusal::NotFound)?;
    let record = thread::find(&app.house, &reference)
        .await?
        .ok_or(Refusal::NotFound)?;
    if record.reference() != reference {
        return Ok(app.see_other(&Addresses::thread(&record)));
    }
    if let Some(slug) = &record.body_slug {
        visitor.board = places::board_by_slug(&app.house, slug).await?;
    }
    let story = Story::of(&app.house, &visitor.actor, visitor.today, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let addresses = Addresses::load(&app).await?;
    let registry = app.house.registry();
    let mut frame = visitor.frame(
        format!("Thread: {}", story.record.title),
        record_page::navigation_item(record.kind),
    );
    let page_of_record = addresses.page(registry, &story.record);
    if page_of_record != Addresses::thread(&story.record) {
        frame.trail = vec![Link::new(story.record.title.clone(), page_of_record)];
    }
    frame.illustrative = is_illustrative(&story);
    let page = page(&app, &visitor, &addresses, story);
    app.page(TEMPLATE, &frame, page)
}

fn is_illustrative(story: &Story) -> bool {
    let joined = story.up.iter().chain(&story.down);
    story.record.origin.is_illustrative()
        || joined
            .into_iter()
            .any(|one| one.step.record.origin.is_illustrative())
}

fn page(app: &App, visitor: &Visitor, addresses: &Addresses, story: Story) -> ThreadPage {
    let registry = app.house.registry();
    let is_officer = crate::routes::OFFICERS
        .iter()
        .any(|&role| visitor.actor.has(role, story.record.body_id));
    let joined_step = |joined: &Joined| StoryStep {
        kind: joined.how(),
        title: joined.step.record.title.clone(),
        href: Some(addresses.page(registry, &joined.step.record)),
        text: Some(joined.sentence()),
        state: "done",
        into_gap: None,
        mender: None,
    };
    let mut up: Vec<StoryStep> = story.up.iter().map(joined_step).collect();
    up.extend(
        story
            .missing
            .iter()
            .filter(|join| join.is_upward())
            .map(missing_step),
    );
    let mut down: Vec<StoryStep> = story.down.iter().map(joined_step).collect();
    down.extend(story.asked.iter().map(asked_step));
    down.extend(
        story
            .missing
            .iter()
            .filter(|join| !join.is_upward())
            .map(missing_step),
    );
    up.push(here(
        &story.record,
        story.one,
        !down.is_empty() && down.iter().all(|step| step.state == "broken"),
    ));
    let may_join = policy::JOIN_RECORDS.allows(&visitor.actor, story.record.body_id)
        && visitor.signed_in.is_some();
    let join = may_join.then(|| format!("/desk/joins/new?about={}", story.record.reference()));
    let finding = story.finding();
    let summary = story.summary();
    let oldest = story.missing.iter().max_by_key(|join| join.days);
    let walk_to = |way: &str, joined: Option<&Joined>| {
        joined.map(|joined| {
            let record = &joined.step.record;
            let words = format!("{way}: the thread of “{}”", record.title);
            Link::new(words, Addresses::thread(record))
        })
    };
    ThreadPage {
        reference: story.record.reference().to_string(),
        article: with_article(story.one),
        one: story.one.to_owned(),
        origin: story.record.origin.as_str(),
        title: story.record.title.clone(),
        finding,
        summary,
        walk: [
            walk_to("Up", story.up.first()),
            walk_to("Down", story.down.first()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        joined: story.joined(),
        gaps: story.gaps(),
        oldest: oldest.map(|join| join.how_long().0),
        made_on: long_date(story.record.made_on),
        changes: story.changes,
        audit: is_officer.then(|| format!("/desk/audit?about={}", story.record.reference())),
        rules: story.rules,
        sequence: story.head.as_ref().map(|head| head.sequence),
        hash: story.head.as_ref().map(|head| short_hash(&head.hash)),
        strip: story
            .strip
            .map_or_else(Vec::new, |strip| steps(registry, addresses, strip)),
        up,
        down,
        is_officer,
        join,
    }
}

fn here(record: &Record, one: &str, into_gap: bool) -> StoryStep {
    StoryStep {
        kind: format!("You are here: the {one}"),
        title: record.title.clone(),
        href: None,
        text: Some(format!(
            "{} since {}.",
            capital(&record.state),
            long_date(record.state_since)
        )),
        state: "here",
        into_gap: into_gap.then_some(true),
        mender: None,
    }
}

fn missing_step(join: &BrokenJoin) -> StoryStep {
    let (how_long, since) = join.how_long();
    StoryStep {
        kind: format!("Missing: {}", join.expects),
        title: join.broken.rule.message.clone(),
        href: None,
        text: Some(format!("Missing for {how_long}, {since}.")),
        state: "broken",
        into_gap: None,
        mender: Some(format!("{}.", join.broken.rule.mended_by)),
    }
}

fn asked_step(asked: &Asked) -> StoryStep {
    let silent = asked.is_silent();
    StoryStep {
        kind: asked.how(),
        title: asked.finding(),
        href: None,
        text: Some(asked.sentence()),
        state: if silent { "broken" } else { "done" },
        into_gap: None,
        mender: silent.then(|| format!("{}.", asked.mended_by())),
    }
}

/// The two ends of a hash, enough to compare by eye.
pub(crate) fn short_hash(hash: &str) -> String {
    match (hash.get(..4), hash.get(hash.len().saturating_sub(4)..)) {
        (Some(start), Some(end)) if hash.len() > 8 => format!("{start}…{end}"),
        _ => hash.to_owned(),
    }
}
