//! `/search?q=`: needs, figures, priorities, promises, outcomes, meetings and decisions by the words of their titles.

use axum::extract::State;
use board::delivery::ACTION;
use board::events::EVENT;
use board::indicators::{EVIDENCE_ITEM, INDICATOR};
use board::meetings::DECISION;
use board::needs::NEED;
use board::outcomes::OUTCOME;
use board::strategy::{PRIORITY, STRATEGY};
use board::thread::{Record, of_kind};
use board::vocabulary::{Kind, capital, long_date};
use serde::{Deserialize, Serialize};

use crate::address::Query;
use crate::app::App;
use crate::refusal::Answer;
use crate::thread::Addresses;
use crate::visitor::Visitor;

/// What is looked through, in the order of the thread.
const KINDS: [Kind; 9] = [
    NEED,
    INDICATOR,
    EVIDENCE_ITEM,
    PRIORITY,
    STRATEGY,
    ACTION,
    OUTCOME,
    EVENT,
    DECISION,
];
/// So many results of a kind are shown.
const MOST_OF_A_KIND: usize = 20;

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    q: Option<String>,
}

#[derive(Serialize)]
struct SearchPage {
    title: String,
    lead: String,
    results: Vec<Found>,
    counts: Vec<Count>,
}

/// A result, as `components/search_result.html` draws it.
#[derive(Serialize)]
struct Found {
    kind: String,
    title: String,
    href: String,
    passage: Vec<Part>,
    meta: String,
}

#[derive(Serialize)]
struct Part {
    text: String,
    hit: Option<bool>,
}

#[derive(Serialize)]
struct Count {
    text: String,
    count: usize,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let wanted = wanted.q.unwrap_or_default();
    let words: Vec<String> = wanted
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let addresses = Addresses::load(&app).await?;
    let registry = app.house.registry();
    let mut results = Vec::new();
    let mut counts = Vec::new();
    for kind in KINDS {
        let mut found = of_kind(&app.house, kind, None).await?;
        found.retain(|record| {
            let title = record.title.to_lowercase();
            !words.is_empty()
                && record.is_visible_to(&visitor.actor)
                && words.iter().all(|word| title.contains(word))
        });
        let spec = registry.kind(kind.0);
        counts.push(Count {
            text: capital(spec.map_or(kind.0, |spec| spec.many)),
            count: found.len(),
        });
        results.extend(found.iter().take(MOST_OF_A_KIND).map(|record| Found {
            kind: capital(spec.map_or(kind.0, |spec| spec.one)),
            title: record.title.clone(),
            href: addresses.page(registry, record),
            passage: marked(&record.title, &words),
            meta: meta(record),
        }));
    }
    let all: usize = counts.iter().map(|count| count.count).sum();
    let title = match (words.is_empty(), all) {
        (true, _) => "What are you looking for?".to_owned(),
        (false, 0) => format!("Nothing is called “{wanted}”"),
        (false, 1) => format!("1 result for “{wanted}”"),
        (false, all) => format!("{all} results for “{wanted}”"),
    };
    let mut frame = visitor.frame(&title, "");
    frame.search.clone_from(&wanted);
    let page = SearchPage {
        title,
        lead: "We look through the titles of needs, figures, evidence, priorities, strategies, actions, outcomes, meetings and decisions."
            .to_owned(),
        results,
        counts,
    };
    app.page("portal/search_page.html", &frame, page)
}

/// Where it belongs, and how it stands.
fn meta(record: &Record) -> String {
    let board = record.body_slug.as_ref().map_or_else(String::new, |slug| {
        format!("{}, ", capital(&slug.to_string().replace('-', " ")))
    });
    format!(
        "{board}{} since {}",
        record.state,
        long_date(record.state_since)
    )
}

/// A title in parts, those that were looked for marked.
fn marked(title: &str, words: &[String]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (at, word) in title.split(' ').enumerate() {
        if at > 0 {
            parts.push(Part {
                text: " ".to_owned(),
                hit: None,
            });
        }
        let is_hit = words
            .iter()
            .any(|wanted| word.to_lowercase().contains(wanted));
        parts.push(Part {
            text: word.to_owned(),
            hit: is_hit.then_some(true),
        });
    }
    parts
}
