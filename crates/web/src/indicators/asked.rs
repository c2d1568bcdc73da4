//! An indicator as somebody asks for it: by its address and what stands after the question mark.

use std::sync::Arc;

use axum::http::StatusCode;
use board::indicators::{AgainstError, Indicator, against_named, indicator_by_slug};
use board::places;
use board::vocabulary::{Slug, capital};
use evidence::analysis::{Against, Answer as Answered, IndicatorAsk, IndicatorView};
use serde::Deserialize;

use super::finding::name_of_benchmark;
use super::shown::short_name;
use super::unanswered::refusal;
use crate::address::encoded;
use crate::app::App;
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// What may stand after the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Choices {
    pub(super) area: Option<String>,
    pub(super) against: Option<String>,
    pub(super) sex: Option<String>,
    pub(super) age: Option<String>,
    pub(super) period: Option<String>,
    /// How the places are drawn: `funnel`, `tiles`, `map` or `courses`; ranked otherwise.
    pub(super) view: Option<String>,
}

/// An indicator as it was asked for, with the answer.
pub(super) struct Asked {
    pub(super) indicator: Indicator,
    pub(super) answer: Arc<Answered<IndicatorView>>,
    /// The place in the middle of a sentence.
    pub(super) place: String,
    pub(super) against: String,
}

/// The code of the place that a page is about: the one asked for, or the board's own, or England.
pub(super) async fn place_of(
    app: &App,
    visitor: &Visitor,
    asked: Option<&str>,
) -> Result<String, Refusal> {
    if let Some(code) = asked.filter(|code| !code.is_empty()) {
        return Ok(code.to_owned());
    }
    let own = visitor.board()?.area_id;
    let areas = places::areas(&app.house).await?;
    let own = areas.into_iter().find(|area| Some(area.record.id) == own);
    Ok(own
        .and_then(|area| area.code)
        .unwrap_or_else(|| evidence::ENGLAND.to_owned()))
}

/// What a place is compared with by the word in the address: `england`, `region`, `neighbours:NAME`, `earlier:YEARS`, or the
/// code of a place.
pub(super) async fn against_of(
    app: &App,
    visitor: &Visitor,
    area: &str,
    word: Option<&str>,
) -> Result<Against, Refusal> {
    against_named(&app.house, visitor.today, area, word.unwrap_or_default())
        .await
        .map_err(|error| match error {
            AgainstError::Database(error) => error.into(),
            problem => Refusal::explained(
                StatusCode::NOT_FOUND,
                capital(&problem.to_string()),
                "Choose what to compare with on the page that compares a place.",
            ),
        })
}

/// Finds the indicator and asks.
pub(super) async fn ask(
    app: &App,
    visitor: &Visitor,
    slug: &str,
    choices: &Choices,
) -> Result<Asked, Refusal> {
    let slug: Slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let indicator = indicator_by_slug(&app.house, &slug)
        .await?
        .filter(|indicator| indicator.record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    let area = place_of(app, visitor, choices.area.as_deref()).await?;
    let ask = IndicatorAsk {
        indicator: indicator.described.id.clone(),
        against: against_of(app, visitor, &area, choices.against.as_deref()).await?,
        area,
        sex: choices.sex.clone(),
        age: choices.age.clone(),
        period: choices.period.clone(),
    };
    let answer = app
        .evidence
        .indicator(&app.house, &visitor.who(), &ask)
        .await
        .map_err(refusal)?;
    let place = short_name(&answer.result.value.area().name).to_owned();
    let against = name_of_benchmark(&answer.result, &ask.against);
    Ok(Asked {
        indicator,
        answer,
        place,
        against,
    })
}

/// The address with the choices after the question mark.
pub(super) fn with_choices(address: &str, choices: &Choices) -> String {
    let mut query = String::new();
    for (name, value) in [
        ("area", &choices.area),
        ("against", &choices.against),
        ("sex", &choices.sex),
        ("age", &choices.age),
        ("period", &choices.period),
        ("view", &choices.view),
    ] {
        if let Some(value) = value {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.push_str(&encoded(value));
        }
    }
    format!("{address}{query}")
}

/// The place that was asked for, as it follows an address; nothing for the board's own.
pub(super) fn area_query(area: Option<&str>) -> String {
    area.map_or_else(String::new, |area| format!("?area={}", encoded(area)))
}
