//! `/{b}/wards/{slug}`: a ward or neighbourhood on one sheet, for the councillor who stands for it.

use axum::extract::State;
use board::story::{Promise, Ward};
use board::vocabulary::long_date;
use serde::Serialize;

use crate::address::Path;
use crate::app::App;
use crate::indicators::{WardFigure, ward_figures};
use crate::refusal::{Answer, Refusal};
use crate::thread::Addresses;
use crate::visitor::Visitor;

const TEMPLATE: &str = "portal/ward_page.html";

/// So many promises fit one sheet of paper beside the rest.
const ON_ONE_SHEET: usize = 10;

#[derive(Serialize)]
struct WardPage {
    name: String,
    area_type: &'static str,
    today: String,
    origin: &'static str,
    population: Option<i64>,
    has_own_needs: bool,
    needs: Vec<Line>,
    figures: Vec<WardFigure>,
    promises: Vec<Line>,
    number_of_promises: usize,
    questions: Vec<String>,
    board: String,
}

#[derive(Serialize)]
struct Line {
    title: String,
    href: String,
    text: String,
    status: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> Answer {
    let board = visitor.board()?;
    let slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let ward = Ward::of(
        &app.house,
        &visitor.actor,
        visitor.today,
        board.record.id,
        &slug,
    )
    .await?
    .ok_or(Refusal::NotFound)?;
    let addresses = Addresses::load(&app).await?;
    let registry = app.house.registry();
    let illustrative = ward.area.record.origin.is_illustrative()
        || ward
            .needs
            .iter()
            .any(|need| need.record.origin.is_illustrative())
        || ward
            .promises
            .iter()
            .any(|one| one.action.record.origin.is_illustrative());
    let page = WardPage {
        name: ward.area.record.title.clone(),
        area_type: ward.area.area_type.as_str(),
        today: long_date(visitor.today),
        origin: if illustrative {
            "illustrative"
        } else {
            ward.area.record.origin.as_str()
        },
        population: ward.area.population,
        has_own_needs: ward.has_own_needs,
        questions: ward.worth_asking(),
        figures: match &ward.area.code {
            Some(code) => ward_figures(&app, &visitor, code).await?,
            None => Vec::new(),
        },
        needs: ward
            .needs
            .iter()
            .map(|need| Line {
                title: need.record.title.clone(),
                href: addresses.page(registry, &need.record),
                text: need.statement.clone(),
                status: None,
            })
            .collect(),
        number_of_promises: ward.promises.len(),
        promises: ward
            .promises
            .iter()
            .take(ON_ONE_SHEET)
            .map(|promise| Line {
                title: promise.action.record.title.clone(),
                href: addresses.page(registry, &promise.action.record),
                text: promise.sentence(),
                status: status(promise),
            })
            .collect(),
        board: board.record.slug.to_string(),
    };
    let mut frame = visitor.frame(format!("{} on one page", page.name), "Progress");
    frame.illustrative = illustrative;
    app.page(TEMPLATE, &frame, page)
}

/// Silence first; then what is not known of the promise itself.
fn status(promise: &Promise) -> Option<String> {
    promise
        .asked
        .iter()
        .find(|asked| asked.is_silent())
        .or_else(|| promise.asked.last())
        .map(board::story::Asked::status)
        .or_else(|| promise.action.due.is_none().then(|| "No date".to_owned()))
}
