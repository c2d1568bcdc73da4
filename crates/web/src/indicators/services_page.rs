//! `/{b}/evidence/services`: what services know about their users, one row a service, and every gap with its owner.

use axum::extract::State;
use board::indicators::{
    Cadence, KeptStocktake, KnownOf, ServiceInStock, policy, stock_of_services,
};
use evidence::observation::State as Seen;
use serde::Serialize;
use serde_json::{Value, json};

use super::stocktake_page::Gap;
use super::stocktake_words::{as_at, counted, gap_count, percent, title, well_known};
use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/services_page.html";

#[derive(Serialize)]
struct ServicesPage {
    title: String,
    lead: &'static str,
    known: Known,
    rows: Vec<Row>,
    /// Where stock is taken, for whoever may.
    take: Option<&'static str>,
}

/// How far each service knows each characteristic.
#[derive(Serialize)]
struct Known {
    services: Vec<String>,
    rows: Vec<Vec<Value>>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
    about: String,
    finding: String,
    known: String,
    cadence: String,
    is_late: bool,
    used_in: Vec<Link>,
    gaps_title: String,
    gaps: Vec<Gap>,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let evidence = format!("/{}/evidence", board.record.slug);
    let here = format!("{evidence}/services");
    page(
        &app,
        &visitor,
        &here,
        &evidence,
        "Area 1: equalities data and insights. Which services can say who uses them, whom they do not see, and who is closing each \
         gap.",
    )
    .await
}

pub(super) async fn desk(State(app): State<App>, visitor: Visitor) -> Answer {
    page(
        &app,
        &visitor,
        "/desk/evidence/services",
        "/desk/evidence",
        "Give each gap an owner, and take stock again before the next is due.",
    )
    .await
}

async fn page(
    app: &App,
    visitor: &Visitor,
    here: &str,
    evidence: &str,
    lead: &'static str,
) -> Answer {
    let who = visitor.who();
    let board = visitor.board()?.record.id;
    let stock = stock_of_services(&app.house, &who.actor, who.today, board).await?;
    let rows: Vec<Row> = stock
        .iter()
        .filter_map(|service| row(service, here))
        .collect();
    let title = heading(&rows);
    let mut frame = visitor.frame(title.clone(), "Evidence");
    frame.trail = vec![Link::new("Evidence", evidence)];
    frame.illustrative = rows.iter().any(|row| row.origin == "illustrative");
    let may_take = policy::KEEP_STOCKTAKE.allows(&visitor.actor, Some(board));
    let page = ServicesPage {
        take: may_take.then_some("/desk/evidence/take-stock"),
        title,
        lead,
        known: known(&stock),
        rows,
    };
    app.page(TEMPLATE, &frame, page)
}

fn row(service: &ServiceInStock, here: &str) -> Option<Row> {
    let newest = service.stocktakes.first()?;
    let found = newest.found()?;
    let record = &service.service.record;
    Some(Row {
        href: format!("{here}/{}", record.slug),
        about: about(newest),
        finding: title(found),
        known: format!(
            "{} of 10 characteristics known for 80% or more",
            well_known(found)
        ),
        cadence: cadence(service.cadence),
        is_late: service.cadence.is_late(),
        used_in: service
            .used_in
            .iter()
            .map(|record| {
                Link::new(
                    record.title.clone(),
                    format!("/thread/{}", record.reference()),
                )
            })
            .collect(),
        gaps_title: gap_count(&service.gaps),
        gaps: service.gaps.iter().map(Gap::from).collect(),
        origin: record.origin.as_str(),
        name: record.title.clone(),
    })
}

/// How often stock is taken, and whether the next is overdue.
fn cadence(cadence: Cadence) -> String {
    let since = span(cadence.days_since);
    match cadence.days_between {
        None => format!("Stock was taken once, of records that end {since} ago"),
        Some(between) if cadence.is_late() => format!(
            "Stock was taken {} times, every {} or so, and the newest records end {since} ago: the next is overdue",
            cadence.times,
            span(between)
        ),
        Some(between) => format!(
            "Stock was taken {} times, every {} or so; the newest records end {since} ago",
            cadence.times,
            span(between)
        ),
    }
}

/// A number of days as people say it.
fn span(days: i32) -> String {
    match (days, (days + 15) / 30) {
        (1, _) => "1 day".to_owned(),
        (..=44, _) => format!("{days} days"),
        (_, 1) => "1 month".to_owned(),
        (_, months) => format!("{months} months"),
    }
}

fn known(stock: &[ServiceInStock]) -> Known {
    let columns: Vec<Vec<KnownOf>> = stock.iter().map(ServiceInStock::known).collect();
    let rows = columns.first().map_or(0, Vec::len);
    let row = |place: usize| -> Vec<Value> {
        let cells = columns.iter().filter_map(|column| column.get(place));
        let name = cells
            .clone()
            .next()
            .map(|known| known.characteristic.name());
        name.map(|name| json!(name))
            .into_iter()
            .chain(cells.map(known_cell))
            .collect()
    };
    Known {
        services: stock
            .iter()
            .map(|service| service.service.record.title.clone())
            .collect(),
        rows: (0..rows).map(row).collect(),
    }
}

/// How far one characteristic is known, with what it was before, as a cell of a table.
fn known_cell(known: &KnownOf) -> Value {
    let Some(now) = known.now.value else {
        return match known.now.state {
            Seen::Suppressed => json!({ "state": "suppressed" }),
            Seen::NotAsked => json!({ "state": "not_asked", "text": "never asked" }),
            Seen::NotApplicable => json!({ "state": "not_applicable" }),
            _ => json!({ "state": "missing" }),
        };
    };
    let words = percent(now);
    match known.before.map(percent) {
        Some(before) if before != words && known.before < Some(now) => {
            json!(format!("{words}, up from {before}"))
        }
        Some(before) if before != words => json!(format!("{words}, down from {before}")),
        _ => json!(words),
    }
}

fn about(kept: &KeptStocktake) -> String {
    let counted = kept.found().map(|found| counted(kept, found));
    format!("{}, {}", counted.unwrap_or_default(), as_at(kept))
}

fn heading(rows: &[Row]) -> String {
    let gaps: usize = rows.iter().map(|row| row.gaps.len()).sum();
    let orphans = rows
        .iter()
        .flat_map(|row| &row.gaps)
        .filter(|gap| gap.owner.is_none())
        .count();
    let services = match rows.len() {
        0 => return "No stock has been taken of a service yet".to_owned(),
        1 => "1 service has".to_owned(),
        many => format!("{many} services have"),
    };
    match orphans {
        0 => format!(
            "{services} {gaps} gaps in what they know about their users, each with an owner"
        ),
        _ => format!(
            "{services} {gaps} gaps in what they know about their users; {orphans} have no owner"
        ),
    }
}
