//! `/{b}/evidence/{indicator}/gap`: the gap inside a place, by deprivation or between groups, with every measure that applies and the
//! reason why the others do not.

use axum::extract::State;
use board::indicators::gap_drawings::{gap_chart, gap_finding};
use board::indicators::indicator_by_slug;
use board::vocabulary::Slug;
use charts::{Dumbbell, DumbbellRow, Heading, Unit, Width};
use evidence::analysis::{Gap, GapAsk, GapMeasure, GapMeasured, GapScale};
use evidence::catalogue::Indicator as Described;
use evidence::cell::{Figure as Shown, Origin};
use serde::{Deserialize, Serialize};

use super::asked::place_of;
use super::receipt_foot::{Receipt, receipt_of};
use super::shown::{drawn, drawn_origin, marked_origin, short_name, short_parts, unit_of};
use super::unanswered::refusal;
use crate::address::{Path, Query, encoded};
use crate::app::App;
use crate::components::Figure;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/gap_page.html";

/// What may stand after the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    area: Option<String>,
    by: Option<String>,
    sex: Option<String>,
    age: Option<String>,
}

#[derive(Serialize)]
struct GapPage {
    kicker: String,
    origin: Option<&'static str>,
    title: String,
    lead: String,
    kinds: Vec<Kind>,
    chart: Option<Figure>,
    beside: Option<Figure>,
    missing: Vec<String>,
    measures: Vec<Row>,
    refused: Vec<Refused>,
    receipt: Receipt,
    back: String,
}

