//! `/desk/evidence/localities`: the localities of a board, and the form that makes one of small areas or postcodes: first what it would
//! be, then, once somebody is sure, what it is.

use axum::extract::State;
use board::indicators::{
    DefineLocality, DefineLocalityError, define_locality, listed_entries, look_at_locality, policy,
};
use board::places::localities;
use board::vocabulary::capital;
use charts::Unit;
use evidence::analysis::ExaminedLocality;
use serde::Serialize;

use super::unanswered::refusal;
use crate::address::encoded;
use crate::app::App;
use crate::forms::{FormState, Upload};
use crate::lists::text_of_list;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/localities_page.html";
const TITLE: &str = "Localities";
const DESK: &str = "/desk/evidence/localities";

#[derive(Serialize)]
struct LocalitiesPage<'a> {
    form: &'a FormState,
    title: String,
    localities: Vec<Line>,
    found: Option<Found>,
    may_define: bool,
}

#[derive(Serialize)]
struct Line {
    name: String,
    href: String,
    about: String,
}

/// What a list would make.
#[derive(Serialize)]
struct Found {
    summary: String,
    wards: Vec<String>,
    shared: Vec<String>,
    near: Vec<String>,
    wrong: Vec<String>,
    /// The list once more, for the second step.
    list: String,
    is_sound: bool,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form, None).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, files }: Upload,
) -> Answer {
    let name = form
        .required("name", "Name the locality, as residents call it")
        .unwrap_or_default();
    let Some(text) = text_of_list(&mut form, &files) else {
        let page = page(&app, &visitor, &form, None).await?;
        return app.refused(TEMPLATE, &frame(&visitor), page);
    };
    let entries = listed_entries(&text);
    if entries.is_empty() {
        form.problem("list", "List codes of small areas or postcodes, one a line");
    }
    if !form.is_sound() {
        let page = page(&app, &visitor, &form, None).await?;
        return app.refused(TEMPLATE, &frame(&visitor), page);
    }
    if form.text("sure") != "yes" {
        let looked = look_at_locality(&app.house, &app.evidence, &name, &entries).await;
        return match looked {
            Ok(examined) => {
                let found = found(&examined, text);
                for wrong in &examined.wrong {
                    form.problem("list", capital(&wrong.to_string()));
                }
                let is_sound = form.is_sound();
                let page = page(&app, &visitor, &form, Some(found)).await?;
                if is_sound {
                    app.page(TEMPLATE, &frame(&visitor), page)
                } else {
                    app.refused(TEMPLATE, &frame(&visitor), page)
                }
            }
            Err(board::indicators::FiguresError::Ask(
                evidence::analysis::AskError::NotLoaded(_) | evidence::analysis::AskError::NoData,
            )) => {
                form.problem("list", capital(&DefineLocalityError::NoLookup.to_string()));
                let page = page(&app, &visitor, &form, None).await?;
                app.refused(TEMPLATE, &frame(&visitor), page)
            }
            Err(error) => Err(refusal(error)),
        };
    }
    let input = DefineLocality {
        body_id: visitor.board()?.record.id,
        name,
        entries,
        near_reason: Some(form.text("near-reason").to_owned()),
        seen_revision: None,
    };
    match define_locality(&app.house, &app.evidence, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(DESK)),
        Err(DefineLocalityError::Runner(error)) => Err(error.into()),
        Err(DefineLocalityError::Figures(error)) => Err(refusal(error)),
        Err(DefineLocalityError::Near(examined)) => {
            form.problem(
                "near-reason",
                "Say in a sentence why it must differ from a place that is nearly the same",
            );
            let page = page(&app, &visitor, &form, Some(found(&examined, text))).await?;
            app.refused(TEMPLATE, &frame(&visitor), page)
        }
        Err(problem) => {
            let field = match &problem {
                DefineLocalityError::NoName | DefineLocalityError::NameTaken(_) => "name",
                _ => "list",
            };
            form.problem(field, capital(&problem.to_string()));
            let page = page(&app, &visitor, &form, None).await?;
            app.refused(TEMPLATE, &frame(&visitor), page)
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
    found: Option<Found>,
) -> Result<LocalitiesPage<'a>, Refusal> {
    let board = visitor.board()?;
    let all: Vec<Line> = localities(&app.house)
        .await?
        .into_iter()
        .filter(|locality| locality.area.record.body_id == Some(board.record.id))
        .map(|locality| {
            let residents = locality
                .area
                .population
                .map_or_else(String::new, |people| format!(", {people} residents"));
            let near = locality
                .made
                .near_reason
                .as_ref()
                .map_or_else(String::new, |reason| {
                    format!(". Nearly another place, because: {reason}")
                });
            Line {
                href: format!("/{}/places/{}", board.record.slug, encoded(locality.code())),
                about: format!(
                    "{} small areas ({}){residents}, version {}{near}",
                    locality.made.small_areas.len(),
                    locality.made.vintage.name(),
                    locality.made.version
                ),
                name: locality.area.record.title,
            }
        })
        .collect();
    Ok(LocalitiesPage {
        form,
        title: match (&found, all.len()) {
            (Some(found), _) => found.summary.clone(),
            (None, 0) => "No locality has been made yet".to_owned(),
            (None, 1) => "One locality is made of small areas".to_owned(),
            (None, many) => format!("{many} localities are made of small areas"),
        },
        localities: all,
        found,
        may_define: policy::DEFINE_LOCALITY.allows(&visitor.actor, visitor.board_id()),
    })
}

fn found(examined: &ExaminedLocality, list: String) -> Found {
    let people = |residents: Option<f64>| {
        residents.map_or_else(String::new, |people| {
            format!(" where {} people live", Unit::counted(0, "").full(people))
        })
    };
    Found {
        summary: format!(
            "The list makes a locality of {} small areas{}",
            examined.small_areas.len(),
            people(examined.residents)
        ),
        wards: examined
            .wards
            .iter()
            .map(|ward| {
                if ward.inside == ward.of {
                    format!("All {} small areas of {}", ward.of, ward.name)
                } else {
                    format!(
                        "{} of {} small areas of {}; {} left over",
                        ward.inside,
                        ward.of,
                        ward.name,
                        ward.of - ward.inside
                    )
                }
            })
            .collect(),
        shared: examined
            .shared
            .iter()
            .map(|(name, both)| match both {
                1 => format!("1 small area is in {name} too"),
                many => format!("{many} small areas are in {name} too"),
            })
            .collect(),
        near: examined
            .near
            .iter()
            .map(|near| {
                let areas = match near.between.len() {
                    1 => "1 small area".to_owned(),
                    many => format!("{many} small areas"),
                };
                format!(
                    "It differs from {} by {areas}{}",
                    near.name,
                    people(near.residents)
                )
            })
            .collect(),
        wrong: examined
            .wrong
            .iter()
            .map(|wrong| capital(&wrong.to_string()))
            .collect(),
        is_sound: examined.wrong.is_empty(),
        list,
    }
}
