//! What is being done about what an indicator shows: the thread that begins at it, and what rests on it.

use board::indicators::{Indicator, used_in};
use board::thread::{self, Record};
use board::vocabulary::Kind;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// A step of `components/thread.html`.
#[derive(Serialize)]
pub(super) struct Step {
    kind: &'static str,
    title: String,
    href: Option<String>,
    meta: String,
    state: &'static str,
    into_gap: bool,
}

/// "2 priorities, 3 papers": what rests on an indicator, by kind.
pub(super) fn users_in_words(app: &App, users: &[Record]) -> String {
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    for user in users {
        match counts.iter_mut().find(|(kind, _)| *kind == user.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((user.kind, 1)),
        }
    }
    let words: Vec<String> = counts
        .into_iter()
        .filter_map(|(kind, count)| {
            let spec = app.house.registry().kind(kind.0)?;
            let noun = if count == 1 { spec.one } else { spec.many };
            Some(format!("{count} {noun}"))
        })
        .collect();
    if words.is_empty() {
        "Nothing of ours yet".to_owned()
    } else {
        words.join(", ")
    }
}

/// One way along the thread from the indicator: a need that cites it, the priority that answers, the action, the outcome.
pub(super) async fn steps(
    app: &App,
    visitor: &Visitor,
    indicator: &Indicator,
) -> Result<Vec<Step>, Refusal> {
    let users = used_in(
        &app.house,
        &visitor.actor,
        visitor.today,
        indicator.record.id,
    )
    .await?;
    let of_board = |kind: &str| {
        users
            .iter()
            .filter(|record| record.kind.0 == kind)
            .max_by_key(|record| record.body_id == visitor.board_id())
            .cloned()
    };
    let need = of_board("need");
    let mut priority = of_board("priority");
    if let (Some(need), None) = (&need, &priority) {
        priority = below(app, visitor, need, "priority").await?;
    }
    let (mut action, mut outcome) = (None, None);
    if let Some(priority) = &priority {
        action = below(app, visitor, priority, "action").await?;
        outcome = below(app, visitor, priority, "outcome").await?;
    }
    let found = [
        ("Need", need),
        ("Priority", priority),
        ("Action", action),
        ("Outcome", outcome),
    ];
    if found.iter().all(|(_, record)| record.is_none()) {
        return Ok(Vec::new());
    }
    let gap_after: Vec<bool> = (0..found.len())
        .map(|at| found.get(at + 1).is_some_and(|(_, next)| next.is_none()))
        .collect();
    Ok(found
        .into_iter()
        .zip(gap_after)
        .map(|((kind, record), into_gap)| match record {
            Some(record) => Step {
                kind,
                title: record.title.clone(),
                href: Some(format!("/thread/{}", record.reference())),
                meta: record.state.clone(),
                state: "done",
                into_gap,
            },
            None => Step {
                kind,
                title: "Not recorded".to_owned(),
                href: None,
                meta: String::new(),
                state: "broken",
                into_gap,
            },
        })
        .collect())
}

async fn below(
    app: &App,
    visitor: &Visitor,
    record: &Record,
    kind: &str,
) -> Result<Option<Record>, Refusal> {
    let walk = thread::walk(&app.house, &visitor.actor, visitor.today, record.id).await?;
    Ok(walk.and_then(|walk| {
        walk.down
            .into_iter()
            .map(|step| step.record)
            .find(|record| record.kind.0 == kind)
    }))
}
