//! `/desk/bodies`: the organisations, boards and groups that are known here, their other names and what became of them.

use axum::extract::State;
use board::places::{
    BODY, Body, BodyType, Succession, SuccessionKind, areas, bodies, current_names, successors,
};
use board::thread;
use board::vocabulary::{RecordId, Role};
use jiff::civil::Date;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct BodiesPage {
    count: usize,
    gone: usize,
    groups: Vec<Group>,
    may_change: bool,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    bodies: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    origin: &'static str,
    public_name: Option<String>,
    aliases: Vec<String>,
    area: Option<String>,
    responsibility: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    became: Vec<Step>,
    /// Who does its work now, where that is not the next step.
    now: Vec<String>,
}

#[derive(Serialize)]
struct Step {
    words: &'static str,
    to: String,
    on: Date,
}

/// The order in which types are shown, with their headings.
const TYPES: &[(BodyType, &str)] = &[
    (BodyType::Board, "Health and Wellbeing Boards"),
    (BodyType::Group, "Steering and working groups"),
    (BodyType::Committee, "Committees"),
    (BodyType::Partner, "Partners"),
    (BodyType::Voluntary, "Voluntary and community"),
    (BodyType::PrimaryCare, "Primary care"),
    (BodyType::Trust, "NHS trusts"),
    (BodyType::Collaborative, "Provider collaboratives"),
    (BodyType::Healthwatch, "Healthwatch"),
    (BodyType::PlacePartnership, "Place partnerships"),
    (BodyType::IntegratedCareBoard, "Integrated care boards"),
    (
        BodyType::IntegratedCarePartnership,
        "Integrated care partnerships",
    ),
    (
        BodyType::ClinicalCommissioningGroup,
        "Clinical commissioning groups",
    ),
    (BodyType::Council, "Councils"),
    (BodyType::National, "National bodies"),
    (BodyType::Network, "Networks"),
];

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let all: Vec<Body> = bodies(&app.house)
        .await?
        .into_iter()
        .filter(|body| body.record.is_visible_to(&visitor.actor))
        .collect();
    let known = Known {
        aliases: thread::aliases(&app.house, BODY).await?,
        successions: successors(&app.house).await?,
        areas: areas(&app.house)
            .await?
            .into_iter()
            .map(|area| (area.record.id, area.record.title))
            .collect(),
        names: all
            .iter()
            .map(|body| (body.record.id, body.record.title.clone()))
            .collect(),
        today: visitor.today,
    };
    let groups = TYPES
        .iter()
        .map(|&(body_type, title)| Group {
            title,
            bodies: all
                .iter()
                .filter(|body| body.body_type == body_type)
                .map(|body| known.row(body))
                .collect(),
        })
        .filter(|group| !group.bodies.is_empty())
        .collect();
    let page = BodiesPage {
        count: all.len(),
        gone: all
            .iter()
            .filter(|body| !body.record.is_valid_on(visitor.today))
            .count(),
        groups,
        may_change: visitor.actor.has(Role::Administrator, None),
    };
    let mut frame = visitor.frame("Bodies", "");
    frame.trail = vec![
        Link::new("My work", "/desk"),
        Link::new("Members", "/desk/members"),
    ];
    frame.illustrative = page
        .groups
        .iter()
        .flat_map(|group| &group.bodies)
        .any(|row| row.origin == "illustrative");
    app.page("places/bodies_page.html", &frame, page)
}

/// What a row is made of.
struct Known {
    aliases: std::collections::HashMap<RecordId, Vec<(thread::AliasKind, String)>>,
    successions: Vec<Succession>,
    areas: std::collections::HashMap<RecordId, String>,
    names: std::collections::HashMap<RecordId, String>,
    today: Date,
}

impl Known {
    fn row(&self, body: &Body) -> Row {
        let id = body.record.id;
        let name_of = |id: RecordId| self.names.get(&id).cloned();
        let steps: Vec<&Succession> = self
            .successions
            .iter()
            .filter(|step| step.from_id == id && step.on <= self.today)
            .collect();
        let now = current_names(&self.successions, id, self.today)
            .into_iter()
            .filter(|&now| now != id && !steps.iter().any(|step| step.to_id == now))
            .filter_map(name_of)
            .collect();
        Row {
            name: body.record.title.clone(),
            origin: body.record.origin.as_str(),
            public_name: Some(&body.public_name)
                .filter(|name| **name != body.record.title)
                .cloned(),
            aliases: self.aliases.get(&id).map_or_else(Vec::new, |names| {
                names.iter().map(|(_, name)| name.clone()).collect()
            }),
            area: body.area_id.and_then(|area| self.areas.get(&area).cloned()),
            responsibility: body.responsibility.clone(),
            from: body.record.valid_from,
            to: body.record.valid_to,
            became: steps
                .into_iter()
                .filter_map(|step| {
                    Some(Step {
                        words: match step.kind {
                            SuccessionKind::Renamed => "Renamed",
                            SuccessionKind::Merged => "Merged into",
                            SuccessionKind::Split => "Split; part of its work went to",
                            SuccessionKind::Functions => "Its work went to",
                        },
                        to: name_of(step.to_id)?,
                        on: step.on,
                    })
                })
                .collect(),
            now,
        }
    }
}
