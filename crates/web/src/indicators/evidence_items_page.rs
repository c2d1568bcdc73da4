//! `/{b}/evidence-items`: every statement that the board rests something on, by what sort of evidence it is.

use axum::extract::State;
use board::indicators::{EvidenceItem, EvidenceType, QuotedFigure, evidence_items};
use board::vocabulary::{Sought, capital};
use serde::{Deserialize, Serialize};

use super::evidence_item_page::{figure_about, source_in_words};
use crate::address::Query;
use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::thread::Addresses;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/evidence_items_page.html";

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Choices {
    q: Option<String>,
    sort: Option<String>,
}

/// A sort of evidence that the form offers.
#[derive(Serialize)]
struct Sort {
    value: &'static str,
    text: &'static str,
    chosen: bool,
}

#[derive(Serialize)]
struct ItemsPage {
    title: String,
    search: String,
    sorts: Vec<Sort>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    rows: Vec<StatementRow>,
}

/// A statement with its source, as lists show it.
#[derive(Serialize)]
pub(super) struct StatementRow {
    statement: String,
    href: String,
    source: String,
    figure: Option<String>,
    about: Option<String>,
    worked: Option<String>,
    origin: &'static str,
}

impl StatementRow {
    pub(super) fn of(app: &App, addresses: &Addresses, item: &EvidenceItem) -> Self {
        Self {
            statement: item.statement.clone(),
            href: addresses.page(app.house.registry(), &item.record),
            source: source_in_words(item),
            figure: item.figure.as_ref().map(QuotedFigure::in_words),
            about: item.figure.as_ref().map(figure_about),
            worked: item
                .intervention
                .as_ref()
                .map(|found| format!("{}: {}", capital(&found.population), found.effect)),
            origin: item.record.origin.as_str(),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(choices): Query<Choices>,
) -> Answer {
    let board = visitor.board()?;
    let mut items = evidence_items(&app.house, Some(board.record.id)).await?;
    items.retain(|item| item.record.is_visible_to(&visitor.actor));
    let search = choices.q.unwrap_or_default().trim().to_owned();
    let wanted = choices
        .sort
        .as_deref()
        .and_then(|sort| sort.parse::<EvidenceType>().ok());
    let is_asked = !search.is_empty() || wanted.is_some();
    let sought = Sought::words(&search);
    items.retain(|item| {
        item.mentions(&sought) && wanted.is_none_or(|sort| item.evidence_type == sort)
    });
    let addresses = Addresses::load(&app).await?;
    let groups: Vec<Group> = EvidenceType::ALL
        .iter()
        .map(|&sort| Group {
            title: sort.heading(),
            rows: items
                .iter()
                .filter(|item| item.evidence_type == sort)
                .map(|item| StatementRow::of(&app, &addresses, item))
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect();
    let sorts = EvidenceType::ALL
        .iter()
        .map(|&sort| Sort {
            value: sort.as_str(),
            text: sort.heading(),
            chosen: wanted == Some(sort),
        })
        .collect();
    let title = match items.len() {
        0 if is_asked => "No statement fits".to_owned(),
        1 if is_asked => "1 statement fits".to_owned(),
        many if is_asked => format!("{many} statements fit"),
        0 => "Nothing has been written down as evidence yet".to_owned(),
        1 => "1 statement stands here as evidence".to_owned(),
        many => format!("{many} statements stand here as evidence"),
    };
    let mut frame = visitor.frame(title.clone(), "Evidence");
    frame.trail = vec![Link::new(
        "Evidence",
        format!("/{}/evidence", board.record.slug),
    )];
    frame.illustrative = items
        .iter()
        .any(|item| item.record.origin.is_illustrative());
    let page = ItemsPage {
        title,
        search,
        sorts,
        groups,
    };
    app.page(TEMPLATE, &frame, page)
}
