//! `/desk/evidence/fetch`: figures fetched from Fingertips, and loaded as a release that waits for a second person.

use axum::extract::State;
use board::indicators::ImportDataError;
use board::vocabulary::capital;
use evidence::disclosure::Policy;
use serde::Serialize;

use super::asked::place_of;
use super::columns_page;
use super::load_release::{Loaded, load};
use super::release_page::show_faults;
use crate::app::App;
use crate::fetching::{FetchingError, FiguresOf, FiguresWanted};
use crate::forms::{Brought, Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/fetch_page.html";
const HERE: &str = "/desk/evidence/fetch";
const TITLE: &str = "Fetch figures from Fingertips";

#[derive(Serialize)]
struct FetchPage<'a> {
    form: &'a FormState,
    title: &'static str,
    sorts: [Choice; 2],
    /// Whether this server fetches at all.
    can_fetch: bool,
}

fn frame(visitor: &Visitor) -> Frame {
    let mut frame = visitor.frame(TITLE, "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame
}

fn page<'a>(app: &App, form: &'a FormState) -> FetchPage<'a> {
    FetchPage {
        form,
        title: TITLE,
        sorts: [
            Choice::new("indicator", "One indicator"),
            Choice::new("profile", "All indicators of a profile"),
        ],
        can_fetch: app.fetcher.is_some(),
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty()
        .with("area", place_of(&app, &visitor, None).await?)
        .with("of", "indicator");
    app.page(TEMPLATE, &frame(&visitor), page(&app, &form))
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    if let Some(wanted) = wanted(&mut form) {
        let fetcher = app.fetcher.as_deref().ok_or(Refusal::NotFound)?;
        match fetcher.fetch(&wanted).await {
            Ok(found) => {
                let known = FormState::empty()
                    .with("policy", Policy::AlreadyPublished.rule().name)
                    .with("source", found.source)
                    .with("licence", found.licence)
                    .with("attribution", found.attribution);
                let title = found.data_set;
                let files: Vec<Brought> = found
                    .files
                    .into_iter()
                    .map(|(called, file)| Brought::new(called, file))
                    .collect();
                match load(&app, &visitor, &title, &known, &files, None).await? {
                    Ok(Loaded::Stored(address)) => return Ok(app.see_other(&address)),
                    Ok(Loaded::Faulty(faulty)) => {
                        return show_faults(&app, &visitor, &known, &title, HERE, &faulty, "").await;
                    }
                    Ok(Loaded::Asks(asked)) => {
                        return columns_page::ask(
                            &app, &visitor, &known, files, &title, HERE, &asked,
                        );
                    }
                    Err(ImportDataError::NoTitle) => {
                        form.problem("number", "The file names no indicator; fetch another");
                    }
                    Err(problem) => form.problem_with_form(capital(&problem.to_string())),
                }
            }
            Err(FetchingError::Mend(words)) => form.problem("number", capital(&words)),
            Err(FetchingError::NoAnswer(words)) => form.problem_with_form(format!(
                "{}. What came so far is kept: try again later, or download the file from Fingertips and load it under Evidence",
                capital(&words)
            )),
        }
    }
    app.refused(TEMPLATE, &frame(&visitor), page(&app, &form))
}

/// What is asked for; none where the form says what must be mended.
fn wanted(form: &mut FormState) -> Option<FiguresWanted> {
    let area = form.required("area", "Give the code of a place, such as E09000012");
    let number = form.text("number").parse::<u32>();
    if number.is_err() {
        form.problem(
            "number",
            "Give the number of one indicator or profile, such as 92443",
        );
    }
    let number = number.ok()?;
    let of = match form.text("of") {
        "profile" => FiguresOf::Profile(number),
        _ => FiguresOf::Indicator(number),
    };
    Some(FiguresWanted { area: area?, of })
}
