//! `/search?q=`: needs, figures, priorities, promises, outcomes, meetings and decisions by the words of their titles, and
//! attachments by their titles and, where they are text, by what they say.

use axum::extract::State;
use board::files::{FoundAttachment, search_attachments};
use board::story::{SEARCHED, search, wanted_words};
use board::vocabulary::capital;
use serde::{Deserialize, Serialize};

use crate::address::Query;
use crate::app::App;
use crate::files::desk_address;
use crate::refusal::Answer;
use crate::thread::Addresses;
use crate::visitor::Visitor;

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
    results: Vec<SearchResult>,
    counts: Vec<Count>,
}

/// A result, as `components/search_result.html` draws it.
#[derive(Serialize)]
struct SearchResult {
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
    let words = wanted_words(&wanted);
    let found = search(&app.house, &visitor.actor, &wanted).await?;
    let addresses = Addresses::load(&app).await?;
    let registry = app.house.registry();
    let mut results = Vec::new();
    let mut counts = Vec::new();
    for kind in SEARCHED {
        let spec = registry.kind(kind.0);
        let of_kind: Vec<_> = found.iter().filter(|one| one.record.kind == kind).collect();
        counts.push(Count {
            text: capital(spec.map_or(kind.0, |spec| spec.many)),
            count: of_kind.len(),
        });
        results.extend(
            of_kind
                .iter()
                .take(MOST_OF_A_KIND)
                .map(|found| SearchResult {
                    kind: capital(spec.map_or(kind.0, |spec| spec.one)),
                    title: found.record.title.clone(),
                    href: addresses.page(registry, &found.record),
                    passage: marked(&found.record.title, &words),
                    meta: found.standing(),
                }),
        );
    }
    let attached = search_attachments(&app.house, &visitor.actor, visitor.today, &words).await?;
    counts.push(Count {
        text: "Attachments".to_owned(),
        count: attached.len(),
    });
    results.extend(
        attached
            .iter()
            .take(MOST_OF_A_KIND)
            .map(|found| attachment(found, &words)),
    );
    let all = found.len() + attached.len();
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
        lead: "We look through the titles of needs, figures, evidence, priorities, strategies, actions, outcomes, meetings, decisions and \
               attachments, and through the words of attached text files."
            .to_owned(),
        results,
        counts,
    };
    app.page("portal/search_page.html", &frame, page)
}

fn attachment(found: &FoundAttachment, words: &[String]) -> SearchResult {
    let id = found.attachment.id;
    let board = found.record.body_slug.as_ref();
    let href = match board.filter(|_| found.is_public) {
        Some(board) => format!("/{board}/attachments/{id}"),
        None => desk_address(found.record.id),
    };
    SearchResult {
        kind: "Attachment".to_owned(),
        title: found.attachment.title.clone(),
        href,
        passage: marked(&found.attachment.title, words),
        meta: format!(
            "{}, with “{}”",
            found.attachment.particulars(),
            found.record.title
        ),
    }
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
