//! `/desk/bodies/new`: add a board or another body.

use axum::extract::State;
use board::places::{
    BodyType, CreateBody, CreateBodyError, InvalidQuorumRule, QuorumRule, areas, create_body,
};
use board::thread;
use board::vocabulary::{Origin, Slug};
use serde::Serialize;

use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "places/new_body_page.html";

#[derive(Serialize)]
struct NewBodyPage<'a> {
    form: &'a FormState,
    types: Vec<Choice>,
    areas: Vec<Choice>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty().with("type", BodyType::Board.as_str());
    let page = page(&app, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let name = form.required("name", "Enter the name");
    let body_type: Option<BodyType> = form.text("type").parse().ok();
    if body_type.is_none() {
        form.problem("type", "Choose what sort of body it is");
    }
    let slug: Option<Slug> = match form.text("slug") {
        "" => None,
        text => match text.parse() {
            Ok(slug) => Some(slug),
            Err(problem) => {
                let words = problem.to_string();
                form.problem("slug", words);
                None
            }
        },
    };
    if body_type == Some(BodyType::Board) && form.text("slug").is_empty() {
        form.problem(
            "slug",
            "Enter the short name that stands in the board’s web address",
        );
    }
    let quorum: Result<Option<QuorumRule>, InvalidQuorumRule> = match form.text("quorum") {
        "" => Ok(None),
        text => text.parse().map(Some),
    };
    if let Err(problem) = &quorum {
        form.problem("quorum", problem.to_string());
    }
    let valid_from = form.date("from", "The day since when it exists");
    let area = form.text("area").to_owned();
    if let (Some(name), Some(body_type), Ok(quorum), true) =
        (name, body_type, quorum, form.is_sound())
    {
        let responsibility = form.text("responsibility");
        let input = CreateBody {
            name,
            public_name: None,
            slug,
            body_type,
            area_id: area_of(&app, &area).await?,
            responsibility: (!responsibility.is_empty()).then(|| responsibility.to_owned()),
            quorum,
            valid_from,
            valid_to: None,
            origin: Origin::Entered,
        };
        match create_body(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/bodies")),
            Err(CreateBodyError::Runner(error)) => return Err(error.into()),
            Err(problem @ CreateBodyError::SlugTaken(_)) => {
                form.problem("slug", problem.to_string());
            }
            Err(problem) => form.problem("name", problem.to_string()),
        }
    }
    let page = page(&app, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}

async fn area_of(
    app: &App,
    reference: &str,
) -> Result<Option<board::vocabulary::RecordId>, Refusal> {
    if reference.is_empty() {
        return Ok(None);
    }
    let reference = reference.parse().map_err(|_| Refusal::NotFound)?;
    let record = thread::find(&app.house, &reference).await?;
    Ok(Some(record.ok_or(Refusal::NotFound)?.id))
}

fn frame(visitor: &Visitor) -> Frame {
    visitor.task_frame("Add a body", Some(Link::new("Bodies", "/desk/bodies")))
}

async fn page<'a>(app: &App, form: &'a FormState) -> Result<NewBodyPage<'a>, Refusal> {
    let mut choices = vec![Choice::new(String::new(), "None".to_owned())];
    choices.extend(areas(&app.house).await?.into_iter().map(|area| {
        Choice::new(
            area.record.reference().to_string(),
            format!("{} ({})", area.record.title, area.area_type),
        )
    }));
    Ok(NewBodyPage {
        form,
        types: BodyType::WORDS
            .iter()
            .map(|word| Choice::new((*word).to_owned(), super::sentence_case(word)))
            .collect(),
        areas: choices,
    })
}
