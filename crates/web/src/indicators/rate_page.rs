//! `/{b}/places/{code}/rate`: a rate of a place, made of counts and a population, with the sums that it was made of.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use board::indicators::{built_area, indicators, policy};
use board::places::area_by_code;
use charts::Unit;
use evidence::analysis::{Answer as Answered, BuiltRate, RateAsk, RateMethod};
use evidence::catalogue::ValueType;
use evidence::cell::Origin;
use serde::{Deserialize, Serialize};

use super::receipt_foot::{Receipt, receipt_of};
use super::shown::{marked_origin, short_name};
use super::unanswered::refusal;
use crate::address::{Path, Query, encoded};
use crate::app::App;
use crate::forms::Choice;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/rate_page.html";
const PER: f64 = 100_000.0;

/// What may stand after the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    counts: Option<String>,
    population: Option<String>,
    method: Option<String>,
    sex: Option<String>,
    period: Option<String>,
}

#[derive(Serialize)]
struct RatePage {
    origin: Option<&'static str>,
    title: String,
    address: String,
    counts: Vec<Choice>,
    populations: Vec<Choice>,
    wanted: [String; 5],
    lines: Vec<String>,
    refused: Option<String>,
    receipt: Option<Receipt>,
    back: String,
    place: String,
    /// Where the same rate is made of every place, for those who may.
    every_place: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, code)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    visitor.board()?;
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let choices = counted_indicators(&app, &visitor).await?;
    let mut problem: Option<(StatusCode, String)> = None;
    let method = method_of(given(&wanted.method).as_deref()).unwrap_or_else(|refused| {
        problem = Some(refused);
        RateMethod::Crude
    });
    let area = built_area(&app.house, &code).await.map_err(refusal)?;
    let back = format!("/{board}/places/{}", encoded(&code));
    let answer = match given(&wanted.counts) {
        _ if problem.is_some() => None,
        None => None,
        Some(counts) => {
            let ask = RateAsk {
                area: area.clone(),
                counts,
                population: given(&wanted.population),
                method,
                per: PER,
                sex: given(&wanted.sex),
                period: given(&wanted.period),
            };
            match rate_of(&app, &visitor, &ask).await? {
                Ok(answer) => Some(answer),
                Err(said) => {
                    problem = Some(said);
                    None
                }
            }
        }
    };
    let known = area_by_code(&app.house, &code).await?;
    let place = answer
        .as_ref()
        .map(|answer| answer.result.area.name.to_string())
        .or(area.name)
        .or(known.map(|area| area.record.title))
        .unwrap_or_else(|| code.clone());
    let place = short_name(&place).to_owned();
    let origin = answer
        .as_ref()
        .map(|answer| answer.receipt.origin)
        .unwrap_or_default();
    let receipt = match &answer {
        Some(answer) => Some(receipt(&app, answer, &place).await?),
        None => None,
    };
    let every_place = answer.as_ref().and_then(|_| every_place(&visitor, &wanted));
    let page = RatePage {
        origin: marked_origin(origin),
        title: answer.as_ref().map_or_else(
            || format!("Make a rate for {place} of counts and people"),
            |answer| title(&answer.result, &place),
        ),
        address: format!("{back}/rate"),
        counts: choices.clone(),
        populations: [Choice::new(
            String::new(),
            "Residents of its small areas".to_owned(),
        )]
        .into_iter()
        .chain(choices)
        .collect(),
        wanted: [
            wanted.counts.unwrap_or_default(),
            wanted.population.unwrap_or_default(),
            wanted.method.unwrap_or_default(),
            wanted.sex.unwrap_or_default(),
            wanted.period.unwrap_or_default(),
        ],
        lines: answer
            .as_ref()
            .map_or_else(Vec::new, |answer| lines(&answer.result)),
        refused: answer
            .as_ref()
            .and_then(|answer| answer.result.refused.clone())
            .or_else(|| problem.as_ref().map(|(_, words)| words.clone())),
        receipt,
        back: back.clone(),
        place: place.clone(),
        every_place,
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = origin == Origin::Illustrative;
    frame.trail = vec![
        Link::new("Evidence", format!("/{board}/evidence")),
        Link::new(place, back),
    ];
    let mut shown = app.page(TEMPLATE, &frame, page)?;
    if let Some((status, _)) = problem {
        *shown.status_mut() = status;
    }
    Ok(shown)
}