#[derive(Serialize)]
struct Kind {
    text: String,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Row {
    title: &'static str,
    value: String,
    limits: String,
}

#[derive(Serialize)]
struct Refused {
    why: String,
    names: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, slug)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let named: Slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let indicator = indicator_by_slug(&app.house, &named)
        .await?
        .filter(|indicator| indicator.record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let ask = GapAsk {
        indicator: indicator.described.id.clone(),
        area: place_of(&app, &visitor, wanted.area.as_deref()).await?,
        sex: given(&wanted.sex),
        age: given(&wanted.age),
        by: given(&wanted.by),
    };
    let answer = app
        .evidence
        .gap(&app.house, &visitor.who(), &ask)
        .await
        .map_err(refusal)?;
    let gap = &*answer.result;
    let origin = answer.receipt.origin;
    let described = &indicator.described;
    let unit = unit_of(described);
    let back = format!(
        "/{board}/evidence/{slug}{}",
        super::asked::area_query(wanted.area.as_deref())
    );
    let place = short_name(&gap.area.name);
    let measured = gap.measured.as_ref();
    let period = measured.map_or_else(String::new, |measured| {
        format!(", {}", measured.period.label)
    });
    let filter = format!(
        "{}, {place}, {}",
        described.name,
        measured.map_or("by deprivation".to_owned(), |measured| format!(
            "by {}",
            measured.by
        ))
    );
    let page = GapPage {
        kicker: format!("{}{period}", described.name),
        origin: marked_origin(origin),
        title: gap_finding(gap, &unit),
        lead: lead(gap),
        kinds: kinds(gap, &format!("/{board}/evidence/{slug}/gap"), &wanted),
        chart: measured
            .and_then(|measured| gap_chart((described, &unit), measured, origin, "gap"))
            .map(|chart| Figure::new(chart.finding, chart.counted, chart.drawn)),
        beside: beside_england(&app, &visitor, (&ask, described), gap, &unit).await,
        missing: gap.missing.clone(),
        measures: measured.map_or_else(Vec::new, |measured| rows(&measured.measures, &unit)),
        refused: measured.map_or_else(Vec::new, |measured| refused(&measured.measures)),
        receipt: receipt_of(
            &app,
            &answer.receipt,
            filter,
            "Each measure as its page in the documentation of measures has it",
        )
        .await?,
        back: back.clone(),
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = origin == Origin::Illustrative;
    frame.trail = vec![
        Link::new("Evidence", format!("/{board}/evidence")),
        Link::new(described.name.clone(), back),
    ];
    app.page(TEMPLATE, &frame, page)
}

fn lead(gap: &Gap) -> String {
    let Some(measured) = &gap.measured else {
        return "A figure for everyone can hide a group. Until the data has groups, nobody can see it.".to_owned();
    };
    let hidden = measured
        .groups
        .iter()
        .filter(|group| group.figure.figure() == Shown::Suppressed)
        .count();
    let hidden = match hidden {
        0 => String::new(),
        1 => " The figure of 1 group is hidden to protect people.".to_owned(),
        many => format!(" The figures of {many} groups are hidden to protect people."),
    };
    format!("Cut by {}, {}.{hidden}", measured.by, measured.period.label)
}

fn kinds(gap: &Gap, address: &str, wanted: &Wanted) -> Vec<Kind> {
    let current = gap.measured.as_ref().map(|measured| &*measured.by);
    gap.kinds
        .iter()
        .map(|kind| {
            let area = wanted
                .area
                .as_ref()
                .map_or_else(String::new, |area| format!("&area={}", encoded(area)));
            Kind {
                text: kind.to_string(),
                href: format!("{address}?by={}{area}", encoded(kind)),
                current: current == Some(&**kind),
            }
        })
        .collect()
}

/// Each group of the place beside the same group in England. None for England itself, and where England has not the same groups.
async fn beside_england(
    app: &App,
    visitor: &Visitor,
    (ask, described): (&GapAsk, &Described),
    gap: &Gap,
    unit: &Unit,
) -> Option<Figure> {
    let measured = gap.measured.as_ref()?;
    if *measured.area.code == *evidence::ENGLAND {
        return None;
    }
    let there = GapAsk {
        area: evidence::ENGLAND.to_owned(),
        by: Some(measured.by.to_string()),
        ..ask.clone()
    };
    let answer = app
        .evidence
        .gap(&app.house, &visitor.who(), &there)
        .await
        .ok()?;
    let england = answer.result.measured.as_ref()?;
    if england.by != measured.by || england.period.label != measured.period.label {
        return None;
    }
    let place = short_name(&measured.area.name);
    let labels: Vec<&str> = measured.groups.iter().map(|group| &*group.label).collect();
    let rows = measured
        .groups
        .iter()
        .zip(short_parts(&labels))
        .filter_map(|(group, name)| {
            let other = england
                .groups
                .iter()
                .find(|other| other.label == group.label)?;
            Some(DumbbellRow {
                name: name.to_owned(),
                one: drawn(&group.figure).ok()?,
                other: drawn(&other.figure).ok()?,
            })
        })
        .collect::<Vec<_>>();
    if rows.len() < 2 {
        return None;
    }
    let drawn = Dumbbell {
        heading: Heading {
            id: "beside-england".to_owned(),
            title: format!(
                "{} by {}, {place} and England, {}",
                described.name, measured.by, measured.period.label
            ),
            origin: drawn_origin(answer.receipt.origin),
        },
        unit: unit.clone(),
        one: place.to_owned(),
        other: "England".to_owned(),
        rows,
    }
    .draw(Width::Half)
    .ok()?;
    let note = format!(
        "England’s figures have the receipt {}.",
        answer.receipt.number
    );
    let figure = Figure::new(
        widest(measured, england, unit)?,
        format!(
            "Each group in {place} beside the same group in England, {}. The widest distance comes first.",
            measured.period.label
        ),
        drawn,
    );
    Some(figure.with_note(note))
}

/// The group whose figure lies furthest from the same group in England, as a sentence without a full stop.
fn widest(measured: &GapMeasured, england: &GapMeasured, unit: &Unit) -> Option<String> {
    let (label, distance) = measured
        .groups
        .iter()
        .filter_map(|group| {
            let other = england
                .groups
                .iter()
                .find(|other| other.label == group.label)?;
            Some((&group.label, group.figure.value()? - other.figure.value()?))
        })
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    let way = if distance >= 0.0 { "above" } else { "below" };
    Some(format!(
        "“{label}” lies furthest from the same group in England: {} {way} it",
        unit.difference(distance.abs())
    ))
}

fn rows(measures: &[GapMeasure], unit: &Unit) -> Vec<Row> {
    measures
        .iter()
        .filter_map(|measure| {
            Some(Row {
                title: measure.title,
                value: written(measure.value?, measure.scale, unit),
                limits: measure
                    .limits_95
                    .map_or_else(String::new, |(lower, upper)| {
                        let bare = |value| bare(value, measure.scale);
                        format!("{} to {}", bare(lower), bare(upper))
                    }),
            })
        })
        .collect()
}

fn written(value: f64, scale: GapScale, unit: &Unit) -> String {
    match scale {
        GapScale::Unit => unit.difference(value),
        GapScale::UnitSquared => format!("{value:.1}"),
        GapScale::Times => format!("{value:.2} times"),
        GapScale::Percent => format!("{value:.1}%"),
        GapScale::Index => bare(value, scale),
    }
}

/// A limit beside its value, which says what it is counted in.
fn bare(value: f64, scale: GapScale) -> String {
    let decimals = match scale {
        GapScale::Unit | GapScale::UnitSquared | GapScale::Percent => 1,
        GapScale::Times => 2,
        GapScale::Index => 3,
    };
    format!("{value:.decimals$}").replace('-', "−")
}

/// What does not apply, each reason once.
fn refused(measures: &[GapMeasure]) -> Vec<Refused> {
    let mut reasons: Vec<Refused> = Vec::new();
    for measure in measures {
        let Some(why) = &measure.refused else {
            continue;
        };
        let name = measure.name.replace('-', " ");
        match reasons.iter_mut().find(|reason| reason.why == *why) {
            Some(reason) => {
                reason.names.push_str(", ");
                reason.names.push_str(&name);
            }
            None => reasons.push(Refused {
                why: why.clone(),
                names: name,
            }),
        }
    }
    reasons
}
