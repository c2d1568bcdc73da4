//! `/{b}/evidence/compare`: where a place stands out, with reasons and with what is not in the list.

use axum::extract::State;
use board::indicators::indicators;
use charts::{Heading, Number, RangeStrip, Reference, Spread};
use evidence::analysis::{CompareAsk, Outlier, Outliers, Verdict};
use evidence::cell::Origin;
use serde::{Deserialize, Serialize};

use super::asked::{against_of, area_query, place_of};
use super::finding::series_words;
use super::receipt_foot::{Receipt, receipt_of};
use super::shown::{
    TrendWords, drawn, drawn_origin, drawn_verdict, figure_words, marked_origin, short_name,
    trend_words, unit_of_cell,
};
use super::unanswered::refusal;
use crate::address::{Path, Query};
use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/compare_page.html";

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Choices {
    area: Option<String>,
    against: Option<String>,
    order: Option<String>,
}

#[derive(Serialize)]
struct ComparePage {
    kicker: String,
    origin: Option<&'static str>,
    title: String,
    lead: String,
    against: String,
    area: Option<String>,
    chosen_against: String,
    order: String,
    lists: Vec<List>,
    similar: String,
    all: Link,
    receipt: Receipt,
    command: String,
}

#[derive(Serialize)]
struct List {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: Option<String>,
    about: String,
    value: String,
    level: String,
    drawing: String,
    status: &'static str,
    kind: &'static str,
    trend: TrendWords,
    origin: Option<&'static str>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(board): Path<String>,
    Query(choices): Query<Choices>,
) -> Answer {
    let ask = CompareAsk {
        area: place_of(&app, &visitor, choices.area.as_deref()).await?,
        against: against_of(choices.against.as_deref()),
        indicators: Vec::new(),
    };
    let answer = app
        .evidence
        .outliers(&app.house, &visitor.who(), &ask)
        .await
        .map_err(refusal)?;
    let result = &answer.result;
    let place = short_name(&result.area.name).to_owned();
    let against = short_name(&result.against.name).to_owned();
    let addresses: Vec<(String, String)> = indicators(&app.house)
        .await?
        .into_iter()
        .map(|indicator| {
            let area = area_query(choices.area.as_deref());
            let href = format!("/{board}/evidence/{}{area}", indicator.record.slug);
            (indicator.described.id, href)
        })
        .collect();
    let order = choices
        .order
        .clone()
        .unwrap_or_else(|| "distance".to_owned());
    let lists = lists(result, &against, &addresses, &order);
    let filter = format!("{} figures of {place}, the latest of each", result.all);
    let measure = "Worse or better when the 95% limits do not take in the benchmark, ranked by distance in standard errors";
    let against_code = &result.against.code;
    let page = ComparePage {
        kicker: format!("{place} against {against}, the latest figures"),
        origin: marked_origin(answer.receipt.origin),
        title: title(result, &place),
        lead: lead(result, &against),
        area: choices.area.clone(),
        chosen_against: choices
            .against
            .clone()
            .unwrap_or_else(|| "england".to_owned()),
        order,
        lists,
        similar: not_in_this_list(result, &against),
        all: Link::new(
            format!("See all {}", result.all),
            format!("/{board}/evidence"),
        ),
        receipt: receipt_of(&app, &answer.receipt, filter, measure).await?,
        command: format!(
            "commonweal compare --area {} --against {against_code} --outliers",
            ask.area
        ),
        against,
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = answer.receipt.origin == Origin::Illustrative;
    frame.trail = vec![
        Link::new("Evidence", format!("/{board}/evidence")),
        Link::new("Compare", format!("/{board}/evidence/compare")),
    ];
    app.page(TEMPLATE, &frame, page)
}

fn title(result: &Outliers, place: &str) -> String {
    let out = result.worse.len() + result.better.len() + result.lower_or_higher.len();
    let measures = if result.all == 1 {
        "measure"
    } else {
        "measures"
    };
    let worse = match result.getting_worse {
        0 => String::new(),
        1 => ", and 1 of them is getting worse".to_owned(),
        many => format!(", and {many} of them are getting worse"),
    };
    match out {
        0 => format!("{place} stands out on none of {} {measures}", result.all),
        out => format!(
            "{place} stands out on {out} of {} {measures}{worse}",
            result.all
        ),
    }
}

fn lead(result: &Outliers, against: &str) -> String {
    let part =
        |count: usize, words: &str| (count > 0).then(|| format!("{count} {words} {against}"));
    let parts: Vec<String> = [
        part(result.worse.len(), "are worse than"),
        part(result.better.len(), "are better than"),
        part(result.lower_or_higher.len(), "are higher or lower than"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return "Allowing for chance, every figure that can be compared is similar.".to_owned();
    }
    format!(
        "Allowing for chance, {}. A figure stands out when its 95% limits do not take in the figure of {against}.",
        parts.join(" and ")
    )
}

fn lists(
    result: &Outliers,
    against: &str,
    addresses: &[(String, String)],
    order: &str,
) -> Vec<List> {
    [
        (format!("Worse than {against}"), &result.worse),
        (format!("Better than {against}"), &result.better),
        (
            format!("Higher or lower than {against}, where neither is good"),
            &result.lower_or_higher,
        ),
    ]
    .into_iter()
    .filter(|(_, outliers)| !outliers.is_empty())
    .enumerate()
    .map(|(number, (title, outliers))| {
        let mut outliers: Vec<&Outlier> = outliers.iter().collect();
        if order == "trend" {
            // Those that are getting worse first; the order of distance stays within each.
            outliers.sort_by_key(|outlier| {
                outlier.row.trend.getting != Some(evidence::analysis::Getting::Worse)
            });
        }
        List {
            title: format!("{title}, furthest first"),
            rows: outliers
                .into_iter()
                .enumerate()
                .map(|(at, outlier)| row(outlier, against, addresses, &format!("s{number}-{at}")))
                .collect(),
        }
    })
    .collect()
}

fn row(outlier: &Outlier, against: &str, addresses: &[(String, String)], id: &str) -> Row {
    let row = &outlier.row;
    let unit = unit_of_cell(&row.value);
    let level = row.judgement.benchmark.as_ref();
    let (kind, status) = match row.judgement.verdict {
        Verdict::Better => ("better", "Better"),
        Verdict::Worse => ("worse", "Worse"),
        Verdict::Higher => ("plain", "Higher"),
        Verdict::Lower => ("lower", "Lower"),
        Verdict::Similar => ("similar", "Similar"),
        Verdict::NotCompared => ("dash", "Not compared"),
    };
    let found = addresses.iter().find(|(id, _)| *id == row.indicator.id);
    Row {
        name: row.indicator.name.clone(),
        href: found.map(|(_, href)| href.clone()),
        about: format!(
            "{}, {}",
            series_words(&row.sex, &row.age),
            row.value.period().label
        ),
        value: figure_words(&row.value, &unit),
        level: level.map_or_else(String::new, |level| {
            format!("{against} {}", figure_words(level, &unit))
        }),
        drawing: strip(outlier, against, id).unwrap_or_default(),
        status,
        kind,
        trend: trend_words(&row.trend),
        origin: marked_origin(row.value.origin()),
    }
}

fn strip(outlier: &Outlier, against: &str, id: &str) -> Option<String> {
    let row = &outlier.row;
    let level = row.judgement.benchmark.as_ref()?.value()?;
    let spread = outlier.spread.as_ref().and_then(|spread| {
        Some(Spread {
            places: "places of its kind".to_owned(),
            lowest: Number::new(spread.lowest).ok()?,
            lower_quartile: Number::new(spread.lower_quartile).ok()?,
            upper_quartile: Number::new(spread.upper_quartile).ok()?,
            highest: Number::new(spread.highest).ok()?,
        })
    });
    let chart = RangeStrip {
        heading: Heading {
            id: id.to_owned(),
            title: format!(
                "{}, {}: {} against {against}",
                row.indicator.name,
                series_words(&row.sex, &row.age),
                row.value.area().name
            ),
            origin: drawn_origin(row.value.origin()),
        },
        unit: unit_of_cell(&row.value),
        name: row.value.area().name.to_string(),
        cell: drawn(&row.value).ok()?,
        verdict: drawn_verdict(row.judgement.verdict),
        reference: Reference {
            name: against.to_owned(),
            value: Number::new(level).ok()?,
        },
        spread,
    };
    chart.draw().ok().map(|drawn| drawn.html())
}

fn not_in_this_list(result: &Outliers, against: &str) -> String {
    let similar = match result.similar {
        0 => format!("No measure is similar to {against}."),
        1 => format!("1 measure is similar to {against}."),
        many => format!("{many} measures are similar to {against}."),
    };
    let total: usize = result.not_compared.iter().map(|reason| reason.rows).sum();
    if total == 0 {
        return format!("{similar} Every measure could be compared.");
    }
    let reasons: Vec<String> = result
        .not_compared
        .iter()
        .map(|reason| format!("{} {}", reason.rows, reason.why.words()))
        .collect();
    format!(
        "{similar} {total} could not be compared: {}.",
        reasons.join(", ")
    )
}
