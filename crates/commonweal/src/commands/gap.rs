use std::sync::Arc;

use board::indicators::Figures;
use clap::Args;
use evidence::analysis::{Answer, Gap, GapAsk, GapMeasure, GapMeasured, GapScale};
use serde_json::{Value, json};

use super::cluster::OnCluster;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(name = "gap")]
pub(crate) struct GapOptions {
    /// Number of the indicator.
    #[arg(long, value_name = "ID")]
    indicator: String,
    /// Code of the place, such as E09000012.
    #[arg(long, value_name = "CODE")]
    area: String,
    /// Kind of category in the publisher's words, or `Sex`; the most complete one about deprivation by default.
    #[arg(long, value_name = "CATEGORY")]
    by: Option<String>,
    /// Sex in the publisher's words.
    #[arg(long)]
    sex: Option<String>,
    /// Age in the publisher's words.
    #[arg(long)]
    age: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    on: OnCluster,
}

/// Measures the inequality of one indicator within a place, or says what is missing to know it.
pub(crate) async fn run(place: &Place, options: GapOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let sessions = options.on.sessions().await?;
    let house = installation::open(place).await?;
    let engine = installation::data_engine(place)?.with_sessions(sessions);
    let figures = Figures::new(Arc::new(engine));
    let who = installation::operator(SystemClocks::of(&house).await?);
    let ask = GapAsk {
        indicator: options.indicator,
        area: options.area,
        sex: options.sex,
        age: options.age,
        by: options.by,
    };
    let answer = figures.gap(&house, &who, &ask).await;
    house.database().clone().close().await;
    let answer = answer.map_err(super::unanswered)?;
    if options.json {
        return print_json(&as_json(&answer));
    }
    print(&in_words(&answer))
}

fn as_json(answer: &Answer<Gap>) -> Value {
    let gap = &answer.result;
    let measured = gap.measured.as_ref().map(|measured| {
        let groups: Vec<Value> = measured
            .groups
            .iter()
            .map(|group| {
                json!({
                    "order": group.order, "label": group.label, "value": group.figure.value(),
                    "state": group.figure.figure().state(), "limits": group.figure.limits(),
                })
            })
            .collect();
        let slope = measured.slope.map(|slope| {
            json!({
                "value": slope.index,
                "limits": slope.limits_95.map(|limits| json!({ "95": limits, "99.8": null })),
                "at_most_deprived": slope.at_most_deprived,
                "at_least_deprived": slope.at_least_deprived,
            })
        });
        json!({
            "area": measured.area.code, "area_name": measured.area.name, "period": measured.period.label,
            "by": measured.by, "parts": measured.parts, "ordered": measured.ordered, "groups": groups,
            "difference": measured.difference, "ratio": measured.ratio, "slope_index": slope,
            "measures": measured.measures.iter().map(measure_as_json).collect::<Vec<_>>(),
        })
    });
    json!({
        "area": gap.area.code,
        "area_name": gap.area.name,
        "measured": measured,
        "missing": gap.missing,
        "kinds": gap.kinds,
        "origin": answer.receipt.origin,
        "receipt": answer.receipt.number,
    })
}

fn measure_as_json(measure: &GapMeasure) -> Value {
    json!({
        "measure": measure.name, "title": measure.title, "scale": measure.scale, "value": measure.value,
        "limits": measure.limits_95.map(|limits| json!({ "95": limits, "99.8": null })),
        "undefined": measure.refused,
    })
}

fn in_words(answer: &Answer<Gap>) -> String {
    let mut parts = Vec::new();
    if let Some(measured) = &answer.result.measured {
        parts.push(measured_in_words(measured));
    }
    parts.extend(
        answer
            .result
            .missing
            .iter()
            .map(|missing| format!("Missing: {missing}")),
    );
    let kinds = &answer.result.kinds;
    if !kinds.is_empty() {
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("“{kind}”")).collect();
        parts.push(format!(
            "The data also cuts {} by {}.",
            answer.result.area.name,
            kinds.join(", ")
        ));
    }
    parts.push(format!("Receipt {}", answer.receipt.number));
    parts.join("\n")
}

fn measured_in_words(measured: &GapMeasured) -> String {
    let mut table = vec![["", "Part", "Value"].map(str::to_owned).to_vec()];
    table.extend(measured.groups.iter().map(|group| {
        vec![
            group.order.to_string(),
            group.label.to_string(),
            super::figure_in_words(&group.figure),
        ]
    }));
    let mut lines = vec![
        format!(
            "{}, {}, by {}",
            measured.area.name, measured.period.label, measured.by
        ),
        String::new(),
        columns(&table),
        String::new(),
    ];
    let (found, refused): (Vec<_>, Vec<_>) = measured
        .measures
        .iter()
        .partition(|measure| measure.value.is_some());
    let mut table = vec![
        ["Measure", "Value", "95% limits"]
            .map(str::to_owned)
            .to_vec(),
    ];
    table.extend(found.into_iter().map(|measure| {
        let value = measure
            .value
            .map_or_else(String::new, |value| written(value, measure.scale));
        let limits = measure
            .limits_95
            .map_or_else(String::new, |(lower, upper)| {
                format!(
                    "{} to {}",
                    written(lower, measure.scale),
                    written(upper, measure.scale)
                )
            });
        vec![measure.title.to_owned(), value, limits]
    }));
    if table.len() > 1 {
        lines.push(columns(&table));
    }
    // What does not apply for one and the same reason is said once.
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for measure in refused {
        let why = measure.refused.as_deref().unwrap_or_default();
        match reasons.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, names)) => names.push(measure.name),
            None => reasons.push((why, vec![measure.name])),
        }
    }
    for (why, names) in reasons {
        lines.push(format!("No {}: {why}", names.join(", ")));
    }
    lines.join("\n")
}

fn written(value: f64, scale: GapScale) -> String {
    match scale {
        GapScale::Unit | GapScale::UnitSquared | GapScale::Times => format!("{value:.2}"),
        GapScale::Percent => format!("{value:.1}%"),
        GapScale::Index => format!("{value:.4}"),
    }
}
