//! `/desk/evidence/take-stock`: a service's records are brought, to be counted; the next page asks which column holds what.

use axum::extract::State;
use board::indicators::KeepStocktakeError;
use board::vocabulary::capital;
use evidence::disclosure::Policy;
use evidence::stocktake::{CODE_LISTS, CodeList, Order};
use serde::Serialize;

use super::desk_page::{Offered, offered};
use super::take_stock_columns_page::{RECORDS, hold};
use crate::app::App;
use crate::forms::{Choice, FormState, Upload};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/take_stock_page.html";
const TITLE: &str = "Take stock of a service";

/// What most services record.
const USUAL: [&str; 4] = ["ethnic-category", "sex", "age-band", "deprivation"];

#[derive(Serialize)]
struct TakeStockPage<'a> {
    form: &'a FormState,
    title: &'static str,
    lists: Vec<Choice>,
    policies: Vec<Offered>,
}

pub(super) fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Evidence");
    frame.trail = vec![
        Link::new("Evidence", "/desk/evidence"),
        Link::new("Services", "/desk/evidence/services"),
    ];
    frame
}

fn page(form: &FormState) -> TakeStockPage<'_> {
    TakeStockPage {
        form,
        title: TITLE,
        lists: CODE_LISTS
            .iter()
            .map(|list| Choice::new(list.name, called(list)))
            .collect(),
        policies: Policy::ALL.map(offered).into(),
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let mut form = FormState::from_pairs(USUAL.map(|name| ("lists".to_owned(), name.to_owned())));
    form = form.with("policy", Policy::NhsEngland.rule().name);
    app.page(TEMPLATE, &frame(&visitor, TITLE), page(&form))
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, files }: Upload,
) -> Answer {
    form.required("name", "Say which service this is");
    let last = form.required_date(
        "as-at",
        "The last day that the records cover",
        "Say up to which day the records reach",
    );
    if let Some(as_at) = last.filter(|last| *last > visitor.today) {
        let today = visitor.today;
        let problem = KeepStocktakeError::InTheFuture { as_at, today };
        form.problem_in("as-at", "as-at-day", capital(&problem.to_string()));
    }
    if chosen_lists(&form).is_empty() {
        form.problem("lists", "Choose at least one characteristic");
    }
    if Policy::named(form.text("policy")).is_none() {
        form.problem("policy", "Choose how small groups are protected");
    }
    let is_usual = form.text("policy") == Policy::NhsEngland.rule().name;
    if !is_usual && form.text("policy-reason").is_empty() {
        form.problem("policy-reason", "Say why this hiding rule is the right one");
    }
    if !files.iter().any(|file| file.field == RECORDS) {
        form.problem(RECORDS, "Choose the file with the records");
    }
    if form.is_sound() {
        match hold(&app, &visitor, &form, files).await {
            Ok(address) => return Ok(app.see_other(&address)),
            Err(Refusal::Explained(_, words)) => {
                form.problem(
                    RECORDS,
                    format!("{}. {}", words.what_happened, words.what_to_do),
                );
            }
            Err(refusal) => return Err(refusal),
        }
    }
    app.refused(TEMPLATE, &frame(&visitor, TITLE), page(&form))
}

/// What a list is called beside others of the same characteristic.
pub(super) fn called(list: &CodeList) -> String {
    match list.order {
        Order::Parts(10) => format!("{}, in tenths", list.title),
        Order::Parts(5) => format!("{}, in fifths", list.title),
        _ => list.title.to_owned(),
    }
}

/// The code lists that a form has chosen.
pub(super) fn chosen_lists(form: &FormState) -> Vec<&'static CodeList> {
    form.chosen("lists")
        .iter()
        .filter_map(|name| CodeList::named(name))
        .collect()
}
