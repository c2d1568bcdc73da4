use board::strategy::{
    ApprovalStep, Priority, StepState, Strategy, approval_route, priorities_of, strategies_of,
};
use board::texts::{Version, versions_of};
use board::vocabulary::{days_late, long_date};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Desk;
use crate::failure::Failure;
use crate::output::{print, print_json};

/// A strategy with everything that is told of it.
struct Shown {
    strategy: Strategy,
    versions: Vec<Version>,
    steps: Vec<ApprovalStep>,
    priorities: Vec<Priority>,
}

async fn shown(desk: &Desk<'_>, strategy: Strategy) -> Result<Shown, Failure> {
    let versions = match strategy.text_id {
        Some(text) => versions_of(desk.house, text).await?,
        None => Vec::new(),
    };
    let route = approval_route(desk.house, &strategy, desk.who.today).await?;
    Ok(Shown {
        priorities: priorities_of(desk.house, strategy.record.id).await?,
        steps: route.map_or_else(Vec::new, |route| route.steps),
        versions,
        strategy,
    })
}

/// Lists the strategies of a board, newest first.
pub(super) async fn list(desk: &Desk<'_>) -> Result<(), Failure> {
    let mut all = Vec::new();
    for strategy in strategies_of(desk.house, desk.board.record.id).await? {
        all.push(shown(desk, strategy).await?);
    }
    if desk.json {
        return print_json(&all.iter().map(as_json).collect::<Vec<_>>());
    }
    if all.is_empty() {
        eprintln!("The board has no strategy yet.");
        return Ok(());
    }
    print(&all.iter().map(in_words).collect::<Vec<_>>().join("\n\n"))
}

/// Shows one strategy.
pub(super) async fn show(desk: &Desk<'_>, strategy: &Strategy) -> Result<(), Failure> {
    let shown = shown(desk, strategy.clone()).await?;
    if desk.json {
        return print_json(&as_json(&shown));
    }
    print(&in_words(&shown))
}

fn last_day(strategy: &Strategy) -> Date {
    strategy.to.yesterday().unwrap_or(strategy.to)
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// What an approval is worth now, in a sentence: one of other words is void.
fn standing(state: &StepState) -> String {
    match state {
        StepState::Approved(on) => format!("approved these exact words on {}", long_date(*on)),
        StepState::Void { on } => format!(
            "void: other words were approved on {}, and they have changed since",
            long_date(*on)
        ),
        StepState::SentBack { on, why: Some(why) } => {
            format!("sent back on {}: {why}", long_date(*on))
        }
        StepState::SentBack { on, why: None } => format!("sent back on {}", long_date(*on)),
        StepState::Waiting => "waiting".to_owned(),
        StepState::Late(days) => format!("waiting, {}", days_late(*days)),
    }
}

fn in_words(shown: &Shown) -> String {
    let strategy = &shown.strategy;
    let mut lines = vec![
        strategy.record.title.clone(),
        format!(
            "{} ({}), {} to {}",
            strategy.record.slug,
            strategy.record.state,
            long_date(strategy.from),
            long_date(last_day(strategy))
        ),
    ];
    let mut part = |heading: &str, steps: Vec<String>| {
        if !steps.is_empty() {
            lines.push(heading.to_owned());
            lines.extend(steps.into_iter().map(|step| format!("  {step}")));
        }
    };
    part(
        "Versions",
        shown
            .versions
            .iter()
            .map(|version| {
                format!(
                    "{} {} ({}), {}",
                    version.number,
                    short(&version.hash),
                    version.state,
                    long_date(version.made_on)
                )
            })
            .collect(),
    );
    part(
        "Approvals",
        shown
            .steps
            .iter()
            .map(|step| format!("{}: {}", step.role, standing(&step.state)))
            .collect(),
    );
    part(
        "Priorities",
        shown
            .priorities
            .iter()
            .map(|priority| {
                format!(
                    "{}. {} ({}, {})",
                    priority.position,
                    priority.record.title,
                    priority.record.slug,
                    priority.record.state
                )
            })
            .collect(),
    );
    lines.join("\n")
}

fn step_as_json(step: &ApprovalStep) -> Value {
    let (state, on, why) = match &step.state {
        StepState::Approved(on) => ("approved", Some(*on), None),
        StepState::Void { on } => ("void", Some(*on), None),
        StepState::SentBack { on, why } => ("sent back", Some(*on), why.as_deref()),
        StepState::Waiting => ("waiting", None, None),
        StepState::Late(_) => ("late", None, None),
    };
    json!({
        "office": step.role, "state": state, "due": step.ask.due.to_string(),
        "on": on.map(|on| on.to_string()), "why": why,
        "sha256": step.ask.reply.as_ref().and_then(|reply| reply.hash.as_deref()),
    })
}

fn as_json(shown: &Shown) -> Value {
    let strategy = &shown.strategy;
    json!({
        "reference": strategy.record.reference().to_string(),
        "title": strategy.record.title,
        "state": strategy.record.state,
        "from": strategy.from.to_string(),
        "to": last_day(strategy).to_string(),
        "versions": shown.versions.iter().map(|version| json!({
            "version": version.number, "sha256": version.hash, "state": version.state,
            "made_by": version.made_by, "made_at": version.made_at.to_string(),
            "made_on": version.made_on.to_string(),
        })).collect::<Vec<_>>(),
        "approvals": shown.steps.iter().map(step_as_json).collect::<Vec<_>>(),
        "priorities": shown.priorities.iter().map(|priority| json!({
            "number": priority.position, "reference": priority.record.reference().to_string(),
            "title": priority.record.title, "state": priority.record.state,
            "plain_words": priority.plain_words, "horizon": priority.horizon,
        })).collect::<Vec<_>>(),
        "origin": strategy.record.origin.to_string(),
    })
}
