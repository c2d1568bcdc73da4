//! `/desk/areas`: which authority belongs to which care system, with what was corrected, and what else there is.

use axum::extract::State;
use board::places::{
    Area, AreaType, Footprint, LoadLondonError, PartKind, areas, footprints, load_london, parts_of,
};
use board::vocabulary::Role;
use serde::Serialize;

use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct AreasPage {
    authorities: usize,
    as_listed: usize,
    corrected: usize,
    left_out: Vec<String>,
    systems: Vec<System>,
    combined: Vec<Combined>,
    others: Vec<Others>,
    notes: Vec<String>,
    may_load: bool,
}

#[derive(Serialize)]
struct System {
    name: String,
    code: Option<String>,
    residents: Option<i64>,
    authorities: Vec<Authority>,
    note: Option<String>,
}

#[derive(Serialize)]
struct Authority {
    name: String,
    code: Option<String>,
    residents: Option<i64>,
    correction: Option<String>,
}

/// Areas that are published as one figure.
#[derive(Serialize)]
struct Combined {
    name: String,
    residents: Option<i64>,
    parts: Vec<String>,
}

#[derive(Serialize)]
struct Others {
    title: &'static str,
    names: Vec<String>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let found = footprints(&app.house, visitor.today).await?;
    let all = areas(&app.house).await?;
    let mut combined = Vec::new();
    for area in all
        .iter()
        .filter(|area| area.area_type == AreaType::Combined)
    {
        let parts = parts_of(&app.house, area.record.id, visitor.today).await?;
        combined.push(Combined {
            name: area.record.title.clone(),
            residents: area.population,
            parts: parts
                .into_iter()
                .filter(|(part, _)| part.kind == PartKind::Combined)
                .map(|(_, area)| area.record.title)
                .collect(),
        });
    }
    let others = [
        ("Neighbourhoods", AreaType::Neighbourhood),
        ("Localities", AreaType::Locality),
        ("Wards", AreaType::Ward),
    ]
    .into_iter()
    .map(|(title, area_type)| Others {
        title,
        names: names(&all, area_type),
    })
    .filter(|others| !others.names.is_empty())
    .collect();
    let page = AreasPage {
        authorities: found.authorities(),
        as_listed: found.as_listed(),
        corrected: found.corrected(),
        left_out: found
            .left_out
            .iter()
            .map(|area| area.record.title.clone())
            .collect(),
        notes: all.iter().filter_map(Area::note_on_population).collect(),
        systems: found.systems.into_iter().map(system).collect(),
        combined,
        others,
        may_load: visitor.actor.has(Role::Administrator, None),
    };
    let mut frame = visitor.frame("Areas", "");
    frame.trail = vec![
        Link::new("My work", "/desk"),
        Link::new("Members", "/desk/members"),
    ];
    app.page("places/areas_page.html", &frame, page)
}

/// Loads a region that ships. London is the only one.
pub(super) async fn load(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    if form.text("region") != "london" {
        return Err(Refusal::NotFound);
    }
    match load_london(&app.house, &visitor.who()).await {
        Ok(()) => Ok(app.see_other("/desk/areas")),
        Err(LoadLondonError::Runner(error)) => Err(error.into()),
        Err(problem) => Err(Refusal::explained(
            axum::http::StatusCode::CONFLICT,
            "London could not be loaded beside what is here",
            format!("Nothing more was added: {problem}."),
        )),
    }
}

fn names(areas: &[Area], area_type: AreaType) -> Vec<String> {
    areas
        .iter()
        .filter(|area| area.area_type == area_type)
        .map(|area| area.record.title.clone())
        .collect()
}

fn system(footprint: Footprint) -> System {
    System {
        note: footprint.note_on_count(),
        code: footprint.system.code,
        residents: footprint.system.population,
        name: footprint.system.record.title,
        authorities: footprint
            .authorities
            .into_iter()
            .map(|(part, area)| Authority {
                name: area.record.title,
                code: area.code,
                residents: area.population,
                correction: part.correction,
            })
            .collect(),
    }
}
