//! `/{b}/evidence/services`: what services know about their users, one row a service, and every gap with its owner.

use axum::extract::State;
use board::indicators::{KeptStocktake, gaps_of_service, stocktakes_of};
use board::places::services;
use serde::Serialize;

use super::stocktake_page::Gap;
use super::stocktake_words::{as_at, counted, gap_count, title, well_known};
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/services_page.html";

#[derive(Serialize)]
struct ServicesPage {
    title: String,
    lead: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
    about: String,
    finding: String,
    known: String,
    gaps_title: String,
    gaps: Vec<Gap>,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let here = format!("/{}/evidence/services", board.record.slug);
    let rows = rows(&app, &visitor, &here).await?;
    let title = heading(&rows);
    let mut frame = visitor.frame(title.clone(), "Evidence");
    frame.trail = vec![Link::new(
        "Evidence",
        format!("/{}/evidence", board.record.slug),
    )];
    frame.illustrative = rows.iter().any(|row| row.origin == "illustrative");
    let page = ServicesPage {
        title,
        lead: "Area 1: equalities data and insights. Which services can say who uses them, whom they do not see, and who is \
               closing each gap.",
        rows,
    };
    app.page(TEMPLATE, &frame, page)
}

pub(super) async fn desk(State(app): State<App>, visitor: Visitor) -> Answer {
    let rows = rows(&app, &visitor, "/desk/evidence/services").await?;
    let title = heading(&rows);
    let mut frame = visitor.frame(title.clone(), "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame.illustrative = rows.iter().any(|row| row.origin == "illustrative");
    let page = ServicesPage {
        title,
        lead: "Give each gap an owner. A new count is brought on the command line: commonweal stocktake FILE --keep.",
        rows,
    };
    app.page(TEMPLATE, &frame, page)
}

async fn rows(app: &App, visitor: &Visitor, here: &str) -> Result<Vec<Row>, Refusal> {
    let board = visitor.board()?.record.id;
    let mut rows = Vec::new();
    for service in services(&app.house, board).await? {
        let stocktakes = stocktakes_of(&app.house, service.record.id).await?;
        let (Some(newest), true) = (
            stocktakes.first(),
            service.record.is_visible_to(&visitor.actor),
        ) else {
            continue;
        };
        let Some(found) = newest.found() else {
            continue;
        };
        let gaps = gaps_of_service(&app.house, service.record.id).await?;
        rows.push(Row {
            href: format!("{here}/{}", service.record.slug),
            about: about(newest),
            finding: title(found),
            known: format!(
                "{} of 10 characteristics known for 80% or more",
                well_known(found)
            ),
            gaps_title: gap_count(&gaps),
            gaps: gaps.iter().map(Gap::from).collect(),
            origin: service.record.origin.as_str(),
            name: service.record.title,
        });
    }
    Ok(rows)
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
