//! `/{b}/areas` and `/desk/delivery/areas`: the areas of work that cut across priorities; those that nobody leads or
//! nobody ever reviewed come first.

use axum::extract::State;
use board::delivery::{
    CourseDecision, CrossCuttingArea, cross_cutting_areas, finding_of_areas, neglected_first,
};
use board::vocabulary::{Origin, days_late, long_date};
use jiff::civil::Date;
use serde::Serialize;

use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "delivery/areas_page.html";

#[derive(Serialize)]
struct AreasPage {
    finding: String,
    areas: Vec<Card>,
}

/// A line of facts about an area.
#[derive(Serialize)]
pub(super) struct AreaFact {
    name: &'static str,
    value: String,
    /// Where it comes from, so that what is made up is marked where it stands.
    origin: &'static str,
}

/// An area as a card.
#[derive(Serialize)]
struct Card {
    number: String,
    of: usize,
    title: String,
    href: String,
    facts: Vec<AreaFact>,
    tags: Vec<String>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let here = format!("/{}/areas", visitor.board()?.record.slug);
    page(&app, &visitor, &here, "Progress").await
}

pub(super) async fn desk(State(app): State<App>, visitor: Visitor) -> Answer {
    page(&app, &visitor, "/desk/delivery/areas", "Delivery").await
}

async fn page(app: &App, visitor: &Visitor, here: &str, navigation: &str) -> Answer {
    let areas = areas_of(app, visitor).await?;
    let finding = finding_of_areas(&areas);
    let mut frame = visitor.frame(finding.clone(), navigation);
    frame.illustrative = areas.iter().any(is_illustrative);
    let of = areas.len();
    let areas = neglected_first(areas)
        .into_iter()
        .map(|area| Card {
            number: number(&area),
            of,
            href: format!("{here}/{}", number(&area)),
            facts: facts(&area),
            tags: tags(&area, visitor.today),
            title: area.element.record.title,
        })
        .collect();
    app.page(TEMPLATE, &frame, AreasPage { finding, areas })
}

/// The areas as the visitor's board stands to them.
pub(super) async fn areas_of(
    app: &App,
    visitor: &Visitor,
) -> Result<Vec<CrossCuttingArea>, Refusal> {
    let board = visitor.board()?.record.id;
    Ok(cross_cutting_areas(&app.house, &visitor.actor, visitor.today, board).await?)
}

/// The publisher's number of an area, which is its address.
pub(super) fn number(area: &CrossCuttingArea) -> String {
    area.element
        .code
        .clone()
        .unwrap_or_else(|| area.element.position.to_string())
}

/// Whether anything that the board says of an area is made up.
pub(super) fn is_illustrative(area: &CrossCuttingArea) -> bool {
    let reviews = area.reviews.iter().map(|review| &review.record);
    let stewards = area.stewards.iter().chain(&area.earlier);
    reviews
        .chain(&area.actions)
        .chain(&area.overlaps)
        .map(|record| record.origin)
        .chain(stewards.map(|one| one.origin))
        .chain(area.conversations.iter().map(|talk| talk.origin))
        .any(Origin::is_illustrative)
}

/// Lead, status, last and next review, and what it has to do with the plan.
pub(super) fn facts(area: &CrossCuttingArea) -> Vec<AreaFact> {
    let newest = area.reviews.first();
    let status = match newest.map(|review| review.decision) {
        None => "Nobody has said how it is going",
        Some(CourseDecision::Continue) => "Goes on as before",
        Some(CourseDecision::ChangeCourse) => "Changes course",
        Some(CourseDecision::Stop) => "The board stopped its work here",
    };
    let next = area
        .next_review()
        .map_or_else(|| "No date".to_owned(), long_date);
    let count = |count: usize| match count {
        0 => "No action".to_owned(),
        1 => "1 action".to_owned(),
        many => format!("{many} actions"),
    };
    let mut plan = count(area.actions.len());
    match area.overlaps.len() {
        0 => {}
        1 => plan.push_str(", and 1 that also does its work"),
        many => plan = format!("{plan}, and {many} that also do its work"),
    }
    let together =
        |origins: &mut dyn Iterator<Item = Origin>| origins.fold(Origin::Entered, Origin::with);
    let led = match area.stewards.as_slice() {
        // "Nobody leads it since the library service left".
        [] => together(&mut area.earlier.last().into_iter().map(|one| one.origin)),
        stewards => together(&mut stewards.iter().map(|one| one.origin)),
    };
    let reviewed = together(&mut newest.into_iter().map(|review| review.record.origin));
    let talk = area.conversations.first();
    // Whatever the day is that of: the review, or the conversation.
    let looked = match talk.filter(|talk| Some(talk.event.on) == area.last_reviewed()) {
        Some(talk) => reviewed.with(talk.origin),
        None => reviewed,
    };
    let done = area.actions.iter().chain(&area.overlaps);
    let planned = together(&mut done.map(|record| record.origin));
    let fact = |name, value, origin: Origin| AreaFact {
        name,
        value,
        origin: origin.as_str(),
    };
    vec![
        fact("Lead", area.lead_in_words(), led),
        fact("Status", status.to_owned(), reviewed),
        fact(
            "Last reviewed",
            area.last_reviewed()
                .map_or_else(|| "Never reviewed".to_owned(), long_date),
            looked,
        ),
        fact(
            "Support last offered",
            talk.map_or_else(
                || "Never".to_owned(),
                |talk| format!("{}. {}", long_date(talk.event.on), talk.outcome()),
            ),
            together(&mut talk.into_iter().map(|talk| talk.origin)),
        ),
        fact("Next review", next, reviewed),
        fact("In the plan", plan, planned),
    ]
}

/// What is wrong with it, as status words.
pub(super) fn tags(area: &CrossCuttingArea, today: Date) -> Vec<String> {
    let mut tags = Vec::new();
    if !area.is_led() {
        tags.push("No lead".to_owned());
    }
    if area.last_reviewed().is_none() {
        tags.push("Never reviewed".to_owned());
    }
    tags.extend(
        area.days_late(today)
            .map(|late| format!("Review {}", days_late(late))),
    );
    tags
}
