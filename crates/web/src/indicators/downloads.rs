//! `/{b}/evidence/{indicator}/figures.csv` and `.json`: the figures of an indicator's page to take away, with what is needed
//! to understand and check them.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use evidence::analysis::{IndicatorView, funnel, process};
use evidence::cell::{Cell, Origin};
use evidence::open_data::guarded;
use serde_json::json;

use super::asked::{Asked, Choices, ask};
use crate::address::{Path, Query};
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const COLUMNS: [&str; 18] = [
    "part",
    "area_code",
    "area_name",
    "period",
    "sex",
    "age",
    "category",
    "state",
    "value",
    "lower_95",
    "upper_95",
    "lower_99_8",
    "upper_99_8",
    "count",
    "denominator",
    "verdict",
    "origin",
    "note",
];

pub(super) async fn csv(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(choices): Query<Choices>,
) -> Answer {
    let asked = ask(&app, &visitor, &slug, &choices).await?;
    let text = table(&asked).map_err(|error| {
        tracing::error!(cause = ?error, "a table could not be written");
        Refusal::NotFound
    })?;
    Ok(file(text, "text/csv; charset=utf-8", &slug, "csv"))
}

pub(super) async fn json(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(choices): Query<Choices>,
) -> Answer {
    let asked = ask(&app, &visitor, &slug, &choices).await?;
    let receipt = &asked.answer.receipt;
    let whole = json!({
        "indicator": asked.indicator.described.id,
        "name": asked.answer.result.indicator.name,
        "origin": receipt.origin.word(),
        "receipt": receipt.number,
        "recompute": format!("commonweal explain {}", receipt.number),
        "figures": &asked.answer.result,
        "by_size": funnel(&asked.answer.result).ok(),
        "as_a_process": as_a_process(&asked.answer.result),
    });
    Ok(file(whole.to_string(), "application/json", &slug, "json"))
}

/// The course within the limits of its own variation, where it is long enough.
fn as_a_process(view: &IndicatorView) -> Option<evidence::analysis::Process> {
    let series: Vec<(String, Option<f64>)> = view
        .course
        .iter()
        .map(|point| (point.period.label.to_string(), point.value.value()))
        .collect();
    process(&series, view.indicator.polarity, None).ok()
}

fn file(text: String, kind: &'static str, slug: &str, extension: &str) -> Response {
    let name = format!("attachment; filename=\"{slug}.{extension}\"");
    let mut response = ([(header::CONTENT_TYPE, kind)], text).into_response();
    if let Ok(name) = HeaderValue::from_str(&name) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// Lines about the figures first, each behind `#`, then the table.
fn table(asked: &Asked) -> Result<String, Box<dyn std::error::Error>> {
    let view: &IndicatorView = &asked.answer.result;
    let receipt = &asked.answer.receipt;
    let described = &view.indicator;
    let mut about = vec![
        ("Indicator", described.name.clone()),
        ("Number", described.id.clone()),
        ("Unit", described.unit.label.clone()),
        ("Compared with", asked.against.clone()),
        ("Source", described.source.clone().unwrap_or_default()),
        (
            "Definition",
            described.definition.clone().unwrap_or_default(),
        ),
        ("Caveats", described.caveats.clone().unwrap_or_default()),
        ("Origin", receipt.origin.word().to_owned()),
        ("Receipt", receipt.number.to_string()),
        (
            "Recompute",
            format!("commonweal explain {}", receipt.number),
        ),
    ];
    if receipt.origin == Origin::Illustrative {
        about.insert(
            0,
            (
                "ILLUSTRATIVE",
                "made up to show the product; not for use".to_owned(),
            ),
        );
    }
    let mut text = String::new();
    for (name, value) in about.iter().filter(|(_, value)| !value.is_empty()) {
        let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        text.extend(["# ", name, ": ", &one_line, "\r\n"]);
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    let series = [&*view.series.sex, &*view.series.age];
    for place in &view.places {
        let verdict = place.judgement.verdict.word();
        writer.write_record(line("place", &place.value, series, "", verdict))?;
    }
    if let Ok(found) = funnel(view) {
        for place in &found.places {
            let judged = format!("{}, {}", place.grade.word(), place.verdict.word());
            let cell = view
                .places
                .iter()
                .find(|row| row.value.area().code == place.area.code);
            if let Some(row) = cell {
                writer.write_record(line("by size", &row.value, series, "", &judged))?;
            }
        }
    }
    for point in &view.course {
        writer.write_record(line("over time", &point.value, series, "", ""))?;
        if let Some(level) = &point.benchmark {
            writer.write_record(line("over time", level, series, "", ""))?;
        }
    }
    if let Some(gap) = &view.gap.measured {
        for group in &gap.groups {
            writer.write_record(line(
                "by deprivation",
                &group.figure,
                series,
                &group.label,
                "",
            ))?;
        }
    }
    text.push_str(&String::from_utf8(writer.into_inner()?)?);
    Ok(text)
}

fn line(
    part: &str,
    cell: &Cell,
    [sex, age]: [&str; 2],
    category: &str,
    verdict: &str,
) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let limits = cell.limits();
    let pair = |pair: Option<(f64, f64)>| {
        (
            number(pair.map(|pair| pair.0)),
            number(pair.map(|pair| pair.1)),
        )
    };
    let (lower_95, upper_95) = pair(limits.and_then(|limits| limits.at_95));
    let (lower_998, upper_998) = pair(limits.and_then(|limits| limits.at_998));
    vec![
        part.to_owned(),
        guarded(&cell.area().code).into_owned(),
        guarded(&cell.area().name).into_owned(),
        guarded(&cell.period().label).into_owned(),
        guarded(sex).into_owned(),
        guarded(age).into_owned(),
        guarded(category).into_owned(),
        cell.figure().state().word().to_owned(),
        number(cell.value()),
        lower_95,
        upper_95,
        lower_998,
        upper_998,
        number(cell.count()),
        number(cell.denominator()),
        verdict.to_owned(),
        cell.origin().word().to_owned(),
        guarded(cell.note().unwrap_or_default()).into_owned(),
    ]
}
