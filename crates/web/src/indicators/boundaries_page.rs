//! `/desk/evidence/boundaries`: the boundaries that maps are drawn from, and the form that loads a file of them.

use std::io::Read;

use axum::extract::State;
use board::indicators::{
    BoundarySet, CURRENT, LoadBoundaries, LoadBoundariesError, boundary_sets, load_boundaries,
    policy,
};
use board::vocabulary::{Origin, capital};
use evidence::boundaries::{Level, MOST_BYTES};
use serde::Serialize;

use crate::app::App;
use crate::forms::{Brought, Choice, FormState, Upload};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/boundaries_page.html";
const HERE: &str = "/desk/evidence/boundaries";
const TITLE: &str = "Boundaries for maps";

#[derive(Serialize)]
struct BoundariesPage<'a> {
    form: &'a FormState,
    may_load: bool,
    levels: Vec<Choice>,
    sets: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    title: String,
    areas: u32,
    attribution: String,
    licence: String,
    file: String,
    is_replaced: bool,
}

impl From<BoundarySet> for Row {
    fn from(set: BoundarySet) -> Self {
        Self {
            is_replaced: set.record.state != CURRENT,
            title: set.record.title,
            areas: set.areas,
            attribution: set.attribution,
            licence: set.licence,
            file: format!("{}, SHA-256 {}", set.file_name, set.file),
        }
    }
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
) -> Result<BoundariesPage<'a>, Refusal> {
    let sets = boundary_sets(&app.house).await?;
    Ok(BoundariesPage {
        form,
        may_load: policy::LOAD_BOUNDARIES.allows(&visitor.actor, visitor.board_id()),
        levels: Level::ALL
            .into_iter()
            .map(|level| Choice::new(level.word(), capital(level.plural())))
            .collect(),
        sets: sets.into_iter().map(Row::from).collect(),
    })
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty()
        .with("licence", "Open Government Licence v3.0")
        .with(
            "attribution",
            "Contains OS data © Crown copyright and database right",
        );
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, files }: Upload,
) -> Answer {
    let file = file_of(&files, &mut form);
    let level = Level::named(form.text("level"));
    if level.is_none() {
        form.problem("level", "Say which kind of area the file holds");
    }
    let vintage = form.text("vintage").trim().parse::<u16>().ok();
    if vintage.is_none() {
        form.problem(
            "vintage",
            "Give the year whose boundaries these are, such as 2024",
        );
    }
    if let (Some((file_name, bytes)), Some(level), Some(vintage), true) =
        (file, level, vintage, form.is_sound())
    {
        let input = LoadBoundaries {
            body_id: visitor.board_id(),
            file_name,
            bytes,
            level,
            vintage,
            licence: form.text("licence").to_owned(),
            attribution: form.text("attribution").to_owned(),
            code_property: Some(form.text("code-property").to_owned()),
            origin: Origin::Imported,
        };
        match load_boundaries(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(HERE)),
            Err(LoadBoundariesError::Runner(error)) => return Err(error.into()),
            Err(LoadBoundariesError::Faults(faults)) => {
                let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
                form.problem("file", words.join(" "));
            }
            Err(problem @ LoadBoundariesError::Vintage(_)) => {
                form.problem("vintage", capital(&problem.to_string()));
            }
            Err(problem @ LoadBoundariesError::NoLicence) => {
                form.problem("licence", capital(&problem.to_string()));
            }
        }
    }
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}

fn file_of(files: &[Brought], form: &mut FormState) -> Option<(String, Vec<u8>)> {
    let Some(source) = files.first().map(Brought::source) else {
        form.problem("file", "Choose the file of boundaries");
        return None;
    };
    let mut bytes = Vec::new();
    let most = MOST_BYTES as u64;
    match source.content.take(most + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 <= most => Some((source.name, bytes)),
        _ => {
            form.problem(
                "file",
                "A file of boundaries may have 50 MB. Take a generalised release, or fewer areas",
            );
            None
        }
    }
}