/// The rate, or why there is no answer: the form stays as it was then, so that something else can be chosen.
async fn rate_of(
    app: &App,
    visitor: &Visitor,
    ask: &RateAsk,
) -> Result<Result<Arc<Answered<BuiltRate>>, (StatusCode, String)>, Refusal> {
    let asked = app
        .evidence
        .rate(&app.house, &visitor.who(), ask)
        .await
        .map_err(refusal);
    match asked {
        Ok(answer) => Ok(Ok(answer)),
        Err(Refusal::Explained(status, words)) => Ok(Err((
            status,
            format!("{}. {}", words.what_happened, words.what_to_do),
        ))),
        Err(other) => Err(other),
    }
}

/// Where the same rate is made of every place, for those who may.
fn every_place(visitor: &Visitor, wanted: &Wanted) -> Option<String> {
    let may_load = policy::LOAD_DATA.allows(&visitor.actor, visitor.board_id());
    let population = wanted.population.as_deref();
    let population = population.filter(|population| may_load && !population.is_empty())?;
    Some(format!(
        "/desk/evidence/rates?counts={}&population={}&method={}",
        encoded(wanted.counts.as_deref().unwrap_or_default()),
        encoded(population),
        encoded(wanted.method.as_deref().unwrap_or("crude"))
    ))
}

/// Indicators of counts as something to choose.
pub(super) async fn counted_indicators(
    app: &App,
    visitor: &Visitor,
) -> Result<Vec<Choice>, Refusal> {
    Ok(indicators(&app.house)
        .await?
        .into_iter()
        .filter(|indicator| indicator.described.value_type == ValueType::Count)
        .filter(|indicator| indicator.record.is_visible_to(&visitor.actor))
        .map(|indicator| Choice::new(indicator.described.id, indicator.record.title))
        .collect())
}

pub(super) fn method_of(word: Option<&str>) -> Result<RateMethod, (StatusCode, String)> {
    match word {
        None | Some("crude") => Ok(RateMethod::Crude),
        Some("standardised") => Ok(RateMethod::DirectlyStandardised),
        Some("expected") => Ok(RateMethod::IndirectlyStandardised),
        Some(_) => Err((
            StatusCode::NOT_FOUND,
            "A rate is crude, or standardised directly or indirectly. Choose one of the three."
                .to_owned(),
        )),
    }
}

/// The word for a method in an address and a form.
pub(super) fn word_of(method: RateMethod) -> &'static str {
    match method {
        RateMethod::Crude => "crude",
        RateMethod::DirectlyStandardised => "standardised",
        RateMethod::IndirectlyStandardised => "expected",
    }
}

async fn receipt(app: &App, answer: &Answered<BuiltRate>, place: &str) -> Result<Receipt, Refusal> {
    let found = &answer.result;
    let measure = match found.method {
        RateMethod::Crude => "Counts over people; exact limits below 10, Byar’s from 10",
        RateMethod::DirectlyStandardised => "European Standard Population 2013; Dobson’s limits",
        RateMethod::IndirectlyStandardised => {
            "England’s rates by age; exact limits below 10, Byar’s from 10"
        }
    };
    let filter = format!("{}, {place}, {}", found.counts, found.period.label);
    receipt_of(app, &answer.receipt, filter, measure).await
}

fn title(found: &BuiltRate, place: &str) -> String {
    match found.value {
        Some(value) => format!(
            "{}: {} in {place}",
            found.counts,
            Unit::counted(1, "per 100,000").full(value)
        ),
        None => format!("{}: there is no rate for {place}", found.counts),
    }
}

fn lines(found: &BuiltRate) -> Vec<String> {
    let unit = Unit::counted(1, "per 100,000");
    let whole = Unit::counted(0, "");
    let mut lines = Vec::new();
    if let Some((lower, upper)) = found.limits_95 {
        lines.push(format!(
            "95% limits {} to {}.",
            Unit::counted(1, "").full(lower),
            unit.full(upper)
        ));
    }
    if let (Some(count), Some(people)) = (found.count, found.population) {
        lines.push(format!(
            "{} events in {}, among {} people{}.",
            whole.full(count),
            found.period.label,
            whole.full(people),
            found
                .ages
                .as_ref()
                .map_or_else(String::new, |ages| format!(" aged {ages}"))
        ));
    }
    lines.push(match found.small_areas {
        Some(many) => format!("Summed over {many} small areas; rates are never averaged."),
        None => "The files name the place itself.".to_owned(),
    });
    lines.extend(found.notes.iter().cloned());
    lines
}
