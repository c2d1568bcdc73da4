//! `/desk/evidence/themes`: which indicator carries which element of a framework, and the form that changes it.

use axum::extract::State;
use board::frameworks::{elements_of, frameworks};
use board::indicators::{
    SetTheme, SetThemeError, indicators, indicators_of_theme, policy, set_theme, themes_in_use,
};
use board::vocabulary::{RecordId, capital};
use serde::Serialize;

use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/themes_page.html";
const HERE: &str = "/desk/evidence/themes";
const TITLE: &str = "Themes of indicators";

#[derive(Serialize)]
struct ThemesPage<'a> {
    form: &'a FormState,
    title: &'static str,
    may_set: bool,
    themes: Vec<Theme>,
    indicators: Vec<Choice>,
    elements: Vec<Choice>,
}

#[derive(Serialize)]
struct Theme {
    title: String,
    id: String,
    carriers: Vec<Carrier>,
}

#[derive(Serialize)]
struct Carrier {
    name: String,
    id: String,
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
) -> Result<ThemesPage<'a>, Refusal> {
    let known = indicators(&app.house).await?;
    let mut themes = Vec::new();
    for element in themes_in_use(&app.house).await? {
        let numbers = indicators_of_theme(&app.house, element.record.slug.as_str()).await?;
        themes.push(Theme {
            title: element.record.title.clone(),
            id: element.record.id.to_string(),
            carriers: known
                .iter()
                .filter(|indicator| numbers.contains(&indicator.described.id))
                .map(|indicator| Carrier {
                    name: indicator.described.name.clone(),
                    id: indicator.record.id.to_string(),
                })
                .collect(),
        });
    }
    let mut elements = Vec::new();
    for framework in frameworks(&app.house).await? {
        for element in elements_of(&app.house, framework.record.id).await? {
            elements.push(Choice::new(
                element.record.id.to_string(),
                format!("{}: {}", framework.record.title, element.record.title),
            ));
        }
    }
    Ok(ThemesPage {
        form,
        title: TITLE,
        may_set: policy::SET_THEME.allows(&visitor.actor, visitor.board_id()),
        themes,
        indicators: known
            .iter()
            .map(|indicator| {
                Choice::new(
                    indicator.record.id.to_string(),
                    indicator.described.name.clone(),
                )
            })
            .collect(),
        elements,
    })
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let mut id = |name: &str, otherwise: &str| {
        let id = form.text(name).parse().map(RecordId).ok();
        if id.is_none() {
            form.problem(name, otherwise);
        }
        id
    };
    let indicator = id("indicator", "Choose an indicator");
    let element = id("element", "Choose the theme that it carries");
    if let (Some(indicator_id), Some(element_id)) = (indicator, element) {
        let input = SetTheme {
            body_id: visitor.board_id(),
            indicator_id,
            element_id,
            carries: form.text("carries") != "no",
        };
        match set_theme(&app.house, &visitor.who(), input).await {
            Ok(()) => return Ok(app.see_other(HERE)),
            Err(SetThemeError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let page = page(&app, &visitor, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}
