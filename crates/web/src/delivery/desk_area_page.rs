//! `/desk/delivery/areas/{n}`: say who looks after an area, what the board decided about it, and which actions do its work.

use axum::extract::State;
use board::delivery::{
    Action, AreaJoin, CourseDecision, CrossCuttingArea, STOPPED, TakenUp, actions,
};
use board::places::{Body, Person, bodies, people};
use board::vocabulary::{Role, capital};
use serde::Serialize;

use super::area_page::{AreaShown, area_numbered, shown};
use super::areas_page::is_illustrative;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

pub(super) const TEMPLATE: &str = "delivery/desk_area_page.html";

#[derive(Serialize)]
pub(super) struct DeskAreaPage<'a> {
    form: &'a FormState,
    area: AreaShown,
    here: String,
    public: String,
    may_change: bool,
    bodies: Vec<Choice>,
    people: Vec<Choice>,
    decisions: Vec<Choice>,
    answers: Vec<Choice>,
    actions: Vec<Choice>,
    follow_ups: Vec<Choice>,
    joins: Vec<Choice>,
}

/// What the forms choose from.
pub(super) struct Known {
    pub(super) bodies: Vec<Body>,
    pub(super) people: Vec<Person>,
    pub(super) actions: Vec<Action>,
}

pub(super) async fn known(app: &App, visitor: &Visitor) -> Result<Known, Refusal> {
    let mut bodies = bodies(&app.house).await?;
    bodies.retain(|body| body.record.is_visible_to(&visitor.actor));
    bodies.sort_by(|a, b| a.public_name.cmp(&b.public_name));
    let mut people = people(&app.house).await?;
    people.retain(|person| person.record.is_visible_to(&visitor.actor));
    let mut actions = actions(&app.house, Some(visitor.board()?.record.id)).await?;
    actions.retain(|action| action.record.state != STOPPED);
    Ok(Known {
        bodies,
        people,
        actions,
    })
}

pub(super) fn frame(visitor: &Visitor, area: &CrossCuttingArea) -> Frame {
    let mut frame = visitor.frame(area.element.record.title.clone(), "Delivery");
    frame.illustrative = is_illustrative(area);
    frame.trail = vec![
        Link::new("Delivery", "/desk/delivery"),
        Link::new("Areas of work", "/desk/delivery/areas"),
    ];
    frame
}

/// What the forms say before anybody has filled them.
pub(super) fn defaults() -> FormState {
    FormState::empty()
        .with("how", AreaJoin::Carries.as_str())
        .with("taken-up", TakenUp::NotKnown.as_str())
}

pub(super) fn page<'a>(
    visitor: &Visitor,
    area: &CrossCuttingArea,
    known: &Known,
    form: &'a FormState,
) -> Result<DeskAreaPage<'a>, Refusal> {
    let slug = &visitor.board()?.record.slug;
    let area = shown(visitor, area, slug.as_str());
    let nobody = || std::iter::once(Choice::new("", "None"));
    let actions = || {
        known
            .actions
            .iter()
            .map(|action| Choice::new(action.record.slug.as_str(), capital(&action.record.title)))
    };
    Ok(DeskAreaPage {
        form,
        here: format!("/desk/delivery/areas/{}", area.number),
        public: format!("/{slug}/areas/{}", area.number),
        area,
        may_change: visitor.has(Role::Officer),
        bodies: nobody()
            .chain(
                known
                    .bodies
                    .iter()
                    .map(|body| Choice::new(body.record.slug.as_str(), body.public_name.clone())),
            )
            .collect(),
        people: nobody()
            .chain(known.people.iter().map(|person| {
                Choice::new(person.record.slug.as_str(), person.record.title.clone())
            }))
            .collect(),
        decisions: [
            (CourseDecision::Continue, "Continue as before"),
            (CourseDecision::ChangeCourse, "Change course"),
            (CourseDecision::Stop, "Stop our work here"),
        ]
        .map(|(decision, text)| Choice::new(decision.as_str(), text))
        .into(),
        answers: [
            (TakenUp::Yes, "Yes"),
            (TakenUp::No, "No"),
            (TakenUp::NotKnown, "They are still to say"),
        ]
        .map(|(answer, text)| Choice::new(answer.as_str(), text))
        .into(),
        actions: actions().collect(),
        follow_ups: nobody().chain(actions()).collect(),
        joins: [
            (AreaJoin::Carries, "It is part of this area’s own work"),
            (
                AreaJoin::Overlaps,
                "It is there for something else and overlaps with this area",
            ),
        ]
        .map(|(how, text)| Choice::new(how.as_str(), text))
        .into(),
    })
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(n): Path<String>,
) -> Answer {
    let area = area_numbered(&app, &visitor, &n).await?;
    let known = known(&app, &visitor).await?;
    let form = defaults();
    let page = page(&visitor, &area, &known, &form)?;
    app.page(TEMPLATE, &frame(&visitor, &area), page)
}
