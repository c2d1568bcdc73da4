//! `/{b}/places/{code}/deprivation`: how deprived a place is, small area by small area, with the same as a file to take away.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use board::indicators::{built_area, deprivation_csv};
use charts::{Unit, Width};
use evidence::analysis::{Answer as Answered, Deprivation, DeprivationAsk};
use evidence::cell::Origin;
use evidence::small_areas::ALL_DOMAINS;
use serde::{Deserialize, Serialize};

use super::place_drawings::tenths;
use super::receipt_foot::{Receipt, receipt_of};
use super::shown::{marked_origin, short_name};
use super::unanswered::refusal;
use crate::address::{Path, Query, encoded};
use crate::app::App;
use crate::components::Figure;
use crate::forms::Choice;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/deprivation_page.html";

/// The domains of the indices with the words for them.
const DOMAINS: [(&str, &str); 8] = [
    (ALL_DOMAINS, "All domains together"),
    ("income", "Income"),
    ("employment", "Employment"),
    ("education", "Education, skills and training"),
    ("health", "Health and disability"),
    ("crime", "Crime"),
    ("housing-and-services", "Barriers to housing and services"),
    ("environment", "Living environment"),
];

/// What may stand after the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    domain: Option<String>,
    parts: Option<String>,
}

#[derive(Serialize)]
struct DeprivationPage {
    kicker: String,
    origin: Option<&'static str>,
    title: String,
    lead: String,
    address: String,
    domain: String,
    domains: Vec<Choice>,
    parts: String,
    chart: Option<Figure>,
    tenths: Vec<[String; 5]>,
    part_word: &'static str,
    small_areas: Vec<[String; 6]>,
    missing: Vec<String>,
    receipt: Receipt,
    csv: String,
    back: String,
    place: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, code)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    visitor.board()?;
    let (answer, query) = ask(&app, &visitor, &code, &wanted).await?;
    let found = &*answer.result;
    let origin = answer.receipt.origin;
    let place = short_name(&found.area.name).to_owned();
    let back = format!("/{board}/places/{}", encoded(&code));
    let words = DOMAINS
        .iter()
        .find(|(domain, _)| *domain == found.domain)
        .map_or(found.domain.as_str(), |(_, words)| words);
    let count = Unit::counted(0, "");
    let percent = Unit::percent(0);
    let page = DeprivationPage {
        kicker: format!("Deprivation, {words}, indices of {}", found.period.label),
        origin: marked_origin(origin),
        title: title(found, &place),
        lead: lead(found, &place),
        address: format!("{back}/deprivation"),
        domains: DOMAINS
            .iter()
            .map(|(value, text)| Choice::new((*value).to_owned(), (*text).to_owned()))
            .collect(),
        domain: found.domain.clone(),
        parts: found.parts.to_string(),
        chart: tenths(found, origin, Width::Half),
        tenths: found
            .tenths
            .iter()
            .map(|one| {
                [
                    tenth_words(one.decile),
                    one.small_areas.to_string(),
                    percent.full(one.share_of_small_areas * 100.0),
                    one.residents
                        .map_or_else(|| "not known".to_owned(), |people| count.full(people)),
                    one.share_of_residents.map_or_else(
                        || "not known".to_owned(),
                        |share| percent.full(share * 100.0),
                    ),
                ]
            })
            .collect(),
        part_word: if found.parts == 5 { "fifth" } else { "tenth" },
        small_areas: found
            .small_areas
            .iter()
            .map(|one| {
                [
                    one.name.to_string(),
                    one.code.to_string(),
                    count.full(f64::from(one.rank)),
                    one.decile.to_string(),
                    one.within
                        .map_or_else(|| "none".to_owned(), |part| part.to_string()),
                    one.residents
                        .map_or_else(|| "not known".to_owned(), |people| count.full(people)),
                ]
            })
            .collect(),
        missing: found.missing.clone(),
        receipt: receipt_of(
            &app,
            &answer.receipt,
            format!("{place}, {words}, {}", found.vintage.name()),
            "National tenth: ten times the rank over all small areas of England, rounded up",
        )
        .await?,
        csv: format!("{back}/deprivation.csv{query}"),
        back: back.clone(),
        place: place.clone(),
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = origin == Origin::Illustrative;
    frame.trail = vec![
        Link::new("Evidence", format!("/{board}/evidence")),
        Link::new(place, back),
    ];
    app.page(TEMPLATE, &frame, page)
}

pub(super) async fn csv(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, code)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    visitor.board()?;
    let (answer, _) = ask(&app, &visitor, &code, &wanted).await?;
    let text = deprivation_csv(&answer);
    let mut response = ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response();
    let name = format!(
        "attachment; filename=\"{}-deprivation.csv\"",
        board::vocabulary::Slug::from_words(&code)
    );
    if let Ok(name) = HeaderValue::from_str(&name) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Asks, and gives the choices as they stand after the question mark.
async fn ask(
    app: &App,
    visitor: &Visitor,
    code: &str,
    wanted: &Wanted,
) -> Result<(Arc<Answered<Deprivation>>, String), Refusal> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let domain = given(&wanted.domain).unwrap_or_else(|| ALL_DOMAINS.to_owned());
    if !DOMAINS.iter().any(|(known, _)| *known == domain) {
        return Err(Refusal::explained(
            StatusCode::NOT_FOUND,
            "There is no such domain of deprivation",
            "Choose one of the list on the page about deprivation.",
        ));
    }
    let parts: u8 = match given(&wanted.parts).as_deref() {
        None | Some("10") => 10,
        Some("5") => 5,
        Some(_) => {
            return Err(Refusal::explained(
                StatusCode::NOT_FOUND,
                "A place is cut into tenths or fifths",
                "Choose one of the two on the page about deprivation.",
            ));
        }
    };
    let area = built_area(&app.house, code).await.map_err(refusal)?;
    let query = format!("?domain={}&parts={parts}", encoded(&domain));
    let ask = DeprivationAsk {
        area,
        domain,
        parts,
    };
    let answer = app
        .evidence
        .deprivation(&app.house, &visitor.who(), &ask)
        .await
        .map_err(refusal)?;
    Ok((answer, query))
}

fn tenth_words(decile: u8) -> String {
    match decile {
        1 => "1, most deprived".to_owned(),
        10 => "10, least deprived".to_owned(),
        other => other.to_string(),
    }
}

fn title(found: &Deprivation, place: &str) -> String {
    let core = &found.core20;
    match core.share_of_residents {
        Some(share) => format!(
            "In {place}, {:.0}% of residents live in the most deprived fifth of England",
            share * 100.0
        ),
        None => format!(
            "In {place}, {} of {} small areas are in the most deprived fifth of England",
            core.small_areas,
            found.small_areas.len()
        ),
    }
}

fn lead(found: &Deprivation, place: &str) -> String {
    let people = found.core20.residents.map_or_else(String::new, |people| {
        format!(
            " {} people live in that fifth, which the health service calls Core20.",
            Unit::counted(0, "").full(people)
        )
    });
    let most = found.small_areas.first().map_or_else(String::new, |most| {
        format!(
            " The most deprived small area of {place} is {}, {} of {} in England.",
            most.name,
            Unit::counted(0, "").full(f64::from(most.rank)),
            Unit::counted(0, "").full(f64::from(found.vintage.in_england()))
        )
    });
    format!(
        "Not everybody in a deprived small area is poor, and many poor people live elsewhere.{people}{most}"
    )
}
