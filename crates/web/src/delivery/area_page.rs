//! `/{b}/areas/{n}`: one area of work: who leads it, when the board last looked, and which actions do its work.

use axum::extract::State;
use board::delivery::{
    Conversation, CourseDecision, CourseReview, CrossCuttingArea, NamedSteward, TakenUp,
};
use board::thread::Record;
use board::vocabulary::{Slug, capital, long_date};
use serde::Serialize;

use super::areas_page::{AreaFact, areas_of, facts, is_illustrative, number, tags};
use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

/// An area with all that the board says of it.
#[derive(Serialize)]
pub(super) struct AreaShown {
    pub(super) number: String,
    pub(super) title: String,
    covers: Option<String>,
    facts: Vec<AreaFact>,
    tags: Vec<String>,
    stewards: Vec<Steward>,
    earlier: Vec<Steward>,
    reviews: Vec<Reviewed>,
    talks: Vec<Talk>,
    actions: Vec<Link>,
    overlaps: Vec<Link>,
}

#[derive(Serialize)]
struct Steward {
    id: String,
    name: String,
    /// "lead, since 1 May 2022".
    when: String,
    origin: &'static str,
}

#[derive(Serialize)]
struct Reviewed {
    title: String,
    reason: String,
    next: Option<String>,
    origin: &'static str,
}

/// A conversation in which support was offered.
#[derive(Serialize)]
struct Talk {
    id: String,
    revision: i64,
    title: String,
    offer: String,
    outcome: &'static str,
    /// Whether they are still to say whether they take it up.
    is_open: bool,
    follow_ups: Vec<Link>,
    origin: &'static str,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, n)): Path<(String, String)>,
) -> Answer {
    let slug = &visitor.board()?.record.slug;
    let area = area_numbered(&app, &visitor, &n).await?;
    let shown = shown(&visitor, &area, slug.as_str());
    let mut frame = visitor.frame(shown.title.clone(), "Progress");
    frame.illustrative = is_illustrative(&area);
    frame.trail = vec![Link::new("Areas of work", format!("/{slug}/areas"))];
    app.page("delivery/area_page.html", &frame, shown)
}

/// The page on which a conversation of the visitor's board stands: that of its area.
pub(crate) async fn page_of_conversation(
    app: &App,
    visitor: &Visitor,
    slug: &Slug,
) -> Result<Option<String>, Refusal> {
    let board = &visitor.board()?.record.slug;
    let is_it = |talk: &Conversation| talk.event.record.slug == *slug;
    Ok(areas_of(app, visitor)
        .await?
        .into_iter()
        .find(|area| area.conversations.iter().any(is_it))
        .map(|area| format!("/{board}/areas/{}", number(&area))))
}

/// The area with a number.
pub(super) async fn area_numbered(
    app: &App,
    visitor: &Visitor,
    n: &str,
) -> Result<CrossCuttingArea, Refusal> {
    areas_of(app, visitor)
        .await?
        .into_iter()
        .find(|area| number(area) == n)
        .ok_or(Refusal::NotFound)
}

/// What a page says of an area; `board` is the short name in addresses.
pub(super) fn shown(visitor: &Visitor, area: &CrossCuttingArea, board: &str) -> AreaShown {
    let links = |records: &[Record]| -> Vec<Link> {
        records
            .iter()
            .map(|record| {
                let href = format!("/{board}/actions/{}", record.slug);
                Link::new(capital(&record.title), href)
            })
            .collect()
    };
    AreaShown {
        number: number(area),
        title: area.element.record.title.clone(),
        covers: area.element.description.clone(),
        facts: facts(area),
        tags: tags(area, visitor.today),
        stewards: area.stewards.iter().map(steward).collect(),
        earlier: area.earlier.iter().map(steward).collect(),
        reviews: area.reviews.iter().map(reviewed).collect(),
        talks: area
            .conversations
            .iter()
            .map(|talk| told(talk, links(&talk.follow_ups)))
            .collect(),
        actions: links(&area.actions),
        overlaps: links(&area.overlaps),
    }
}

fn steward(named: &NamedSteward) -> Steward {
    let held = &named.stewardship;
    let when = match held.end {
        None => format!("since {}", long_date(held.start)),
        Some(end) => format!("from {} until {}", long_date(held.start), long_date(end)),
    };
    Steward {
        id: held.id.to_string(),
        name: named.called(),
        when: match &held.position {
            Some(position) => format!("{position}, {when}"),
            None => when,
        },
        origin: named.origin.as_str(),
    }
}

fn reviewed(review: &CourseReview) -> Reviewed {
    let decision = match review.decision {
        CourseDecision::Continue => "continue",
        CourseDecision::ChangeCourse => "change course",
        CourseDecision::Stop => "stop",
    };
    Reviewed {
        title: format!("{}: {decision}", long_date(review.reviewed_on)),
        reason: review.reason.clone(),
        next: review.next_review.map(long_date),
        origin: review.record.origin.as_str(),
    }
}

fn told(talk: &Conversation, follow_ups: Vec<Link>) -> Talk {
    let on = long_date(talk.event.on);
    Talk {
        id: talk.event.record.id.to_string(),
        revision: talk.event.record.revision,
        title: match talk.with.as_slice() {
            [] => on,
            with => format!("{on}, with {}", with.join(" and ")),
        },
        offer: talk.offer.trim_end_matches('.').to_owned(),
        outcome: talk.outcome(),
        is_open: talk.taken_up == TakenUp::NotKnown,
        follow_ups,
        origin: talk.origin.as_str(),
    }
}
