use board::delivery::{
    Conversation, CourseReview, CrossCuttingArea, NamedSteward, cross_cutting_areas,
    finding_of_areas, neglected_first,
};
use board::thread::Record;
use board::vocabulary::{days_late, long_date};
use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Areas {
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the areas of work that cut across priorities, those that need somebody first.
pub(crate) async fn run(place: &Place, options: Areas) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = areas(&house, options).await;
    house.database().clone().close().await;
    result
}

async fn areas(house: &board::House, options: Areas) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let areas = cross_cutting_areas(house, &who.actor, who.today, board.record.id).await?;
    let finding = finding_of_areas(&areas);
    let areas = neglected_first(areas);
    if options.json {
        let areas: Vec<Value> = areas.iter().map(|area| as_json(area, who.today)).collect();
        return print_json(&areas);
    }
    if areas.is_empty() {
        eprintln!("No areas of work are loaded.");
        return Ok(());
    }
    let lines: Vec<String> = areas.iter().map(|area| in_words(area, who.today)).collect();
    print(&format!("{finding}\n\n{}", lines.join("\n\n")))
}

fn in_words(area: &CrossCuttingArea, today: Date) -> String {
    let element = &area.element;
    let reviewed = area.last_reviewed().map_or_else(
        || "Never reviewed".to_owned(),
        |day| format!("Last reviewed on {}", long_date(day)),
    );
    let next = match (area.next_review(), area.days_late(today)) {
        (Some(day), Some(late)) => {
            format!(
                "; next review was due on {}, {}",
                long_date(day),
                days_late(late)
            )
        }
        (Some(day), None) => format!("; next review by {}", long_date(day)),
        (None, _) => String::new(),
    };
    let offered = area
        .conversations
        .first()
        .map(|talk| {
            let on = long_date(talk.event.on);
            format!("\n  Support offered on {on}: {}", talk.outcome())
        })
        .unwrap_or_default();
    format!(
        "{}. {}\n  {}\n  {reviewed}{next}{offered}\n  Actions that carry it: {}; that also do its work: {}",
        element.code.as_deref().unwrap_or_default(),
        element.record.title,
        area.lead_in_words(),
        area.actions.len(),
        area.overlaps.len(),
    )
}

fn as_json(area: &CrossCuttingArea, today: Date) -> Value {
    let element = &area.element;
    let references = |records: &[Record]| -> Vec<String> {
        records
            .iter()
            .map(|record| record.reference().to_string())
            .collect()
    };
    let stewards =
        |stewards: &[NamedSteward]| -> Vec<Value> { stewards.iter().map(steward).collect() };
    json!({
        "number": element.code,
        "title": element.record.title,
        "stewards": stewards(&area.stewards),
        "earlier": stewards(&area.earlier),
        "last_reviewed": area.last_reviewed().map(|day| day.to_string()),
        "next_review": area.next_review().map(|day| day.to_string()),
        "days_late": area.days_late(today),
        "reviews": area.reviews.iter().map(review).collect::<Vec<_>>(),
        "conversations": area.conversations.iter().map(conversation).collect::<Vec<_>>(),
        "actions": references(&area.actions),
        "overlaps": references(&area.overlaps),
    })
}

fn steward(named: &NamedSteward) -> Value {
    let held = &named.stewardship;
    json!({
        "name": named.called(), "position": held.position, "from": held.start.to_string(),
        "until": held.end.map(|day| day.to_string()), "origin": named.origin.to_string(),
    })
}

fn review(review: &CourseReview) -> Value {
    json!({
        "on": review.reviewed_on.to_string(), "decision": review.decision.as_str(), "reason": review.reason,
        "origin": review.record.origin.to_string(),
    })
}

fn conversation(talk: &Conversation) -> Value {
    let follow_ups: Vec<String> = talk
        .follow_ups
        .iter()
        .map(|action| action.reference().to_string())
        .collect();
    json!({
        "on": talk.event.on.to_string(), "with": talk.with, "offer": talk.offer, "taken_up": talk.taken_up,
        "follow_ups": follow_ups, "origin": talk.origin.to_string(),
    })
}
