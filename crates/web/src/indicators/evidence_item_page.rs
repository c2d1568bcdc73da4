//! `/{b}/evidence-items/{slug}`: one statement, what it rests on, and what rests on it.

use axum::extract::State;
use board::indicators::{
    EVIDENCE_ITEM, EvidenceItem, EvidenceType, QuotedFigure, evidence_item, receipt,
};
use board::places::area;
use board::story::{Joined, Story};
use board::vocabulary::{capital, long_date};
use serde::Serialize;

use super::receipt_foot::{Receipt, quoted_receipt, receipt_of};
use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::thread::{Addresses, Fact, record_at};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/evidence_item_page.html";

#[derive(Serialize)]
struct ItemPage {
    kicker: &'static str,
    title: String,
    origin: &'static str,
    statement: Option<String>,
    figure: Option<String>,
    about: Option<String>,
    /// The document's sum done again.
    note: Option<String>,
    quotation: Option<String>,
    source: String,
    facts: Vec<Fact>,
    from: Vec<Join>,
    used: Vec<Join>,
    receipt: Option<Receipt>,
    thread: String,
}

/// A record at the other end of a join.
#[derive(Serialize)]
struct Join {
    how: String,
    title: String,
    href: String,
}

/// Where a statement comes from, in a line.
pub(super) fn source_in_words(item: &EvidenceItem) -> String {
    let source = match (&item.document, &item.receipt_number) {
        (Some(document), _) => document.clone(),
        (None, Some(number)) => format!("Receipt {number}"),
        (None, None) => "No source recorded".to_owned(),
    };
    match &item.place_in_document {
        Some(place) => format!("{source}, {place}"),
        None => source,
    }
}

/// What a quoted figure is about: "March 2022; compared with England, 10.0%".
pub(super) fn figure_about(figure: &QuotedFigure) -> String {
    figure.comparator.as_ref().map_or_else(
        || figure.period.clone(),
        |other| format!("{}; compared with {other}", figure.period),
    )
}

fn kicker(sort: EvidenceType) -> &'static str {
    match sort {
        EvidenceType::Computed => "Evidence, worked out from data",
        EvidenceType::Quoted => "Evidence, quoted from a document",
        EvidenceType::Finding => "Evidence, found by a study or review",
        EvidenceType::Intervention => "Evidence, shown to work",
        EvidenceType::Insight => "Evidence, said by residents",
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, slug)): Path<(String, String)>,
) -> Answer {
    let record = record_at(&app, &visitor, EVIDENCE_ITEM, &slug).await?;
    let addresses = Addresses::load(&app).await?;
    let registry = app.house.registry();
    if record.slug.as_str() != slug {
        return Ok(app.see_other(&addresses.page(registry, &record)));
    }
    let item = evidence_item(&app.house, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let story = Story::of(&app.house, &visitor.actor, visitor.today, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let joins = |steps: &[Joined]| -> Vec<Join> {
        steps
            .iter()
            .map(|joined| Join {
                how: joined.how(),
                title: joined.step.record.title.clone(),
                href: addresses.page(registry, &joined.step.record),
            })
            .collect()
    };
    let title = record.title.trim_end_matches('.').to_owned();
    let page = ItemPage {
        kicker: kicker(item.evidence_type),
        origin: record.origin.as_str(),
        statement: (item.statement.trim_end_matches('.') != title).then(|| item.statement.clone()),
        figure: item.figure.as_ref().map(QuotedFigure::in_words),
        about: item.figure.as_ref().map(figure_about),
        note: item.figure.as_ref().and_then(QuotedFigure::note),
        quotation: item.quotation.clone(),
        source: source_in_words(&item),
        facts: facts(&app, &item).await?,
        from: joins(&story.up),
        used: joins(&story.down),
        receipt: foot(&app, &item).await?,
        thread: Addresses::thread(&record),
        title,
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.trail = vec![
        Link::new("Evidence", format!("/{board}/evidence")),
        Link::new("Statements", format!("/{board}/evidence-items")),
    ];
    frame.illustrative = record.origin.is_illustrative();
    app.page(TEMPLATE, &frame, page)
}

async fn facts(app: &App, item: &EvidenceItem) -> Result<Vec<Fact>, Refusal> {
    let mut facts = Vec::new();
    if let Some(id) = item.area_id
        && let Some(area) = area(&app.house, id).await?
    {
        facts.push(Fact {
            name: "Place",
            value: area.record.title,
        });
    }
    facts.push(Fact {
        name: "Held on",
        value: long_date(item.as_at),
    });
    if let Some(found) = &item.intervention {
        facts.push(Fact {
            name: "Whom it helped",
            value: capital(&found.population),
        });
        facts.push(Fact {
            name: "What it did",
            value: capital(&found.effect),
        });
    }
    if let Some(strength) = &item.strength {
        facts.push(Fact {
            name: "How far to rely on it",
            value: capital(strength),
        });
    }
    Ok(facts)
}

/// The receipt behind a statement, where it has one.
async fn foot(app: &App, item: &EvidenceItem) -> Result<Option<Receipt>, Refusal> {
    let Some(number) = item.receipt_number.as_ref().and_then(|it| it.parse().ok()) else {
        return Ok(None);
    };
    let Some(stored) = receipt(&app.house, &number).await? else {
        return Ok(None);
    };
    if item.evidence_type == EvidenceType::Quoted {
        return Ok(Some(quoted_receipt(&stored.receipt, item)));
    }
    let filter = item.record.title.clone();
    Ok(Some(
        receipt_of(app, &stored.receipt, filter, "as the receipt says").await?,
    ))
}
