//! `/desk/evidence`: what is to be done for the evidence, the data sets, and the form that loads a new one.

use axum::extract::State;
use board::indicators::{
    DataSet, DataVersion, ImportDataError, PUBLISHED, WAITING, data_sets, policy, versions_of,
};
use evidence::disclosure::Policy;
use serde::Serialize;

use super::columns_page;
use super::load_release::{Loaded, load};
use super::release_page::show_faults;
use super::shown::long_date;
use super::to_do::to_do;
use crate::app::App;
use crate::forms::FormState;
use crate::forms::Upload;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/desk_page.html";
const TITLE: &str = "Evidence";
const DESK: &str = "/desk/evidence";

#[derive(Serialize)]
struct DeskPage<'a> {
    form: &'a FormState,
    title: String,
    to_do: Vec<Link>,
    sets: Vec<Set>,
    may_load: bool,
    policies: [Offered; 6],
}

/// A hiding rule that a data set may be under.
#[derive(Serialize)]
pub(super) struct Offered {
    value: &'static str,
    text: &'static str,
    hint: &'static str,
}

#[derive(Serialize)]
struct Set {
    title: String,
    origin: &'static str,
    about: String,
    waiting: Option<String>,
    href: Option<String>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, files }: Upload,
) -> Answer {
    let title = form
        .required("title", "Say which data set this is")
        .unwrap_or_default();
    if files.is_empty() {
        form.problem("files", "Choose the file to load");
    }
    let policy = form
        .required(
            "policy",
            "Say whether these figures have been published before",
        )
        .and_then(|name| Policy::named(&name));
    if policy.is_some_and(|policy| policy != Policy::AlreadyPublished)
        && form.text("policy-reason").is_empty()
    {
        form.problem("policy-reason", "Say why this hiding rule is the right one");
    }
    if form.is_sound() {
        match load(&app, &visitor, &title, &form, &files, None).await? {
            Ok(Loaded::Stored(address)) => return Ok(app.see_other(&address)),
            Ok(Loaded::Faulty(faulty)) => {
                let mapping = form.text("mapping").to_owned();
                return show_faults(&app, &visitor, &form, &title, DESK, &faulty, &mapping).await;
            }
            Ok(Loaded::Asks(asked)) => {
                return columns_page::ask(&app, &visitor, &form, files, &title, DESK, &asked);
            }
            Err(ImportDataError::NoTitle) => {
                form.problem("title", ImportDataError::NoTitle.to_string());
            }
            Err(problem) => form.problem_with_form(problem.to_string()),
        }
    }
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}

fn frame(visitor: &Visitor) -> Frame {
    visitor.frame(TITLE, "Evidence")
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<DeskPage<'a>, Refusal> {
    let versions = versions_of(&app.house, None).await?;
    let sets: Vec<Set> = data_sets(&app.house)
        .await?
        .iter()
        .map(|set| {
            let of_set: Vec<&DataVersion> = versions
                .iter()
                .filter(|version| version.data_set_id == set.record.id)
                .collect();
            row(visitor, set, &of_set)
        })
        .collect();
    let to_do = to_do(app, visitor).await?;
    let title = match (sets.len(), to_do.len()) {
        (0, _) => "No data set is held yet".to_owned(),
        (_, 0) => "Nothing waits to be done for the evidence".to_owned(),
        (_, 1) => "1 thing waits to be done for the evidence".to_owned(),
        (_, many) => format!("{many} things wait to be done for the evidence"),
    };
    Ok(DeskPage {
        form,
        title,
        to_do,
        sets,
        may_load: policy::LOAD_DATA.allows(&visitor.actor, visitor.board_id()),
        policies: Policy::ALL.map(offered),
    })
}

/// A hiding rule as something to choose.
pub(super) fn offered(policy: Policy) -> Offered {
    let text = match policy {
        Policy::AlreadyPublished => "Yes, their owner has published them",
        Policy::NhsEngland => "No: hide 1 to 7, round the rest to 5 (NHS England)",
        Policy::OpenSafely => "No: hide 1 to 7, round the rest to 5 (OpenSAFELY)",
        Policy::OpenSafelyMidpoint => "No: hide nothing, show bands of six (OpenSAFELY)",
        Policy::MentalHealthServices => {
            "No: hide 0 to 4, round the rest to 5 (mental health services)"
        }
        Policy::UkHealthSecurityAgency => {
            "No: hide 1 to 4, keep the rest exact (UK Health Security Agency)"
        }
    };
    Offered {
        value: policy.rule().name,
        text,
        hint: policy.rule().when,
    }
}

fn row(visitor: &Visitor, set: &DataSet, versions: &[&DataVersion]) -> Set {
    let in_state = |state: &str| {
        versions
            .iter()
            .find(|version| version.record.state == state)
    };
    let published = in_state(PUBLISHED);
    let about = published.map_or_else(
        || "Nothing published".to_owned(),
        |version| {
            let on = version.published_on.map(long_date).unwrap_or_default();
            format!("Version {} of {on}, {} rows", version.number, version.rows)
        },
    );
    let waiting = in_state(WAITING).map(|version| {
        format!(
            "Version {} waits, loaded by {}",
            version.number, version.loaded_by_name
        )
    });
    // Data sets of other boards are read here and changed there.
    let is_ours = set.record.body_id == visitor.board_id()
        || policy::LOAD_DATA.allows(&visitor.actor, set.record.body_id);
    Set {
        title: set.record.title.clone(),
        origin: published
            .or_else(|| in_state(WAITING))
            .map_or("entered", |version| version.record.origin.as_str()),
        about,
        href: is_ours.then(|| format!("/desk/evidence/{}/new", set.record.slug)),
        waiting,
    }
}
