//! `/desk/evidence/services/{service}`: the gaps of a service, and the form that gives one its owner and its reason.

use axum::extract::State;
use board::indicators::{
    CoverageState, ServiceGap, SetCoverage, SetCoverageError, gaps_of_service, policy, set_coverage,
};
use board::places::Service;
use board::vocabulary::capital;
use serde::Serialize;

use super::stocktake_page::{Gap, service_at};
use super::stocktake_words::gap_count;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/desk_service_page.html";

#[derive(Serialize)]
struct ServicePage<'a> {
    form: &'a FormState,
    title: String,
    here: String,
    public: Link,
    gaps: Vec<Gap>,
    choices: Vec<Choice>,
    may_own: bool,
}

async fn service(app: &App, visitor: &Visitor, slug: &str) -> Result<Service, Refusal> {
    service_at(&app.house, visitor.board()?.record.id, slug)
        .await?
        .ok_or(Refusal::NotFound)
}

fn address(service: &Service) -> String {
    format!("/desk/evidence/services/{}", service.record.slug)
}

fn frame(visitor: &Visitor, service: &Service) -> Frame {
    let mut frame = visitor.frame(service.record.title.clone(), "Evidence");
    frame.trail = vec![
        Link::new("Evidence", "/desk/evidence"),
        Link::new("Services", "/desk/evidence/services"),
    ];
    frame.illustrative = service.record.origin.is_illustrative();
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    service: &Service,
    form: &'a FormState,
) -> Result<ServicePage<'a>, Refusal> {
    let gaps = gaps_of_service(&app.house, service.record.id).await?;
    let board = &visitor.board()?.record.slug;
    Ok(ServicePage {
        form,
        title: format!("{}: {}", service.record.title, gap_count(&gaps)),
        here: address(service),
        public: Link::new(
            "What the public reads",
            format!("/{board}/evidence/services/{}", service.record.slug),
        ),
        choices: gaps
            .iter()
            .filter_map(|gap| {
                Some(Choice::new(
                    gap.element_id?.to_string(),
                    gap.gap.words.clone(),
                ))
            })
            .collect(),
        gaps: gaps.iter().map(Gap::from).collect(),
        may_own: policy::SET_COVERAGE.allows(&visitor.actor, visitor.board_id()),
    })
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let service = service(&app, &visitor, &slug).await?;
    let form = FormState::empty();
    let page = page(&app, &visitor, &service, &form).await?;
    app.page(TEMPLATE, &frame(&visitor, &service), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let service = service(&app, &visitor, &slug).await?;
    let gaps = gaps_of_service(&app.house, service.record.id).await?;
    let owner = form.required("owner", "Say who is to close the gap, by their office");
    let reason = form.required("reason", "Say why the gap is there, or what comes next");
    let chosen: Option<&ServiceGap> = gaps.iter().find(|gap| {
        gap.element_id
            .is_some_and(|id| id.to_string() == form.text("gap"))
    });
    if chosen.is_none() {
        form.problem("gap", "Choose the gap");
    }
    if let (Some(element_id), Some(owner), Some(reason), true) = (
        chosen.and_then(|gap| gap.element_id),
        owner,
        reason,
        form.is_sound(),
    ) {
        let said = SetCoverage {
            body_id: visitor.board_id(),
            subject_id: service.record.id,
            element_id,
            state: CoverageState::Gap,
            reason,
            owner: Some(owner),
        };
        match set_coverage(&app.house, &visitor.who(), said).await {
            Ok(()) => return Ok(app.see_other(&address(&service))),
            Err(SetCoverageError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem("reason", capital(&problem.to_string())),
        }
    }
    let page = page(&app, &visitor, &service, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &service), page)
}
