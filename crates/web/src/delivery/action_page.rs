//! `/{b}/actions/{slug}`: one promise: by whom, by when, at which level and why.

use axum::extract::State;
use board::delivery::{self, ACTION, Action, ActionType, milestones_of, slipping};
use board::equity::{assessments, checks_due};
use board::story::owner_of;
use board::thread::Record;
use board::vocabulary::{capital, days, long_date};

use super::parts_and_milestones;
use crate::address::Path;
use crate::app::App;
use crate::equity::in_words;
use crate::refusal::{Answer, Refusal};
use crate::thread::{Fact, RecordPage, record_at, shown};
use crate::visitor::Visitor;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> Answer {
    let record = record_at(&app, &visitor, ACTION, &slug).await?;
    let action = delivery::action(&app.house, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let owner = owner_of(&app.house, &visitor.actor, &action).await?;
    let mut page = RecordPage::of(&app, &visitor, &record).await?;
    page.lead = Some(lead(&action, owner.as_deref()));
    page.tags = tags(&action, owner.is_some());
    page.facts.extend(facts(&action, owner));
    page.facts.extend(whole(&app, &visitor, &action).await?);
    let milestones = milestones_of(&app.house, &[record.id])
        .await?
        .remove(&record.id)
        .unwrap_or_default();
    if slipping(&action, &milestones, visitor.today).is_some() {
        page.tags.push("Slipping");
    }
    let prefix = format!("/{}/actions", visitor.board()?.record.slug);
    page.lists.extend(parts_and_milestones::milestones(
        &action,
        &milestones,
        visitor.today,
        |_| None,
    ));
    page.lists
        .extend(parts_and_milestones::parts(&app, &visitor, &action, &prefix).await?);
    page.facts.push(Fact {
        name: "Equity",
        value: equity(&app, &visitor, &record).await?,
    });
    shown(&app, &visitor, &record, &slug, page).await
}

/// When it was checked, by which office and what changed; or that nobody has.
async fn equity(app: &App, visitor: &Visitor, record: &Record) -> Result<String, Refusal> {
    let checks = assessments(&app.house, &visitor.actor, Some(record.id)).await?;
    if let Some(newest) = checks.first() {
        return Ok(in_words(newest));
    }
    let set = checks_due(&app.house)
        .await?
        .into_iter()
        .find(|one| one.about_id == record.id);
    Ok(
        match set.map(|set| (set.due, set.days_passed(visitor.today))) {
            Some((due, Some(late))) => format!(
                "Nobody has checked whom it may leave behind; it was to be done by {}, {} ago",
                long_date(due),
                days(late)
            ),
            Some((due, None)) => format!("To be checked by {}", long_date(due)),
            None => "Not checked".to_owned(),
        },
    )
}

/// What sort of promise it is, where it is more than one thing to do, and what it is part of.
async fn whole(app: &App, visitor: &Visitor, action: &Action) -> Result<Vec<Fact>, Refusal> {
    let mut facts = Vec::new();
    if action.action_type != ActionType::Action {
        facts.push(Fact {
            name: "Sort",
            value: capital(action.action_type.as_str()),
        });
    }
    if let Some(id) = action.parent_id
        && let Some(whole) = board::thread::by_id(&app.house, id).await?
        && whole.is_visible_to(&visitor.actor)
    {
        facts.push(Fact {
            name: "Part of",
            value: whole.title,
        });
    }
    Ok(facts)
}

fn lead(action: &Action, owner: Option<&str>) -> String {
    let owner = owner.unwrap_or("Nobody yet");
    let by = match (action.due, &action.due_words) {
        (Some(due), _) => format!("by {}", long_date(due)),
        (None, Some(words)) => format!("“{words}”, which is no date"),
        (None, None) => "without a date".to_owned(),
    };
    let said = match action.record.state.as_str() {
        delivery::FINISHED => "has done this; it was promised",
        delivery::STOPPED => "no longer does this; it was promised",
        _ => "is to do this",
    };
    format!("{owner} {said} {by}.")
}

fn tags(action: &Action, has_owner: bool) -> Vec<&'static str> {
    let mut tags = Vec::new();
    if action.record.state == delivery::FINISHED {
        tags.push("Finished");
    }
    if action.record.state == delivery::DRAFT {
        tags.push("Draft");
    }
    if !has_owner {
        tags.push("No owner");
    }
    if action.due.is_none() {
        tags.push("No date");
    }
    tags
}

fn facts(action: &Action, owner: Option<String>) -> Vec<Fact> {
    let due = action.due.map_or_else(|| "No date".to_owned(), long_date);
    let level = match (action.level, &action.level_reason) {
        (Some(level), Some(reason)) => format!("{}, because {reason}", capital(level.as_str())),
        _ => "Nobody has said".to_owned(),
    };
    let mut facts = vec![
        Fact {
            name: "Owner",
            value: owner.unwrap_or_else(|| "No owner".to_owned()),
        },
        Fact {
            name: "Due",
            value: due,
        },
        Fact {
            name: "Level",
            value: level,
        },
    ];
    if action.resident_led {
        facts.push(Fact {
            name: "Led by",
            value: "Residents".to_owned(),
        });
    }
    facts
}
