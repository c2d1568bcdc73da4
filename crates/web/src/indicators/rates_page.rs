//! `/desk/evidence/rates`: rates of every place made of counts and a population, as a release that waits for a second person.

use std::fs::File;
use std::io::{self, Seek, Write};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use board::indicators::{
    FiguresError, ImportDataError, MadeRates, MakeRates, MakeRatesError, make_rates, policy,
};
use board::vocabulary::capital;
use evidence::analysis::{AskError, RateMethod};
use evidence::disclosure::Policy;
use serde::{Deserialize, Serialize};

use super::columns_page;
use super::load_release::{Loaded, Whence, load_of};
use super::rate_page::{counted_indicators, method_of};
use super::release_page::show_faults;
use super::unanswered::refusal;
use crate::address::Query;
use crate::app::App;
use crate::error_pages::Explanation;
use crate::forms::{Brought, Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/rates_page.html";
const HERE: &str = "/desk/evidence/rates";
const TITLE: &str = "Make rates of every place";

/// What may stand after the question mark: the choice that a rate of one place was made with.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    counts: String,
    #[serde(default)]
    population: String,
    method: Option<String>,
    per: Option<String>,
    name: Option<String>,
}

#[derive(Serialize)]
struct RatesPage<'a> {
    form: &'a FormState,
    title: &'static str,
    counts: Vec<Choice>,
    methods: [Choice; 3],
    sizes: [Choice; 3],
}

fn frame(visitor: &Visitor) -> Frame {
    let mut frame = visitor.frame(TITLE, "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<RatesPage<'a>, Refusal> {
    Ok(RatesPage {
        form,
        title: TITLE,
        counts: counted_indicators(app, visitor).await?,
        methods: [
            Choice::new("crude", "Crude: all counts over all people"),
            Choice::new(
                "standardised",
                "Standardised by age to the European Standard Population 2013: needs both by age, and 10 events",
            ),
            Choice::new(
                "expected",
                "By what England’s rates by age lead to expect: for few events, or ages that are not known",
            ),
        ],
        sizes: [
            Choice::new("100000", "100,000"),
            Choice::new("1000", "1,000"),
            Choice::new("100", "100"),
        ],
    })
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(chosen): Query<Chosen>,
) -> Answer {
    let form = FormState::empty()
        .with("counts", chosen.counts)
        .with("population", chosen.population)
        .with("method", chosen.method.as_deref().unwrap_or("crude"))
        .with("per", chosen.per.as_deref().unwrap_or("100000"))
        .with("name", chosen.name.unwrap_or_default());
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    // Whoever may not load is told so before anything is worked out.
    if !policy::LOAD_DATA.allows(&visitor.actor, visitor.board_id()) {
        return Err(Refusal::Forbidden);
    }
    if let Some(wanted) = wanted(&visitor, &mut form) {
        match make_rates(&app.house, &app.evidence, &wanted).await {
            Ok(made) => match kept(&app, &visitor, made).await? {
                Ok(answer) => return Ok(answer),
                Err(problem) => form.problem_with_form(capital(&problem.to_string())),
            },
            Err(MakeRatesError::Figures(error)) => match error {
                FiguresError::Ask(AskError::NoSuchIndicator(number)) => {
                    let field = if number == wanted.counts {
                        "counts"
                    } else {
                        "population"
                    };
                    form.problem(field, format!("No data set holds {number}; choose another"));
                }
                other => return Err(refusal(other)),
            },
            Err(problem @ MakeRatesError::SameIndicator) => {
                form.problem("population", capital(&problem.to_string()));
            }
            Err(problem @ (MakeRatesError::NameTaken(_) | MakeRatesError::HeldAs(_))) => {
                form.problem("name", capital(&problem.to_string()));
            }
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}

/// What is asked for; none where the form says what must be mended.
fn wanted(visitor: &Visitor, form: &mut FormState) -> Option<MakeRates> {
    let counts = form.required("counts", "Choose what is counted");
    let population = form.required("population", "Choose among which people");
    let method: Option<RateMethod> = match method_of(Some(form.text("method"))) {
        Ok(method) => Some(method),
        Err((_, why)) => {
            form.problem("method", why);
            None
        }
    };
    let per = form.text("per").parse::<u32>().ok().filter(|per| *per > 0);
    if per.is_none() {
        form.problem("per", "Choose per how many people");
    }
    let name = Some(form.text("name").to_owned());
    let wanted = MakeRates {
        counts: counts?,
        population: population?,
        method: method?,
        per: f64::from(per?),
        name,
        body_id: visitor.board_id(),
    };
    form.is_sound().then_some(wanted)
}

/// Loads the rates as the next release of their data set.
async fn kept(
    app: &App,
    visitor: &Visitor,
    made: MadeRates,
) -> Result<Result<Response, ImportDataError>, Refusal> {
    let known = FormState::empty()
        .with("policy", Policy::AlreadyPublished.rule().name)
        .with("source", made.source)
        .with("licence", made.terms.licence)
        .with("attribution", made.terms.attribution.unwrap_or_default());
    let files: io::Result<Vec<Brought>> = made
        .files
        .into_iter()
        .map(|(called, content)| Ok(Brought::new(called, aside(&content)?)))
        .collect();
    let files = files.map_err(|error| no_room(&error))?;
    let title = made.name;
    let whence = Whence {
        origin: made.origin,
        made_of: made.made_of,
    };
    let loaded = load_of(app, visitor, &title, &known, &files, None, whence).await?;
    Ok(match loaded {
        Ok(Loaded::Stored(address)) => Ok(app.see_other(&address)),
        Ok(Loaded::Faulty(faulty)) => {
            Ok(show_faults(app, visitor, &known, &title, HERE, &faulty, "").await?)
        }
        Ok(Loaded::Asks(asked)) => Ok(columns_page::ask(
            app, visitor, &known, files, &title, HERE, &asked,
        )?),
        Err(error) => Err(error),
    })
}

fn no_room(error: &io::Error) -> Refusal {
    tracing::error!(%error, "rates could not be put by");
    let words = Explanation {
        what_happened: "The rates were made and could not be put by: this server has no room"
            .to_owned(),
        what_to_do: "Nothing was kept. Tell whoever looks after this site, and make them again."
            .to_owned(),
    };
    Refusal::Explained(StatusCode::SERVICE_UNAVAILABLE, words)
}

/// Text in a file that goes when nobody reads it any more.
fn aside(content: &[u8]) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    file.write_all(content)?;
    file.rewind()?;
    Ok(file)
}
